#!/usr/bin/env bash
# @redocly/openapi-core 2.64.0, @stoplight/spectral-core 1.24.1 (rulesets 1.23.1), @apidevtools/swagger-parser 13.0.0,
# @scalar/openapi-parser 0.24.17, @seriousme/openapi-schema-validator 2.11.0 and @readme/openapi-parser 9.0.0 (node 20), and
# openapi-spec-validator 0.9.0, seen 2026-11-29: valid documents of OpenAPI. A discriminator whose mapping names a schema
# ("Clip"), and a schema that is true, are errors to Redocly. A path that is a $ref into pathItems, and a list with prefixItems
# whose items are false, are errors to Spectral; a $ref to an $anchor is one to Spectral and to openapi-spec-validator. A document
# of components alone is none to swagger-parser, and one whose paths are empty none to readme. A $ref that starts from the $id of
# its schema is read by swagger-parser, and by none of the other five that were asked (readme would load it from the network).
#
# One would expect a document that follows the specification to pass, or the same one to be refused everywhere. There is no valid
# document among these eight that all take, and no tool of the seven that takes them all.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check openapi-spec-validator==0.9.0 2> pip.log || { cat pip.log; exit 1; }
npm install --silent --no-audit --no-fund @redocly/openapi-core@2.64.0 @stoplight/spectral-core@1.24.1 @stoplight/spectral-rulesets@1.23.1 \
  @stoplight/spectral-parsers@1.0.5 @apidevtools/swagger-parser@13.0.0 @scalar/openapi-parser@0.24.17 @seriousme/openapi-schema-validator@2.11.0 \
  @readme/openapi-parser@9.0.0 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > by_python.py <<'PY'
import json
import sys

from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator

document = json.load(sys.stdin)
validator = OpenAPIV30SpecValidator if document["openapi"].startswith("3.0") else OpenAPIV31SpecValidator
try:
    faults = list(validator(document).iter_errors())
except Exception as error:
    faults = [error]
sys.exit(bool(faults))
PY
cat > find.mjs <<'JS'
import { spawnSync } from "node:child_process";
import SwaggerParser from "@apidevtools/swagger-parser";
import { validate as readme } from "@readme/openapi-parser";
import { createConfig, lintFromString } from "@redocly/openapi-core";
import { validate as scalar } from "@scalar/openapi-parser";
import { Validator as Seriousme } from "@seriousme/openapi-schema-validator";
import spectralCore from "@stoplight/spectral-core";
import parsers from "@stoplight/spectral-parsers";
import rulesets from "@stoplight/spectral-rulesets";

function check(what, seen, expected) {
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
const answer = { responses: { 200: { description: "ok" } } };
const document = (openapi, schemas, more = { paths: { "/tasks": { get: answer } } }) => ({
  openapi, info: { title: "Tasks", version: "1" }, ...more, components: { ...more.components, schemas },
});
const clip = { type: "object", required: ["kind"], properties: { kind: { type: "string" } } };
const text = { type: "string" };
const documents = {
  plain: document("3.1.0", { Clip: clip }),
  "a mapping by name": document("3.0.3", {
    Clip: clip,
    Any: { oneOf: [{ $ref: "#/components/schemas/Clip" }], discriminator: { propertyName: "kind", mapping: { clip: "Clip" } } },
  }),
  "a schema that is true": document("3.1.0", { Anything: true }),
  "a path of pathItems": document("3.1.0", { Clip: clip }, {
    paths: { "/tasks": { $ref: "#/components/pathItems/Tasks" } }, components: { pathItems: { Tasks: { get: answer } } },
  }),
  "prefixItems alone": document("3.1.0", { Pair: { type: "array", prefixItems: [text, text], items: false } }),
  "an $anchor": document("3.1.0", { Clip: { type: "object", properties: { name: { $ref: "#name" } }, $defs: { name: { $anchor: "name", ...text } } } }),
  "components alone": document("3.1.0", { Clip: clip }, {}),
  "empty paths": { openapi: "3.1.0", info: { title: "Tasks", version: "1" }, paths: {} },
  "a relative $ref and $id": document("3.1.0", {
    Clip: { $id: "http://127.0.0.1/clip", type: "object", properties: { name: { $ref: "name" } } }, Name: { $id: "http://127.0.0.1/name", ...text },
  }),
};
const redocly = await createConfig({ extends: ["spec"] });
const spectral = new spectralCore.Spectral();
spectral.setRuleset({ extends: [[rulesets.oas, "recommended"]] });
const tools = {
  Redocly: async (one) => (await lintFromString({ source: JSON.stringify(one), absoluteRef: `${process.cwd()}/a.json`, config: redocly })).every((found) => found.severity !== "error"),
  Spectral: async (one) => (await spectral.run(new spectralCore.Document(JSON.stringify(one), parsers.Json, "a.json"))).every((found) => found.severity !== 0),
  "swagger-parser": async (one) => Boolean(await SwaggerParser.validate(one)),
  scalar: async (one) => (await scalar(one)).valid,
  seriousme: async (one) => (await new Seriousme().validate(one)).valid,
  readme: async (one) => (await readme(one)).valid,
  "openapi-spec-validator": async (one) => spawnSync("venv/bin/python", ["by_python.py"], { input: JSON.stringify(one) }).status === 0,
};
const refusals = {
  plain: [],
  "a mapping by name": ["Redocly"],
  "a schema that is true": ["Redocly"],
  "a path of pathItems": ["Spectral"],
  "prefixItems alone": ["Spectral"],
  "an $anchor": ["Spectral", "openapi-spec-validator"],
  "components alone": ["swagger-parser"],
  "empty paths": ["readme"],
  "a relative $ref and $id": ["Redocly", "Spectral", "scalar", "seriousme", "openapi-spec-validator"],
};
for (const [name, expected] of Object.entries(refusals)) {
  const seen = [];
  for (const [tool, takes] of Object.entries(tools)) {
    if (tool === "readme" && name.includes("$id")) continue; // it would ask the address for it
    const valid = await takes(structuredClone(documents[name])).catch(() => false);
    if (!valid) seen.push(tool);
  }
  check(`${name}: refused by`, seen.join(), expected.join());
}
process.exit();
JS
node find.mjs
