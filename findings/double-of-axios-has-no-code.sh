#!/usr/bin/env bash
# axios-mock-adapter 2.1.0 with axios 1.21.1 and axios-retry 4.5.0 (node 20), against a server on the loopback, seen 2026-11-29. An error
# of the double, by status or of the network, has no code, where the live ones have ERR_BAD_RESPONSE and ECONNRESET: axios-retry, told
# to try again where isNetworkError, does so live and not in the test. It is no AxiosError (instanceof), and has no request. A
# reply with "Retry-After" in capitals is read as one without: axios-retry makes no pause, and live one of a second. An
# answer of 204 has undefined for data, and live "". responseType "text" gives an object, live a text; maxContentLength is
# not looked at.
#
# One would expect a reply of the double to pass through the same ends of axios as a live one: it is an adapter, and what makes
# these values of a raw answer is part of axios itself (settle, AxiosHeaders and the transforms).
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund axios-mock-adapter@2.1.0 axios@1.21.1 axios-retry@4.5.0 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > find.mjs <<'JS'
import { createServer } from "node:http";
import axios from "axios";
import MockAdapter from "axios-mock-adapter";
import axiosRetry from "axios-retry";

function check(what, seen, expected) {
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
const task = { status: "processing" };
const headers = { "content-type": "application/json" };
let lost;
const server = createServer((request, response) => {
  if (request.url === "/lost" && !lost) { lost = true; return request.socket.destroy(); }
  if (request.url === "/busy") return response.writeHead(503, { "Retry-After": "1" }).end("{}");
  if (request.url === "/gone") return response.writeHead(204).end();
  response.writeHead(200, headers).end(JSON.stringify(task));
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
function clients() {
  const live = axios.create({ baseURL: `http://127.0.0.1:${server.address().port}` });
  const double = axios.create();
  const mock = new MockAdapter(double);
  mock.onGet("/task").reply(200, task, headers);
  mock.onGet("/lost").networkErrorOnce();
  mock.onGet("/lost").reply(200, task, headers);
  mock.onGet("/busy").reply(503, {}, { "Retry-After": "1" });
  mock.onGet("/gone").reply(204);
  lost = false;
  return { live, double };
}
const failed = async (client, path, options) => {
  try { return (await client.get(path, options)).status; } catch (error) { return error; }
};
async function both(what, look, live, double) {
  for (const [name, client] of Object.entries(clients())) check(`${what}, ${name}`, await look(client), name === "live" ? live : double);
}
await both("503: code", async (client) => (await failed(client, "/busy")).code, "ERR_BAD_RESPONSE", undefined);
await both("503: instanceof AxiosError", async (client) => (await failed(client, "/busy")) instanceof axios.AxiosError, true, false);
await both("503: has a request", async (client) => Boolean((await failed(client, "/busy")).request), true, false);
await both("lost connection: code", async (client) => (await failed(client, "/lost")).code, "ECONNRESET", undefined);
await both("lost connection, and retried where isNetworkError", async (client) => {
  axiosRetry(client, { retryCondition: axiosRetry.isNetworkError });
  const seen = await failed(client, "/lost");
  return seen instanceof Error ? seen.message : seen;
}, 200, "Network Error");
await both("Retry-After of a second: the pause is one", async (client) => {
  const pauses = [];
  const retryDelay = (count, error) => { pauses.push(axiosRetry.exponentialDelay(count, error) >= 1000); return 1; };
  axiosRetry(client, { retries: 1, retryDelay });
  await failed(client, "/busy");
  return pauses.join();
}, "true", "false");
await both("204: data", async (client) => JSON.stringify((await client.get("/gone")).data), '""', undefined);
await both("responseType text: data", async (client) => typeof (await client.get("/task", { responseType: "text" })).data, "string", "object");
await both("maxContentLength of 3", async (client) => (await failed(client, "/task", { maxContentLength: 3 })).code ?? "taken", "ERR_BAD_RESPONSE", "taken");
server.close();
server.closeAllConnections();
JS
node find.mjs
