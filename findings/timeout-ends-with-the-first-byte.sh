#!/usr/bin/env bash
# axios 1.21.1, ky 1.14.3, ofetch 1.5.1, needle 3.5.0, got 14.6.6, superagent 10.4.2, gaxios 7.3.1 and make-fetch-happen 15.0.6 (node 20),
# seen 2026-11-29. An answer begins at once and takes four seconds, a byte every quarter of a second; the timeout is one second. axios
# gives all of it, and so do ky (also by its .text()), ofetch and needle. got, superagent, gaxios and make-fetch-happen raise after a
# second, and so does axios where it is told to use its adapter "fetch". Where nothing comes for four seconds, all raise but needle.
#
# One would expect of axios what its README says ("If the request takes longer than timeout, Axios aborts it"), or one meaning in
# both of its adapters. A test with a server that is late with its first byte, as test doubles are, does not see the difference.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund axios@1.21.1 ky@1.14.3 ofetch@1.5.1 needle@3.5.0 got@14.6.6 superagent@10.4.2 gaxios@7.3.1 \
  make-fetch-happen@15.0.6 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > find.mjs <<'JS'
import { createServer } from "node:http";
import { setTimeout as pause } from "node:timers/promises";
import axios from "axios";
import { request as gaxios } from "gaxios";
import got from "got";
import ky from "ky";
import makeFetchHappen from "make-fetch-happen";
import needle from "needle";
import { ofetch } from "ofetch";
import superagent from "superagent";

function check(what, seen, expected) {
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
const server = createServer(async (request, response) => {
  const slow = request.url === "/slow";
  if (!slow) await pause(4000);
  response.writeHead(200, { "content-type": "text/plain" });
  for (let n = 0; n < 16; n += 1) {
    response.write("x");
    if (slow) await pause(250);
  }
  response.end();
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const base = `http://127.0.0.1:${server.address().port}`;
const timeout = 1000;
const retry = 0;
const clients = [
  ["axios", (url) => axios.get(url, { timeout }).then((answer) => answer.data), 16, "raises"],
  ["axios, adapter fetch", (url) => axios.get(url, { timeout, adapter: "fetch" }).then((answer) => answer.data), "raises", "raises"],
  ["ky", (url) => ky(url, { timeout, retry }).then((answer) => answer.text()), 16, "raises"],
  ["ky, .text()", (url) => ky(url, { timeout, retry }).text(), 16, "raises"],
  ["ofetch", (url) => ofetch(url, { timeout, retry }), 16, "raises"],
  ["needle", (url) => needle("get", url, { timeout }).then((answer) => answer.body), 16, 16],
  ["got", (url) => got(url, { timeout: { request: timeout }, retry: { limit: 0 } }).text(), "raises", "raises"],
  ["superagent", (url) => superagent.get(url).timeout(timeout).buffer(true).then((answer) => answer.text), "raises", "raises"],
  ["gaxios", (url) => gaxios({ url, timeout, retry: false }).then((answer) => answer.data), "raises", "raises"],
  ["make-fetch-happen", (url) => makeFetchHappen(url, { timeout, retry: false }).then((answer) => answer.text()), "raises", "raises"],
];
const outcome = (get, path) => get(base + path).then((text) => text.length, () => "raises");
const seen = await Promise.all(clients.map(([, get]) => Promise.all([outcome(get, "/slow"), outcome(get, "/late")])));
clients.forEach(([name, , slow, late], n) => {
  check(`${name}: four seconds of bytes`, seen[n][0], slow);
  check(`${name}: four seconds of nothing`, seen[n][1], late);
});
process.exit();
JS
node find.mjs
