#!/usr/bin/env bash
# vcrpy 9.4.2 with requests 2.34.2 and httpx 0.28.1, seen 2026-11-29. A gzipped answer that was recorded through
# requests is in the cassette as plain text beside "content-encoding: gzip", and through httpx as gzip. Played
# to the other client, the first raises a DecodingError in httpx, and the second gives requests the compressed
# bytes as the content, with no error.
#
# One would expect a cassette to hold what came over the wire, or what the header says, whichever client was
# used: it is the format that outlives a change of the HTTP library. Each cassette plays well for its own
# client.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  vcrpy==9.4.2 requests==2.34.2 httpx==0.28.1 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import sys


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


import gzip
import http.server
import threading


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = b""
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("location", "/there")
        else:
            body = gzip.compress(b'{"a": 1}')
            self.send_response(200)
            self.send_header("content-encoding", "gzip")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_port}"


import httpx
import requests
import vcr

CLIENTS = {"requests": lambda: requests.get(url).content, "httpx": lambda: httpx.get(url).content}
for recorder, client in CLIENTS.items():
    with vcr.use_cassette(f"{recorder}.yaml"):
        check(f"live, {recorder}", client(), b'{"a": 1}')


def played(recorder, client):
    with vcr.use_cassette(f"{recorder}.yaml", record_mode="none", allow_playback_repeats=True):
        try:
            return CLIENTS[client]()[:2]
        except Exception as error:
            return type(error).__name__


check("requests to requests", played("requests", "requests"), b'{"')
check("httpx to httpx", played("httpx", "httpx"), b'{"')
check("requests to httpx", played("requests", "httpx"), "DecodingError")
check("httpx to requests", played("httpx", "requests"), b"\x1f\x8b")
PY
