#!/usr/bin/env bash
# harlem 0.2.0a2 with requests 2.34.2 (and aiohttp 3.8.5), and node-fetch-har 1.0.1 with node-fetch 2.7.0 (node 20), seen 2026-11-29:
# recorders of HAR. Under harlem an answer that is read with stream=True from response.raw, as a download is, is empty,
# and an upload of bytes that are no UTF-8 is sent, answered, and then raises UnicodeDecodeError in the program. Under
# node-fetch-har six bytes of an answer are ten, U+FFFD for each that is no UTF-8, for the program as well as in the
# HAR.
#
# One would expect a program to see the same with a recorder as without one. With these, the recording is made of a
# program that has failed, or goes on with an empty or a changed video.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check harlem==0.2.0a2 requests==2.34.2 aiohttp==3.8.5 2> pip.log || { cat pip.log; exit 1; }
npm install --silent --no-audit --no-fund node-fetch-har@1.0.1 node-fetch@2.7.0 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > find.py <<'PY'
import http.server
import json
import sys
import threading

import requests
from harlem.record import record_to_file

VIDEO = bytes([0, 255, 128, 10, 13, 65])
received = []


class Service(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("content-type", "video/mp4")
        self.send_header("content-length", str(len(VIDEO)))
        self.end_headers()
        self.wfile.write(VIDEO)

    def do_POST(self):
        received.append(self.rfile.read(int(self.headers["content-length"])))
        self.do_GET()

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Service)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_port}/video"


def download():
    return requests.get(url, stream=True).raw.read()


def upload():
    try:
        return requests.post(url, data=VIDEO).status_code
    except UnicodeDecodeError:
        return "UnicodeDecodeError"


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


check("without harlem", (download(), upload()), (VIDEO, 200))
with record_to_file("recorded.har"):
    seen = download(), upload()
check("under harlem", seen, (b"", "UnicodeDecodeError"))
check("the service had it", received, [VIDEO, VIDEO])
with open("recorded.har") as file:
    entries = json.load(file)["log"]["entries"]
check("recorded", [(entry["request"]["method"], entry["response"]["content"]["text"]) for entry in entries], [("GET", "AP+ACg1B")])
PY
venv/bin/python find.py
cat > find.mjs <<'JS'
import { createServer } from "node:http";
import { createRequire } from "node:module";
const require = createRequire(import.meta.url);
const fetch = require("node-fetch");
const { createHarLog, withHar } = require("node-fetch-har");

function check(what, seen, expected) {
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
const server = createServer((request, response) => {
  response.writeHead(200, { "content-type": "video/mp4" }).end(Buffer.from([0, 255, 128, 10, 13, 65]));
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const url = `http://127.0.0.1:${server.address().port}/video`;
const har = createHarLog();
const download = async (get) => (await (await get(url)).buffer()).toString("hex");
check("without node-fetch-har", await download(fetch), "00ff800a0d41");
check("under node-fetch-har", await download(withHar(fetch, { har })), "00efbfbdefbfbd0a0d41");
check("recorded", har.log.entries[0].response.content.text, "\0\ufffd\ufffd\n\rA");
server.close();
server.closeAllConnections();
JS
node find.mjs
