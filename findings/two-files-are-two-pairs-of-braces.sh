#!/usr/bin/env bash
# swagger-typescript-api 13.13.0 (node 20, typescript 5.9.3), seen 2026-11-29, on a valid document of OpenAPI 3.0 with a
# form (multipart/form-data). The type of an array of files is File[], and what the generated client sends of two files
# is one field with the text [{},{}]: neither file leaves the program, and no error is raised. An array of texts is one
# field of JSON, where OpenAPI has a part for each item; a Date comes with its quotation marks; and null, and a property
# that is undefined, are the words "null" and "undefined". A single file, a number and a boolean are sent as they should
# be.
#
# One would expect a type that takes files to send files, as orval 7.13.2 does with the same document, and a field that
# is not given not to be sent. A service that takes any text for a name gets a task called "undefined".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund swagger-typescript-api@13.13.0 orval@7.13.2 typescript@5.9.3 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > api.json <<'JSON'
{"openapi": "3.0.3", "info": {"title": "tasks", "version": "1"}, "paths": {"/tasks": {"post": {"operationId": "create",
 "requestBody": {"required": true, "content": {"multipart/form-data": {"schema": {"type": "object", "required": ["files"], "properties": {
  "file": {"type": "string", "format": "binary"}, "files": {"type": "array", "items": {"type": "string", "format": "binary"}},
  "scopes": {"type": "array", "items": {"type": "string"}}, "at": {"type": "string", "format": "date-time"},
  "name": {"type": "string", "nullable": true}, "length": {"type": "number"}, "fast": {"type": "boolean"}}}}}},
 "responses": {"200": {"description": "ok", "content": {"application/json": {"schema": {"type": "object"}}}}}}}}}
JSON
npx swagger-typescript-api generate -p api.json -o . -n swagger.ts > swagger.log 2>&1 || { cat swagger.log; exit 1; }
npx orval --input api.json --output orval.ts --client fetch > orval.log 2>&1 || { cat orval.log; exit 1; }
cat > find.mjs <<'JS'
import { readFileSync, writeFileSync } from "node:fs";
import ts from "typescript";

function check(what, seen, expected) {
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
async function generated(name) {
  const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
  writeFileSync(`${name}.mjs`, ts.transpileModule(readFileSync(`${name}.ts`, "utf8"), { compilerOptions }).outputText);
  return import(`./${name}.mjs`);
}
const { Api } = await generated("swagger");
const orval = await generated("orval");
let sent;
globalThis.fetch = async (url, request) => { sent = request.body; return new Response("{}", { headers: { "content-type": "application/json" } }); };
async function fields(send) {
  await send;
  const seen = await Promise.all([...sent].map(async ([name, value]) => `${name}=${typeof value === "string" ? value : `<${await value.text()}>`}`));
  return seen.join(" ");
}
const api = new Api({ baseUrl: "http://127.0.0.1" });
const files = [new File(["one"], "1.mp4"), new File(["two"], "2.mp4")];
check("its type", readFileSync("swagger.ts", "utf8").match(/files: (.*);/)[1], "File[]");
check("two files", await fields(api.tasks.create({ files })), "files=[{},{}]");
check("two files, orval", await fields(orval.create({ files })), "files=<one> files=<two>");
check("two texts", await fields(api.tasks.create({ scopes: ["clip", "video"] })), 'scopes=["clip","video"]');
check("a date", await fields(api.tasks.create({ at: new Date(0) })), 'at="1970-01-01T00:00:00.000Z"');
check("null", await fields(api.tasks.create({ name: null })), "name=null");
check("undefined", await fields(api.tasks.create({ name: undefined })), "name=undefined");
check("null and undefined, orval", await fields(orval.create({ files: [], name: null, at: undefined })), "");
check("the rest", await fields(api.tasks.create({ file: files[0], length: 0.5, fast: true })), "file=<one> length=0.5 fast=true");
JS
node find.mjs
