#!/usr/bin/env bash
# twelvelabs 1.3.6 (with httpx 0.28.1), seen 2026-11-29. Of a 429 with "retry-after: 30" the client makes a
# pause of 30 seconds, and with "retry-after: 31" (or 3600) one of less than two: a longer pause than 30 seconds
# is not cut to 30 but ignored. "1.5" is ignored too, and retry-after-ms is always ignored: its text is compared
# with a number, and the error is swallowed.
#
# One would expect a client that is asked for more patience never to be back sooner; and the millisecond header,
# which has code of its own, to work. A 409 is retried as well, like a 429.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  twelvelabs==1.3.6 httpx==0.28.1 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import sys


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


import http.server
import json
import threading

seen, plan = [], []


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self):
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        seen.append((self.command, self.path, self.headers, body))
        status, headers, value = plan.pop(0) if plan else (200, {}, {"_id": "1", "model_name": "m", "status": "ready"})
        body = json.dumps(value).encode()
        self.send_response(status)
        for name, text in {**headers, "content-type": "application/json", "content-length": str(len(body))}.items():
            self.send_header(name, text)
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST = answer

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()


import time

import twelvelabs.core.http_client
from twelvelabs import TwelveLabs

pauses = []
clock = type("Clock", (), {"sleep": staticmethod(pauses.append), "time": staticmethod(time.time)})
twelvelabs.core.http_client.time = clock
client = TwelveLabs(api_key="k", base_url=f"http://127.0.0.1:{server.server_port}")


def pause(name, value, status=429):
    pauses.clear()
    plan[:] = [(status, {name: value}, {})]
    client.embed.tasks.list(request_options={"max_retries": 3})
    return pauses[0]


check("pause after 30", pause("retry-after", "30"), 30.0)
for value in ("31", "3600", "5.5"):
    check(f"pause after {value} is 1.5 to 2 seconds", 1.5 <= pause("retry-after", value) <= 2, True)
check("pause after 9000 ms is 1.5 to 2 seconds", 1.5 <= pause("retry-after-ms", "9000") <= 2, True)
check("pause after a 409 with 7", pause("retry-after", "7", 409), 7.0)
PY
