#!/usr/bin/env bash
# oazapfts 7.5.0 (@oazapfts/runtime 1.2.0), beside openapi-typescript-codegen 0.31.0 (node 20; typescript 5.9.3, tsx 4.23.15) and with multer
# 2.5.0 (express 5.3.0), seen 2026-11-29: clients generated from one valid document of OpenAPI 3.0 with a form (multipart/form-data). The
# null of a text that is nullable is uploaded by oazapfts' client as a file, called "blob", of type application/json, whose contents are
# the word null; an object is such a file too. multer, which is told of no files, refuses the form ("Unexpected file field"). The other client
# leaves the null out, and sends the object as text. Texts, numbers and lists are sent alike by both.
#
# One would expect a value that is not there to be left out, or to be a field like the others: an object in a form is to have the type
# application/json (OpenAPI 3.0, encoding), but a name of a file, which FormData gives to each Blob, makes an upload of it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
echo '{"type":"module"}' > package.json
npm install --silent --no-audit --no-fund oazapfts@7.5.0 @oazapfts/runtime@1.2.0 openapi-typescript-codegen@0.31.0 multer@2.5.0 express@5.3.0 typescript@5.9.3 \
  tsx@4.23.15 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > document.json <<'JSON'
{
  "openapi": "3.0.3",
  "info": {"title": "Tasks", "version": "1"},
  "servers": [{"url": "http://127.0.0.1"}],
  "paths": {
    "/tasks": {
      "post": {
        "operationId": "createTask",
        "requestBody": {
          "required": true,
          "content": {
            "multipart/form-data": {
              "schema": {
                "type": "object",
                "required": ["model"],
                "properties": {
                  "model": {"type": "string"},
                  "scopes": {"type": "array", "items": {"type": "string"}},
                  "start": {"type": "number"},
                  "note": {"type": "string", "nullable": true},
                  "meta": {"type": "object", "properties": {"take": {"type": "integer"}}}
                }
              }
            }
          }
        },
        "responses": {"200": {"description": "ok", "content": {"application/json": {"schema": {"type": "object"}}}}}
      }
    }
  }
}
JSON
{
  npx oazapfts document.json oazapfts.ts
  npx openapi --input document.json --output codegen --client fetch
} > generated.log 2>&1 || { cat generated.log; exit 1; }
cat > find.mts <<'TS'
import express from "express";
import multer from "multer";
import * as codegen from "./codegen/index.ts";
import * as oazapfts from "./oazapfts.ts";

function check(what: string, seen: string, expected: string) {
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
let arrived = "", fields = "";
const app = express();
app.post("/tasks", express.raw({ type: () => true }), async (request, response) => {
  const form = await new Response(request.body, { headers: { "content-type": request.headers["content-type"]! } }).formData();
  const shown = [...form].map(async ([name, value]) => `${name}=${typeof value === "string" ? value : `<${value.name}, ${value.type}: ${await value.text()}>`}`);
  arrived = (await Promise.all(shown)).join(" ");
  response.json({});
});
app.post("/multer/tasks", multer().none(), (request, response) => { fields = JSON.stringify(request.body); response.json({}); });
app.use((error: Error, request: any, response: any, next: unknown) => { fields = error.message; response.json({}); });
const server = app.listen(0, "127.0.0.1");
await new Promise((ready) => server.once("listening", ready));
const base = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
const form = (): any => ({ model: "m", scopes: ["clip", "video"], start: 1.5, note: null, meta: { take: 2 } });
const clients: Record<string, (url: string) => Promise<unknown>> = {
  oazapfts: (url) => { oazapfts.defaults.baseUrl = url; return oazapfts.createTask(form()); },
  "openapi-typescript-codegen": (url) => { codegen.OpenAPI.BASE = url; return codegen.DefaultService.createTask(form()); },
};
const ALIKE = "model=m scopes=clip scopes=video start=1.5";
const expected = {
  oazapfts: [`${ALIKE} note=<blob, application/json: null> meta=<blob, application/json: {"take":2}>`, "Unexpected file field"],
  "openapi-typescript-codegen": [`${ALIKE} meta={"take":2}`, '{"model":"m","scopes":["clip","video"],"start":"1.5","meta":"{\\"take\\":2}"}'],
};
for (const [name, [parts, taken]] of Object.entries(expected)) {
  await clients[name](base);
  check(`${name}: what is sent`, arrived, parts);
  await clients[name](`${base}/multer`);
  check(`${name}: what multer makes of it`, fields, taken);
}
process.exit();
TS
npx tsx find.mts
