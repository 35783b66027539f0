#!/usr/bin/env bash
# @scalar/mock-server 0.3.25 and @mswjs/source 0.5.0 (its fromOpenApi, with msw 2.15.0), beside openapi-backend 5.21.2
# (node 20), seen 2026-11-29: mocks that are made of one valid document of OpenAPI 3.0. A DELETE that is answered 204
# without content is a 500 in scalar's server and a 501, "Not Implemented", in that of msw; so is what is answered
# "2XX"; and msw has 501 for a POST whose answer is a 201. Where scalar answers, a vector of three numbers has one, a
# list of two or more has one element, a score of at most 0.9 is 1, and an answer with "examples" is {}. In msw a
# multiple of 5 is often none. openapi-backend keeps all of it.
#
# One would expect a mock to answer what the document has for each operation, since that is all it does, and to keep to
# the rules beside the type as well: the test of a client fails on what the service never sends.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund @scalar/mock-server@0.3.25 @mswjs/source@0.5.0 msw@2.15.0 openapi-backend@5.21.2 \
  > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > find.mjs <<'JS'
import { createRequire } from "node:module";
import { fromOpenApi } from "@mswjs/source/open-api";
import { createMockServer } from "@scalar/mock-server";
import { setupServer } from "msw/node";
const { OpenAPIBackend } = createRequire(import.meta.url)("openapi-backend");

function check(what, seen, expected) {
  [seen, expected] = [seen, expected].map((value) => JSON.stringify(value));
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
const json = (schema, more) => ({ description: "an answer", content: { "application/json": { schema, ...more } } });
const task = { type: "object", required: ["vector", "score", "step"], properties: {
  vector: { type: "array", items: { type: "number" }, minItems: 3, maxItems: 3 },
  score: { type: "number", minimum: 0.5, maximum: 0.9 }, step: { type: "integer", multipleOf: 5, minimum: 5 },
} };
const document = {
  openapi: "3.0.3", info: { title: "tasks", version: "1" }, servers: [{ url: "http://service.test" }],
  paths: {
    "/tasks": {
      post: { operationId: "create", responses: { 201: json(task) } },
      get: { operationId: "list", responses: { 200: json({ type: "array", minItems: 2, items: task }) } },
      delete: { operationId: "remove", responses: { 204: { description: "removed" } } },
    },
    "/status": { get: { operationId: "status", responses: { "2XX": json({ type: "object" }) } } },
    "/example": { get: { operationId: "example", responses: { 200: json({ type: "object" }, { examples: { one: { value: { n: 1 } } } }) } } },
  },
};
console.error = () => {};
console.warn = () => {};
const calls = [["create", "POST", "/tasks"], ["list", "GET", "/tasks"], ["remove", "DELETE", "/tasks"],
  ["status", "GET", "/status"], ["example", "GET", "/example"]];
const app = await createMockServer({ specification: structuredClone(document) });
const server = setupServer(...await fromOpenApi(structuredClone(document)));
server.listen();
const backend = new OpenAPIBackend({ definition: structuredClone(document) });
await backend.init();
const mocks = {
  scalar: (name, method, path) => app.request(path, { method }),
  msw: (name, method, path) => fetch(`http://service.test${path}`, { method }),
  "openapi-backend": (name) => {
    const { status, mock } = backend.mockResponseForOperation(name);
    return new Response(status === 204 ? null : JSON.stringify(mock), { status });
  },
};
const answers = {};
for (const [mock, ask] of Object.entries(mocks)) {
  const answered = await Promise.all(calls.map((call) => ask(...call)));
  answers[mock] = Object.fromEntries(await Promise.all(answered.map(async (one, at) => [calls[at][0], [one.status, await one.text()]])));
}
const statuses = (mock) => Object.fromEntries(Object.entries(answers[mock]).map(([name, [status]]) => [name, status]));
const body = (mock, name) => JSON.parse(answers[mock][name][1]);
check("scalar, statuses", statuses("scalar"), { create: 201, list: 200, remove: 500, status: 500, example: 200 });
check("msw, statuses", statuses("msw"), { create: 501, list: 200, remove: 501, status: 501, example: 200 });
check("openapi-backend, statuses", statuses("openapi-backend"), { create: 201, list: 200, remove: 204, status: 200, example: 200 });
check("scalar, a task", body("scalar", "create"), { vector: [1], score: 1, step: 1 });
check("openapi-backend, a task", body("openapi-backend", "create"), { vector: [0, 0, 0], score: 0.5, step: 5 });
check("how many tasks", Object.keys(mocks).map((mock) => body(mock, "list").length >= 2), [false, true, true]);
check("the example", Object.keys(mocks).map((mock) => body(mock, "example")), [{}, { n: 1 }, { n: 1 }]);
const steps = [];
for (let at = 0; at < 40; at += 1) steps.push((await (await mocks.msw("list", "GET", "/tasks")).json())[0].step);
check("msw, some of 40 steps are no multiple of 5", steps.some((step) => step % 5 !== 0), true);
server.close();
process.exit();
JS
node find.mjs
