#!/usr/bin/env bash
# azure-core 1.41.0 (Python) and @azure/core-lro 3.3.1 (node 20), seen 2026-11-30: what the clients of Azure wait for
# long-running operations with. In Python result(timeout) does not raise when the time is over: it returns the latest
# report, {"status": "Running"}, as the result. "retry-after: 0" is waited for half a minute, the default interval, and
# "retry-after-ms: 10" ten milliseconds. A status "Cancelled", spelled with two l, is asked about again in Python, and
# ends the wait in JavaScript. An answer without a status is an error in Python, and in JavaScript the end: the body,
# {"state": "Running"}, is the result. A relative path as operation-location is an error in Python, after the job was
# started.
#
# One would expect a limit to raise, as that of a future does; a pause of nought to be no longer than one of ten
# milliseconds; and the two to agree about when an operation is over, since their services are the same. Code that
# gives a timeout reads vectors from what has none.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check azure-core==1.41.0 requests==2.34.2 2> pip.log || { cat pip.log; exit 1; }
npm install --silent --no-audit --no-fund @azure/core-lro@3.3.1 > npm.log 2>&1 || { cat npm.log; exit 1; }
venv/bin/python - <<'PY'
import http.server
import json
import threading

from azure.core import PipelineClient
from azure.core.exceptions import HttpResponseError, ServiceResponseError
from azure.core.pipeline.transport import RequestsTransport
from azure.core.polling import LROPoller
from azure.core.polling.base_polling import LROBasePolling
from azure.core.rest import HttpRequest


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen!r}, and not {expected!r}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen!r}")


class Service(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        headers, body = self.server.script.pop(0)
        self.answer(200, headers, body)

    def do_POST(self):
        self.rfile.read(int(self.headers.get("content-length", 0)))
        self.answer(202, {"operation-location": self.server.location}, {})

    def answer(self, status, headers, body):
        text = json.dumps(body).encode()
        self.send_response(status)
        for name, value in {**headers, "content-type": "application/json", "content-length": str(len(text))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Service)
threading.Thread(target=server.serve_forever, daemon=True).start()
URL = f"http://127.0.0.1:{server.server_port}"
READY = ({}, {"status": "Succeeded"})


class Transport(RequestsTransport):
    def sleep(self, duration):
        pauses.append(duration)
        released.wait(10)


def wait(*script, timeout=None, location=URL + "/operation"):
    server.script, server.location = [*script], location
    client = PipelineClient(URL, transport=Transport())
    started = client.send_request(HttpRequest("POST", URL + "/start"), _return_pipeline_response=True)
    try:
        poller = LROPoller(client, started, lambda answer: answer.http_response.json(), LROBasePolling())
        return poller.result(timeout)
    except (HttpResponseError, ServiceResponseError) as error:
        return error.message.partition("\n")[0].partition(":")[0]


pauses, released = [], threading.Event()
check("result(0.2)", wait(({}, {"status": "Running"}), READY, timeout=0.2), {"status": "Running"})
released.set()
for name, value, pause in (("retry-after", "0", 30), ("retry-after-ms", "10", 0.01), ("retry-after", "1.5", 1.5)):
    pauses.clear()
    wait(({name: value}, {"status": "Running"}), READY)
    check(f"the pause of {name} {value}", pauses, [pause])
cancelled = wait(({}, {"status": "Cancelled"}), ({}, {"status": "Canceling"}), READY)
check("Cancelled, in Python", cancelled, {"status": "Succeeded"})
check("Canceled, in Python", wait(({}, {"status": "Canceled"})), "Operation returned an invalid status 'OK'")
check("no status, in Python", wait(({}, {"state": "Running"})), "No status found in body")
check("a relative path, in Python", wait(READY, location="/operation"), "Invalid URL '/operation'")
PY
cat > find.mjs <<'JS'
import { createHttpPoller } from "@azure/core-lro";

function check(what, seen, expected) {
  [seen, expected] = [JSON.stringify(seen), JSON.stringify(expected)];
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
async function wait(...script) {
  const answer = (body, statusCode, headers, method) => ({
    flatResponse: body, rawResponse: { statusCode, headers, body, request: { method, url: "http://localhost/start" } },
  });
  const operation = {
    sendInitialRequest: async () => answer({}, 202, { "operation-location": "/operation" }, "POST"),
    sendPollRequest: async () => answer(script.shift(), 200, {}, "GET"),
  };
  try {
    return await createHttpPoller(operation, { intervalInMs: 10 }).pollUntilDone();
  } catch (error) {
    return error.message;
  }
}
check("Cancelled, in JavaScript", await wait({ status: "Cancelled" }), "Operation was canceled");
check("no status, in JavaScript", await wait({ state: "Running" }), { state: "Running" });
JS
node find.mjs
