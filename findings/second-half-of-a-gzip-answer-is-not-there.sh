#!/usr/bin/env bash
# httpx 0.28.1, httpx2 2.16.2, treq 26.7.0, primp 2.0.1, aiosonic 1.3.3, requests 2.34.2 (urllib3 2.8.0), aiohttp 3.14.5, tornado
# 6.6.1, pycurl 7.49.0 and curl_cffi 0.17.0 (libcurl 8.23.0), seen 2026-11-29. An answer is compressed by gzip in two members,
# one after the other, as bgzip writes and as two compressed files are put together. httpx, httpx2, treq, primp and
# aiosonic give the first member alone, with status 200 and without a word. requests, aiohttp and tornado give all of it, and
# libcurl refuses it. Called "x-gzip", the older word for the same coding, it is undone by requests and libcurl alone.
#
# One would expect either all of the answer or an error: RFC 1952 says that a file of gzip is a series of members, and RFC 9110
# that x-gzip is to be taken for gzip. JSON that is cut raises; lines of JSON that are cut are fewer lines.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  httpx==0.28.1 httpx2==2.16.2 treq==26.7.0 primp==2.0.1 aiosonic==1.3.3 requests==2.34.2 urllib3==2.8.0 aiohttp==3.14.5 tornado==6.6.1 \
  pycurl==7.49.0 curl_cffi==0.17.0 2> pip.log || { cat pip.log; exit 1; }
cat > find.py <<'PY'
import asyncio
import gzip
import http.server
import io
import sys
import threading

import aiohttp
import aiosonic
import curl_cffi
import httpx
import httpx2
import primp
import pycurl
import requests
import treq
from tornado.httpclient import HTTPClient
from twisted.internet import defer, task


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


LINES = b"".join(b'{"clip":%d}\n' % n for n in range(100))
CUT = LINES.index(b'{"clip":50}')
BODIES = {
    "/one": ("gzip", gzip.compress(LINES)),
    "/two": ("gzip", gzip.compress(LINES[:CUT]) + gzip.compress(LINES[CUT:])),
    "/old": ("x-gzip", gzip.compress(LINES)),
}


class Answers(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        coding, body = BODIES[self.path]
        self.send_response(200)
        self.send_header("content-type", "application/x-ndjson")
        self.send_header("content-encoding", coding)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
threading.Thread(target=server.serve_forever, daemon=True).start()
base = f"http://127.0.0.1:{server.server_port}"


def with_aiohttp(url):
    async def get():
        async with aiohttp.ClientSession() as session, session.get(url) as answer:
            return await answer.read()

    return asyncio.run(get())


def with_aiosonic(url):
    async def get():
        async with aiosonic.HTTPClient() as client:
            return await (await client.get(url)).content()

    return asyncio.run(get())


def with_pycurl(url):
    body, handle = io.BytesIO(), pycurl.Curl()
    handle.setopt(pycurl.URL, url)
    handle.setopt(pycurl.ACCEPT_ENCODING, "")
    handle.setopt(pycurl.WRITEDATA, body)
    handle.perform()
    return body.getvalue()


def told(get, path):
    try:
        body = get(base + path)
    except (pycurl.error, curl_cffi.exceptions.RequestException):
        return "refused"
    return {LINES: "whole", LINES[:CUT]: "the first half", BODIES[path][1]: "as it came"}.get(bytes(body), "something else")


HALF = ("whole", "the first half", "as it came")
WHOLE = ("whole", "whole", "as it came")
CURL = ("whole", "refused", "whole")
for name, get, expected in [
    ("httpx", lambda url: httpx.get(url).content, HALF),
    ("httpx2", lambda url: httpx2.get(url).content, HALF),
    ("primp", lambda url: primp.Client().get(url).content, HALF),
    ("aiosonic", with_aiosonic, HALF),
    ("aiohttp", with_aiohttp, WHOLE),
    ("tornado", lambda url: HTTPClient().fetch(url).body, WHOLE),
    ("requests", lambda url: requests.get(url, timeout=30).content, ("whole", "whole", "whole")),
    ("pycurl", with_pycurl, CURL),
    ("curl_cffi", lambda url: curl_cffi.get(url).content, CURL),
]:
    check(f"{name}: one member, two, x-gzip", tuple(told(get, path) for path in BODIES), expected)


async def with_treq(_):
    bodies = {path: await treq.content(await treq.get(base + path)) for path in BODIES}
    check("treq: one member, two, x-gzip", tuple(told(lambda url: bodies[url.removeprefix(base)], path) for path in BODIES), HALF)


task.react(lambda reactor: defer.ensureDeferred(with_treq(reactor)))
PY
venv/bin/python find.py
