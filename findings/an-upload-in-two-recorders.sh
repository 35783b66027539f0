#!/usr/bin/env bash
# vcrpy 9.4.2 and cassetter 0.16.1 with aiohttp 3.14.5, requests 2.34.2 and httpx 0.28.1, seen 2026-11-29. An upload
# through aiohttp's FormData works under vcrpy, and then no cassette is written: leaving the context raises
# RepresenterError. cassetter writes one, in which the same request has no header and no body. A file that is posted
# by requests (data=open(...)) becomes a Python object in vcrpy's YAML (!!python/object/new:_io.BytesIO), which
# yaml.safe_load refuses; by httpx it is the bytes. Under cassetter, requests with a generator as its body raises
# TypeError, where vcrpy records it.
#
# One would expect an upload to be recorded as what went over the wire, by whichever client, as both do for httpx
# and for requests with files=. The request that a test of uploads is about is the one that can not be recorded, or
# has nothing in it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  vcrpy==9.4.2 cassetter==0.16.1 aiohttp==3.14.5 requests==2.34.2 httpx==0.28.1 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import asyncio
import http.server
import io
import pathlib
import sys
import threading

import aiohttp
import cassetter
import httpx
import requests
import vcr
import yaml


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


CONTENT = b"\x00\xff" * 50


class Answer(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        if self.headers.get("transfer-encoding") == "chunked":
            while size := int(self.rfile.readline(), 16):
                self.rfile.read(size + 2)
            self.rfile.readline()
        else:
            self.rfile.read(int(self.headers["content-length"]))
        self.send_response(200)
        self.send_header("content-length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_port}/"
pathlib.Path("video.bin").write_bytes(CONTENT)


async def send_form():
    form = aiohttp.FormData()
    form.add_field("file", io.BytesIO(CONTENT), filename="video.bin")
    async with aiohttp.ClientSession() as session, session.post(url, data=form) as response:
        return await response.text()


def record(recorder, send):
    """What was answered or raised, and the text of the cassette."""
    cassette = pathlib.Path("cassette.yaml")
    cassette.unlink(missing_ok=True)
    try:
        with recorder(str(cassette), record_mode="once"):
            outcome = send()
    except Exception as error:
        outcome = type(error).__name__
    return outcome, cassette.read_text() if cassette.exists() else None


def post_file():
    with open("video.bin", "rb") as file:
        return requests.post(url, data=file).text


def post_file_by_httpx():
    with open("video.bin", "rb") as file:
        return httpx.post(url, content=file).text


def post_generator():
    return requests.post(url, data=iter([CONTENT])).text


aiohttp_form = lambda: asyncio.run(send_form())
outcome, text = record(vcr.use_cassette, post_file)
check("a file by requests, vcrpy", (outcome, "!!python/object/new:_io.BytesIO" in text), ("ok", True))
try:
    seen = yaml.safe_load(text)
except yaml.YAMLError as error:
    seen = type(error).__name__
check("read by yaml.safe_load", seen, "ConstructorError")
outcome, text = record(vcr.use_cassette, post_file_by_httpx)
check("a file by httpx, vcrpy", yaml.safe_load(text)["interactions"][0]["request"]["body"], CONTENT)

check("a generator by requests, vcrpy", record(vcr.use_cassette, post_generator)[0], "ok")

outcome, text = record(cassetter.use_cassette, aiohttp_form)
request = yaml.safe_load(text)["interactions"][0]["request"]
check("aiohttp's form, cassetter", (outcome, request["headers"], request["body"]), ("ok", {}, {"type": "none"}))
check("a generator by requests, cassetter", record(cassetter.use_cassette, post_generator)[0], "TypeError")
check("aiohttp's form, vcrpy", record(vcr.use_cassette, aiohttp_form), ("RepresenterError", None))
server.shutdown()
PY
