#!/usr/bin/env bash
# twelvelabs-haystack 2.0.0 (twelvelabs 1.2.9, haystack-ai 3.4.1), seen 2026-11-29. 40 documents, embedded by
# TwelveLabsDocumentEmbedder with its batch_size of 32, are 40 requests on 40 connections, each with a client of its
# own; by run_async 32 of them are open at once. Where the third text is answered 429 with "retry-after: 0", nothing
# is tried again: run raises, and the two vectors that it has are lost; run_async raises after all 32 of its first
# batch were sent, and 31 are lost.
#
# One would expect the texts of one call to share a client and its connection, since the API takes one text at a time;
# a limit on the rate to be met by the pause that was asked for; and what was embedded to be kept, as Haystack's own
# embedder for OpenAI keeps the batches that went well. A collection that is larger than the limit of a minute can not
# be embedded by one call, and each attempt pays for its beginning again.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export HAYSTACK_TELEMETRY_ENABLED=False
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check \
  twelvelabs-haystack==2.0.0 twelvelabs==1.2.9 haystack-ai==3.4.1 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - 2> python.log <<'PY' || { rc=$?; cat python.log; exit "$rc"; }
import asyncio
import json
import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

connections, requests, refused = [], [], set()
together = threading.Barrier(32, timeout=60)


class Service(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def setup(self):
        super().setup()
        connections.append(self.client_address)

    def do_POST(self):
        self.rfile.read(int(self.headers["content-length"]))
        requests.append(self.path)
        number = len(requests)
        if self.server.waits and number <= 32:
            together.wait()  # all of the first batch are here before one is answered
        body = {"model_name": "marengo3.0", "text_embedding": {"segments": [{"float": [1.0, 2.0]}]}}
        if number in refused:
            body = {"code": "too_many_requests", "message": "slow down"}
        text = json.dumps(body).encode()
        self.send_response(429 if number in refused else 200)
        self.send_header("retry-after", "0")
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *arguments):
        pass


ThreadingHTTPServer.request_queue_size = 64
ThreadingHTTPServer.daemon_threads = True
server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
threading.Thread(target=server.serve_forever, daemon=True).start()
os.environ |= {"TWELVELABS_API_KEY": "any", "TWELVELABS_BASE_URL": f"http://127.0.0.1:{server.server_port}"}

from haystack import Document
from haystack_integrations.components.embedders.twelvelabs import TwelveLabsDocumentEmbedder

DOCUMENTS = [Document(content=f"text {number}") for number in range(40)]


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen!r}, and not {expected!r}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen!r}")


def embed(*, at_once, refusing=()):
    connections.clear(), requests.clear(), refused.clear()
    refused.update(refusing)
    server.waits = at_once
    embedder = TwelveLabsDocumentEmbedder(progress_bar=False)
    try:
        done = asyncio.run(embedder.run_async(DOCUMENTS)) if at_once else embedder.run(DOCUMENTS)
        outcome = sum(document.embedding is not None for document in done["documents"])
    except Exception as error:
        outcome = getattr(error, "status_code", error)
    return len(requests), len(connections), outcome


check("run: requests, connections, vectors", embed(at_once=False), (40, 40, 40))
check("run_async: the same, 32 at once", embed(at_once=True), (40, 40, 40))
check("run, the third refused: requests, connections, error", embed(at_once=False, refusing=[3]), (3, 3, 429))
check("run_async, the third refused", embed(at_once=True, refusing=[3]), (32, 32, 429))
PY
