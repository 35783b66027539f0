#!/usr/bin/env bash
# urllib3 2.8.0, requests 2.34.2, httpx 0.28.1 and aiohttp 3.14.5, seen 2026-11-29. An upload is answered with a redirect. By 307,
# which says that the same is to be sent to the new address, urllib3 sends a file as nothing (Transfer-Encoding and no bytes), and
# the caller gets the 200; httpx ends in h11's LocalProtocolError, which is no httpx.HTTPError. requests and aiohttp send the file
# again. An iterator is sent as nothing by requests and by httpx. By 301 a PUT of requests stays a PUT and loses its body and its
# content type, which makes an empty file of it; httpx and aiohttp send a PUT with all of it.
#
# One would expect a file, which can be read again from its start, to be, and an error where it can not: the documentation of
# requests has UnrewindableBodyError for this. Both forms end in a 200 for an upload of no bytes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check urllib3==2.8.0 requests==2.34.2 httpx==0.28.1 aiohttp==3.14.5 2> pip.log || { cat pip.log; exit 1; }
cat > find.py <<'PY'
import asyncio
import http.server
import io
import sys
import threading

import aiohttp
import h11
import httpx
import requests
import urllib3


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


VIDEO = b"v" * 1000
arrived = []


class Uploads(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self):
        body = self.body()
        if self.path == "/here":
            arrived.append((self.command, len(body)))
            self.send_response(200)
        else:
            self.send_response(int(self.path[1:]))
            self.send_header("location", "/here")
        self.send_header("content-length", "0")
        self.end_headers()

    def body(self):
        if "transfer-encoding" not in self.headers:
            return self.rfile.read(int(self.headers.get("content-length", 0)))
        pieces = []
        while size := int(self.rfile.readline(), 16):
            pieces.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(pieces)

    do_GET = do_POST = do_PUT = answer

    def handle(self):
        try:
            super().handle()
        except ConnectionError:
            pass

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Uploads)
threading.Thread(target=server.serve_forever, daemon=True).start()
base = f"http://127.0.0.1:{server.server_port}"
file = lambda: io.BytesIO(VIDEO)
steps = lambda: iter([VIDEO])


def with_aiohttp(method, url, body):
    async def send():
        async with aiohttp.ClientSession() as session, session.request(method, url, data=body) as answer:
            return answer.status

    return asyncio.run(send())


def sent(send, method, status, body):
    arrived.clear()
    try:
        answered = send(method, f"{base}/{status}", body)
    except h11.LocalProtocolError as error:
        return str(error)
    return (answered, *arrived[-1])


CLIENTS = {
    "urllib3": lambda method, url, body: urllib3.request(method, url, body=body).status,
    "requests": lambda method, url, body: requests.request(method, url, data=body, timeout=30).status_code,
    "httpx": lambda method, url, body: httpx.request(method, url, content=body, follow_redirects=True).status_code,
    "aiohttp": with_aiohttp,
}
TOO_LITTLE = "Too little data for declared Content-Length"
for name, method, status, body, expected in [
    ("urllib3", "POST", 307, file, (200, "POST", 0)),
    ("httpx", "POST", 307, file, TOO_LITTLE),
    ("requests", "POST", 307, file, (200, "POST", 1000)),
    ("aiohttp", "POST", 307, file, (200, "POST", 1000)),
    ("requests", "POST", 307, steps, (200, "POST", 0)),
    ("httpx", "POST", 307, steps, (200, "POST", 0)),
    ("requests", "PUT", 301, file, (200, "PUT", 0)),
    ("requests", "PUT", 301, lambda: VIDEO, (200, "PUT", 0)),
    ("requests", "PUT", 302, lambda: VIDEO, (200, "GET", 0)),
    ("httpx", "PUT", 301, lambda: VIDEO, (200, "PUT", 1000)),
    ("urllib3", "PUT", 301, lambda: VIDEO, (200, "PUT", 1000)),
    ("aiohttp", "PUT", 301, lambda: VIDEO, (200, "PUT", 1000)),
]:
    kind = {file: "a file", steps: "an iterator"}.get(body, "bytes")
    check(f"{name}, {method} of {kind}, {status}: status, and what arrives", sent(CLIENTS[name], method, status, body()), expected)
PY
venv/bin/python find.py
