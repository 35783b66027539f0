#!/usr/bin/env bash
# jest 30.5.2 and vitest 4.1.12, and node:assert of node 20.20.2, seen 2026-11-30. expect({v: a Float32Array of 1 and 2}).toMatchObject({v: one
# of 1}) passes in jest, and so does an empty vector; vitest refuses it, and both refuse the same of arrays. An array [1, 2] matches {0: 1} in
# both. Two errors of one message whose code and status differ are equal to toEqual and toStrictEqual of jest, and not of vitest; a Buffer and
# a Uint8Array of the same bytes are equal to toEqual of jest alone, and two invalid dates to that of vitest alone. assert.deepEqual, the
# loose one, takes a NaN for a NaN in an array and not in a Float32Array, and a 0 for a -0 in both; the strict one has it the other way round.
#
# One would expect a vector to be compared as an array is: a service that answers with more numbers than it should passes. And one would
# expect the tests of one framework, whose matchers the other one has under the same names, to pass in it, or to fail, as before.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"type": "module"}' > package.json
npm install --silent --no-audit --no-fund vitest@4.1.12 jest@30.5.2 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > look.mjs <<'JS'
import assert from "node:assert";

const vector = (...numbers) => Float32Array.of(...numbers);
const passes = look => { try { look(); return "yes"; } catch { return "no"; } };
const failure = code => Object.assign(new Error("refused"), { code, status: code === "a" ? 400 : 429 });

export const look = expect => ({
  "a vector and its beginning": passes(() => expect({ v: vector(1, 2) }).toMatchObject({ v: vector(1) })),
  "a vector and an empty one": passes(() => expect({ v: vector(1, 2) }).toMatchObject({ v: vector() })),
  "a vector and another number": passes(() => expect({ v: vector(1, 2) }).toMatchObject({ v: vector(1, 3) })),
  "an array and its beginning": passes(() => expect({ v: [1, 2] }).toMatchObject({ v: [1] })),
  "an array and an object of its beginning": passes(() => expect({ v: [1, 2] }).toMatchObject({ v: { 0: 1 } })),
  "errors of two codes": passes(() => expect(failure("a")).toEqual(failure("b"))),
  "errors of two codes, strictly": passes(() => expect(failure("a")).toStrictEqual(failure("b"))),
  "a Buffer and a Uint8Array": passes(() => expect(Buffer.from([1])).toEqual(Uint8Array.of(1))),
  "two invalid dates": passes(() => expect(new Date(NaN)).toEqual(new Date(NaN))),
});

export const assertions = () => ({
  "NaN in arrays": passes(() => assert.deepEqual([NaN], [NaN])),
  "NaN in vectors": passes(() => assert.deepEqual(vector(NaN), vector(NaN))),
  "NaN in vectors, strictly": passes(() => assert.deepStrictEqual(vector(NaN), vector(NaN))),
  "0 and -0 in arrays": passes(() => assert.deepEqual([0], [-0])),
  "0 and -0 in vectors": passes(() => assert.deepEqual(vector(0), vector(-0))),
  "0 and -0 in vectors, strictly": passes(() => assert.deepStrictEqual(vector(0), vector(-0))),
});
JS
cat > vitest.test.mjs <<'JS'
import { expect, test } from "vitest";
import { look } from "./look.mjs";
test("all", () => { console.log(`seen: ${JSON.stringify(look(expect))}`); });
JS
cat > jest.spec.js <<'JS'
import { expect, test } from "@jest/globals";
import { look } from "./look.mjs";
test("all", () => { console.log(`seen: ${JSON.stringify(look(expect))}`); });
JS
cat > find.mjs <<'JS'
import { execSync } from "node:child_process";
import { assertions } from "./look.mjs";

function check(what, seen, expected) {
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
function run(command, flags = "") {
  const said = execSync(`${command} 2>&1`, { env: { ...process.env, NODE_OPTIONS: flags }, timeout: 100_000 }).toString();
  return JSON.parse(/seen: (\{.*\})/.exec(said)[1]);
}
const jest = run("npx jest --testMatch '**/jest.spec.js'", "--experimental-vm-modules");
const vitest = run("npx vitest run vitest.test.mjs");
const rows = { // in jest, and in vitest
  "a vector and its beginning": ["yes", "no"],
  "a vector and an empty one": ["yes", "no"],
  "a vector and another number": ["no", "no"],
  "an array and its beginning": ["no", "no"],
  "an array and an object of its beginning": ["yes", "yes"],
  "errors of two codes": ["yes", "no"],
  "errors of two codes, strictly": ["yes", "no"],
  "a Buffer and a Uint8Array": ["yes", "no"],
  "two invalid dates": ["no", "yes"],
};
for (const [what, [inJest, inVitest]] of Object.entries(rows)) {
  check(`${what} in jest`, jest[what], inJest);
  check(`${what} in vitest`, vitest[what], inVitest);
}
const expected = ["yes", "no", "yes", "yes", "yes", "no"];
Object.entries(assertions()).forEach(([what, seen], number) => check(`${what} in node:assert`, seen, expected[number]));
JS
node find.mjs
