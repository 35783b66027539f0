#!/usr/bin/env bash
# twelvelabs 0.4.11 (with httpx 0.28.1), the last release before 1.0, seen 2026-11-29. embed.create(text="dog")
# sends the field "text" twice in one form: as a field, and as a file called "upload" of type application/octet-
# stream with the same three letters; a video_url or an audio_url likewise. And task.create_bulk creates
# nothing: for each video it prints "Failed connection" and goes on, though no request was made (it passes an
# argument that its own create does not know), and returns an empty list.
#
# One would expect each field once, and an error of the code not to be called one of the connection. A server
# that takes the last of two, the first of two, or refuses files for "text" gives this client three different
# days.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  twelvelabs==0.4.11 httpx==0.28.1 2> pip.log || { cat pip.log; exit 1; }
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


import os
import re

os.environ["TWELVELABS_BASE_URL"] = f"http://127.0.0.1:{server.server_port}"
from twelvelabs import TwelveLabs
from twelvelabs.models.embed import CreateEmbeddingsTaskVideoParams

embed = TwelveLabs(api_key="k").embed


def parts(name):
    return re.findall(f'name="{name}"(.*)', seen[0][3].decode().replace(chr(13), ""))


embed.create("m", text="dog")
check("the parts of text", parts("text"), ["", '; filename="upload"'])
seen.clear()
embed.task.create("m", video_url="http://127.0.0.1/v")
check("the parts of video_url", parts("video_url"), ["", '; filename="upload"'])
seen.clear()
made = embed.task.create_bulk("m", [CreateEmbeddingsTaskVideoParams(url="http://127.0.0.1/v")])
check("tasks of create_bulk, and requests", (list(made), len(seen)), ([], 0))
PY
