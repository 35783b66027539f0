#!/usr/bin/env bash
# agno 3.1.10 with lancedb 0.40.0 and openai 2.54.0, and agno's ChromaDb with chromadb 1.5.9, seen 2026-11-30. An embedder is set to two
# dimensions, and the service answers three numbers, as one that does not know the field "dimensions" does. Into LanceDB each vector goes
# without its last number, where four are set with a zero behind it, and all is well but a line for debugging; so [3, 0, 4] and [3, 0,
# -4] are one vector. The question is not cut: the first search raises a ValueError. A text for which the service gives no vector is
# stored as zeros, with a warning, and is the second hit of a search, before texts that have one. Into Chroma three numbers go as three.
#
# One would expect another length to be refused where it is stored, as LanceDB itself does, or a question to be treated as a text. A
# collection is embedded and paid for before the first search shows that it is of no use, and by then the numbers are gone.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check agno==3.1.10 lancedb==0.40.0 openai==2.54.0 chromadb==1.5.9 2> pip.log || { cat pip.log; exit 1; }
cat > find.py <<'PY'
import json
import logging
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from agno.knowledge.document import Document
from agno.knowledge.embedder.openai import OpenAIEmbedder
from agno.vectordb.chroma import ChromaDb
from agno.vectordb.lancedb import LanceDb

VECTORS = {"a dog barks": [3.0, 0.0, 4.0], "a cat purrs": [3.0, 0.0, -4.0], "a bird sings": [0.0, 5.0, 0.0]}


class Service(BaseHTTPRequestHandler):
    def do_POST(self):
        text = json.loads(self.rfile.read(int(self.headers["content-length"])))["input"]
        data = [{"object": "embedding", "index": 0, "embedding": VECTORS[text]}] if text in VECTORS else []
        answer = {"object": "list", "model": "m", "data": data, "usage": {"prompt_tokens": 1, "total_tokens": 1}}
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def check(what, seen, expected):
    if seen != expected:
        raise SystemExit(f"changed: {what}: {seen}, and not {expected}")
    print(f"still so: {what}: {seen}")


logging.getLogger("agno").setLevel(logging.ERROR)
server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
threading.Thread(target=server.serve_forever, daemon=True).start()


def embedder(dimensions):
    return OpenAIEmbedder(id="m", api_key="k", base_url=f"http://127.0.0.1:{server.server_port}/v1", dimensions=dimensions)


def filled(store, texts):
    store.create()
    for text in texts:
        store.insert(text, [Document(content=text, id=text)])
    return store


def search(store):
    try:
        return [one.content for one in store.search("a cat purrs", limit=3)]
    except ValueError as error:
        return type(error).__name__


for dimensions, stored in (
    (2, [[3.0, 0.0], [3.0, 0.0], [0.0, 5.0]]),
    (4, [[3.0, 0.0, 4.0, 0.0], [3.0, 0.0, -4.0, 0.0], [0.0, 5.0, 0.0, 0.0]]),
):
    store = filled(LanceDb(uri=f"lance{dimensions}", table_name="t", embedder=embedder(dimensions)), VECTORS)
    check(f"three numbers in {dimensions} dimensions, LanceDB", store.table.to_arrow()["vector"].to_pylist(), stored)
    check("a search", search(store), "ValueError")

store = filled(LanceDb(uri="lance3", table_name="t", embedder=embedder(3)), [*VECTORS, "..."])
check("no vector", store.table.to_arrow()["vector"].to_pylist()[3], [0.0, 0.0, 0.0])
check("a search", search(store), ["a cat purrs", "...", "a bird sings"])

store = filled(ChromaDb(collection="clips", embedder=embedder(2)), VECTORS)
check("three numbers in 2 dimensions, Chroma", store._collection.get(include=["embeddings"])["embeddings"].tolist(), [*VECTORS.values()])
check("a search, Chroma", search(store)[0], "a cat purrs")
server.shutdown()
PY
venv/bin/python -W ignore find.py 2> python.log || { cat python.log; exit 1; }
