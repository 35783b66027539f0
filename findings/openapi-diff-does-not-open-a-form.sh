#!/usr/bin/env bash
# openapi-diff 0.24.1 and api-smart-diff 1.0.6 (node 20), seen 2026-11-29, on two valid documents of OpenAPI 3.0 that
# differ in one thing. To openapi-diff a body of multipart/form-data is the same whatever changes in it, a field that
# must be there, a type, a longest length; as application/json each of them is breaking. It does not see a query
# parameter that is renamed or has to be given from now on, a body that is required from now on, a key that is asked
# for, nor a further value in the enum of an answer: "no differences", each time. api-smart-diff finds these; but a
# property of an answer that was a string and is an object, or may be null, is non-breaking there.
#
# One would expect a tool that says of two documents whether the change breaks a client to look at all by which a
# client talks to the service, or to say what it left out: the uploads of an API, and its queries, may change in any
# way while the check is green. Of the two, each is silent where the other one speaks.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y > /dev/null
npm install --silent --no-audit --no-fund openapi-diff@0.24.1 api-smart-diff@1.0.6 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > find.mjs <<'JS'
import { createRequire } from "node:module";
const require = createRequire(import.meta.url);
const { diffSpecs } = require("openapi-diff");
const { apiDiff } = require("api-smart-diff");
function check(what, value, expected) {
  if (value !== expected) { console.log(`changed: ${what}: ${value}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${value}`);
}
const FORM = "multipart/form-data", JSON_TYPE = "application/json";
const document = (type) => ({
  openapi: "3.0.3", info: { title: "tasks", version: "1" },
  paths: { "/tasks": {
    get: {
      operationId: "list",
      parameters: [{ name: "page", in: "query", required: false, schema: { type: "integer" } }],
      responses: { 200: { description: "ok", content: { [JSON_TYPE]: { schema: {
        type: "object", required: ["id"],
        properties: { id: { type: "string" }, status: { type: "string", enum: ["ready", "failed"] } },
      } } } } },
    },
    post: {
      operationId: "create",
      requestBody: { required: false, content: { [type]: { schema: {
        type: "object", required: ["model"],
        properties: { model: { type: "string" }, text: { type: "string", maxLength: 500 } },
      } } } },
      responses: { 200: { description: "ok" } },
    },
  } },
});
const parameter = (api) => api.paths["/tasks"].get.parameters[0];
const answer = (api) => api.paths["/tasks"].get.responses[200].content[JSON_TYPE].schema;
const body = (api) => api.paths["/tasks"].post.requestBody;
const fields = (api) => Object.values(body(api).content)[0].schema;
async function byOpenapiDiff(before, after) {
  const specification = (api, location) => ({ content: JSON.stringify(api), location, format: "openapi3" });
  const found = await diffSpecs({ sourceSpec: specification(before, "before"), destinationSpec: specification(after, "after") });
  const all = [found.breakingDifferences, found.nonBreakingDifferences, found.unclassifiedDifferences].flatMap((one) => one ?? []);
  return found.breakingDifferencesFound ? "breaking" : all.length ? "non-breaking" : "no differences";
}
function byApiSmartDiff(before, after) {
  const types = apiDiff(before, after).map((one) => one.type);
  return types.includes("breaking") ? "breaking" : types[0] ?? "no differences";
}
async function both(what, change, ...expected) {
  const type = what.includes("of a form") ? FORM : JSON_TYPE;
  const after = document(type);
  change(after);
  check(`${what}, openapi-diff`, await byOpenapiDiff(document(type), after), expected[0]);
  check(`${what}, api-smart-diff`, byApiSmartDiff(document(type), after), expected[1]);
}
const NONE = "no differences", YES = "breaking", NO = "non-breaking";
for (const [of, seen] of [["of a form", NONE], ["of JSON", YES]]) {
  await both(`a required field ${of}`, (api) => { fields(api).required.push("text"); }, seen, YES);
  await both(`a shorter text ${of}`, (api) => { fields(api).properties.text.maxLength = 100; }, seen, YES);
  await both(`another type ${of}`, (api) => { fields(api).properties.model.type = "number"; }, seen, YES);
}
await both("a parameter that is required", (api) => { parameter(api).required = true; }, NONE, YES);
await both("a parameter of another name", (api) => { parameter(api).name = "p"; }, NONE, YES);
await both("a body that is required", (api) => { body(api).required = true; }, NONE, YES);
await both("a further value in an answer", (api) => { answer(api).properties.status.enum.push("gone"); }, NONE, YES);
await both("a key that is asked for", (api) => {
  api.components = { securitySchemes: { key: { type: "apiKey", in: "header", name: "x-api-key" } } };
  api.security = [{ key: [] }];
}, NONE, YES);
await both("an object for a string in an answer", (api) => { answer(api).properties.id = { type: "object" }; }, YES, NO);
await both("null in an answer", (api) => { answer(api).properties.id.nullable = true; }, NONE, NO);
JS
node find.mjs
