#!/usr/bin/env bash
# @usebruno/converters 0.23.0, Bruno's own, with newman 6.2.2, Postman's runner (node 20), seen 2026-11-29. A collection of Postman has a GET
# of /tasks?ids=a&ids=b, and a parameter "off" that is switched off. newman sends it so. Brought to Bruno by postmanToBruno and back by
# brunoToPostman, newman sends /tasks?ids=a&ids=b?ids=a&ids=b&off=1: the query has become a part of the path as well, and the
# parameter that was off is on. A field of a form and a header that are off stay off. Of a document of OpenAPI, all of whose optional
# parameters openApiToBruno switches off, brunoToPostman makes a request that sends them all.
#
# One would expect a collection that goes there and back to ask for the same, and what is off to stay off in a query as in a form.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund @usebruno/converters@0.23.0 newman@6.2.2 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > find.mjs <<'JS'
import { createServer } from "node:http";
import { createRequire } from "node:module";
const require = createRequire(import.meta.url);
const { brunoToPostman, openApiToBruno, postmanToBruno } = require("@usebruno/converters");
const newman = require("newman");

function check(what, seen, expected) {
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
const asked = [];
const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const form = /name="([^"]*)"/g;
  asked.push([request.url, request.headers["x-off"] ?? "no header", [...String(Buffer.concat(chunks)).matchAll(form)].map((found) => found[1]).join()].join(" "));
  response.end("{}");
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const base = `http://127.0.0.1:${server.address().port}`;
async function run(collection) {
  asked.length = 0;
  await new Promise((done, failed) => newman.run({ collection, reporters: [] }, (error) => (error ? failed(error) : done())));
  return asked.join(" | ");
}
const header = [{ key: "x-off", value: "1", disabled: true }];
const query = [{ key: "ids", value: "a" }, { key: "ids", value: "b" }, { key: "off", value: "1", disabled: true }];
const formdata = [{ key: "model", value: "m", type: "text" }, { key: "off", value: "1", type: "text", disabled: true }];
const collection = {
  info: { name: "Tasks", schema: "https://schema.getpostman.com/json/collection/v2.1.0/collection.json" },
  item: [
    { name: "list", request: { method: "GET", header, url: { raw: "{{base}}/tasks?ids=a&ids=b", host: ["{{base}}"], path: ["tasks"], query } } },
    { name: "create", request: { method: "POST", header, url: "{{base}}/tasks", body: { mode: "formdata", formdata } } },
  ],
  variable: [{ key: "base", value: base }],
};
const create = "/tasks no header model";
check("Postman", await run(structuredClone(collection)), `/tasks?ids=a&ids=b no header  | ${create}`);
const there = await postmanToBruno(structuredClone(collection));
const back = brunoToPostman(there.collection ?? there);
check("Postman, there and back", await run(back), `/tasks?ids=a&ids=b?ids=a&ids=b&off=1 no header  | ${create}`);

const parameters = ["since", "until"].map((name) => ({ name, in: "query", schema: { type: "string" } }));
const document = {
  openapi: "3.0.3", info: { title: "Tasks", version: "1" }, servers: [{ url: base }],
  paths: { "/tasks": { get: { operationId: "list", parameters, responses: { 200: { description: "ok" } } } } },
};
const made = await openApiToBruno(document);
const flat = (items) => items.flatMap((item) => (item.items ? flat(item.items) : [item]));
const [request] = flat((made.collection ?? made).items);
check("OpenAPI to Bruno: parameters that are on", request.request.params.filter((one) => one.enabled).length, 0);
const requests = (list) => list.flatMap((item) => (item.item ? requests(item.item) : [item]));
const items = requests(brunoToPostman(made.collection ?? made).item);
check("OpenAPI to Bruno to Postman: parameters that are off", items[0].request.url.query.filter((one) => one.disabled).length, 0);
check("OpenAPI to Bruno to Postman: parameters", items[0].request.url.query.map((one) => one.key).join(), "since,until");
server.close();
server.closeAllConnections();
JS
node find.mjs
