#!/usr/bin/env bash
# betamax 0.9.0 with requests 2.34.2, seen 2026-11-29. A task is asked about three times, which a server answers 1, 2
# and 3. With record "once" the cassette has three answers and plays 1, 2, 3. With "all" the program sees 1, 2, 3, and
# the cassette has the last one alone, so that the second question fails when it is played. With "new_episodes", on a
# new cassette, the program sees 1, 1, 2 while it records: the second question is answered by the recording of the
# first, the third goes to the server again, and two are kept.
#
# One would expect "all" to record all, as its name says, and the three ways to differ in what is recorded when a
# cassette is there already, not on a new one. Whoever polls until a task is ready has a recording of its end alone,
# or waits twice as long for it; and a cassette that was made again with "all" can not be played.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check \
  betamax==0.9.0 requests==2.34.2 urllib3==2.8.0 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import count

import betamax
import requests


class Service(BaseHTTPRequestHandler):
    def do_GET(self):
        content = str(next(self.server.answers)).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *arguments):
        pass


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


server = HTTPServer(("127.0.0.1", 0), Service)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_port}/task"


def three_times(name, mode):
    session = requests.Session()
    seen = []
    with betamax.Betamax(session, cassette_library_dir=".").use_cassette(name, record=mode):
        for _ in range(3):
            try:
                seen.append(session.get(url).text)
            except betamax.BetamaxError:
                seen.append("failed")
    return seen


for mode, recorded, kept, played in [
    ("once", ["1", "2", "3"], ["1", "2", "3"], ["1", "2", "3"]),
    ("all", ["1", "2", "3"], ["3"], ["3", "failed", "failed"]),
    ("new_episodes", ["1", "1", "2"], ["1", "2"], ["1", "2", "failed"]),
]:
    server.answers = count(1)
    check(f"{mode}, recorded", three_times(mode, mode), recorded)
    with open(f"{mode}.json") as file:
        check(f"{mode}, kept", [pair["response"]["body"]["string"] for pair in json.load(file)["http_interactions"]], kept)
    check(f"{mode}, played", three_times(mode, "none"), played)
PY
