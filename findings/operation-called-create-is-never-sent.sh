#!/usr/bin/env bash
# openapi-client-axios 7.9.1 with axios 1.21.1 (node 20), seen 2026-11-29. Its client has a method for each operation of a
# document, by its operationId. An operation called "create" sends nothing: the method is the one of axios that makes an
# instance, and what comes back is a function without a status. "get" and "delete", called with the id "7", go to /7 and
# not to /tasks/7, and whatever the service answers there is the answer. "list" and "retrieve" are right, and so are all
# of them by paths["/tasks"].
#
# One would expect the names of the document to win, or an error when the client is made: create, get and delete are what
# operations are called. A test that awaits the call passes, and nothing was asked for.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund openapi-client-axios@7.9.1 axios@1.21.1 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > find.mjs <<'JS'
import { createServer } from "node:http";
import { createRequire } from "node:module";
const { OpenAPIClientAxios } = createRequire(import.meta.url)("openapi-client-axios");

function check(what, seen, expected) {
  [seen, expected] = [seen, expected].map((value) => JSON.stringify(value));
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
let asked;
const server = createServer((request, response) => {
  asked = `${request.method} ${request.url.split("?")[0]}`;
  request.resume();
  response.writeHead(200, { "content-type": "application/json" }).end("{}");
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const responses = { 200: { description: "ok" } };
const parameters = [{ name: "task_id", in: "path", required: true, schema: { type: "string" } }];
const requestBody = { content: { "application/json": { schema: { type: "object" } } } };
const paths = {
  "/tasks": { get: { operationId: "list", responses }, post: { operationId: "create", requestBody, responses } },
  "/tasks/{task_id}": {
    get: { operationId: "get", parameters, responses }, delete: { operationId: "delete", parameters, responses },
    put: { operationId: "retrieve", parameters, responses },
  },
};
const servers = [{ url: `http://127.0.0.1:${server.address().port}` }];
const client = await new OpenAPIClientAxios({ definition: { openapi: "3.0.3", info: { title: "tasks", version: "1" }, servers, paths } }).init();
async function call(operation, ...given) {
  asked = "nothing";
  const answer = await operation(...given);
  return [asked, answer.status ?? typeof answer];
}
check("list", await call(client.list), ["GET /tasks", 200]);
check("retrieve", await call(client.retrieve, "7"), ["PUT /tasks/7", 200]);
check("create", await call(client.create, null, { text: "a" }), ["nothing", "function"]);
check("get", await call(client.get, "7"), ["GET /7", 200]);
check("delete", await call(client.delete, "7"), ["DELETE /7", 200]);
check("create by its path", await call(client.paths["/tasks"].post, null, { text: "a" }), ["POST /tasks", 200]);
check("delete by its path", await call(client.paths["/tasks/{task_id}"].delete, "7"), ["DELETE /tasks/7", 200]);
server.close();
server.closeAllConnections();
JS
node find.mjs
