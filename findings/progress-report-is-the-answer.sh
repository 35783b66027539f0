#!/usr/bin/env bash
# requests 2.34.2, urllib3 2.8.0, Python's own urllib (3.11) and aiosonic 1.3.3, beside httpx 0.28.1, aiohttp 3.14.5, tornado 6.6.1,
# treq 26.7.0 and curl_cffi 0.17.0, seen 2026-11-29. A server that needs a while says "102 Processing", or "103 Early Hints", and then
# answers 200 with JSON, as HTTP allows before each answer. For requests and urllib3 the 102 is the answer: no body, no headers,
# and an answer that is ok and that raise_for_status lets pass. urllib raises HTTPError 102. For aiosonic even "100 Continue" is
# the answer. The other five give the 200.
#
# One would expect an interim answer to be passed over, as RFC 9110 (15.2) asks of every client, also of one that does not know
# it. Python's http.client, on which three of these stand, passes over the 100 alone.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check requests==2.34.2 urllib3==2.8.0 aiosonic==1.3.3 httpx==0.28.1 aiohttp==3.14.5 \
  tornado==6.6.1 treq==26.7.0 curl_cffi==0.17.0 2> pip.log || { cat pip.log; exit 1; }
cat > find.py <<'PY'
import asyncio
import socket
import sys
import threading
import urllib.error
import urllib.request

import aiohttp
import aiosonic
import curl_cffi
import httpx
import requests
import treq
import urllib3
from tornado.httpclient import HTTPClient
from twisted.internet import defer, task


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


BODY = b'{"status":"ready"}'
LAST = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s" % (len(BODY), BODY)
FIRST = {
    "/100": b"HTTP/1.1 100 Continue\r\n\r\n",
    "/102": b"HTTP/1.1 102 Processing\r\n\r\n",
    "/103": b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n",
}
listener = socket.create_server(("127.0.0.1", 0))


def serve():
    while True:
        threading.Thread(target=talk, args=listener.accept()[:1], daemon=True).start()


def talk(connection):
    with connection:
        asked = b""
        while b"\r\n\r\n" not in asked:
            asked += connection.recv(65536)
        connection.sendall(FIRST[asked.split()[1].decode()] + LAST)
        connection.shutdown(socket.SHUT_WR)
        connection.recv(1)


threading.Thread(target=serve, daemon=True).start()
base = "http://127.0.0.1:%d" % listener.getsockname()[1]


def with_urllib(url):
    try:
        with urllib.request.urlopen(url) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return f"HTTPError {error.code}"


def with_aiohttp(url):
    async def get():
        async with aiohttp.ClientSession() as session, session.get(url) as answer:
            return answer.status

    return asyncio.run(get())


def with_aiosonic(url):
    async def get():
        async with aiosonic.HTTPClient() as client:
            return (await client.get(url)).status_code

    return asyncio.run(get())


PASSED_OVER = (200, 200, 200)
for name, get, expected in [
    ("requests", lambda url: requests.get(url, timeout=30).status_code, (200, 102, 103)),
    ("urllib3", lambda url: urllib3.request("GET", url).status, (200, 102, 103)),
    ("urllib", with_urllib, (200, "HTTPError 102", "HTTPError 103")),
    ("aiosonic", with_aiosonic, (100, 102, 103)),
    ("httpx", lambda url: httpx.get(url).status_code, PASSED_OVER),
    ("aiohttp", with_aiohttp, PASSED_OVER),
    ("tornado", lambda url: HTTPClient().fetch(url).code, PASSED_OVER),
    ("curl_cffi", lambda url: curl_cffi.get(url).status_code, PASSED_OVER),
]:
    check(f"{name}: a 200 after 100, 102 and 103", tuple(get(base + path) for path in FIRST), expected)
answer = requests.get(base + "/102", timeout=30)
answer.raise_for_status()
check("requests, 102: ok, body, headers", (answer.ok, answer.content, dict(answer.headers)), (True, b"", {}))


async def with_treq(_):
    check("treq: a 200 after 100, 102 and 103", tuple([(await treq.get(base + path)).code for path in FIRST]), PASSED_OVER)


task.react(lambda reactor: defer.ensureDeferred(with_treq(reactor)))
PY
venv/bin/python find.py
