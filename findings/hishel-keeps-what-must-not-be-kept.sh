#!/usr/bin/env bash
# hishel 2.0.0 with httpx 0.28.1, seen 2026-11-29. A task that is asked about three times through CacheClient, by a
# server that answers 1, 2, 3 with "cache-control: no-store", is 1, 1, 1: by default it looks at no header and keeps
# what it has seen. With rfc=True it is 1, 2, 3. A POST is not kept where its answer allows a minute, and neither if
# POST stands among the supported_methods of the options.
#
# One would expect a cache for HTTP to obey the header by itself and its own rules to be what one turns on; and a
# method that is listed as supported to be supported. A loop that waits for "ready" sees the first answer for as long
# as it is kept, while nothing goes out.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check "hishel[httpx]==2.0.0" httpx==0.28.1 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import hishel
from hishel.httpx import CacheClient

header, asked = "no-store", 0


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen!r}, and not {expected!r}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen!r}")


class Task(BaseHTTPRequestHandler):
    def do_GET(self):
        global asked
        self.rfile.read(int(self.headers.get("content-length", 0)))
        asked += 1
        answer = str(asked).encode()
        self.send_response(200)
        self.send_header("cache-control", header)
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    do_POST = do_GET

    def log_message(self, *args):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Task)
threading.Thread(target=server.serve_forever, daemon=True).start()
number = 0


def thrice(method, **options):
    global asked, number
    asked, number = 0, number + 1
    storage = hishel.SqliteStorage(database_path=f"{number}.db")
    with CacheClient(storage=storage, **options) as client:
        url = f"http://127.0.0.1:{server.server_port}/tasks/{number}"
        return [client.request(method, url, json={"text": "a"} if method == "POST" else None).text for _ in range(3)]


check("GET, no-store", thrice("GET"), ["1", "1", "1"])
check("GET, no-store, rfc", thrice("GET", rfc=True), ["1", "2", "3"])
header = "max-age=60"
check("GET, a minute, rfc", thrice("GET", rfc=True), ["1", "1", "1"])
check("POST, a minute", thrice("POST"), ["1", "2", "3"])
check("POST, a minute, supported", thrice("POST", rfc={"supported_methods": ["GET", "POST"]}), ["1", "2", "3"])
PY
