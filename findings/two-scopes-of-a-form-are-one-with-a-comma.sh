#!/usr/bin/env bash
# swagger-client 3.37.3 (node 20), the part of Swagger UI that sends what is tried out, seen 2026-11-29, on a valid
# document of OpenAPI 3.0 with a form (multipart/form-data). Two texts in an array are one field, clip,video, and cannot
# be told from one text with a comma; two files in an array are two. An encoding that says contentType: text/plain makes
# a text a file called "blob". A Date is sent in quotation marks, null as the word "null", and an empty array as an
# empty text. With an encoding of style form and explode: true, the two texts are two fields.
#
# One would expect a part for each item of an array, as OpenAPI says of this type of form, and a field to stay one when
# its type is named. What was tried out in the documentation is refused, or it is another scope than in the clients.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund swagger-client@3.37.3 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > find.mjs <<'JS'
import { createServer } from "node:http";
import SwaggerClient from "swagger-client";

function check(what, seen, expected) {
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
let sent;
const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const form = await new Response(Buffer.concat(chunks), { headers: { "content-type": request.headers["content-type"] } }).formData();
  const shown = [...form].map(async ([name, value]) => `${name}=${typeof value === "string" ? value : `<${value.name}: ${await value.text()}>`}`);
  sent = (await Promise.all(shown)).join(" ");
  response.end("{}");
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
async function fields(requestBody, encoding) {
  const properties = {
    files: { type: "array", items: { type: "string", format: "binary" } }, scopes: { type: "array", items: { type: "string" } },
    at: { type: "string", format: "date-time" }, name: { type: "string", nullable: true },
  };
  const content = { "multipart/form-data": { schema: { type: "object", properties }, encoding } };
  const post = { operationId: "create", requestBody: { required: true, content }, responses: { 200: { description: "ok" } } };
  const servers = [{ url: `http://127.0.0.1:${server.address().port}` }];
  const spec = { openapi: "3.0.3", info: { title: "tasks", version: "1" }, servers, paths: { "/tasks": { post } } };
  await (await SwaggerClient({ spec })).execute({ operationId: "create", requestBody });
  return sent;
}
const file = (text, name) => new File([text], name);
check("two texts", await fields({ scopes: ["clip", "video"] }), "scopes=clip,video");
check("one text", await fields({ scopes: ["clip,video"] }), "scopes=clip,video");
check("two files", await fields({ files: [file("one", "1.mp4"), file("two", "2.mp4")] }), "files=<1.mp4: one> files=<2.mp4: two>");
check("exploded", await fields({ scopes: ["clip", "video"] }, { scopes: { style: "form", explode: true } }), "scopes=clip scopes=video");
check("a text", await fields({ name: "a" }), "name=a");
check("a text with a type", await fields({ name: "a" }, { name: { contentType: "text/plain" } }), "name=<blob: a>");
check("a date", await fields({ at: new Date(0) }), 'at="1970-01-01T00:00:00.000Z"');
check("null", await fields({ name: null }), "name=null");
check("an empty array", await fields({ scopes: [] }), "scopes=");
server.close();
server.closeAllConnections();
JS
node find.mjs
