#!/usr/bin/env bash
# axios-cache-interceptor 1.12.3 with axios 1.21.1 (node 20), seen 2026-11-29, with methods ["get", "post"] and a
# server on the loopback that allows a minute. Two texts in JSON are two requests. Of two forms whose files differ, by
# their bytes and their length, the second is not sent: it gets the answer of the first, with cached: true. So it is
# with two Blobs, two ArrayBuffers and two streams as the body. Forms that differ in a text, Buffers, typed arrays and
# URLSearchParams are told apart.
#
# One would expect a body that cannot be looked into not to be kept at all, since a wrong answer is worse than none.
# Whoever keeps the vectors of texts so and then embeds files as well gets the vector of the first file for every
# file, and a status of 200.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund axios@1.21.1 axios-cache-interceptor@1.12.3 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > find.mjs <<'JS'
import { createServer } from "node:http";
import { Readable } from "node:stream";
import axios from "axios";
import { setupCache } from "axios-cache-interceptor";

function check(what, seen, expected) {
  [seen, expected] = [seen, expected].map((value) => JSON.stringify(value));
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
let asked = 0;
const server = createServer((request, response) => {
  request.resume().on("end", () => {
    asked += 1;
    response.setHeader("cache-control", "max-age=60");
    response.end(`answer ${asked}`);
  });
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const url = `http://127.0.0.1:${server.address().port}/embed`;
async function two(...bodies) {
  asked = 0;
  const client = setupCache(axios.create(), { methods: ["get", "post"] });
  const answers = [];
  for (const body of bodies) {
    const answer = await client.post(url, body);
    answers.push([answer.data, answer.cached]);
  }
  return answers;
}
const form = (value) => { const made = new FormData(); made.set("file", value); return made; };
const each = [["answer 1", false], ["answer 2", false]];
const first = [["answer 1", false], ["answer 1", true]];
check("texts in JSON", await two({ text: "a" }, { text: "b" }), each);
check("one text twice", await two({ text: "a" }, { text: "a" }), first);
check("forms with texts", await two(form("a"), form("b")), each);
check("forms with files", await two(form(new Blob(["abc"])), form(new Blob(["vwxyz"]))), first);
check("forms with named files", await two(form(new File(["abc"], "a.mp4")), form(new File(["vwxyz"], "b.mp4"))), first);
check("Blobs", await two(new Blob(["abc"]), new Blob(["vwxyz"])), first);
check("ArrayBuffers", await two(new Uint8Array([1, 2]).buffer, new Uint8Array([3, 4, 5]).buffer), first);
check("streams", await two(Readable.from(["abc"]), Readable.from(["vwxyz"])), first);
check("Buffers", await two(Buffer.from("abc"), Buffer.from("xyz")), each);
check("typed arrays", await two(new Uint8Array([1, 2]), new Uint8Array([3, 4])), each);
server.close();
server.closeAllConnections();
JS
node find.mjs
