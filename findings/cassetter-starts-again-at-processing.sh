#!/usr/bin/env bash
# cassetter 0.16.1 with requests 2.34.2 and PyYAML 6.0.4, seen 2026-11-29. A question that was recorded twice with
# two answers, and is asked a third and a fourth time, gets the first answer again, though the record mode is
# "none". The requests stand in the file sorted by method and URL, with when they happened beside them. And
# "12:30:45" of a JSON answer is written without quotes, as YAML 1.2 allows, so that PyYAML reads the number 45045
# there, and of each date a datetime; cassetter itself reads the text.
#
# One would expect the last answer again, or an error (as vcrpy has it): a task that was polled to its end is
# "ready" and then "processing" again. And a recording in YAML should hold the same texts for the reader of YAML
# that most Python programs use.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  cassetter==0.16.1 requests==2.34.2 pyyaml==6.0.4 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import datetime
import http.server
import json
import sys
import threading

import cassetter
import requests
import yaml


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


class Task(http.server.BaseHTTPRequestHandler):
    answers = iter([{"status": "processing"}, {"status": "ready", "clock": "12:30:45", "day": "2026-11-29"}, {}])

    def do_GET(self):
        content = json.dumps(next(self.answers)).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Task)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_port}"
with cassetter.use_cassette("cassette.yaml", record_mode="once"):
    recorded = [requests.get(f"{url}/tasks/1").json() for _ in range(2)]
    requests.get(f"{url}/a")
server.shutdown()
with cassetter.use_cassette("cassette.yaml", record_mode="none"):
    played = [requests.get(f"{url}/tasks/1").json() for _ in range(4)]
check("played", [answer["status"] for answer in played], ["processing", "ready", "processing", "processing"])
check("the answer that was recorded is played", played[:2], recorded)
interactions = yaml.safe_load(open("cassette.yaml"))["interactions"]
paths = [interaction["request"]["uri"].removeprefix(url) for interaction in interactions]
check("in the file", paths, ["/a", "/tasks/1", "/tasks/1"])
content = interactions[2]["response"]["body"]["content"]
check("read by PyYAML", (content["clock"], content["day"]), (45045, datetime.date(2026, 11, 29)))
PY
