#!/usr/bin/env bash
# aiohttp-retry 2.9.1 with aiohttp 3.14.5, requests 2.34.2 with urllib3 2.8.0, and httpx-retries 0.6.0 with httpx
# 0.28.1, seen 2026-11-29. A POST is answered 503, and then 200. Where the body is a generator, requests and
# aiohttp-retry send it with the first try and nothing with the second, and report the 200; aiohttp-retry does the
# same with an open file. A file inside a FormData it sends twice as a whole. httpx-retries raises StreamConsumed
# for the generator; for an open file it fails with "Too little data for declared Content-Length".
#
# One would expect a body that can not be had again to stop the retry with an error, as urllib3 has one for it
# (UnrewindableBodyError), and a file that can be had again to be sent again. The success that is reported is that
# of an upload of zero bytes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  aiohttp-retry==2.9.1 aiohttp==3.14.5 requests==2.34.2 urllib3==2.8.0 httpx-retries==0.6.0 httpx==0.28.1 2> pip.log || { cat pip.log; exit 1; }
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
import requests
from aiohttp_retry import ExponentialRetry, RetryClient
from httpx_retries import Retry, RetryTransport
from urllib3.util import Retry as Policy


def tried(post):
    """The sizes of the bodies that came, and what the caller sees."""
    bodies.clear()
    answers[:] = [503]
    try:
        seen = post()
    except Exception as error:
        seen = str(error)
    return [len(body) for body in bodies], seen


def by_requests(data):
    session = requests.Session()
    policy = Policy(total=3, backoff_factor=0.1, status_forcelist=[503], allowed_methods=None)
    session.mount("http://", requests.adapters.HTTPAdapter(max_retries=policy))
    return session.post(URL, data=data).status_code


def by_aiohttp(make):
    async def post():
        options = ExponentialRetry(attempts=3, start_timeout=0.1, statuses={503}, methods={"POST"})
        async with RetryClient(retry_options=options) as client, client.post(URL, data=make()) as answer:
            return answer.status

    return asyncio.run(post())


def by_httpx(content):
    retry = Retry(total=3, backoff_factor=0.1, allowed_methods=["POST"])
    with httpx.Client(transport=RetryTransport(retry=retry)) as client:
        return client.post(URL, content=content).status_code


def pieces():
    yield b"x" * 1000


async def async_pieces():
    yield b"x" * 1000


def form():
    data = aiohttp.FormData()
    data.add_field("f", io.BytesIO(b"x" * 1000), filename="a")
    return data


check("requests, generator", tried(lambda: by_requests(pieces())), ([1000, 0], 200))
check("requests, file", tried(lambda: by_requests(io.BytesIO(b"x" * 1000))), ([1000, 1000], 200))
check("aiohttp-retry, generator", tried(lambda: by_aiohttp(async_pieces)), ([1000, 0], 200))
check("aiohttp-retry, file", tried(lambda: by_aiohttp(lambda: io.BytesIO(b"x" * 1000))), ([1000, 0], 200))
sizes, status = tried(lambda: by_aiohttp(form))
check("aiohttp-retry, file in a form", ([size > 1000 for size in sizes], status), ([True, True], 200))
sizes, error = tried(lambda: by_httpx(pieces()))
check("httpx-retries, generator", (sizes, error[:39]), ([1000], "Attempted to read or stream some conten"))
check("httpx-retries, file", tried(lambda: by_httpx(io.BytesIO(b"x" * 1000))), ([1000], "Too little data for declared Content-Length"))
PY
