#!/usr/bin/env bash
# twelvelabs 1.3.6 (with httpx 0.28.1) and trio 0.33.0, seen 2026-11-30. On trio AsyncTwelveLabs creates a task and asks
# for its state, as httpx does there. embed.tasks.wait_for_done asks once, and raises "no running event loop" where the
# task is not ready yet; with one that is ready it returns. A request that is answered 503, with a retry allowed, is
# not tried again there, and what comes is the same RuntimeError, and not the 503. On asyncio both are right.
#
# One would expect a client that is on httpx alone to be at home where httpx is, or nowhere: it has sleeps of asyncio in
# its helpers and in its retries, so that all goes well until something has to wait.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check twelvelabs==1.3.6 httpx==0.28.1 trio==0.33.0 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import asyncio
import http.server
import json
import threading

import trio
from twelvelabs import AsyncTwelveLabs


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen!r}, and not {expected!r}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen!r}")


script = []


class Service(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        status = script.pop(0)
        body = json.dumps({"_id": "task", "model_name": "marengo3.0", "status": status}).encode()
        self.send_response(503 if status == "busy" else 200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Service)
threading.Thread(target=server.serve_forever, daemon=True).start()


def tasks():
    return AsyncTwelveLabs(api_key="any", base_url=f"http://127.0.0.1:{server.server_port}").embed.tasks


async def ask():
    return (await tasks().status("task", request_options={"max_retries": 3})).status


async def wait():
    return (await tasks().wait_for_done("task", sleep_interval=0.01)).status


def outcome(run, what, *answers):
    """The result or the error, and how many answers were fetched."""
    script[:] = answers
    try:
        result = run(what()) if run is asyncio.run else run(what)
    except RuntimeError as error:
        result = str(error)
    return result, len(answers) - len(script)


check("asyncio, a task that is processing", outcome(asyncio.run, wait, "processing", "ready"), ("ready", 2))
check("asyncio, 503", outcome(asyncio.run, ask, "busy", "ready"), ("ready", 2))
check("trio, its state", outcome(trio.run, ask, "processing"), ("processing", 1))
check("trio, a task that is ready", outcome(trio.run, wait, "ready"), ("ready", 1))
check("trio, one that is processing", outcome(trio.run, wait, "processing", "ready"), ("no running event loop", 1))
check("trio, 503", outcome(trio.run, ask, "busy", "ready"), ("no running event loop", 1))
PY
