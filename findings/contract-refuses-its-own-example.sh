#!/usr/bin/env bash
# pact-python 4.2.0 with requests 2.34.2, seen 2026-11-29. A consumer writes a contract of an answer, gets an example of it from Pact's double,
# and the contract is then verified against a provider. match.timestamp("2026-01-01T00:00:00Z"), without a format, makes the double
# answer just that, and a provider that answers it as well is refused, for the Z. Of match.each_like(0.1, min=2) the double answers
# [0.1], and a provider that does so is refused. A provider with an empty list passes each_like(0.1) and like([0.1, 0.2]), and
# one with "true", a text, passes match.bool(True). match.decimal refuses 1, and match.int 1.0.
#
# One would expect the example that the consumer was tested with to be one that the provider may give: that both sides are held to
# the same is what the contract is for. And each_like to ask for one at least, as it did in older versions of Pact.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check pact-python==4.2.0 requests==2.34.2 2> pip.log || { cat pip.log; exit 1; }
cat > find.py <<'PY'
import http.server
import sys
import tempfile
import threading

import requests
from pact import Pact, Verifier, match


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


class Provider(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(self.server.body)))
        self.end_headers()
        self.wfile.write(self.server.body)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Provider)
threading.Thread(target=server.serve_forever, daemon=True).start()
base = f"http://127.0.0.1:{server.server_port}"


def verdicts(rule, *answers):
    """What the double answers, and whether a provider may answer each of these."""
    pact = Pact("consumer", "provider")
    pact.upon_receiving("a question").with_request("GET", "/task").will_respond_with(200).with_body({"v": rule}, "application/json")
    with pact.serve() as double:
        example = requests.get(f"{double.url}/task", timeout=30).text
    with tempfile.TemporaryDirectory() as folder:
        pact.write_file(folder)
        return (example, *[verified(folder, answer) for answer in (example, *answers)])


def verified(folder, answer):
    server.body = answer.encode()
    try:
        Verifier("provider", host="127.0.0.1").add_transport(url=base).add_source(folder).verify()
    except RuntimeError:
        return False
    return True


seen = [
    ("timestamp: the double's answer, given by the provider", match.timestamp("2026-01-01T00:00:00Z"), [], ('{"v":"2026-01-01T00:00:00Z"}', False)),
    ("each_like, min=2: the double's answer, two", match.each_like(0.1, min=2), ['{"v":[0.1,0.2]}'], ('{"v":[0.1]}', False, True)),
    ("each_like: the double's answer, none", match.each_like(0.1), ['{"v":[]}'], ('{"v":[0.1]}', True, True)),
    ("like two: the double's answer, none", match.like([0.1, 0.2]), ['{"v":[]}'], ('{"v":[0.1,0.2]}', True, True)),
    ("bool: the double's answer, false, a text, 1", match.bool(True), ['{"v":false}', '{"v":"true"}', '{"v":1}'], ('{"v":true}', True, True, True, False)),
    ("decimal: the double's answer, 2.0, 1", match.decimal(1.5), ['{"v":2.0}', '{"v":1}'], ('{"v":1.5}', True, True, False)),
    ("int: the double's answer, 1.0", match.int(1), ['{"v":1.0}'], ('{"v":1}', True, False)),
]
for what, rule, answers, expected in seen:
    check(what, verdicts(rule, *answers), expected)
PY
export PACT_DO_NOT_TRACK=true
venv/bin/python find.py > seen.log 2> errors.log || { grep '^changed' errors.log || tail -5 errors.log; exit 1; }
grep '^still so' seen.log
