#!/usr/bin/env bash
# twelvelabs 1.3.6 (with httpx 0.28.1), seen 2026-11-29. A POST of a form (embed.create with a text) that is
# answered 500 and tried again by the client itself (request_options max_retries 3) is sent the second time with
# no body and no content type at all. With an audio file, the second request has the file and not model_name.
#
# One would expect a retry to repeat the request. A client whose retries can only make a 400 of a 503 shows the
# wrong error to its user, and a test server that answers the second request without looking at it hides that.
# Also, max_retries 1 and 2 do nothing: the counter of tries starts at two, so that 3 means one retry.
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


import twelvelabs.core.http_client
from twelvelabs import TwelveLabs

twelvelabs.core.http_client.time = type("NoWait", (), {"sleep": staticmethod(lambda seconds: None)})
client = TwelveLabs(api_key="k", base_url=f"http://127.0.0.1:{server.server_port}")


def fields(max_retries, **what):
    seen.clear()
    plan[:] = [(500, {}, {})]
    try:
        client.embed.create(model_name="m", request_options={"max_retries": max_retries}, **what)
    except Exception as error:
        seen.append(type(error).__name__)
    names = ("model_name", "text", "audio_file")
    return [r if isinstance(r, str) else [n for n in names if f'name="{n}"'.encode() in r[3]] for r in seen]


check("fields of each request, text", fields(3, text="dog"), [["model_name", "text"], []])
check("length of the second", seen[1][2]["content-length"], "0")
file = ("a.mp3", b"sound")
check("fields of each request, file", fields(3, audio_file=file), [["model_name", "audio_file"], ["audio_file"]])
for tries in (1, 2):
    check(f"with max_retries {tries}", fields(tries, text="dog"), [["model_name", "text"], "ApiError"])
PY
