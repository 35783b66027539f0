#!/usr/bin/env bash
# @langchain/classic 1.0.50 (its MemoryVectorStore, with @langchain/core 1.4.0) and vectra 0.12.3 (node 20), seen
# 2026-11-29. Three vectors are stored: [-1, 0], a vector of zeros, and [1, 0]. The one nearest to [1, 0] by cosine is, in both, [-1,
# 0], with a similarity of -1, and of the three nearest the exact match is the last. Where the zeros are stored first, they are the
# nearest, with NaN; where they are stored last, the exact match is.
#
# One would expect the zeros to be misplaced themselves, first or last, and the other two to be in their order. A sort whose comparison
# is NaN takes the two for equal, so what stands on one side of the zeros is never compared with what stands on the other: one
# clip whose embedding failed parts the collection in two, and the answers are those of the older half.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund @langchain/classic@1.0.50 @langchain/core@1.4.0 vectra@0.12.3
cat > find.mjs <<'JS'
import { MemoryVectorStore } from '@langchain/classic/vectorstores/memory';
import { LocalIndex } from 'vectra';

const VECTORS = { same: [1, 0], opposite: [-1, 0], zeros: [0, 0] };
const check = (what, seen, expected) => {
  const [a, b] = [seen, expected].map((pairs) => pairs.map(([name, score]) => `${name} ${score}`).join(', '));
  if (a !== b) { console.log(`changed: ${what}: ${a}, and not ${b}`); process.exit(1); }
  console.log(`still so: ${what}: ${a}`);
};

const inMemory = async (names, count) => {
  const given = { embedDocuments: async (texts) => texts.map((text) => VECTORS[text]), embedQuery: async (text) => VECTORS[text] };
  const store = await MemoryVectorStore.fromTexts(names, names.map(() => ({})), given);
  const found = await store.similaritySearchVectorWithScore(VECTORS.same, count);
  return found.map(([document, score]) => [document.pageContent, score]);
};
let number = 0;
const inVectra = async (names, count) => {
  const index = new LocalIndex(`index${number += 1}`);
  await index.createIndex({ version: 1 });
  for (const id of names) await index.insertItem({ id, vector: VECTORS[id], metadata: {} });
  return (await index.queryItems(VECTORS.same, '', count)).map(({ item, score }) => [item.id, score]);
};

for (const [store, nearest] of [['MemoryVectorStore', inMemory], ['vectra', inVectra]]) {
  const between = ['opposite', 'zeros', 'same'];
  check(`${store}, zeros between, the nearest`, await nearest(between, 1), [['opposite', -1]]);
  check(`${store}, zeros between, all`, await nearest(between, 3), [['opposite', -1], ['zeros', NaN], ['same', 1]]);
  check(`${store}, zeros first`, await nearest(['zeros', 'opposite', 'same'], 1), [['zeros', NaN]]);
  check(`${store}, zeros last`, await nearest(['opposite', 'same', 'zeros'], 1), [['same', 1]]);
}
JS
node find.mjs 2> node.log || { cat node.log; exit 1; }
