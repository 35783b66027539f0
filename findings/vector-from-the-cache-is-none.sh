#!/usr/bin/env bash
# llamaindex 0.12.1 (@llamaindex/core 0.6.22; node 20), seen 2026-11-30: IngestionPipeline, whose cache is on by default. A document that
# is put through it for the second time has its piece, and no vector: what is kept is the piece without it. With a vector store the
# second run adds nothing and says nothing, and so a store that was emptied, or a new one under the same pipeline, stays empty. A
# document of another id with the same text gets the piece of the first document, without a vector as well; and "seas" and "aw" get those
# of "sea" and "saw".
#
# One would expect of a cache of a pipeline that embeds that it gives the vectors, for they are what costs. Python's llama-index 0.14.25
# gives them.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund llamaindex@0.12.1 @llamaindex/core@0.6.22 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > find.mjs <<'JS'
import { BaseEmbedding, Document, IngestionPipeline, SentenceSplitter, SimpleVectorStore } from "llamaindex";

function check(what, seen, expected) {
  seen = JSON.stringify(seen); expected = JSON.stringify(expected);
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
let embedded = 0;
class Lengths extends BaseEmbedding {
  async getTextEmbedding(text) { embedded += 1; return [text.length, 1]; }
}
const embeddingModel = new Lengths();
const made = (more = {}) => new IngestionPipeline({ transformations: [new SentenceSplitter(), embeddingModel], ...more });
const run = async (pipeline, texts) => {
  const nodes = await pipeline.run({ documents: Object.entries(texts).map(([id_, text]) => new Document({ text, id_ })) });
  return nodes.map((node) => [node.sourceNode.nodeId, node.text, node.embedding ?? null]);
};
let pipeline = made();
check("for the first time", await run(pipeline, { d1: "yes" }), [["d1", "yes", [3, 1]]]);
check("for the second", await run(pipeline, { d1: "yes" }), [["d1", "yes", null]]);
check("another document", await run(pipeline, { d2: "yes" }), [["d1", "yes", null]]);
check("texts that were embedded", embedded, 1);
await run(pipeline, { d3: "sea", d4: "saw" });
check("seas and aw", await run(pipeline, { d5: "seas", d6: "aw" }), [["d3", "sea", null], ["d4", "saw", null]]);

const stores = [1, 2].map(() => new SimpleVectorStore({ embeddingModel }));
pipeline = made({ vectorStore: stores[0] });
await run(pipeline, { d1: "yes" });
pipeline.vectorStore = stores[1];
pipeline.vectorStores = { TEXT: stores[1] };
await run(pipeline, { d1: "yes" });
check("vectors in the first store and in the second", stores.map((store) => Object.values(store.data.embeddingDict)), [[[3, 1]], []]);
JS
node find.mjs
