#!/usr/bin/env bash
# zod 4.6.7 (z.fromJSONSchema) and json-schema-to-zod 2.8.1, beside ajv 8.20.0 (node 20), seen 2026-11-29: JSON Schemas
# made into zod. {"type": "object", "required": ["a"]} takes {} in both; so it is with a name that "required" has and
# "properties" has not, and with a property that has a default. A part of an allOf that says {"minLength": 3} and no
# type takes everything, and so does {"minimum": 3}. And to json-schema-to-zod a list of a number and then texts
# (prefixItems, items) is a list of texts, which refuses [1, "a"], and a file ("format": "binary") has to be base64.
#
# One would expect a rule that is not carried over to be refused, as z.fromJSONSchema does with "not",
# "dependentRequired" and "unevaluatedProperties". To write rules apart from the type, in an allOf or beside a $ref, is
# common in documents of OpenAPI.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund json-schema-to-zod@2.8.1 zod@4.6.7 ajv@8.20.0 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > find.mjs <<'JS'
import { createRequire } from "node:module";
import { jsonSchemaToZod } from "json-schema-to-zod";
import * as z from "zod";
const Ajv = createRequire(import.meta.url)("ajv/dist/2020").default;

const readers = {
  ajv: (schema) => new Ajv({ strict: false, formats: { binary: true } }).compile(schema),
  zod: (schema) => { const made = z.fromJSONSchema(schema); return (value) => made.safeParse(value).success; },
  "json-schema-to-zod": (schema) => {
    const made = new Function("z", `return ${jsonSchemaToZod(schema)}`)(z);
    return (value) => made.safeParse(value).success;
  },
};
function check(schema, value, expected) {
  const seen = Object.values(readers).map((read) => (read(schema)(value) ? "taken" : "refused")).join(" ");
  const what = `${JSON.stringify(value)} by ${JSON.stringify(schema)}`;
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
console.log(`          in this order: ${Object.keys(readers).join(", ")}`);
const SILENT = "refused taken taken";
const property = { type: "object", properties: { b: { type: "string" } } };
check({ ...property, required: ["b"] }, {}, "refused refused refused");
check({ type: "object", required: ["a"] }, {}, SILENT);
check({ ...property, required: ["a", "b"] }, { b: "x" }, SILENT);
check({ type: "object", properties: { b: { type: "string", default: "x" } }, required: ["b"] }, {}, SILENT);
check({ type: "string", allOf: [{ minLength: 3 }] }, "a", SILENT);
check({ allOf: [{ type: "string" }, { minLength: 3 }] }, "a", SILENT);
check({ minimum: 3 }, 1, SILENT);
check({ type: "array", prefixItems: [{ type: "number" }], items: { type: "string" } }, [1, "a"], "taken taken refused");
check({ type: "string", format: "binary" }, "any bytes", "taken taken refused");
for (const refused of [{ not: { type: "null" } }, { dependentRequired: { a: ["b"] } }, { unevaluatedProperties: false }]) {
  try {
    z.fromJSONSchema({ type: "object", ...refused });
    console.log(`changed: z.fromJSONSchema reads ${JSON.stringify(refused)}`);
    process.exit(1);
  } catch (error) {
    console.log(`still so: z.fromJSONSchema of ${JSON.stringify(refused)}: ${error.message}`);
  }
}
JS
node find.mjs
