#!/usr/bin/env bash
# @ai-sdk/cohere 3.0.63 with ai 6.0.326 and @langchain/cohere 1.0.5 with cohere-ai 7.21.0 (node 20), and agno 3.1.10, chromadb 1.5.9,
# litellm 1.110.2, semantic-router 1.1.1 and lancedb 0.40.0 with cohere 5.21.1, seen 2026-11-30, each with its defaults. A model of
# Cohere embeds a text as a search_document and a question as a search_query. By LangChain, LanceDB and semantic-router's
# encode_documents and encode_queries it is so. By the AI SDK (embedMany and embed) and agno both are questions; by Chroma, whose
# embed_query is there for questions, and LiteLLM both are texts; by semantic-router's encoder, called as a function, both are questions.
#
# One would expect the packages of one service to agree, or to ask for the kind, which the API itself does not go without for these
# models. A store that one package fills and another reads is searched with vectors of the wrong kind, and no length or name shows it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check agno==3.1.10 chromadb==1.5.9 semantic-router==1.1.1 lancedb==0.40.0 cohere==5.21.1 \
  openai==2.54.0 2> pip.log || { cat pip.log; exit 1; }
python3 -m venv second
second/bin/pip install --quiet --disable-pip-version-check litellm==1.110.2 2> pip.log || { cat pip.log; exit 1; }
cat > by_litellm.py <<'PY'
import os
import sys

os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"
import litellm

for kind in ("text", "question"):
    litellm.embedding("cohere/embed-english-v3.0", [f"litellm, {kind}"], api_base=f"{sys.argv[1]}/v2/embed", api_key="k")
PY
npm install --silent --no-audit --no-fund @ai-sdk/cohere@3.0.63 ai@6.0.326 @langchain/cohere@1.0.5 @langchain/core@1.4.0 cohere-ai@7.21.0 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > by_python.py <<'PY'
import os
import sys

url = sys.argv[1]
os.environ |= {"CO_API_URL": url, "COHERE_API_KEY": "k", "CHROMA_COHERE_API_KEY": "k"}
from agno.knowledge.embedder.cohere import CohereEmbedder
from chromadb.utils.embedding_functions import CohereEmbeddingFunction
from lancedb.embeddings import get_registry
from semantic_router.encoders import CohereEncoder

embedder = CohereEmbedder(api_key="k")
embedder.get_embedding("agno, text")
embedder.get_embedding("agno, question")
function = CohereEmbeddingFunction(api_key="k", model_name="embed-english-v3.0")
function(["chroma, text"])
function.embed_query(["chroma, question"])
encoder = CohereEncoder(cohere_api_key="k")
encoder.encode_documents(["semantic-router, text"])
encoder.encode_queries(["semantic-router, question"])
encoder(["semantic-router called, text"])
encoder(["semantic-router called, question"])
function = get_registry().get("cohere").create(name="embed-english-v3.0")
function.compute_source_embeddings(["lancedb, text"])
function.compute_query_embeddings("lancedb, question")
PY
cat > find.mjs <<'JS'
import { execFile } from "node:child_process";
import { createServer } from "node:http";
import { promisify } from "node:util";
import { createCohere } from "@ai-sdk/cohere";
import { CohereEmbeddings } from "@langchain/cohere";
import { embed, embedMany } from "ai";
import { CohereClient } from "cohere-ai";

const kinds = {};
const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const asked = JSON.parse(Buffer.concat(chunks));
  const texts = asked.texts ?? asked.inputs.map((input) => input.content[0].text);
  for (const text of texts) kinds[text] = asked.input_type;
  const vectors = texts.map(() => [1, 0]);
  const typed = request.url.includes("/v2/") || asked.embedding_types;
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify({
    id: "1", texts, embeddings: typed ? { float: vectors } : vectors, response_type: typed ? "embeddings_by_type" : "embeddings_floats",
    meta: { api_version: { version: "1" }, billed_units: { input_tokens: 1 } },
  }));
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const url = `http://127.0.0.1:${server.address().port}`;
const model = createCohere({ baseURL: `${url}/v2`, apiKey: "k" }).textEmbeddingModel("embed-english-v3.0");
await embedMany({ model, values: ["ai, text"] });
await embed({ model, value: "ai, question" });
const embeddings = new CohereEmbeddings({ model: "embed-english-v3.0", client: new CohereClient({ token: "k", environment: url }) });
await embeddings.embedDocuments(["langchain, text"]);
await embeddings.embedQuery("langchain, question");
await promisify(execFile)("venv/bin/python", ["-W", "ignore", "by_python.py", url]);
await promisify(execFile)("second/bin/python", ["-W", "ignore", "by_litellm.py", url]);
const [TEXT, QUESTION] = ["search_document", "search_query"];
for (const [by, text, question] of [
  ["langchain", TEXT, QUESTION], ["lancedb", TEXT, QUESTION], ["semantic-router", TEXT, QUESTION],
  ["ai", QUESTION, QUESTION], ["agno", QUESTION, QUESTION], ["semantic-router called", QUESTION, QUESTION],
  ["chroma", TEXT, TEXT], ["litellm", TEXT, TEXT],
]) {
  const [seen, expected] = [`${kinds[`${by}, text`]}, ${kinds[`${by}, question`]}`, `${text}, ${question}`];
  if (seen !== expected) { console.log(`changed: a text and a question by ${by}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: a text and a question by ${by}: ${seen}`);
}
server.close();
server.closeAllConnections();
JS
node find.mjs
