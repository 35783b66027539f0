#!/usr/bin/env bash
# axios-curlirize 2.0.0 with axios 1.21.1, and fetch-to-curl 0.6.0 (node 20; and curl, as Debian has it), seen 2026-11-29: requests that are
# printed as commands of curl, for a log or to be tried again. JSON that axios sends as application/json has "Content-Type:undefined"
# in the command of axios-curlirize, and arrives so when the command is run. Of a list in the query, ids[]=a&ids[]=b, the command has
# ids=a,b. Of a form (FormData, or URLSearchParams) both print {}, and of six bytes {"type":"Buffer",...}.
#
# One would expect the command to send what was sent, or to say what it leaves out: it is what is passed on when a request is refused, and
# it is refused for another reason, or is not.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund axios-curlirize@2.0.0 axios@1.21.1 fetch-to-curl@0.6.0 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > find.mjs <<'JS'
import { exec } from "node:child_process";
import { createServer } from "node:http";
import { promisify } from "node:util";
import axios from "axios";
import curlirize from "axios-curlirize";
import fetchToCurl from "fetch-to-curl";

function check(what, seen, expected) {
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
let arrived;
const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const type = request.headers["content-type"]?.split(";")[0] ?? "no type";
  arrived = `${decodeURIComponent(request.url)} ${type} ${Buffer.concat(chunks)}`;
  response.end("{}");
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const url = `http://127.0.0.1:${server.address().port}/`;
const print = fetchToCurl.default ?? fetchToCurl;
async function byAxios(options) {
  const client = axios.create();
  let command;
  curlirize(client, (result) => { command = result.command; });
  await client({ url, ...options });
  const sent = arrived;
  await promisify(exec)(command);
  return [sent, arrived];
}
async function byFetch(options) {
  await fetch(url, options);
  const sent = arrived;
  await promisify(exec)(print(url, options));
  return [sent, arrived];
}
const json = await byAxios({ method: "post", data: { a: 1 } });
check("axios, JSON", json[0], '/ application/json {"a":1}');
check("its command, JSON", json[1], '/ undefined {"a":1}');
const query = await byAxios({ method: "get", params: { ids: ["a", "b"] } });
check("axios, a list in the query", query[0], "/?ids[]=a&ids[]=b no type ");
check("its command, a list in the query", query[1], "/?ids=a,b undefined ");
const pairs = () => new URLSearchParams({ model: "m" });
check("axios' command, URLSearchParams", (await byAxios({ method: "post", data: pairs() }))[1], "/ undefined {}");
check("fetch's command, URLSearchParams", (await byFetch({ method: "POST", body: pairs() }))[1], "/ application/x-www-form-urlencoded {}");
const form = new FormData();
form.append("model", "m");
check("axios' command, a form", (await byAxios({ method: "post", data: form }))[1], "/ undefined {}");
check("fetch's command, a form", (await byFetch({ method: "POST", body: form }))[1], "/ application/x-www-form-urlencoded {}");
const bytes = Buffer.from("ABCDEF");
const shown = '{"type":"Buffer","data":[65,66,67,68,69,70]}';
check("axios' command, bytes", (await byAxios({ method: "post", data: bytes }))[1], `/ undefined ${shown}`);
check("fetch's command, bytes", (await byFetch({ method: "POST", body: bytes }))[1], `/ application/x-www-form-urlencoded ${shown}`);
server.close();
server.closeAllConnections();
JS
node find.mjs
