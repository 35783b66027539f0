#!/usr/bin/env bash
# responses 0.26.3, requests-mock 1.12.1 and pook 2.1.6 with requests 2.34.2, vcrpy 9.4.2 with both requests and httpx 0.28.1, and respx 0.23.1
# and pook with httpx, seen 2026-11-29. A video is uploaded by a generator, which a server on the loopback reads to its end. Under responses,
# requests-mock and pook (requests) it is not even begun, and an error that it would raise half way, of a disk say, does not
# happen: the upload is a success. Under respx, pook (httpx) and vcrpy's replay it is read, and raises. A file that is sent as the body
# is read to its end under responses, and not at all under requests-mock, pook (requests) and vcrpy's replay of requests.
#
# One would expect a double to take what it is sent, as the server does: the progress that a generator reports stays at nothing, what it
# closes at its end stays open, and the test of a broken upload passes because nothing was uploaded.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check responses==0.26.3 requests-mock==1.12.1 pook==2.1.6 respx==0.23.1 vcrpy==9.4.2 requests==2.34.2 httpx==0.28.1 \
  2> pip.log || { cat pip.log; exit 1; }
cat > find.py <<'PY'
import contextlib
import http.server
import io
import sys
import threading

import httpx
import pook
import requests
import requests_mock
import responses
import respx
import vcr


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


class Uploads(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        if "transfer-encoding" in self.headers:
            while size := int(self.rfile.readline(), 16):
                self.rfile.read(size + 2)
            self.rfile.readline()
        else:
            self.rfile.read(int(self.headers["content-length"]))
        self.send_response(200)
        self.send_header("content-length", "2")
        self.end_headers()
        self.wfile.write(b"{}")

    def handle(self):
        with contextlib.suppress(Exception):  # an upload that breaks off is a part of this
            super().handle()

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Uploads)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_port}/tasks"
SEND = {"requests": lambda body: requests.post(url, data=body, timeout=30), "httpx": lambda body: httpx.post(url, content=body)}


def under_responses():
    double = responses.RequestsMock(assert_all_requests_are_fired=False)
    double.add("POST", url, body="{}")
    return double


def under_requests_mock():
    double = requests_mock.Mocker()
    double.post(url, text="{}")
    return double


def under_respx():
    double = respx.mock(assert_all_called=False)
    double.post(url).respond(200, json={})
    return double


@contextlib.contextmanager
def under_pook():
    pook.on()
    pook.post(url, reply=200, response_json={})
    try:
        yield
    finally:
        pook.off()


def under_vcrpy(client):
    recorder, cassette = vcr.VCR(record_mode="once", match_on=["method", "uri"]), f"{client}.yaml"
    with recorder.use_cassette(cassette):
        SEND[client](b"video")
    return lambda: recorder.use_cassette(cassette, allow_playback_repeats=True)


def steps(seen):
    seen.append("begun")
    yield b"video"
    seen.append("ended")


def broken():
    yield b"video"
    raise OSError("no disk")


def outcome(send, double):
    seen, file = [], io.BytesIO(b"x" * 100)
    with double():
        send(steps(seen))
    with double():
        send(file)
    try:
        with double():
            send(broken())
        error = "none"
    except OSError:
        error = "raised"
    return "/".join(seen) or "not begun", file.tell(), error


READ = ("begun/ended", 100, "raised")
for name, client, double, expected in [
    ("the server", "requests", contextlib.nullcontext, READ),
    ("the server", "httpx", contextlib.nullcontext, READ),
    ("responses", "requests", under_responses, ("not begun", 100, "none")),
    ("requests-mock", "requests", under_requests_mock, ("not begun", 0, "none")),
    ("pook", "requests", under_pook, ("not begun", 0, "none")),
    ("pook", "httpx", under_pook, READ),
    ("respx", "httpx", under_respx, READ),
    ("vcrpy", "requests", under_vcrpy("requests"), ("begun/ended", 0, "raised")),
    ("vcrpy", "httpx", under_vcrpy("httpx"), READ),
]:
    check(f"{name}, {client}: a generator, bytes read of a file, an error half way", outcome(SEND[client], double), expected)
PY
venv/bin/python find.py
