#!/usr/bin/env bash
# pook 2.1.6 with httpx 0.28.1 and requests 2.34.2, beside responses 0.26.3, requests-mock 1.12.1, respx 0.23.1 and mocket 3.15.0, seen
# 2026-11-30. Where an error is raised inside "with pook.use():", an assertion that fails or a request without a double, pook stays switched
# on behind it, with the doubles that were not asked for: each request of the process, by httpx or requests and to a server on the loopback,
# raises PookNoMatches, or gets an answer of the test before. As a decorator, @pook.on, it is switched off; so are the other four.
#
# One would expect a context to end with its block however that ends, which is what contexts are for: one test that fails makes those after
# it fail, with an error that speaks of other requests, or pass.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check pook==2.1.6 httpx==0.28.1 requests==2.34.2 responses==0.26.3 requests-mock==1.12.1 \
  respx==0.23.1 mocket==3.15.0 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import http.server
import threading

import httpx
import mocket
import pook
import requests
import requests_mock
import responses
import respx


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(204)
        self.end_headers()

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
URL = f"http://127.0.0.1:{server.server_port}/"


def check(what, seen, expected):
    if seen != expected:
        raise SystemExit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


def state(ask, url=URL):
    try:
        return ask(url).status_code
    except Exception as error:
        return type(error).__name__


def fails():
    raise AssertionError("the task is not ready")


def within(context, body):
    try:
        with context:
            body()
    except Exception as error:
        return type(error).__name__
    return "no error"


def asked():
    return [state(httpx.get), state(requests.get)]


LIVE = [204, 204]
check("before", asked(), LIVE)
check("pook, no error", (within(pook.use(), lambda: None), asked()), ("no error", LIVE))
check("pook, a failure", (within(pook.use(), fails), asked()), ("AssertionError", ["PookNoMatches", "PookNoMatches"]))
pook.off()
check("pook, no double", (within(pook.use(), lambda: httpx.get(URL)), asked()), ("PookNoMatches", ["PookNoMatches", "PookNoMatches"]))
pook.off()


def prepares_and_fails():
    pook.get(URL).reply(503)
    fails()


check("pook, a double that was not asked for", (within(pook.use(), prepares_and_fails), state(httpx.get)), ("AssertionError", 503))
pook.off()
try:
    pook.on(fails)()
except AssertionError:
    check("pook as a decorator", asked(), LIVE)
for name, context in [
    ("responses", responses.RequestsMock()),
    ("requests-mock", requests_mock.Mocker()),
    ("respx", respx.mock()),
    ("mocket", mocket.Mocketizer()),
]:
    check(f"{name}, a failure", (within(context, fails), asked()), ("AssertionError", LIVE))
PY
