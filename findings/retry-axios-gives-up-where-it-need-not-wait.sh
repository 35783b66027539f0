#!/usr/bin/env bash
# retry-axios 4.0.3 with axios 1.21.1, beside axios-retry 4.5.0, ky 1.14.3 and got 14.6.6 (node 20), seen 2026-11-29. An
# answer of 503 with "retry-after: 1" is asked for again after a second by all four. With "retry-after: 0", and with a
# date that has just passed, which both mean at once, retry-axios makes no second try at all: the caller gets the 503.
# axios- retry and ky try again at once; got does so for the date, and makes its own pause of a second for the 0.
#
# One would expect the shortest pause to be the easiest one. A date of HTTP has whole seconds, so that it lies in the
# past as soon as the answer took a moment to arrive: whether there is a second try depends on the clock.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund retry-axios@4.0.3 axios-retry@4.5.0 axios@1.21.1 ky@1.14.3 got@14.6.6 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > find.mjs <<'JS'
import { createServer } from "node:http";
import axios from "axios";
import axiosRetry from "axios-retry";
import got from "got";
import ky from "ky";
import * as retryAxios from "retry-axios";

function check(what, seen, expected) {
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
let asked, pause;
const server = createServer((request, response) => {
  request.resume();
  asked += 1;
  if (asked === 1) response.writeHead(503, { "retry-after": pause });
  response.end("{}");
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const url = `http://127.0.0.1:${server.address().port}/`;
const clients = {
  "retry-axios": () => { const client = axios.create(); retryAxios.attach(client); return client.get(url, { raxConfig: { retry: 1 } }); },
  "axios-retry": () => { const client = axios.create(); axiosRetry(client, { retries: 1 }); return client.get(url); },
  ky: () => ky(url, { retry: 1 }),
  got: () => got(url, { retry: { limit: 1 } }),
};
async function status(client, value) {
  [asked, pause] = [0, value];
  try {
    const answer = await client();
    return answer.status ?? answer.statusCode;
  } catch (error) {
    return error.response.status;
  }
}
const passed = new Date(Date.now() - 2000).toUTCString();
for (const [name, client] of Object.entries(clients)) {
  const last = name === "retry-axios" ? 503 : 200;
  check(`${name}, 1`, await status(client, "1"), 200);
  check(`${name}, 0`, await status(client, "0"), last);
  check(`${name}, a date that has passed`, await status(client, passed), last);
}
server.close();
server.closeAllConnections();
JS
node find.mjs
