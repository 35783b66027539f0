#!/usr/bin/env bash
# @scalar/openapi-upgrader 0.1.11, openapi-format 1.33.6 and @apiture/openapi-down-convert 0.14.2 (node 20), seen
# 2026-11-29, on valid documents of OpenAPI with a schema whose properties are called like words of JSON Schema. From
# 3.0 to 3.1, scalar makes the property "example" a property "examples", whose schema is a list, and so it does with a
# schema of that name (components.schemas.example): what pointed to it points nowhere. openapi-format leaves out the
# property "nullable". From 3.1 to 3.0, down-convert makes the property "const" a property "enum", whose schema is a
# list, and leaves out "contentMediaType", "propertyNames", "patternProperties" and "unevaluatedProperties". Each leaves
# the name in "required", and examples are changed in the same way.
#
# One would expect a converter to know the names that the author of an API chose from the words of the language, as it
# must know where a schema begins. A client made from the converted document does not send the field, and the check of
# requests refuses what lacks it and has no rule for it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund @scalar/openapi-upgrader@0.1.11 openapi-format@1.33.6 \
  @apiture/openapi-down-convert@0.14.2 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > find.mjs <<'JS'
import { createRequire } from "node:module";
import { upgrade } from "@scalar/openapi-upgrader";
const require = createRequire(import.meta.url);
const { openapiConvertVersion } = require("openapi-format");
const { Converter } = require("@apiture/openapi-down-convert");

function check(what, seen, expected) {
  [seen, expected] = [seen, expected].map((value) => JSON.stringify(value));
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
function document(openapi, names, more = {}) {
  const properties = Object.fromEntries(names.map((name) => [name, { type: "string" }]));
  const schemas = { task: { type: "object", properties, required: names, ...more }, example: { type: "string" } };
  return { openapi, info: { title: "tasks", version: "1" }, paths: {}, components: { schemas } };
}
const NAMES = ["id", "example", "nullable"];
let { schemas } = upgrade(document("3.0.3", NAMES, { example: { id: "1", example: "a", nullable: "b" } }), "3.1").components;
check("scalar, properties", schemas.task.properties, { id: { type: "string" }, nullable: { type: "string" }, examples: [{ type: "string" }] });
check("scalar, required", schemas.task.required, NAMES);
check("scalar, its example", schemas.task.examples, [{ id: "1", nullable: "b", examples: ["a"] }]);
check("scalar, schemas", Object.keys(schemas), ["task", "examples"]);
check("scalar, the schema examples", schemas.examples, [{ type: "string" }]);

const before = document("3.0.3", NAMES, { example: { id: "1", example: "a", nullable: "b" } });
({ schemas } = (await openapiConvertVersion(before, { convertTo: "3.1" })).data.components);
check("openapi-format, properties", schemas.task.properties, { id: { type: "string" }, example: { type: "string" } });
check("openapi-format, required", schemas.task.required, NAMES);
check("openapi-format, its example", schemas.task.examples, [{ id: "1", example: "a" }]);
check("openapi-format, schemas", Object.keys(schemas), ["task", "example"]);

const WORDS = ["id", "const", "contentMediaType", "propertyNames", "patternProperties", "unevaluatedProperties"];
({ schemas } = new Converter(document("3.1.0", WORDS)).convert().components);
check("down-convert, properties", schemas.task.properties, { id: { type: "string" }, enum: [{ type: "string" }] });
check("down-convert, required", schemas.task.required, WORDS);
JS
node find.mjs
