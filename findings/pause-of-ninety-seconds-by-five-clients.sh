#!/usr/bin/env bash
# openai 3.57.0, together 3.1.1, cohere 7.3.1, voyageai 0.5.0 and mistralai 3.7.0, seen 2026-11-30: what five clients for
# embeddings make of a 429 with a Retry-After. Of 90 seconds openai waits 90; cohere 60; together, for which they are too
# many, about one; voyageai, which does not read the header, one or two; mistralai raises at once, whatever it says. Of
# 1.5 openai and together wait 1.5, and cohere about one. Of 2 all but voyageai wait 2. Of 0 none goes on at once: each
# waits its own first pause. All but mistralai then have the vector; voyageai was told to try again, as its default is
# not to.
#
# One would expect a client that knows the header to wait as long as it says, or to give up where that is too long, and
# not to come again after a second: the server counts that as another request of the minute that is over its limit.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check openai==3.57.0 together==3.1.1 cohere==7.3.1 voyageai==0.5.0 \
  mistralai==3.7.0 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python -W ignore - <<'PY'
import http.server
import json
import threading
import time

import cohere
import openai
import together
import voyageai
from mistralai.client import Mistral
from mistralai.client.errors import SDKError


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen!r}, and not {expected!r}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen!r}")


pauses, headers = [], []
time.sleep = pauses.append


class Service(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        self.rfile.read(int(self.headers["content-length"]))
        data = [{"object": "embedding", "index": 0, "embedding": [1.0]}]
        vectors = {"data": data, "usage": {"prompt_tokens": 1, "total_tokens": 1}}
        answer = {"object": "list", "model": "m", **vectors, "id": "x", "texts": ["x"], "embeddings": {"float": [[1.0]]}}
        refused = headers.pop() if headers else None
        body = json.dumps({"detail": "slow down"} if refused else answer).encode()
        self.send_response(429 if refused else 200)
        if refused:
            self.send_header("retry-after", refused)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Service)
threading.Thread(target=server.serve_forever, daemon=True).start()
URL = f"http://127.0.0.1:{server.server_port}"


def by_cohere():
    client = cohere.ClientV2(api_key="any", base_url=URL)
    client.embed(model="m", texts=["x"], input_type="search_query", embedding_types=["float"])


clients = {
    "openai": lambda: openai.OpenAI(api_key="any", base_url=URL).embeddings.create(model="m", input="x"),
    "together": lambda: together.Together(api_key="any", base_url=URL).embeddings.create(model="m", input="x"),
    "cohere": by_cohere,
    "voyageai": lambda: voyageai.Client(api_key="any", base_url=URL, max_retries=2).embed(["x"], model="m"),
    "mistralai": lambda: Mistral(api_key="any", server_url=URL).embeddings.create(model="m", inputs=["x"]),
}


def waited(embed, value):
    """How long it pauses: as told, another number of seconds, "own" for a short pause of its own, or "raised"."""
    pauses.clear()
    headers[:] = [value]
    try:
        embed()
    except SDKError as error:
        return f"raised {error.status_code}"
    (pause,) = pauses
    return pause if pause in (float(value), 60) else "own" if 0 < pause < 3 else pause


for value, expected in (
    ("90", [90.0, "own", 60, "own", "raised 429"]),
    ("2", [2.0, 2.0, 2.0, "own", "raised 429"]),
    ("1.5", [1.5, 1.5, "own", "own", "raised 429"]),
    ("0", ["own", "own", "own", "own", "raised 429"]),
):
    check(f"retry-after: {value}, {', '.join(clients)}", [waited(embed, value) for embed in clients.values()], expected)
PY
