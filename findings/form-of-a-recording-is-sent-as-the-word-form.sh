#!/usr/bin/env bash
# httpsnippet 3.0.10 and @readme/httpsnippet 11.1.0 (node 20; axios 1.21.1, and requests 2.34.2), seen 2026-11-29: the
# request of a HAR, a form (multipart/form-data) with a text, two fields of one name and a file, made into code. For
# Python's requests, httpsnippet writes "open('a.mp4', 'rb')" in quotation marks: the code runs, and uploads a file whose
# contents are these words. Of the two fields both write the second alone. For axios in the browser's JavaScript both
# build a form and then send "[form]", six letters, in its place; for fetch the file is a field of text without a name.
#
# One would expect code that is made from a recorded request to make that request, or a tool that cannot do it to say so:
# all of it runs without an error, and a service that takes any bytes for a video answers 200.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check requests==2.34.2 2> pip.log || { cat pip.log; exit 1; }
npm install --silent --no-audit --no-fund httpsnippet@3.0.10 @readme/httpsnippet@11.1.0 axios@1.21.1 > npm.log 2>&1 || { cat npm.log; exit 1; }
printf 'the video' > a.mp4
cat > find.mjs <<'JS'
import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { promisify } from "node:util";
import { HTTPSnippet as Readme } from "@readme/httpsnippet";
const { HTTPSnippet: Kong } = createRequire(import.meta.url)("httpsnippet");

function check(what, seen, expected) {
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
let sent;
const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  try {
    const form = await new Response(body, { headers: { "content-type": request.headers["content-type"] } }).formData();
    const shown = [...form].map(async ([name, value]) => `${name}=${typeof value === "string" ? value : `<${await value.text()}>`}`);
    sent = (await Promise.all(shown)).join(" ");
  } catch {
    sent = `no form: ${body}`;
  }
  response.end("{}");
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const params = [{ name: "model", value: "m" }, { name: "scopes", value: "clip" }, { name: "scopes", value: "video" },
  { name: "file", value: "the video", fileName: "a.mp4", contentType: "video/mp4" }];
const har = {
  method: "POST", url: `http://127.0.0.1:${server.address().port}/tasks`, httpVersion: "HTTP/1.1", headers: [], cookies: [],
  queryString: [], headersSize: -1, bodySize: -1, postData: { mimeType: "multipart/form-data", params },
};
async function run(Snippet, language, client) {
  const code = [new Snippet(structuredClone(har)).convert(language, client)].flat()[0];
  const [program, file] = language === "python" ? ["venv/bin/python", "code.py"] : ["node", "code.mjs"];
  writeFileSync(file, code);
  sent = "nothing";
  await promisify(execFile)(program, [file]);
  return sent;
}
const ALL = "model=m scopes=clip scopes=video file=";
check("httpsnippet, requests", await run(Kong, "python", "requests"), "model=m scopes=video file=<open('a.mp4', 'rb')>");
check("@readme/httpsnippet, requests", await run(Readme, "python", "requests"), "model=m scopes=video file=<the video>");
for (const [name, Snippet] of [["httpsnippet", Kong], ["@readme/httpsnippet", Readme]]) {
  check(`${name}, axios`, await run(Snippet, "javascript", "axios"), "no form: [form]");
  check(`${name}, fetch`, await run(Snippet, "javascript", "fetch"), `${ALL}the video`);
}
check("@readme/httpsnippet, fetch of node", await run(Readme, "node", "fetch"), `${ALL}<the video>`);
server.close();
server.closeAllConnections();
JS
node find.mjs
