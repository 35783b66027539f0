#!/usr/bin/env bash
# vcrpy 9.4.2 with aiohttp 3.14.5, requests 2.34.2 and httpx 0.28.1, seen 2026-11-29. A redirect with an empty
# body that was recorded through aiohttp has "body: {}" in the cassette, where every other client leaves "body:
# {string: ''}". aiohttp can play it; to requests and httpx it raises KeyError: 'string'.
#
# One would expect one shape of a response in one format, the more as the empty body of an ordinary answer is
# recorded through aiohttp as an empty string too: it is the redirect alone.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  vcrpy==9.4.2 requests==2.34.2 httpx==0.28.1 aiohttp==3.14.5 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import sys


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


import http.server
import threading


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = b""
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("location", "/there")
        else:
            self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_port}"


import asyncio

import aiohttp
import httpx
import requests
import vcr
import yaml


async def by_aiohttp():
    async with aiohttp.ClientSession() as session:
        async with session.get(url + "/moved") as answer:
            await answer.read()
            return answer.status


CLIENTS = {
    "aiohttp": lambda: asyncio.run(by_aiohttp()),
    "requests": lambda: requests.get(url + "/moved").status_code,
    "httpx": lambda: httpx.get(url + "/moved", follow_redirects=True).status_code,
}
for recorder, client in CLIENTS.items():
    with vcr.use_cassette(f"{recorder}.yaml"):
        check(f"live, {recorder}", client(), 200)
    bodies = [one["response"]["body"] for one in yaml.safe_load(open(f"{recorder}.yaml"))["interactions"]]
    check(f"both empty bodies, {recorder}", bodies, [{} if recorder == "aiohttp" else {"string": ""}, {"string": ""}])
for player, outcome in (("aiohttp", 200), ("requests", "KeyError"), ("httpx", "KeyError")):
    with vcr.use_cassette("aiohttp.yaml", record_mode="none"):
        try:
            status = CLIENTS[player]()
        except Exception as error:
            status = type(error).__name__
    check(f"aiohttp's cassette played to {player}", status, outcome)
PY
