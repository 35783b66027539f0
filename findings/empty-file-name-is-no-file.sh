#!/usr/bin/env bash
# httpx 0.28.1, requests 2.34.2, urllib3 2.8.0 and aiohttp 3.14.5, seen 2026-11-29. Given ("", data) as a file,
# httpx writes no filename at all, so that the file arrives as a text field; requests and urllib3 write
# filename="". Given bare bytes, httpx names the file "upload" and requests names it after the field. And
# aiohttp makes of a form value that is bytes a file named after the field, where the same value as str stays a
# field.
#
# One would expect an empty name to be an empty name, and bytes in a field to be a field. A server that tells
# files from fields by the filename (most do) sees three different kinds of request.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  requests==2.34.2 httpx==0.28.1 aiohttp==3.14.5 urllib3==2.8.0 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import sys


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


import http.server
import re
import threading

seen = []


class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = b""
        if "chunked" in self.headers.get("transfer-encoding", ""):
            while size := int(self.rfile.readline(), 16):
                body += self.rfile.read(size + 2)[:-2]
            self.rfile.readline()
        else:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
        seen.append((self.headers, body))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_port}/"


import asyncio

import aiohttp
import httpx
import requests
import urllib3


async def by_aiohttp(value):
    form = aiohttp.FormData(default_to_multipart=True)
    form.add_field("f", value)
    async with aiohttp.ClientSession() as session:
        async with session.post(url, data=form):
            pass


def after(what):
    what()
    return re.search(r'name="f"(.*)', seen[-1][1].decode())[1].strip()


check("httpx, empty name", after(lambda: httpx.post(url, files={"f": ("", b"x")})), "")
check("requests, empty name", after(lambda: requests.post(url, files={"f": ("", b"x")})), '; filename=""')
check("urllib3, empty name", after(lambda: urllib3.request("POST", url, fields={"f": ("", b"x")})), '; filename=""')
check("httpx, bare bytes", after(lambda: httpx.post(url, files={"f": b"x"})), '; filename="upload"')
check("requests, bare bytes", after(lambda: requests.post(url, files={"f": b"x"})), '; filename="f"')
check("aiohttp, a field of bytes", after(lambda: asyncio.run(by_aiohttp(b"x"))), '; filename="f"')
check("aiohttp, a field of text", after(lambda: asyncio.run(by_aiohttp("x"))), "")
PY
