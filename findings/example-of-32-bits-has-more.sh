#!/usr/bin/env bash
# zocker 3.0.0 and zod-schema-faker 2.1.1 (with @faker-js/faker 10.6.0), which make examples of zod's schemas, and zod 4.6.7 (node 20), seen
# 2026-11-30. Of 200 examples of z.int32() and of z.uint32() zocker makes none that zod takes: they are integers of up to 53 bits; and of
# z.jwt() it makes words. Of a date between two days zod-schema-faker makes 200 dates elsewhere, some thousands of years away, and of an id
# that begins with "vid_" and has ten characters none with ten. A set of at least two words, out of two, has one word in both now and then.
# A vector of three numbers, a number with limits, a pattern and a discriminated union are right in both.
#
# One would expect an example of the library for zod to be taken by zod, or an error, as both have for what they do not know.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund zod@4.6.7 zocker@3.0.0 zod-schema-faker@2.1.1 @faker-js/faker@10.6.0 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > find.mjs <<'JS'
import { faker } from "@faker-js/faker";
import { zocker } from "zocker";
import { z } from "zod";
import { fake, setFaker } from "zod-schema-faker/v4";

setFaker(faker);
function check(what, seen, expected) {
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
const failed = z.object({ status: z.literal("failed"), error: z.string() });
const ready = z.object({ status: z.literal("ready"), vector: z.array(z.number()) });
const rows = [ // a schema, and how many examples are refused by zod: of zocker, and of zod-schema-faker
  ["int32", z.int32(), "all", "none"],
  ["uint32", z.uint32(), "all", "none"],
  ["a token (jwt)", z.jwt(), "all", "none"],
  ["a date between two days", z.date().min(new Date("2026-01-01")).max(new Date("2026-01-02")), "none", "all"],
  ["ten characters that begin with vid_", z.string().startsWith("vid_").length(10), "none", "all"],
  ["a set of at least two words", z.set(z.enum(["visual", "audio"])).min(2), "some", "some"],
  ["three numbers", z.array(z.number()).length(3), "none", "none"],
  ["a number from -1 to 1", z.number().min(-1).max(1), "none", "none"],
  ["a pattern", z.string().regex(/^[0-9a-f]{24}$/), "none", "none"],
  ["one of two objects", z.discriminatedUnion("status", [failed, ready]), "none", "none"],
];
for (const [what, schema, byZocker, byFaker] of rows) {
  const refused = make => {
    const count = Array.from({ length: 200 }, () => schema.safeParse(make()).success).filter(valid => !valid).length;
    return count === 0 ? "none" : count === 200 ? "all" : "some";
  };
  check(`${what}, zocker, refused`, refused(() => zocker(schema).generate()), byZocker);
  check(`${what}, zod-schema-faker, refused`, refused(() => fake(schema)), byFaker);
}
JS
node find.mjs
