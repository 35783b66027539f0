#!/usr/bin/env bash
# got 14.6.6, needle 3.5.0, superagent 10.4.2, undici 6.24.1 (the one inside node 20.20) and 7.30.2, and axios 1.21.1 (node 20), seen
# 2026-11-29. An upload is answered with a redirect. By 307, which says that the same is to be sent to the new address, got sends
# a stream as nothing and reports the 200; needle, told to follow, sends a GET without a body that keeps the content type of the
# form; fetch of undici 6 fails for bytes ("Cannot perform ArrayBuffer.prototype.slice on a detached ArrayBuffer") and not for a
# text, a Blob or a form, and that of undici 7 for none. By 301 superagent makes a GET of a PUT, and got leaves a POST a POST.
#
# One would expect 307 to keep the method and the body, which is what it was made for, as axios and undici 7 do, or an error where
# the body is used up. Of the empty upload and of the GET the caller sees a 200.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund got@14.6.6 needle@3.5.0 superagent@10.4.2 undici@7.30.2 undici6@npm:undici@6.24.1 axios@1.21.1 \
  > npm.log 2>&1 || { cat npm.log; exit 1; }
printf 'v%.0s' {1..1000} > a.mp4
cat > find.mjs <<'JS'
import { createReadStream } from "node:fs";
import { createServer } from "node:http";
import axios from "axios";
import got from "got";
import needle from "needle";
import superagent from "superagent";
import { fetch as fetch7 } from "undici";
import { fetch as fetch6 } from "undici6";

function check(what, seen, expected) {
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
let arrived;
const server = createServer(async (request, response) => {
  let size = 0;
  for await (const chunk of request) size += chunk.length;
  if (request.url !== "/here") return response.writeHead(Number(request.url.slice(1)), { location: "/here" }).end();
  const type = request.headers["content-type"] ?? "no type";
  arrived = `${request.method} of ${size} bytes, ${type.split(";")[0]}`;
  response.end("{}");
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const base = `http://127.0.0.1:${server.address().port}`;
const bytes = Buffer.alloc(1000, "v");
const file = () => createReadStream("a.mp4");
async function sent(status, send) {
  arrived = "nothing arrives";
  try {
    const answer = await send(`${base}/${status}`);
    return `${answer.statusCode ?? answer.status}, ${arrived}`;
  } catch (error) {
    return error.cause?.message ?? error.message;
  }
}
const video = { "content-type": "video/mp4" };
const WHOLE = (method) => `200, ${method} of 1000 bytes, video/mp4`;
check("got, POST of a stream, 307", await sent(307, (url) => got.post(url, { body: file(), headers: video })), "200, POST of 0 bytes, video/mp4");
check("got, POST of bytes, 307", await sent(307, (url) => got.post(url, { body: bytes, headers: video })), WHOLE("POST"));
check("got, POST of bytes, 301", await sent(301, (url) => got.post(url, { body: bytes, headers: video })), WHOLE("POST"));
const part = { file: { buffer: bytes, filename: "a.mp4", content_type: "video/mp4" } };
check("needle, POST of a form, 307", await sent(307, (url) => needle("post", url, part, { multipart: true, follow_max: 1 })), "200, GET of 0 bytes, multipart/form-data");
check("superagent, PUT of JSON, 301", await sent(301, (url) => superagent.put(url).send({ a: 1 })), "200, GET of 0 bytes, no type");
check("superagent, PUT of JSON, 307", await sent(307, (url) => superagent.put(url).send({ a: 1 })), "200, PUT of 7 bytes, application/json");
const post = (fetch, body) => (url) => fetch(url, { method: "POST", body, headers: video });
const detached = "Cannot perform ArrayBuffer.prototype.slice on a detached ArrayBuffer";
check("undici 6, POST of a Buffer, 307", await sent(307, post(fetch6, bytes)), detached);
check("undici 6, POST of a Uint8Array, 307", await sent(307, post(fetch6, new Uint8Array(1000))), detached);
check("undici 6, POST of a text, 307", await sent(307, post(fetch6, String(bytes))), WHOLE("POST"));
check("undici 6, POST of a Blob, 307", await sent(307, post(fetch6, new Blob([bytes]))), WHOLE("POST"));
check("undici 7, POST of a Buffer, 307", await sent(307, post(fetch7, bytes)), WHOLE("POST"));
check("axios, POST of a stream, 307", await sent(307, (url) => axios.post(url, file(), { headers: video })), WHOLE("POST"));
check("axios, PUT of bytes, 301", await sent(301, (url) => axios.put(url, bytes, { headers: video })), WHOLE("PUT"));
server.close();
server.closeAllConnections();
JS
node find.mjs
