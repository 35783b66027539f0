#!/usr/bin/env bash
# apache-arrow 21.2.0 (node 20) with pyarrow 26.0.1 and polars 2.1.0, which write the files, seen 2026-11-29. Vectors of half
# precision, in lists of any length or of a fixed one: read number by number, or as JSON, they are what was written. By toArray(),
# which is how a vector of 32 bits becomes a Float32Array, [1, -2.5] is a Uint16Array of 15360 and 49408, the bits of the
# numbers; so is a column of single numbers. The cosine of [1, -2.5] with itself turned round is 0.56 by toArray(), and -0.69.
#
# One would expect the same numbers both ways, or an error. The bits grow with the numbers as long as these are not negative, so
# that a comparison of such vectors looks nearly right.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check pyarrow==26.0.1 polars==2.1.0 numpy==2.4.6 2> pip.log || { cat pip.log; exit 1; }
npm install --silent --no-audit --no-fund apache-arrow@21.2.0 > npm.log 2>&1 || { cat npm.log; exit 1; }
venv/bin/python - <<'PY'
import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.feather


def write(name, column):
    pyarrow.feather.write_feather(pa.table({"vector": column}), name, compression="uncompressed")


vectors = [np.array(numbers, np.float16) for numbers in ([1, -2.5], [3, 4])]
write("lists.arrow", pa.array(vectors, pa.list_(pa.float16())))
write("fixed.arrow", pa.array(vectors, pa.list_(pa.float16(), 2)))
write("numbers.arrow", pa.array(np.array([1, -2.5], np.float16)))
write("single.arrow", pa.array([[1, -2.5], [3, 4]], pa.list_(pa.float32())))
frame = pl.DataFrame({"vector": [[1, -2.5], [3, 4]]}, schema={"vector": pl.Array(pl.Float16, 2)})
frame.write_ipc("polars.arrow", compression="uncompressed")
PY
cat > find.mjs <<'JS'
import { readFileSync } from "node:fs";
import { tableFromIPC } from "apache-arrow";
function check(what, seen, expected) {
  [seen, expected] = [seen, expected].map((value) => JSON.stringify(value));
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
const column = (name) => tableFromIPC(readFileSync(`${name}.arrow`)).getChild("vector");
const named = (array) => [array.constructor.name, ...array];
for (const name of ["lists", "fixed", "polars"]) {
  check(`${name}, number by number`, [...column(name).get(0)], [1, -2.5]);
  check(`${name}, JSON`, JSON.stringify(column(name)), "[[1,-2.5],[3,4]]");
  check(`${name}, toArray()`, named(column(name).get(0).toArray()), ["Uint16Array", 15360, 49408]);
}
check("numbers, toArray()", named(column("numbers").toArray()), ["Uint16Array", 15360, 49408]);
check("32 bits, toArray()", named(column("single").get(0).toArray()), ["Float32Array", 1, -2.5]);
const dot = (one, other) => one.reduce((sum, number, at) => sum + number * other[at], 0);
const cosine = (one, other) => Number((dot(one, other) / Math.sqrt(dot(one, one) * dot(other, other))).toFixed(2));
const [bits, numbers] = [[...column("lists").get(0).toArray()], [...column("lists").get(0)]];
check("cosine, by toArray() and by numbers", [bits, numbers].map((vector) => cosine(vector, [...vector].reverse())), [0.57, -0.69]);
JS
node find.mjs
