#!/usr/bin/env bash
# httpx 0.28.1 and httpx2 2.16.2 with requests 2.34.2, aiohttp 3.14.5 and urllib3 2.8.0, seen 2026-11-29. The
# first 500 bytes of a file of 1500 are read, to see what it is; then it is uploaded. As a part of a form,
# requests and aiohttp send the 1000 bytes that are left; httpx and httpx2 go back and send all 1500. As the whole
# body, all send the 1000 but httpx, which announces 1500 and fails: "Too little data for declared Content-
# Length".
#
# One would expect an open file to be sent from where it stands, as read() would give it, or from its beginning;
# but one client to do the same in a form and in a body. Code that looks at the first bytes before an upload sends
# a whole file, a headless one or nothing, by its client and by the kind of its request.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  httpx==0.28.1 httpx2==2.16.2 requests==2.34.2 aiohttp==3.14.5 urllib3==2.8.0 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python -W ignore - <<'PY'
import sys


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


import http.server
import threading

bodies = []


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        if "transfer-encoding" in self.headers:
            body = b""
            while size := int(self.rfile.readline(), 16):
                body += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
        else:
            body = self.rfile.read(int(self.headers["content-length"]))
        bodies.append(body)
        self.send_response(answers.pop(0) if answers else 200)
        self.send_header("content-length", "0")
        self.end_headers()

    def handle_one_request(self):
        try:
            super().handle_one_request()
        except ValueError:  # a client that broke off
            self.close_connection = True

    def log_message(self, *_):
        pass


answers = []
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
URL = f"http://127.0.0.1:{server.server_port}/"

import asyncio
import io

import aiohttp
import httpx
import httpx2
import requests
import urllib3


def half_read():
    file = io.BytesIO(b"h" * 500 + b"t" * 1000)
    file.read(500)
    return file


def by_aiohttp(file, *, form):
    async def post():
        data = aiohttp.FormData() if form else file
        if form:
            data.add_field("f", file, filename="a")
        async with aiohttp.ClientSession() as session, session.post(URL, data=data):
            pass

    asyncio.run(post())


def sent(post):
    """How many bytes of the head and of the rest came, or what went wrong."""
    bodies.clear()
    try:
        post(half_read())
    except Exception as error:
        return str(error)
    return bodies[0].count(b"h" * 500) * 500, bodies[0].count(b"t" * 1000) * 1000


check("httpx, form", sent(lambda file: httpx.post(URL, files={"f": ("a", file)})), (500, 1000))
check("httpx2, form", sent(lambda file: httpx2.post(URL, files={"f": ("a", file)})), (500, 1000))
check("requests, form", sent(lambda file: requests.post(URL, files={"f": ("a", file)})), (0, 1000))
check("aiohttp, form", sent(lambda file: by_aiohttp(file, form=True)), (0, 1000))
check("httpx, body", sent(lambda file: httpx.post(URL, content=file)), "Too little data for declared Content-Length")
check("httpx2, body", sent(lambda file: httpx2.post(URL, content=file)), (0, 1000))
check("requests, body", sent(lambda file: requests.post(URL, data=file)), (0, 1000))
check("aiohttp, body", sent(lambda file: by_aiohttp(file, form=False)), (0, 1000))
check("urllib3, body", sent(lambda file: urllib3.request("POST", URL, body=file)), (0, 1000))
PY
