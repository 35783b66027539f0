#!/usr/bin/env bash
# devalue 6.0.3 and seroval 1.8.2, with superjson 2.2.7 (node 20), seen 2026-11-29: texts for values of JavaScript that JSON can not hold.
# A model gives the vectors of a batch in one Float32Array, and one of them is a part of it (subarray), eight numbers of 8000. In
# superjson's text there are the eight. devalue and seroval write all 8000, in base64, beside a note which eight are meant, and whoever
# reads it holds them again: the buffer of the vector that comes back has 32000 bytes. A copy (slice) is 32 bytes in each.
#
# One would expect what was handed over and no more: its length is 8, and so it is in JSON.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund devalue@6.0.3 seroval@1.8.2 superjson@2.2.7 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > find.mjs <<'JS'
import * as devalue from "devalue";
import * as seroval from "seroval";
import superjson from "superjson";
function check(what, seen, expected) {
  [seen, expected] = [seen, expected].map((value) => JSON.stringify(value));
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
const batch = Float32Array.from({ length: 8000 }, (_, at) => at / 4);
const texts = {
  superjson: [superjson.stringify, superjson.parse],
  devalue: [devalue.stringify, devalue.parse],
  seroval: [(value) => JSON.stringify(seroval.toJSON(value)), (text) => seroval.fromJSON(JSON.parse(text))],
};
const seen = (name, vector) => {
  const [write, read] = texts[name];
  const text = write({ vector });
  const back = read(text).vector;
  return [Math.round(text.length / 1000), back.constructor.name, back.buffer.byteLength, back.join() === vector.join()];
};
// Thousands of letters, the type, the bytes of its buffer, and whether it is equal.
const part = batch.subarray(8, 16);
check("superjson, a part", seen("superjson", part), [0, "Float32Array", 32, true]);
check("devalue, a part", seen("devalue", part), [43, "Float32Array", 32000, true]);
check("seroval, a part", seen("seroval", part), [43, "Float32Array", 32000, true]);
for (const name of Object.keys(texts)) check(`${name}, a copy`, seen(name, batch.slice(8, 16)), [0, "Float32Array", 32, true]);
JS
node find.mjs
