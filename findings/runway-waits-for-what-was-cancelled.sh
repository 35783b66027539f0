#!/usr/bin/env bash
# runwayml 5.24.0, the Python client of Runway, and @runwayml/sdk 4.20.1 (node 20), seen 2026-11-29. A task is
# cancelled, which its status says. Of the Python client, the synchronous wait_for_task_output goes on asking
# until its timeout, ten minutes unless another is given, and raises TaskTimeoutError; the asynchronous one, and
# JavaScript's, raise TaskFailedError at the first answer. The first question is asked some six seconds after
# the call in each, whatever the timeout: with one of a tenth of a second a task that is already there is
# "SUCCEEDED", in both languages.
#
# One would expect what its documentation string says of both: TaskFailedError for what fails or is cancelled;
# and a timeout to be the longest time that the call takes. A test of a cancelled task takes ten minutes in the one
# client and passes in the others.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  runwayml==5.24.0 2> pip.log || { cat pip.log; exit 1; }
npm install --silent --no-audit --no-fund @runwayml/sdk@4.20.1 > npm.log 2>&1 || { cat npm.log; exit 1; }
venv/bin/python - <<'PY'
import asyncio
import http.server
import json
import sys
import threading

import runwayml

def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


status = "CANCELLED"


def answered(path, body):
    task = {"id": "17f20503-6c24-4c16-946b-35dbbce2af2f", "status": status, "createdAt": "2026-01-01T00:00:00Z"}
    return 200, task | ({"output": [url]} if status == "SUCCEEDED" else {})


class Answers(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"] or 0))
        status, answer = answered(self.path, body)
        answer = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    do_GET = do_POST

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_port}"
video = {"model": "veo3.1", "prompt_text": "a dog", "ratio": "1280:720", "duration": 8}


def waited(timeout):
    try:
        task = runwayml.RunwayML(api_key="k", base_url=url).text_to_video.create(**video)
        return task.wait_for_task_output(timeout=timeout).status
    except Exception as error:
        return type(error).__name__


async def awaited(timeout):
    try:
        task = await runwayml.AsyncRunwayML(api_key="k", base_url=url).text_to_video.create(**video)
        return (await task.wait_for_task_output(timeout=timeout)).status
    except Exception as error:
        return type(error).__name__


check("cancelled, synchronous", waited(0.1), "TaskTimeoutError")
check("cancelled, asynchronous", asyncio.run(awaited(0.1)), "TaskFailedError")
status = "SUCCEEDED"
check("there at once, a tenth of a second", waited(0.1), "SUCCEEDED")
PY
cat > find.cjs <<'JS'
const http = require("node:http");
const { default: RunwayML } = require("@runwayml/sdk");
function check(what, value, expected) {
  [value, expected] = [JSON.stringify(value), JSON.stringify(expected)];
  if (value !== expected) { console.log(`changed: ${what}: ${value}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${value}`);
}
let status = "CANCELLED";
const server = http.createServer((request, response) => {
  request.resume();
  request.on("end", () => {
    const task = { id: "1", status, createdAt: "2026-01-01T00:00:00Z", output: ["video"] };
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify(task));
  });
});
server.listen(0, "127.0.0.1", async () => {
  const client = new RunwayML({ apiKey: "k", baseURL: `http://127.0.0.1:${server.address().port}` });
  const video = { model: "veo3.1", promptText: "a dog", ratio: "1280:720", duration: 8 };
  const waited = (timeout) => client.textToVideo.create(video).waitForTaskOutput({ timeout })
    .then((task) => task.status, (error) => error.constructor.name);
  check("cancelled, JavaScript", await waited(100), "TaskFailedError");
  status = "SUCCEEDED";
  check("there at once, JavaScript", await waited(100), "SUCCEEDED");
  process.exit(0);
});
JS
node find.cjs
