#!/usr/bin/env bash
# fast-json-patch 3.1.1, rfc6902 5.4.0, jsondiffpatch 0.7.7, json-merge-patch 1.0.2, just-diff 6.0.2 with just-diff-apply 5.5.0, microdiff 1.6.0
# and deep-object-diff 1.1.9 (node 20), seen 2026-11-30: differences of objects that hold a vector as a Float32Array. Each of the first five
# sees that [1, 2] has become [1, 2, 3], and its patch, applied without an error (fast-json-patch with its check of the patch), leaves [1, 2].
# Where [1, 2, 3] becomes [1, 2], fast-json-patch leaves three numbers, and the other four raise. A number that is changed is changed by all.
# Two equal Buffers differ by their "offset" in microdiff, their place in the memory that node hands out. To deep-object-diff a list and
# an object of its numbers are equal, and an empty list is an empty object.
#
# One would expect a patch to make of the first what the second is, or to be refused where a vector can not grow, as an array does; and
# equal bytes to be equal.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund fast-json-patch@3.1.1 rfc6902@5.4.0 jsondiffpatch@0.7.7 json-merge-patch@1.0.2 just-diff@6.0.2 \
  just-diff-apply@5.5.0 microdiff@1.6.0 deep-object-diff@1.1.9 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > find.mjs <<'JS'
import { diff as objectDiff } from "deep-object-diff";
import fast from "fast-json-patch";
import merge from "json-merge-patch";
import * as delta from "jsondiffpatch";
import { diff as just } from "just-diff";
import { diffApply } from "just-diff-apply";
import micro from "microdiff";
import * as rfc from "rfc6902";

function check(what, seen, expected) {
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
const differs = {
  "fast-json-patch": (from, to) => fast.applyPatch(from, fast.compare(from, to), true, true).newDocument,
  rfc6902: (from, to) => {
    const failed = rfc.applyPatch(from, rfc.createPatch(from, to)).find(error => error !== null);
    if (failed) throw failed;
    return from;
  },
  jsondiffpatch: (from, to) => delta.patch(from, delta.diff(from, to)),
  "json-merge-patch": (from, to) => merge.apply(from, merge.generate(from, to)),
  "just-diff": (from, to) => { diffApply(from, just(from, to)); return from; },
};
const vector = (...numbers) => Float32Array.of(...numbers);
const list = (...numbers) => numbers;
for (const [name, patched] of Object.entries(differs)) {
  const becomes = (from, to) => { try { return String(patched({ v: from }, { v: to }).v); } catch { return "raises"; } };
  check(`${name}, another number`, becomes(vector(1, 2), vector(1, 3)), "1,3");
  check(`${name}, a longer vector`, becomes(vector(1, 2), vector(1, 2, 3)), "1,2");
  check(`${name}, a shorter vector`, becomes(vector(1, 2, 3), vector(1, 2)), name === "fast-json-patch" ? "1,2,3" : "raises");
  check(`${name}, a longer list`, becomes(list(1, 2), list(1, 2, 3)), "1,2,3");
  check(`${name}, a shorter list`, becomes(list(1, 2, 3), list(1, 2)), "1,2");
}
const paths = (from, to) => micro({ v: from }, { v: to }).map(({ path }) => path.join("."));
check("microdiff, equal buffers", paths(Buffer.from([1, 2]), Buffer.from([1, 2])).join(), "v.offset");
check("microdiff, equal vectors", paths(vector(1, 2), vector(1, 2)).length, 0);
const changes = (from, to) => JSON.stringify(objectDiff({ v: from }, { v: to }));
check("deep-object-diff, a list and an object", changes([1, 2], { 0: 1, 1: 2 }), "{}");
check("deep-object-diff, an empty list and an empty object", changes([], {}), "{}");
check("deep-object-diff, another number", changes([1, 2], [1, 3]), '{"v":{"1":3}}');
JS
node find.mjs
