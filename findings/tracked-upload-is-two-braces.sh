#!/usr/bin/env bash
# axios-har-tracker 0.8.0 with axios 1.21.1 and form-data 4.0.6 (node 20), seen 2026-11-29: what the HAR says of
# requests that went well. The body of a form (FormData) is "{}", that of form-data the inner state of the object, and
# six bytes are {"type":"Buffer","data":[...]}, each under the content type that was sent. An answer of six bytes that
# was asked for as an arraybuffer is 45 letters of the same kind, 0.10 in an answer is 0.1 and a large integer another
# one; methods are in small letters, and of two values of one parameter the query string keeps one text, "0=1&1=2".
#
# One would expect what went over the wire, or a body left out. What was read by the program is written as JSON once
# more: a replay of such a recording, or a check of it, meets requests and answers that never were.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund axios-har-tracker@0.8.0 axios@1.21.1 form-data@4.0.6 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > find.mjs <<'JS'
import { createServer } from "node:http";
import { createRequire } from "node:module";
import axios from "axios";
import NodeFormData from "form-data";
const { AxiosHarTracker } = createRequire(import.meta.url)("axios-har-tracker");

function check(what, seen, expected) {
  [seen, expected] = [seen, expected].map((value) => JSON.stringify(value));
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
const bytes = Buffer.from([0, 255, 128, 10, 13, 65]);
const server = createServer((request, response) => {
  request.resume().on("end", () => {
    if (request.url === "/video") return response.writeHead(200, { "content-type": "video/mp4" }).end(bytes);
    response.writeHead(200, { "content-type": "application/json" }).end('{"score":0.10,"id":12345678901234567890}');
  });
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const client = axios.create({ baseURL: `http://127.0.0.1:${server.address().port}` });
const tracker = new AxiosHarTracker(client);
const form = new FormData();
form.set("model", "m");
form.set("file", new Blob([bytes]), "a.mp4");
const older = new NodeFormData();
older.append("file", bytes, { filename: "a.mp4" });
await client.post("/tasks", form);
await client.post("/tasks", older);
await client.post("/tasks", bytes);
await client.get("/video", { responseType: "arraybuffer" });
await client.get("/tasks", { params: { ids: [1, 2] } });
const [first, second, third, video, list] = tracker.getGeneratedHar().log.entries;
const buffer = JSON.stringify(bytes);
check("a form", [first.request.postData.mimeType.split(";")[0], first.request.postData.text], ["multipart/form-data", "{}"]);
check("form-data", second.request.postData.text.startsWith('{"_overheadLength":'), true);
check("six bytes", third.request.postData.text, buffer);
check("an answer of six bytes", [video.response.content.size, video.response.content.text], [45, buffer]);
check("numbers", list.response.content.text, '{"score":0.1,"id":12345678901234567000}');
check("methods", [first.request.method, list.request.method], ["post", "get"]);
check("two values", list.request.queryString, [{ name: "ids", value: "0=1&1=2" }]);
server.close();
server.closeAllConnections();
JS
node find.mjs
