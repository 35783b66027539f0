#!/usr/bin/env bash
# zod-to-json-schema 3.25.2 with the zod/v3 of zod 4.6.7, and ajv 8.20.0 (node 20), seen 2026-11-29. z.literal(null), as
# in the union of an error that is null or a text, becomes {"type": "object"}: null is refused, and every object is
# taken. With the target "openApi3" z.null() becomes an enum of the word "null", which takes the word and, by the text
# of OpenAPI 3.0.3, not null. And with "jsonSchema2019-09" a number above 0 has "exclusiveMinimum": true, as draft 4 had
# it: ajv refuses the schema as invalid; for draft 7 it is right.
#
# One would expect a null to stay one in each of the ways to write it, and the newer draft to be written at least as
# well as the older one. In a union of three literals (z.literal(null) beside a text and a number) the null is right.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund zod-to-json-schema@3.25.2 zod@4.6.7 ajv@8.20.0 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > find.mjs <<'JS'
import { createRequire } from "node:module";
import { z } from "zod/v3";
import { zodToJsonSchema } from "zod-to-json-schema";
const require = createRequire(import.meta.url);
const ajvs = { jsonSchema7: require("ajv").default, "jsonSchema2019-09": require("ajv/dist/2019").default };

function check(what, seen, expected) {
  [seen, expected] = [seen, expected].map((value) => JSON.stringify(value));
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
function schema(kind, target = "jsonSchema7") {
  const { $schema, ...made } = zodToJsonSchema(kind, { target });
  return made;
}
const VALUES = [null, "failed", {}, { code: 1 }];
const error = z.union([z.literal(null), z.string()]);
const taken = (takes) => VALUES.filter(takes);
check("null or a text, its schema", schema(error), { anyOf: [{ type: "object" }, { type: "string" }] });
check("taken by zod", taken((value) => error.safeParse(value).success), [null, "failed"]);
check("taken by its schema", taken(new ajvs.jsonSchema7().compile(schema(error))), ["failed", {}, { code: 1 }]);
check("of three literals", schema(z.union([z.literal("a"), z.literal(null), z.literal(1)])).enum, ["a", null, 1]);
check("z.null() for OpenAPI 3.0", schema(z.null(), "openApi3"), { enum: ["null"], nullable: true });

const positive = z.number().positive();
function compiled(target) {
  try {
    new ajvs[target]().compile(schema(positive, target));
    return "valid";
  } catch (problem) {
    return problem.message;
  }
}
check("above 0, draft 7", schema(positive, "jsonSchema7"), { type: "number", exclusiveMinimum: 0 });
check("above 0, 2019-09", schema(positive, "jsonSchema2019-09"), { type: "number", exclusiveMinimum: true, minimum: 0 });
check("to ajv, draft 7", compiled("jsonSchema7"), "valid");
check("to ajv, 2019-09", compiled("jsonSchema2019-09"), "schema is invalid: data/exclusiveMinimum must be number");
JS
node find.mjs
