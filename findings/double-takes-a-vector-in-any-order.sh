#!/usr/bin/env bash
# mountebank 2.9.1 (node 20), a server of test doubles, seen 2026-11-29. A stub for the body {"vector": [0.1, 0.2]} answers [0.2, 0.1] as well,
# by "equals" and by "deepEquals", and by "equals" [0.1, 0.2, 0.3] too. 1 equals "1", and {"id": null} is "deepEquals" to {"id":
# "null"}; "matches" with ^[0-9a-f]{24}$ takes capitals. As a proxy that records, it sends the bytes 00 ff 01 of an upload on as
# others: it reads them as text. What the service answers is recorded in base64, and played as it was.
#
# One would expect the order of a vector to be what it is, at least where the predicate is called deepEquals, and a recorder to
# pass on what it is given, as it does with the answer: an upload that goes through it is recorded with the answer for another file.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund mountebank@2.9.1 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > find.mjs <<'JS'
import { createServer } from "node:http";
import mountebank from "mountebank";

function check(what, seen, expected) {
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
const listen = (server) => new Promise((ready) => server.listen(0, "127.0.0.1", () => ready(server.address().port)));
const placeholder = createServer();
const port = await listen(placeholder);
await new Promise((closed) => placeholder.close(closed));
await mountebank.create({ port, pidfile: "mb.pid", logfile: "mb.log", loglevel: "error", localOnly: true, ipWhitelist: ["*"] });
async function imposter(stubs) {
  const answer = await fetch(`http://127.0.0.1:${port}/imposters`, { method: "POST", body: JSON.stringify({ protocol: "http", stubs }) });
  return `http://127.0.0.1:${(await answer.json()).port}/`;
}
async function matched(predicate, bodies) {
  const url = await imposter([{ predicates: [predicate], responses: [{ is: { body: "yes" } }] }]);
  const seen = [];
  for (const body of bodies) seen.push((await (await fetch(url, { method: "POST", body })).text()) === "yes");
  return seen.join();
}
const vectors = ['{"vector": [0.1, 0.2]}', '{"vector": [0.2, 0.1]}', '{"vector": [0.1, 0.2, 0.3]}', '{"vector": [0.1]}'];
const vector = { body: { vector: [0.1, 0.2] } };
check("deepEquals: the vector, turned, longer, shorter", await matched({ deepEquals: vector }, vectors), "true,true,false,false");
check("equals: the vector, turned, longer, shorter", await matched({ equals: vector }, vectors), "true,true,true,false");
check('deepEquals 1: 1, "1"', await matched({ deepEquals: { body: { n: 1 } } }, ['{"n": 1}', '{"n": "1"}']), "true,true");
check('deepEquals null: null, "null"', await matched({ deepEquals: { body: { id: null } } }, ['{"id": null}', '{"id": "null"}']), "true,true");
const ids = ["0123456789abcdef01234567", "0123456789ABCDEF01234567", "0123456789ABCDEF0123456"].map((id) => JSON.stringify({ id }));
check("matches an id: small, capital, short", await matched({ matches: { body: { id: "^[0-9a-f]{24}$" } } }, ids), "true,true,false");

const file = Buffer.from([0, 255, 1]);
let arrived;
const service = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  arrived = Buffer.concat(chunks);
  response.writeHead(200, { "content-type": "video/mp4" }).end(Buffer.from([0, 255, 254]));
});
const to = `http://127.0.0.1:${await listen(service)}`;
const form = new FormData();
form.append("file", new Blob([file]), "a.mp4");
const post = async (url) => Buffer.from(await (await fetch(url, { method: "POST", body: form })).arrayBuffer()).toString("hex");
check("sent without it: the answer", await post(to), "00fffe");
check("sent without it: the bytes are in what arrives", arrived.includes(file), true);
const proxy = await imposter([{ responses: [{ proxy: { to, mode: "proxyOnce", predicateGenerators: [{ matches: { path: true } }] } }] }]);
check("sent through it: the answer", await post(proxy), "00fffe");
check("sent through it: the bytes are in what arrives", arrived.includes(file), false);
check("sent through it: U+FFFD is in what arrives", arrived.includes("\u{fffd}"), true);
check("played by it: the answer", await post(proxy), "00fffe");
process.exit();
JS
node find.mjs
