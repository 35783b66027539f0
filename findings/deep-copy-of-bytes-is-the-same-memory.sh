#!/usr/bin/env bash
# lodash 4.18.1, es-toolkit 1.53.2, ramda 0.32.0, clone-deep 4.0.1, klona 2.0.6, deepcopy 2.1.0, rfdc 1.4.1, clone 2.1.2 and deepmerge 4.3.1,
# beside structuredClone and fast-copy 4.3.4 (node 20), seen 2026-11-30: deep copies of an object that holds a vector. Where it is a Buffer,
# as fs and base64 give it, the copies of lodash's cloneDeep, es-toolkit's cloneDeep and ramda's clone are views of the same memory: who
# writes into one changes the other; lodash's shallow clone copies it. clone-deep's copy of a Float32Array is such a view as well. Of a
# DataView that begins at the fourth byte, the copies of klona and deepcopy begin at byte 0, so that another number is read. An ArrayBuffer
# is {} in rfdc, a vector is a plain object in deepmerge, and in clone an object that raises when its length is asked for.
#
# One would expect a deep copy to share nothing with what it was made of, and a shallow one to share it, not the other way round: a fixture
# of bytes that each test copies before it changes them is changed for the next one.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund lodash@4.18.1 es-toolkit@1.53.2 ramda@0.32.0 clone-deep@4.0.1 klona@2.0.6 deepcopy@2.1.0 rfdc@1.4.1 \
  clone@2.1.2 deepmerge@4.3.1 fast-copy@4.3.4 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > find.mjs <<'JS'
import clone from "clone";
import cloneDeep from "clone-deep";
import deepcopy from "deepcopy";
import deepmerge from "deepmerge";
import { cloneDeep as esToolkit } from "es-toolkit";
import * as fast from "fast-copy";
import { klona } from "klona";
import lodash from "lodash";
import * as ramda from "ramda";
import makeRfdc from "rfdc";

function check(what, seen, expected) {
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
const copies = {
  structuredClone, "fast-copy": fast.copy, lodash: lodash.cloneDeep, "lodash, shallow": held => ({ data: lodash.clone(held.data) }),
  "es-toolkit": esToolkit, ramda: ramda.clone, "clone-deep": cloneDeep, klona, deepcopy, rfdc: makeRfdc(), clone,
  deepmerge: held => deepmerge({}, held),
};
/** Kind of a copy, and whether writing into the original changes it. */
function memory(original, copy) {
  const made = copy({ data: original }).data;
  let length;
  try { length = made.length; } catch (error) { return error.constructor.name; }
  if (length !== original.length) return made.constructor.name;
  original[0] = 7;
  return `${made.constructor.name}, ${made[0] === 7 ? "shared" : "copied"}`;
}
/** The number that a copy of a DataView reads first, or the kind of the copy. */
function number(copy) {
  const made = copy({ data: new DataView(Float32Array.of(1, 2).buffer, 4) }).data;
  try { return String(made.getFloat32(0, true)); } catch (error) { return error.constructor.name; }
}
const rows = { // of a Buffer, of a Float32Array, of a DataView whose first number is 2, and of an ArrayBuffer
  structuredClone: ["Uint8Array, copied", "Float32Array, copied", "2", "ArrayBuffer"],
  "fast-copy": ["Buffer, copied", "Float32Array, copied", "2", "ArrayBuffer"],
  lodash: ["Buffer, shared", "Float32Array, copied", "2", "ArrayBuffer"],
  "lodash, shallow": ["Buffer, copied", "Float32Array, shared", "2", "ArrayBuffer"],
  "es-toolkit": ["Buffer, shared", "Float32Array, copied", "2", "ArrayBuffer"],
  ramda: ["Buffer, shared", "Float32Array, copied", "2", "ArrayBuffer"],
  "clone-deep": ["Buffer, copied", "Float32Array, shared", "2", "ArrayBuffer"],
  klona: ["Buffer, copied", "Float32Array, copied", "1", "ArrayBuffer"],
  deepcopy: ["Buffer, copied", "Float32Array, copied", "1", "ArrayBuffer"],
  rfdc: ["Buffer, copied", "Float32Array, copied", "2", "Object"],
  clone: ["Buffer, copied", "TypeError", "TypeError", "ArrayBuffer"],
  deepmerge: ["Object", "Object", "TypeError", "Object"],
};
for (const [name, expected] of Object.entries(rows)) {
  const copy = copies[name];
  const buffer = copy({ data: Float32Array.of(1, 2).buffer }).data;
  check(`a Buffer in ${name}`, memory(Buffer.from([1, 2]), copy), expected[0]);
  check(`a Float32Array in ${name}`, memory(Float32Array.of(1, 2), copy), expected[1]);
  check(`the first number of a DataView in ${name}`, number(copy), expected[2]);
  check(`an ArrayBuffer in ${name}`, buffer.constructor.name, expected[3]);
}
JS
node find.mjs
