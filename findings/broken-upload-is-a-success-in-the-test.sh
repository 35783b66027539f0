#!/usr/bin/env bash
# msw 2.15.0, undici 7.30.2 (its MockAgent), fetch-mock 12.6.0, axios-mock-adapter 2.1.0 and nock 14.0.17, with axios 1.21.1, got 14.6.6 and
# node's own fetch (node 20), seen 2026-11-29. A video is uploaded from a stream that breaks off half way, as a disk may. Sent to a server,
# each client fails with the error of the stream. Under msw axios gets the 200 of the double, and so does fetch, where the stream is
# not even begun; under undici's MockAgent, fetch-mock and axios-mock-adapter it is not begun either, and the answer is a 200. Under
# nock all is as it is with the server, and so it is with got under msw.
#
# One would expect a double to take in what it is sent before it answers, or to fail where that fails: progress that is counted in
# the stream stays at nothing, and the test of the broken upload passes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund msw@2.15.0 undici@7.30.2 fetch-mock@12.6.0 axios-mock-adapter@2.1.0 nock@14.0.17 axios@1.21.1 got@14.6.6 \
  > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > find.mjs <<'JS'
import { createServer } from "node:http";
import { Readable } from "node:stream";
import axios from "axios";
import MockAdapter from "axios-mock-adapter";
import fetchMock from "fetch-mock";
import got from "got";
import { http, HttpResponse } from "msw";
import { setupServer } from "msw/node";
import nock from "nock";
import { MockAgent, request } from "undici";

function check(what, seen, expected) {
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
async function* video(seen) {
  seen.push("begun");
  yield Buffer.from("video");
  throw new Error("no disk");
}
async function uploaded(send) {
  const seen = [];
  const status = await send(Readable.from(video(seen))).catch((error) => error.cause?.message ?? error.message);
  return `${seen.join() || "not begun"}, ${status}`;
}
const clients = {
  fetch: (url) => (body) => fetch(url, { method: "POST", body, duplex: "half" }).then((answer) => answer.status),
  axios: (url) => (body) => axios.post(url, body, { maxRedirects: 0 }).then((answer) => answer.status),
  got: (url) => (body) => got.post(url, { body, retry: { limit: 0 } }).then((answer) => answer.statusCode),
};
const FAILS = "begun, no disk";
const NOT_BEGUN = "not begun, 200";
async function all(what, url, expected) {
  for (const [name, seen] of Object.entries(expected)) check(`${what}, ${name}`, await uploaded(clients[name](url)), seen);
}
const server = createServer((request, response) => {
  request.on("error", () => {});
  request.on("end", () => response.end("{}")).resume();
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const live = `http://127.0.0.1:${server.address().port}/tasks`;
await all("the server", live, { fetch: FAILS, axios: FAILS, got: FAILS });
const viaUndici = (dispatcher) => (body) => request(url, { method: "POST", body, dispatcher }).then((answer) => answer.statusCode);

const url = "http://double.test/tasks";
nock("http://double.test").persist().post("/tasks").reply(200, {});
await all("nock", url, { fetch: FAILS, axios: FAILS, got: FAILS });
nock.cleanAll();
nock.restore();
const msw = setupServer(http.post(url, () => HttpResponse.json({})));
msw.listen();
await all("msw", url, { fetch: NOT_BEGUN, axios: "begun, 200", got: FAILS });
msw.close();
const agent = new MockAgent();
agent.disableNetConnect();
agent.get("http://double.test").intercept({ path: "/tasks", method: "POST" }).reply(200, {});
check("undici's MockAgent", await uploaded(viaUndici(agent)), NOT_BEGUN);
fetchMock.mockGlobal().post(url, {});
await all("fetch-mock", url, { fetch: NOT_BEGUN });
fetchMock.unmockGlobal();
const client = axios.create();
new MockAdapter(client).onPost(url).reply(200, {});
check("axios-mock-adapter", await uploaded((body) => client.post(url, body).then((answer) => answer.status)), NOT_BEGUN);
process.exit();
JS
node find.mjs
