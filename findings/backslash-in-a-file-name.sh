#!/usr/bin/env bash
# httpx 0.28.1, requests 2.34.2 and aiohttp 3.14.5 (quote_fields=False) with multipart 2.0.1, Werkzeug 3.1.9,
# Starlette 1.10.0 (python-multipart 0.0.34) and Falcon 4.4.0, seen 2026-11-29. A file called a-backslash-b.mp4
# goes out with one backslash from requests and with two from httpx and aiohttp. Of one, Werkzeug makes none
# ("ab.mp4") and the others one; of two, multipart makes two and the others one. A file called a%22b.mp4 goes out
# as it is from httpx and requests, as does one that is called a-quote-b.mp4; multipart and Werkzeug give both as
# a-quote-b.mp4, Starlette and Falcon both as a%22b.mp4.
#
# One would expect each name to arrive as it was sent by some pair, and by a pair from one house at least: no
# reader of the four gets both the backslash of httpx and that of requests right but Starlette and Falcon, and
# those can not tell a quote from %22. The clients follow two standards (browsers and RFC 7578), the readers a
# mixture.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  httpx==0.28.1 requests==2.34.2 aiohttp==3.14.5 multipart==2.0.1 werkzeug==3.1.9 starlette==1.10.0 \
  python-multipart==0.0.34 falcon==4.4.0 2> pip.log || { cat pip.log; exit 1; }
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
        bodies.append((self.headers["content-type"], body))
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
import falcon.media
import httpx
import multipart
import requests
from starlette.requests import Request
from werkzeug.formparser import parse_form_data


def by_aiohttp(name):
    async def post():
        form = aiohttp.FormData(quote_fields=False)
        form.add_field("f", b"x", filename=name)
        async with aiohttp.ClientSession() as session, session.post(URL, data=form):
            pass

    asyncio.run(post())


CLIENTS = {
    "httpx": lambda name: httpx.post(URL, files={"f": (name, b"x")}),
    "requests": lambda name: requests.post(URL, files={"f": (name, b"x")}),
    "aiohttp": by_aiohttp,
}


def by_starlette(kind, body):
    async def receive():
        return {"type": "http.request", "body": body}

    async def read():
        scope = {"type": "http", "method": "POST", "headers": [(b"content-type", kind.encode())]}
        return (await Request(scope, receive).form())["f"].filename

    return asyncio.run(read())


def by_werkzeug(kind, body):
    size = str(len(body))
    wsgi = {"REQUEST_METHOD": "POST", "CONTENT_TYPE": kind, "CONTENT_LENGTH": size, "wsgi.input": io.BytesIO(body)}
    return parse_form_data(wsgi)[2]["f"].filename


def by_multipart(kind, body):
    boundary = multipart.parse_options_header(kind)[1]["boundary"]
    return next(part.filename for part in multipart.MultipartParser(io.BytesIO(body), boundary))


def by_falcon(kind, body):
    handler = falcon.media.MultipartFormHandler()
    return next(part.filename for part in handler.deserialize(io.BytesIO(body), kind, len(body)))


def read(client, name):
    """What multipart, Werkzeug, Starlette and Falcon call the file that a client called so."""
    bodies.clear()
    CLIENTS[client](name)
    return [reader(*bodies[0]) for reader in (by_multipart, by_werkzeug, by_starlette, by_falcon)]


one, two, none = "a\\b.mp4", "a\\\\b.mp4", "ab.mp4"
check("backslash by requests", read("requests", one), [one, none, one, one])
check("backslash by httpx", read("httpx", one), [two, one, one, one])
check("backslash by aiohttp", read("aiohttp", one), [two, one, one, one])
quote, escape = 'a"b.mp4', "a%22b.mp4"
for client in ("httpx", "requests"):
    for name in (quote, escape):
        check(f"{name} by {client}", read(client, name), [quote, quote, escape, escape])
check("quote by aiohttp", read("aiohttp", quote), [quote] * 4)
PY
