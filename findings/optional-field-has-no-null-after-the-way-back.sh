#!/usr/bin/env bash
# @apiture/openapi-down-convert 0.14.2 and @openapi-contrib/json-schema-to-openapi-schema 4.3.4 (node 20), seen
# 2026-11-29: schemas of OpenAPI 3.1 made into those of 3.0. A string or null is made {"type": "string", "nullable":
# true} by both where it is written as a list of types. Written as an anyOf with {"type": "null"}, as FastAPI and
# everything else that uses pydantic writes each Optional, down-convert leaves it as it is and calls the document 3.0.3,
# which has no type null. Of a reference or null the other makes a $ref with "nullable" beside it, and what stands beside
# a $ref in 3.0 is ignored: null is refused. Its file is no file any more ("x-contentMediaType"). And in both an object of
# which only the names that begin with x- are allowed then allows no name at all.
#
# One would expect the way back to be made for the documents that are there, and to say what it could not carry over;
# neither does, unless its log is looked at. What the README of down-convert names as left are lists of more than one type
# beside null, and exclusiveMinimum.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund @apiture/openapi-down-convert@0.14.2 \
  @openapi-contrib/json-schema-to-openapi-schema@4.3.4 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > find.mjs <<'JS'
import { createRequire } from "node:module";
const require = createRequire(import.meta.url);
const { Converter } = require("@apiture/openapi-down-convert");
const { convert } = require("@openapi-contrib/json-schema-to-openapi-schema");

function check(what, seen, expected) {
  [seen, expected] = [seen, expected].map((value) => JSON.stringify(value));
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
const NULL = { type: "null" };
const clip = { $ref: "#/components/schemas/clip" };
function down(task) {
  const schemas = { task, clip: { type: "object" } };
  const document = new Converter({ openapi: "3.1.0", info: { title: "tasks", version: "1" }, paths: {}, components: { schemas } }).convert();
  return [document.openapi, document.components.schemas.task];
}
async function way(task) {
  const { components, ...made } = await convert({ ...structuredClone(task), components: { schemas: { clip: { type: "object" } } } });
  delete made["x-components"];
  return made;
}
const nullable = { type: "string", nullable: true };
check("types, down-convert", down({ type: ["string", "null"] }), ["3.0.3", nullable]);
check("types, json-schema-to-openapi-schema", await way({ type: ["string", "null"] }), nullable);
const optional = { anyOf: [{ type: "string" }, NULL] };
check("anyOf, down-convert", down(optional), ["3.0.3", optional]);
check("anyOf, json-schema-to-openapi-schema", await way(optional), { anyOf: [nullable] });
check("a reference, down-convert", down({ anyOf: [clip, NULL] }), ["3.0.3", { anyOf: [clip, NULL] }]);
check("a reference, json-schema-to-openapi-schema", await way({ anyOf: [clip, NULL] }), { anyOf: [{ ...clip, nullable: true }] });
const file = { type: "string", contentMediaType: "application/octet-stream" };
check("a file, down-convert", down(file), ["3.0.3", { type: "string", format: "binary" }]);
check("a file, json-schema-to-openapi-schema", await way(file), { type: "string", "x-contentMediaType": "application/octet-stream" });
const named = { type: "object", patternProperties: { "^x-": { type: "string" } }, additionalProperties: false };
check("names, down-convert", down(named), ["3.0.3", { type: "object", additionalProperties: false }]);
check("names, json-schema-to-openapi-schema", (await way(named)).additionalProperties, false);
JS
node find.mjs
