#!/usr/bin/env bash
# aiohttp 3.14.5 with multipart 2.0.1, Werkzeug 3.1.9, Starlette 1.10.0 (python-multipart 0.0.34) and Falcon
# 4.4.0, seen 2026-11-29. A file called "ü 1.mp4" that aiohttp's client uploads in a FormData is called
# "%C3%BC%201.mp4" on the wire, and that is the name that all four servers, and aiohttp's own, give to the
# program: none decodes it. requests and httpx write the name itself. FormData(quote_fields=False) does so too.
#
# One would expect a name to arrive, at least where the same library wrote and reads it: its reader undoes the
# encoding neither in request.post() nor in request.multipart(). A name with a space is another name after the
# upload, so what is found by it (a fixture of a test, a deduplication, a Content-Disposition of a later download)
# is not found.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  aiohttp==3.14.5 multipart==2.0.1 werkzeug==3.1.9 starlette==1.10.0 python-multipart==0.0.34 falcon==4.4.0 \
  requests==2.34.2 httpx==0.28.1 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python -W ignore - <<'PY'
import sys


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


import asyncio
import io

import aiohttp
import falcon.media
import httpx
import multipart
import requests
from aiohttp import web
from starlette.requests import Request
from werkzeug.formparser import parse_form_data

NAME = "\u00fc 1.mp4"


async def starlette(kind, body):
    async def receive():
        return {"type": "http.request", "body": body}

    scope = {"type": "http", "method": "POST", "headers": [(b"content-type", kind.encode())]}
    return (await Request(scope, receive).form())["f"].filename


async def sent(**options):
    """What servers call the file."""
    found = {}

    async def post(request):
        found["aiohttp"] = (await request.post())["f"].filename
        return web.Response()

    async def raw(request):
        body, kind = await request.read(), request.headers["content-type"]
        boundary = multipart.parse_options_header(kind)[1]["boundary"]
        found["multipart"] = next(part.filename for part in multipart.MultipartParser(io.BytesIO(body), boundary))
        size = str(len(body))
        wsgi = {"REQUEST_METHOD": "POST", "CONTENT_TYPE": kind, "CONTENT_LENGTH": size, "wsgi.input": io.BytesIO(body)}
        found["Werkzeug"] = parse_form_data(wsgi)[2]["f"].filename
        found["Starlette"] = await starlette(kind, body)
        handler = falcon.media.MultipartFormHandler()
        found["Falcon"] = next(part.filename for part in handler.deserialize(io.BytesIO(body), kind, len(body)))
        return web.Response()

    async def parts(request):
        found["aiohttp, part by part"] = (await (await request.multipart()).next()).filename
        return web.Response()

    app = web.Application()
    app.router.add_post("/post", post)
    app.router.add_post("/parts", parts)
    app.router.add_post("/raw", raw)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    url = f"http://127.0.0.1:{site._server.sockets[0].getsockname()[1]}"
    async with aiohttp.ClientSession() as session:
        for path in ("/post", "/parts", "/raw"):
            form = aiohttp.FormData(**options)
            form.add_field("f", b"x", filename=NAME)
            async with session.post(url + path, data=form):
                pass
    await runner.cleanup()
    return found


names = asyncio.run(sent())
check("readers", sorted(names), ["Falcon", "Starlette", "Werkzeug", "aiohttp", "aiohttp, part by part", "multipart"])
check("what each calls the file", set(names.values()), {"%C3%BC%201.mp4"})
check("without quoting", set(asyncio.run(sent(quote_fields=False)).values()), {NAME})
for library in (requests, httpx):
    request = library.Request("POST", "http://x/", files={"f": (NAME, b"x")})
    body = request.prepare().body if library is requests else request.read()
    check(f"{library.__name__} writes the name", NAME.encode() in body, True)
PY
