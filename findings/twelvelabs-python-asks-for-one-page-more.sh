#!/usr/bin/env bash
# twelvelabs 1.3.6 (with httpx 0.28.1), seen 2026-11-29. A list of tasks that says in its first page
# "total_page": 1 is asked for page 2 all the same: the iteration ends at an empty page only. If the service
# refuses a page past the end with a 400, a plain loop over all tasks raises after the last task. An empty page
# in the middle, on the other hand, ends it early.
#
# One would expect page_info, which the client parses and offers, to decide. A recording of exactly the pages
# that exist can therefore not be played to this client.
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


from twelvelabs import TwelveLabs

client = TwelveLabs(api_key="k", base_url=f"http://127.0.0.1:{server.server_port}")


def page(number, tasks, total):
    data = [{"_id": f"{number}{i}", "model_name": "m", "status": "ready"} for i in "ab"[:tasks]]
    return 200, {}, {"data": data, "page_info": {"page": number, "total_page": total, "limit_per_page": 2}}


def loop(*pages):
    seen.clear()
    plan[:] = pages
    out = []
    try:
        for task in client.embed.tasks.list(page_limit=2):
            out.append(task.id)
    except Exception as error:
        out.append(type(error).__name__)
    return out, len(seen)


check("one page of one", loop(page(1, 1, 1), page(2, 0, 1)), (["1a"], 2))
check("a refusal past the end", loop(page(1, 1, 1), (400, {}, {"code": "c"})), (["1a", "BadRequestError"], 2))
check("an empty page in the middle", loop(page(1, 2, 3), page(2, 0, 3), page(3, 2, 3)), (["1a", "1b"], 2))
PY
