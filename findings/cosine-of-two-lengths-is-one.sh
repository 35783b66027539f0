#!/usr/bin/env bash
# ml-distance 5.0.0, cos-similarity 1.1.1, compute-cosine-similarity 1.1.0 and ai 6.0.326 (node 20), seen 2026-11-29:
# the cosine of two vectors. [1, 0] and [1, 0, 5] have 1 in cos-similarity, in either order, and in ml-distance 1 in
# this one and NaN in the other; the other two raise an error. A vector of zeros has 0 with any other, and with
# itself, in cos-similarity and ai, and NaN in the other two. A Float32Array is refused by compute-cosine-similarity
# ("First argument must be an array"), and what it has for two vectors without numbers is null. [1e200, 1] has NaN
# with itself in all four.
#
# One would expect vectors of two lengths to be refused, as they are of two models: a store of 512 numbers and a
# question of 1024 are the best match there is if they begin alike, in one order of the arguments and not in the
# other. And one would expect what is read from a file of vectors, a Float32Array, to be a vector.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund ml-distance@5.0.0 cos-similarity@1.1.1 compute-cosine-similarity@1.1.0 ai@6.0.326 \
  > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > find.mjs <<'JS'
import { cosineSimilarity } from "ai";
import computed from "compute-cosine-similarity";
import short from "cos-similarity";
import { similarity } from "ml-distance";

const measures = { mlDistance: similarity.cosine, cosSimilarity: short.default ?? short, compute: computed, ai: cosineSimilarity };
function outcome(measure, one, other) {
  try {
    return String(measure(one, other));
  } catch {
    return "error";
  }
}
function check(what, one, other, ...expected) {
  const [seen, wanted] = [Object.values(measures).map((measure) => outcome(measure, one, other)), expected].map((all) => all.join(" "));
  if (seen !== wanted) { console.log(`changed: ${what}: ${seen}, and not ${wanted}`); process.exit(1); }
  console.log(`still so: ${what} (${Object.keys(measures).join(" ")}): ${seen}`);
}
check("a vector and itself", [0.6, 0.8], [0.6, 0.8], "1", "1", "1", "1");
check("two numbers and three", [1, 0], [1, 0, 5], "1", "1", "error", "error");
check("three numbers and two", [1, 0, 5], [1, 0], "NaN", "1", "error", "error");
check("zeros and another", [0, 0], [1, 0], "NaN", "0", "NaN", "0");
check("zeros and zeros", [0, 0], [0, 0], "NaN", "0", "NaN", "0");
check("of 32 bits", new Float32Array([1, 0]), new Float32Array([1, 0]), "1", "1", "error", "1");
check("none and none", [], [], "NaN", "0", "null", "0");
check("one very long", [1e200, 1], [1e200, 1], "NaN", "NaN", "NaN", "NaN");
JS
node find.mjs
