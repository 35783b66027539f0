#!/usr/bin/env bash
# sirv 3.0.2, send 1.2.1 (which express uses), serve-handler 6.1.8, hono 4.13.19 with @hono/node-server 2.1.9, and koa-range
# 0.3.0 with koa 3.3.0 and koa-send 5.0.1 (node 20), seen 2026-11-29. Of a file of 1000 bytes the range bytes=-10, the last ten,
# is the first eleven in sirv ("bytes 0-10/1000"), and in koa-range an error 416. bytes=-5000, the last 5000, is
# refused with 416 by send, serve-handler and koa-range; sirv and hono give the whole file. bytes=0-0,-1, the first byte
# and the last, is the whole file in sirv and hono, as a part ("bytes 0-999/1000"), and one byte alone in serve-handler
# and koa-range.
#
# One would expect the last ten bytes, since that is a form of a range as old as ranges: readers of MP4 and of Parquet
# look for the index of a file at its end. And a file that is shorter than what is asked of its end is to be given whole,
# by RFC 9110, 14.1.2.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund sirv@3.0.2 send@1.2.1 serve-handler@6.1.8 hono@4.13.19 @hono/node-server@2.1.9 koa@3.3.0 \
  koa-send@5.0.1 koa-range@0.3.0 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > find.mjs <<'JS'
import { mkdirSync, writeFileSync } from "node:fs";
import http from "node:http";
import { serveStatic } from "@hono/node-server/serve-static";
import { getRequestListener } from "@hono/node-server";
import { Hono } from "hono";
import Koa from "koa";
import koaRange from "koa-range";
import koaSend from "koa-send";
import send from "send";
import handler from "serve-handler";
import sirv from "sirv";

mkdirSync("files");
const bytes = Uint8Array.from({ length: 1000 }, (_, place) => place % 251);
writeFileSync("files/video.mp4", bytes);
const hono = new Hono().use("/*", serveStatic({ root: "./files" }));
const koa = new Koa().use(koaRange).use((context) => koaSend(context, context.path, { root: "files" }));
koa.silent = true;
const servers = {
  sirv: sirv("files"),
  send: (request, response) => send(request, request.url, { root: "files" }).pipe(response),
  serveHandler: (request, response) => handler(request, response, { public: "files" }),
  hono: getRequestListener(hono.fetch),
  koaRange: koa.callback(),
};
const urls = {};
for (const [name, listener] of Object.entries(servers)) {
  const server = http.createServer(listener);
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  urls[name] = `http://127.0.0.1:${server.address().port}/video.mp4`;
}
async function part(url, range) {
  const answer = await fetch(url, { headers: { range, connection: "close" } });
  const body = new Uint8Array(await answer.arrayBuffer());
  if (answer.status !== 206) return String(answer.status);
  const told = answer.headers.get("content-range").match(/bytes (\d+)-(\d+)\/1000/);
  const [from, to] = [Number(told[1]), Number(told[2])];
  return Buffer.compare(body, bytes.subarray(from, to + 1)) ? "other bytes" : `${from}-${to}`;
}
async function check(range, ...expected) {
  const seen = [];
  for (const url of Object.values(urls)) seen.push(await part(url, range));
  const [all, wanted] = [seen.join(" "), expected.join(" ")];
  if (all !== wanted) { console.log(`changed: ${range}: ${all}, and not ${wanted}`); process.exit(1); }
  console.log(`still so: ${range} (${Object.keys(urls).join(" ")}): ${all}`);
}
await check("bytes=0-9", "0-9", "0-9", "0-9", "0-9", "0-9");
await check("bytes=990-", "990-999", "990-999", "990-999", "990-999", "990-999");
await check("bytes=-10", "0-10", "990-999", "990-999", "990-999", "416");
await check("bytes=-5000", "0-999", "416", "416", "0-999", "416");
await check("bytes=0-0,-1", "0-999", "200", "0-0", "0-999", "0-0");
process.exit(0);
JS
node find.mjs
