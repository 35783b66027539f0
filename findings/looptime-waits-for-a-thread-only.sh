#!/usr/bin/env bash
# looptime 0.9 with httpx 0.28.1 and aiohttp 3.14.5, seen 2026-11-29. On looptime's loop a server on the
# loopback that needs 0.3 real seconds makes httpx with a timeout of 60 seconds raise ReadTimeout, and aiohttp
# with 300 raise TimeoutError, at once: the time of the loop jumps to the end of the timeout. Without a timeout
# both get their answer. A child process of 0.3 seconds times out in the same way; but work of 0.3 seconds in
# asyncio.to_thread under wait_for(..., 5) is waited for, and the loop's time does not move.
#
# One would expect one rule: that all work outside the loop is waited for, or none of it. A test that passes
# with a slow function in a thread fails when the function becomes a request.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  looptime==0.9 httpx==0.28.1 aiohttp==3.14.5 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import sys


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


import asyncio
import http.server
import threading
import time

import aiohttp
import httpx
import looptime


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        time.sleep(0.3)
        try:
            self.send_response(204)
            self.end_headers()
        except OSError:
            pass

    def log_message(self, *arguments):
        pass


class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request, address):
        pass


server = Server(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_port}/"


async def by_httpx(timeout):
    async with httpx.AsyncClient(timeout=timeout) as client:
        return (await client.get(url)).status_code


async def by_aiohttp(timeout):
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=timeout)) as session:
        async with session.get(url) as answer:
            return answer.status


async def thread(timeout):
    await asyncio.wait_for(asyncio.to_thread(time.sleep, 0.3), timeout)
    return "done"


async def process(timeout):
    child = await asyncio.create_subprocess_exec("sleep", "0.3")
    await asyncio.wait_for(child.wait(), timeout)
    return "done"


def outcome(work, timeout):
    loop = looptime.patch_event_loop(asyncio.new_event_loop())

    async def guarded():
        try:
            return await work(timeout)
        except Exception as error:
            return type(error).__name__

    return loop.run_until_complete(guarded()), round(loop.time())


check("httpx, 60 seconds: outcome and time of the loop", outcome(by_httpx, 60), ("ReadTimeout", 60))
check("aiohttp, 300 seconds", outcome(by_aiohttp, 300), ("TimeoutError", 300))
check("httpx, no timeout", outcome(by_httpx, None), (204, 0))
check("aiohttp, no timeout", outcome(by_aiohttp, None), (204, 0))
check("a process, 5 seconds", outcome(process, 5), ("TimeoutError", 5))
check("a thread, 5 seconds", outcome(thread, 5), ("done", 0))
PY
