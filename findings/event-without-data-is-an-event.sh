#!/usr/bin/env bash
# httpx-sse 0.4.3, openai 3.57.0, requests-sse 0.5.3 and sseclient-py 1.9.0, seen 2026-11-29: streams of server-sent events. An
# "event: ping" or an "id: 7" without data, as servers send them to keep a connection, is an event with empty data in
# httpx-sse and in the reader of openai; the other two pass it over. requests-sse takes all blanks from the start of
# the data, so that the pieces "a", " word" are "a", "word", and two empty lines of data are "" and no line break. What
# comes after the last blank line, cut off, is an event in sseclient-py alone (requests-sse was not asked).
#
# One would expect what the standard says (WHATWG HTML, 9.2.6): no event without data, one blank taken from the start, and
# what is not ended thrown away. A client that reads each event as JSON breaks at the first ping, and a text that comes in
# pieces is put together without its blanks.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check httpx-sse==0.4.3 httpx==0.28.1 openai==3.57.0 requests-sse==0.5.3 requests==2.34.2 \
  sseclient-py==1.9.0 2> pip.log || { cat pip.log; exit 1; }
cat > find.py <<'PY'
import datetime
import http.server
import threading

import httpx
import httpx_sse
import requests
import requests_sse
import sseclient
from openai._streaming import SSEDecoder

stream = b""


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("content-length", str(len(stream)))
        self.end_headers()
        self.wfile.write(stream)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
URL = f"http://127.0.0.1:{server.server_port}/"


def by_httpx_sse():
    with httpx.Client() as client, httpx_sse.connect_sse(client, "GET", URL) as source:
        return [event.data for event in source.iter_sse()]


def by_openai():
    return [event.data for event in SSEDecoder().iter_bytes(iter([requests.get(URL).content]))]


def by_requests_sse():
    """It connects again at the end of a stream: what comes before the event "end"."""
    seen = []
    with requests_sse.EventSource(URL, reconnection_time=datetime.timedelta(milliseconds=10)) as source:
        for event in source:
            if event.data == "end":
                break
            seen.append(event.data)
    return seen


def by_sseclient():
    return [event.data for event in sseclient.SSEClient(requests.get(URL, stream=True)).events()]


def check(what, sent, *expected, ended=True):
    global stream
    stream = sent.encode() + b"data: end\n\n" * ended
    readers = [by_httpx_sse, by_openai, by_sseclient] + [by_requests_sse] * ended
    seen = tuple([data for data in read() if data != "end"] for read in readers)
    if seen != expected:
        print(f"changed: {what}: {seen}, and not {expected}")
        raise SystemExit(1)
    print(f"still so: {what} (httpx-sse, openai, sseclient-py{', requests-sse' * ended}): {seen}")


check("two events", "data: a\n\ndata: b\n\n", *[["a", "b"]] * 4)
check("a ping", "event: ping\n\ndata: a\n\n", ["", "a"], ["", "a"], ["a"], ["a"])
check("an id", "id: 7\n\ndata: a\n\n", ["", "a"], ["", "a"], ["a"], ["a"])
check("a blank before a word", "data: a\n\ndata:  word\n\n", *[["a", " word"]] * 3, ["a", "word"])
check("two empty lines of data", "data:\ndata:\n\n", *[["\n"]] * 3, [""])
check("cut off", "data: a\n\ndata: b\n", ["a"], ["a"], ["a", "b"], ended=False)
PY
venv/bin/python find.py
