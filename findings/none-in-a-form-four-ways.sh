#!/usr/bin/env bash
# requests 2.34.2, httpx 0.28.1, aiohttp 3.14.5 and curl_cffi 0.17.0, seen 2026-11-29. The form {"n": None} is
# sent as nothing by requests, as "n=" by httpx, and as "n=None" (the word) by aiohttp and curl_cffi. The
# nothing of requests is odd itself: with a content type of a form it sends "transfer-encoding: chunked" and an
# empty body. True is "True" for three, and "true" for httpx; a list is two fields for three, and its repr in
# one field for curl_cffi.
#
# One would expect aiohttp and curl_cffi to refuse None or leave it out, and a form of no fields to have a
# length of 0. An optional parameter that is moved from one client to another becomes an empty one, or the text
# "None".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  requests==2.34.2 httpx==0.28.1 aiohttp==3.14.5 curl_cffi==0.17.0 2> pip.log || { cat pip.log; exit 1; }
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
import curl_cffi
import httpx
import requests


async def by_aiohttp(form):
    async with aiohttp.ClientSession() as session:
        async with session.post(url, data=form):
            pass


CLIENTS = {
    "requests": lambda form: requests.post(url, data=form),
    "httpx": lambda form: httpx.post(url, data=form),
    "aiohttp": lambda form: asyncio.run(by_aiohttp(form)),
    "curl_cffi": lambda form: curl_cffi.post(url, data=form),
}


def sent(form):
    bodies = []
    for send in CLIENTS.values():
        send(form)
        bodies.append(seen[-1][1].decode())
    return bodies


print("the clients:", *CLIENTS)
check("None", sent({"n": None}), ["", "n=", "n=None", "n=None"])
check("True", sent({"t": True}), ["t=True", "t=true", "t=True", "t=True"])
check("a list", sent({"l": [1, 2]}), ["l=1&l=2", "l=1&l=2", "l=1&l=2", "l=%5B1%2C+2%5D"])
requests.post(url, data={"n": None})
headers = seen[-1][0]
check("the empty form of requests is", headers["transfer-encoding"], "chunked")
check("and has the type", headers["content-type"], "application/x-www-form-urlencoded")
PY
