#!/usr/bin/env bash
# replicate 1.0.7 (Python) and 1.4.0 (node 20), seen 2026-11-30. A run whose prediction ends as "canceled" returns, with
# None in Python and undefined in JavaScript, and raises nothing; one that failed raises, with its words. Where the
# answer to the POST, which asks the server to hold it until the run is done, comes early with a prediction that is
# "processing", it is taken for the end: nothing is asked again, and None or undefined is returned, while the run goes
# on. With "starting" it is waited for. A run that ends as "aborted", which is final and says that a deadline came before
# the start, is a ValidationError of pydantic in Python, and in JavaScript, whose types have it, asked about again.
#
# One would expect a run to return its output or to raise, and the states that are not final to be waited for: both
# clients have "processing" among those that predictions.wait waits for. What is embedded by such a call is None, which
# is also what a model returns that has nothing to say.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check replicate==1.0.7 2> pip.log || { cat pip.log; exit 1; }
npm install --silent --no-audit --no-fund replicate@1.4.0 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > find.mjs <<'JS'
import Replicate from "replicate";

const client = new Replicate({ auth: "any", baseUrl: process.argv[2] });
const wait = { mode: process.argv[3], interval: 10, timeout: 5 };
try {
  const output = await client.run("owner/model", { input: {}, wait });
  console.log(JSON.stringify(output === undefined ? "undefined" : output));
} catch (error) {
  console.log(JSON.stringify(`error: ${error.message}`));
}
process.exit(0);
JS
cat > find.py <<'PY'
import http.server
import json
import subprocess
import threading

import replicate


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen!r}, and not {expected!r}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen!r}")


states, asked = [], []


class Service(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        asked.append(self.command)
        status = states.pop(0)
        prediction = {"id": "p", "version": "v", "model": "owner/model", "status": status, "input": {}, "source": "api"}
        prediction |= {"created_at": "2026-11-30T00:00:00Z", "urls": {"get": "/p", "cancel": "/p/cancel"}}
        prediction |= {"succeeded": {"output": [0.5]}, "failed": {"error": "no video"}}.get(status, {})
        body = json.dumps(prediction).encode()
        self.send_response(201 if self.command == "POST" else 200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        self.rfile.read(int(self.headers["content-length"]))
        self.do_GET()

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Service)
threading.Thread(target=server.serve_forever, daemon=True).start()
URL = f"http://127.0.0.1:{server.server_port}"


def by_python(mode):
    client = replicate.Client("any", base_url=URL)
    client.poll_interval = 0.01
    try:
        return client.run("owner/model", input={})
    except Exception as error:
        return type(error).__name__


def by_javascript(mode):
    run = subprocess.run(["node", "find.mjs", URL, mode], capture_output=True, text=True, timeout=60, check=True)
    return json.loads(run.stdout)


for name, run, nothing, failed, aborted in (
    ("Python", by_python, None, "ModelError", ("ValidationError", 2)),
    ("JavaScript", by_javascript, "undefined", "error: Prediction failed: no video", ([0.5], 3)),
):
    for script, expected in (
        (["starting", "processing", "succeeded"], ([0.5], 3)),
        (["starting", "failed"], (failed, 2)),
        (["starting", "canceled"], (nothing, 2)),
        (["processing", "succeeded"], (nothing, 1)),
        (["starting", "aborted", "succeeded"], aborted),
    ):
        states[:] = script
        asked.clear()
        check(f"{name}, {', '.join(script)}", (run("block"), len(asked)), expected)
PY
venv/bin/python find.py
