#!/usr/bin/env bash
# responses 0.26.3 and requests-mock 1.12.1 with requests 2.34.2 and urllib3 2.8.0, seen 2026-11-29. A session
# has an adapter with urllib3's Retry (3 tries, 503, backoff). Against a server it makes the pause of a Retry-
# After, and tries again after a lost connection. Under responses, the 503 is tried again, but without any
# pause, and a connection error is not tried again. Under requests-mock nothing is: the first 503 is the answer.
#
# One would expect both to leave the adapter's policy alone, or both to run it: they stand in for the same
# transport. A test of patience passes under one, by never being patient, and fails under the other.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  responses==0.26.3 requests-mock==1.12.1 requests==2.34.2 urllib3==2.8.0 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import sys


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


import http.server
import threading
import time

import requests
import requests_mock
import responses
import urllib3.util.retry
from requests.adapters import HTTPAdapter

pauses = []
clock = type("Clock", (), {"sleep": staticmethod(pauses.append), "time": staticmethod(time.time)})
urllib3.util.retry.time = clock


class Handler(http.server.BaseHTTPRequestHandler):
    plan = []

    def do_GET(self):
        step = self.plan.pop(0)
        if step == "lost":
            return self.connection.close()
        self.send_response(step)
        self.send_header("retry-after", "7")
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *arguments):
        pass


class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request, address):
        pass


server = Server(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_port}/"


def outcome():
    pauses.clear()
    session = requests.Session()
    policy = urllib3.util.retry.Retry(total=3, status_forcelist=[503], backoff_factor=0.1)
    session.mount("http://", HTTPAdapter(max_retries=policy))
    try:
        return session.get(url).status_code, list(pauses)
    except requests.ConnectionError:
        return "lost", list(pauses)


Handler.plan = [503, 200]
check("a server, 503: outcome and pauses", outcome(), (200, [7]))
Handler.plan = ["lost", 200]
check("a server, lost: outcome", outcome()[0], 200)
lost = requests.ConnectionError("lost")
with responses.RequestsMock() as mock:
    mock.get(url, status=503, headers={"retry-after": "7"})
    mock.get(url)
    check("responses, 503", outcome(), (200, []))
with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
    mock.get(url, body=lost)
    mock.get(url)
    check("responses, lost", outcome(), ("lost", []))
with requests_mock.Mocker() as mock:
    mock.get(url, [{"status_code": 503, "headers": {"retry-after": "7"}}, {"status_code": 200}])
    check("requests-mock, 503", outcome(), (503, []))
    mock.get(url, [{"exc": lost}, {"status_code": 200}])
    check("requests-mock, lost", outcome(), ("lost", []))
PY
