#!/usr/bin/env bash
# google-genai 3.6.1, seen 2026-11-30, beside openai 3.57.0. Client(...).models.embed_content(...), written in one
# expression, raises "Cannot send a request, as the client has been closed." before anything is sent, and so does a
# function that keeps client.models and not the client: what is kept does not keep the client, which closes its
# connections when nobody holds it. With a name for the client it is right, and in one expression by client.aio, too.
# openai answers all of them.
#
# One would expect the part of a client that one holds to hold the client. A fixture or a function that returns
# client.models, and a call in one line, work where somebody else happens to hold the client, and fail where the
# same code is moved.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check google-genai==3.6.1 openai==3.57.0 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import asyncio
import http.server
import json
import threading

import openai
from google import genai


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen!r}, and not {expected!r}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen!r}")


requests = []


class Service(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers["content-length"]))
        requests.append(self.path)
        openai_answer = {"data": [{"index": 0, "embedding": [1.0]}], "usage": {}}
        body = json.dumps({"embeddings": [{"values": [1.0]}], **openai_answer}).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Service)
threading.Thread(target=server.serve_forever, daemon=True).start()
URL = f"http://127.0.0.1:{server.server_port}"
TEXT = {"model": "m", "contents": "dog"}


def google():
    return genai.Client(api_key="any", http_options={"base_url": URL})


def named():
    client = google()
    return client.models.embed_content(**TEXT)


def kept():
    models = google().models
    return models.embed_content(**TEXT)


async def by_aio():
    return await google().aio.models.embed_content(**TEXT)


def outcome(embed):
    requests.clear()
    try:
        return embed().embeddings[0].values, len(requests)
    except RuntimeError as error:
        return str(error), len(requests)


closed = "Cannot send a request, as the client has been closed."
check("a client with a name", outcome(named), ([1.0], 1))
check("in one expression", outcome(lambda: google().models.embed_content(**TEXT)), (closed, 0))
check("models is kept", outcome(kept), (closed, 0))
check("by aio, in one expression", outcome(lambda: asyncio.run(by_aio())), ([1.0], 1))
other = openai.OpenAI(api_key="any", base_url=URL).embeddings
check("openai, embeddings is kept", other.create(model="m", input="dog").data[0].embedding, [1.0])
PY
