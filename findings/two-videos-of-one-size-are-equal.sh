#!/usr/bin/env bash
# node 20 (node:assert, 20.20.2) with vitest 4.1.12, expect 30.5.2 (of Jest), chai 6.3.0, fast-deep-equal 3.1.3 and
# dequal 2.0.3, seen 2026-11-29. Two Blobs of three bytes with other bytes in them are equal in all six, in
# deepStrictEqual and toStrictEqual as well; of two sizes they differ, but not in fast-deep-equal. The buffers of [1,
# 2] and [1, 3] in 32 bits are equal there, and in toEqual of Vitest and Jest, where the vectors themselves are not;
# so are two DataViews of them. Any FormData or Response is equal to any other in the two last.
#
# One would expect "deep" and "strict" to reach the bytes, or to refuse what they cannot see into. A test that the
# bytes of an upload arrived, or that a vector came back as its buffer, passes with others of the same length.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund vitest@4.1.12 expect@30.5.2 chai@6.3.0 fast-deep-equal@3.1.3 dequal@2.0.3 \
  > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > find.test.mjs <<'JS'
import strict from "node:assert/strict";
import { appendFileSync } from "node:fs";
import { assert as chai } from "chai";
import { dequal } from "dequal";
import { expect as jest } from "expect";
import fastDeepEqual from "fast-deep-equal";
import { expect, test } from "vitest";

const passes = (assertion) => (...pair) => { try { assertion(...pair); return true; } catch { return false; } };
const judges = {
  assert: passes((one, other) => strict.deepEqual(one, other)),
  chai: passes((one, other) => chai.deepEqual(one, other)),
  dequal,
  fastDeepEqual,
  jest: passes((one, other) => jest(one).toEqual(other)),
  jestStrict: passes((one, other) => jest(one).toStrictEqual(other)),
  vitest: passes((one, other) => expect(one).toEqual(other)),
  vitestStrict: passes((one, other) => expect(one).toStrictEqual(other)),
};
const form = (value) => { const made = new FormData(); made.set("video", value); return made; };
const vector = (...numbers) => new Float32Array(numbers);
const all = Object.keys(judges);
const pairs = [
  ["Blobs of one size", new Blob(["abc"]), new Blob(["xyz"]), all],
  ["Blobs of two sizes", new Blob(["abc"]), new Blob(["abcd"]), ["fastDeepEqual"]],
  ["forms", form("a"), form("b"), ["dequal", "fastDeepEqual"]],
  ["answers", new Response("a"), new Response("b"), ["dequal", "fastDeepEqual"]],
  ["vectors", vector(1, 2), vector(1, 3), []],
  ["buffers", vector(1, 2).buffer, vector(1, 3).buffer, ["fastDeepEqual", "jest", "vitest"]],
  ["DataViews", new DataView(vector(1, 2).buffer), new DataView(vector(1, 3).buffer), ["fastDeepEqual", "jest", "vitest"]],
];
test.each(pairs)("%s", (what, one, other, expected) => {
  const [seen, wanted] = [all.filter((name) => judges[name](one, other)), expected].map((names) => names.join(" ") || "none");
  appendFileSync("seen.txt", seen === wanted ? `still so: ${what}: ${seen}\n` : `changed: ${what}: ${seen}, and not ${wanted}\n`);
  if (seen !== wanted) throw new Error(what);
});
JS
rc=0
npx vitest run > vitest.log 2>&1 || rc=$?
cat seen.txt || cat vitest.log
exit "$rc"
