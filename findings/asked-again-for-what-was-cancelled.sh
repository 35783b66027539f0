#!/usr/bin/env bash
# openai 6.49.0 (node 20) and the Python openai 3.57.0, seen 2026-11-30: the helpers that wait for a file in a vector
# store. A file whose status is "cancelled", one of the four that both clients have in their types, is final in Python
# and not in JavaScript: vectorStores.files.poll asks again until another status comes, and from then on without any
# pause, whatever pollIntervalMs is. A status that neither client knows is final in Python, which gives it back as the
# result, and asked about again, without a pause, in JavaScript. Of a batch of files JavaScript looks at the status, and
# Python at the number of files in progress: one that is "in_progress" and has not been counted yet, with noughts, is
# returned as it is, and one that is "cancelled" with a file still in progress is asked about again.
#
# One would expect two clients that are generated from one description to stop at the same states, each state of the
# type that is not "in_progress" to be final, and each question after the first to wait for the interval. Somebody who
# cancels uploads in another tab has a program that sends requests as fast as they are answered.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check openai==3.57.0 2> pip.log || { cat pip.log; exit 1; }
npm install --silent --no-audit --no-fund openai@6.49.0 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > find.mjs <<'JS'
import http from "node:http";
import OpenAI from "openai";

function check(what, seen, expected) {
  [seen, expected] = [JSON.stringify(seen), JSON.stringify(expected)];
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
let states = [], asked = [];
const server = http.createServer((request, response) => {
  request.resume();
  asked.push(performance.now());
  const status = states.length > 1 ? states.shift() : states[0];
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify({ id: "x", status, file_counts: {} }));
});
server.listen(0, "127.0.0.1", async () => {
  const client = new OpenAI({ apiKey: "any", baseURL: `http://127.0.0.1:${server.address().port}` });
  async function wait(helper, ...script) {
    [states, asked] = [[...script], []];
    const { status } = await helper("vector_store", "x", { pollIntervalMs: 600 });
    const pauses = asked.slice(1).map((time, place) => (time - asked[place] > 500 ? "pause" : "none"));
    return [status, ...pauses];
  }
  const file = (...all) => client.vectorStores.files.poll(...all);
  const batch = (...all) => client.vectorStores.fileBatches.poll(...all);
  check("JavaScript, a file that failed", await wait(file, "in_progress", "failed"), ["failed", "pause"]);
  const cancelled = await wait(file, "in_progress", "cancelled", "cancelled", "cancelled", "failed");
  check("JavaScript, a file that was cancelled", cancelled, ["failed", "pause", "none", "none", "none"]);
  check("JavaScript, a batch that was cancelled", await wait(batch, "in_progress", "cancelled"), ["cancelled", "pause"]);
  const unknown = await wait(file, "in_progress", "queued", "in_progress", "completed");
  check("JavaScript, a new status", unknown, ["completed", "pause", "none", "pause"]);
  process.exit(0);
});
JS
node find.mjs
venv/bin/python - <<'PY'
import http.server
import json
import threading

import openai


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen!r}, and not {expected!r}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen!r}")


states = []


class Service(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        status, in_progress = states.pop(0)
        counts = {"in_progress": in_progress, "completed": 0, "failed": 0, "cancelled": 0, "total": in_progress}
        body = json.dumps({"id": "x", "status": status, "file_counts": counts}).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Service)
threading.Thread(target=server.serve_forever, daemon=True).start()
client = openai.OpenAI(api_key="any", base_url=f"http://127.0.0.1:{server.server_port}")


def wait(helper, *script):
    states[:] = script
    return helper("x", vector_store_id="vector_store", poll_interval_ms=10).status


stores = client.vector_stores
seen = wait(stores.files.poll, ("in_progress", 0), ("cancelled", 0))
check("Python, a file that was cancelled", seen, "cancelled")
seen = wait(stores.files.poll, ("in_progress", 0), ("queued", 0), ("completed", 0))
check("Python, a new status", seen, "queued")
seen = wait(stores.file_batches.poll, ("in_progress", 0), ("completed", 0))
check("Python, a batch that is not counted yet", seen, "in_progress")
seen = wait(stores.file_batches.poll, ("cancelled", 1), ("completed", 0))
check("Python, a batch that was cancelled, one file in progress", seen, "completed")
PY
