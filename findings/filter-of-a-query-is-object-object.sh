#!/usr/bin/env bash
# orval 7.13.2, openapi-typescript-codegen 0.31.0, @hey-api/openapi-ts 0.95.0 and oazapfts 7.5.0 (node 20; axios 1.21.1, typescript 5.9.3,
# tsx 4.23.15), and openapi-python-client 0.29.1 with httpx 0.28.1, seen 2026-11-29: clients generated from one valid document of OpenAPI 3.0.
# The query has a filter of style deepObject, filter[status]=ready, and ids of style form without explode, ids=a,b. For the filter orval's
# client of fetch sends "[object Object]", and openapi-python-client status=ready, without the name. For the ids both send ids=a&ids=b,
# as openapi-typescript-codegen does; orval's client of axios sends ids[]=a&ids[]=b, also for the lists that have no style.
# hey-api and oazapfts send both as they are described.
#
# One would expect a generator to write what the document says, or to warn where it does not know a style. A service that is asked
# for a list without the filter answers with all of it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check openapi-python-client==0.29.1 ruff==0.17.6 httpx==0.28.1 2> pip.log || { cat pip.log; exit 1; }
echo '{"type":"module"}' > package.json
npm install --silent --no-audit --no-fund orval@7.13.2 openapi-typescript-codegen@0.31.0 @hey-api/openapi-ts@0.95.0 oazapfts@7.5.0 axios@1.21.1 form-data@4.0.6 \
  typescript@5.9.3 tsx@4.23.15 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > document.json <<'JSON'
{
  "openapi": "3.0.3",
  "info": {"title": "Tasks", "version": "1"},
  "servers": [{"url": "http://127.0.0.1"}],
  "paths": {
    "/tasks": {
      "get": {
        "operationId": "listTasks",
        "parameters": [
          {"name": "ids", "in": "query", "style": "form", "explode": false, "schema": {"type": "array", "items": {"type": "string"}}},
          {"name": "tags", "in": "query", "schema": {"type": "array", "items": {"type": "string"}}},
          {"name": "filter", "in": "query", "style": "deepObject", "explode": true,
           "schema": {"type": "object", "properties": {"status": {"type": "string"}}}}
        ],
        "responses": {"200": {"description": "ok", "content": {"application/json": {"schema": {"type": "object"}}}}}
      }
    }
  }
}
JSON
cat > orval.config.cjs <<'JS'
module.exports = Object.fromEntries(["fetch", "axios"].map((client) => [client, { input: "./document.json", output: { target: `./orval-${client}.ts`, client } }]));
JS
{
  npx orval --config orval.config.cjs
  npx openapi --input document.json --output codegen --client fetch
  npx openapi-ts -i document.json -o heyapi -c @hey-api/client-fetch
  npx oazapfts document.json oazapfts.ts
  PATH="$PWD/venv/bin:$PATH" venv/bin/openapi-python-client generate --path document.json --output-path python --meta none
} > generated.log 2>&1 || { cat generated.log; exit 1; }
cat > by_python.py <<'PY'
import sys

from python import Client
from python.api.default import list_tasks
from python.models import ListTasksFilter

list_tasks.sync_detailed(
    client=Client(base_url=sys.argv[1]), ids=["a", "b"], tags=["x", "y"], filter_=ListTasksFilter.from_dict({"status": "ready"})
)
PY
cat > find.mts <<'TS'
import { execFile } from "node:child_process";
import { createServer } from "node:http";
import { promisify } from "node:util";
import * as codegen from "./codegen/index.ts";
import * as heyapi from "./heyapi/sdk.gen.ts";
import * as oazapfts from "./oazapfts.ts";
import * as orvalAxios from "./orval-axios.ts";
import * as orvalFetch from "./orval-fetch.ts";

function check(what: string, seen: string, expected: string) {
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
let asked = "";
const server = createServer((request, response) => {
  asked = request.url!;
  response.setHeader("content-type", "application/json");
  response.end("{}");
});
await new Promise<void>((ready) => server.listen(0, "127.0.0.1", () => ready()));
const base = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
const query = { ids: ["a", "b"], tags: ["x", "y"], filter: { status: "ready" } };
codegen.OpenAPI.BASE = base;
oazapfts.defaults.baseUrl = base;
const clients: [string, () => unknown, string][] = [
  ["orval, fetch", () => fetch(base + orvalFetch.getListTasksUrl(query)), "ids=a&ids=b&tags=x&tags=y&filter=[object Object]"],
  ["orval, axios", () => (orvalAxios as any).getTasks().listTasks(query, { baseURL: base }), "ids[]=a&ids[]=b&tags[]=x&tags[]=y&filter[status]=ready"],
  ["openapi-typescript-codegen", () => codegen.DefaultService.listTasks(query.ids, query.tags, query.filter), "ids=a&ids=b&tags=x&tags=y&filter[status]=ready"],
  ["openapi-python-client", () => promisify(execFile)("venv/bin/python", ["by_python.py", base]), "ids=a&ids=b&tags=x&tags=y&status=ready"],
  ["hey-api", () => heyapi.listTasks({ baseUrl: base, query }), "ids=a,b&tags=x&tags=y&filter[status]=ready"],
  ["oazapfts", () => oazapfts.listTasks(query), "ids=a,b&tags=x&tags=y&filter[status]=ready"],
];
for (const [name, ask, expected] of clients) {
  await ask();
  check(name, decodeURIComponent(asked.replaceAll("+", " ").split("?")[1]), expected);
}
server.close();
server.closeAllConnections();
TS
npx tsx find.mts
