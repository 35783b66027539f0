#!/usr/bin/env bash
# @orama/orama 3.1.18 (node 20), seen 2026-11-30: a search engine with vectors, in the process. A search, by vector or by
# words, leaves out the vectors of its hits by default, and does so by writing null into the documents themselves:
# getByID and what save() writes have {"vector": null} for each hit of before, and so has the object of the caller that
# was inserted. A search with includeVectors: true, after one without, gives null. The index keeps its own copy and goes
# on finding them. What was never found has its vector still. A Float32Array is refused, of a right length: "declared as
# a 2-dimensional vector, but got a 2-dimensional vector instead".
#
# One would expect a search to change nothing, and documents that were stored to come back as they were. A program that
# saves its store, or moves the documents to another one, loses the vectors of what was searched for, and only those;
# that each cost a request is noticed when they are needed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund @orama/orama@3.1.18 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > find.mjs <<'JS'
import { create, getByID, insert, save, search } from "@orama/orama";

function check(what, seen, expected) {
  [seen, expected] = [JSON.stringify(seen), JSON.stringify(expected)];
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
const store = create({ schema: { text: "string", vector: "vector[2]" } });
const near = { id: "near", text: "dog", vector: [1, 0] };
const far = { id: "far", text: "dog", vector: [-1, 0] };
const never = { id: "never", text: "cat", vector: [0, -1] };
for (const document of [near, far, never]) await insert(store, document);
const nearest = async (options = {}) => {
  const found = await search(store, { mode: "vector", vector: { value: [1, 0], property: "vector" }, ...options });
  return found.hits.map((hit) => [hit.id, hit.document.vector]);
};
check("getByID, before", getByID(store, "near").vector, [1, 0]);
check("includeVectors, before", await nearest({ includeVectors: true }), [["near", [1, 0]]]);
check("a search", await nearest(), [["near", null]]);
check("getByID, after", getByID(store, "near").vector, null);
check("what was not found", getByID(store, "far").vector, [-1, 0]);
check("the object of the caller", near, { id: "near", text: "dog", vector: null });
await search(store, { term: "dog" });
check("what was found by a word", getByID(store, "far").vector, null);
const saved = Object.values(save(store).docs.docs);
check("what is saved", saved.map((document) => document.vector), [null, null, [0, -1]]);
check("includeVectors, after", await nearest({ includeVectors: true }), [["near", null]]);
let message = "";
try {
  await insert(store, { id: "typed", text: "cat", vector: new Float32Array([1, 0]) });
} catch (error) {
  message = error.message.split("\n")[0];
}
const refused = 'Property "vector" was declared as a 2-dimensional vector, but got a 2-dimensional vector instead.';
check("a Float32Array", message, refused);
JS
node find.mjs
