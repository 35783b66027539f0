#!/usr/bin/env bash
# axios 1.21.1 (node 20), seen 2026-11-29. A form (FormData) with a file is multipart/form-data with a boundary by the adapter "http",
# and by the adapter "fetch" the same parts arrive under "application/x-www-form-urlencoded": a server that parses it (node's own
# reader of forms, and multer 2.5.0) finds no file. A Blob of type video/mp4 has that type by "http" and the other by "fetch". Where
# the request says "multipart/form-data" itself, without a boundary, all is well by both.
#
# One would expect the two adapters to send one request. fetch is what axios takes where there is no http module, in workers at
# the edge, and what a test of node chooses to be near to them; what it uploads there is not the form of the other adapter.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm install --silent --no-audit --no-fund axios@1.21.1 multer@2.5.0 express@5.3.0 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > find.mjs <<'JS'
import axios from "axios";
import express from "express";
import multer from "multer";

function check(what, seen, expected) {
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
const app = express();
app.post("/type", (request, response) => response.send(request.headers["content-type"].replace(/=.*/, "=...")));
app.post("/multer", multer().any(), (request, response) => response.json((request.files ?? []).length));
app.post("/node", express.raw({ type: () => true }), async (request, response) => {
  try {
    const form = await new Response(request.body, { headers: { "content-type": request.headers["content-type"] } }).formData();
    response.json([...form.values()].filter((value) => value instanceof File).length);
  } catch {
    response.json("refused");
  }
});
const server = app.listen(0, "127.0.0.1");
await new Promise((ready) => server.once("listening", ready));
const base = `http://127.0.0.1:${server.address().port}`;
function form() {
  const made = new FormData();
  made.append("model", "m");
  made.append("file", new Blob(["the video"], { type: "video/mp4" }), "a.mp4");
  return made;
}
const post = async (path, body, adapter, type) => (await axios.post(base + path, body, { adapter, headers: { "content-type": type } })).data;
const PARTS = "multipart/form-data; boundary=...";
const OTHER = "application/x-www-form-urlencoded";
for (const [adapter, type, files] of [["http", PARTS, 1], ["fetch", OTHER, 0]]) {
  check(`${adapter}: content type of a form`, await post("/type", form(), adapter), type);
  check(`${adapter}: files for node`, await post("/node", form(), adapter), files);
  check(`${adapter}: files for multer`, await post("/multer", form(), adapter), files);
}
const blob = new Blob(["the video"], { type: "video/mp4" });
check("http: content type of a Blob", await post("/type", blob, "http"), "video/mp4");
check("fetch: content type of a Blob", await post("/type", blob, "fetch"), OTHER);
check("fetch, told multipart/form-data", await post("/type", form(), "fetch", "multipart/form-data"), PARTS);
check("http, told multipart/form-data", await post("/type", form(), "http", "multipart/form-data"), PARTS);
server.close();
server.closeAllConnections();
JS
node find.mjs
