#!/usr/bin/env bash
# lfx-bundles 1.3.1 (the TwelveLabs components of Langflow) with twelvelabs 0.4.11 and langchain-core 1.8.3, seen 2026-11-30. Three
# captions of a video, the second one empty because nobody speaks there, are put into LangChain's InMemoryVectorStore. The
# component leaves the empty text out and returns two vectors for three texts; the store pairs texts and vectors up to the
# shorter end. So the empty caption gets the vector of the third one, and the third one is not stored: a search for it finds "".
# Chroma through langchain-chroma 1.1.0 refuses the same three.
#
# One would expect a vector for each text, which is what LangChain's Embeddings promise, or an error of the component or of the store.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check --only-binary :all: 'lfx-bundles[twelvelabs]==1.3.1' lfx==1.14.0.dev7 \
  twelvelabs==0.4.11 langchain-core==1.8.3 langchain-chroma==1.1.0 2> pip.log || { cat pip.log; exit 1; }
cat > find.py <<'PY'
import json
import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

VECTORS = {"a dog barks": [1.0, 0.0], "a cat purrs": [0.0, 1.0]}


class Service(BaseHTTPRequestHandler):
    def do_POST(self):
        said = self.rfile.read(int(self.headers["content-length"])).decode()
        vector = next(vector for text, vector in VECTORS.items() if text in said.replace("+", " "))
        segments = [{"float": vector}]
        body = json.dumps({"model_name": "Marengo-retrieval-2.7", "text_embedding": {"segments": segments}}).encode()
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


server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
threading.Thread(target=server.serve_forever, daemon=True).start()
os.environ["TWELVELABS_BASE_URL"] = f"http://127.0.0.1:{server.server_port}"

from langchain_chroma import Chroma
from langchain_core.vectorstores import InMemoryVectorStore
from lfx_bundles.twelvelabs.text_embeddings import TwelveLabsTextEmbeddingsComponent

embeddings = TwelveLabsTextEmbeddingsComponent(api_key="any", model="Marengo-retrieval-2.7").build_embeddings()
captions = ["a dog barks", "", "a cat purrs"]
check("vectors for three texts", len(embeddings.embed_documents(captions)), 2)

store = InMemoryVectorStore(embeddings)
store.add_texts(captions, metadatas=[{"second": second} for second in (0, 6, 12)])
found = [(one.page_content, one.metadata["second"]) for one in store.similarity_search("a cat purrs", k=2)]
check("a search for the third, in memory", found, [("", 6), ("a dog barks", 0)])
check("texts that are kept", sorted(one["text"] for one in store.store.values()), ["", "a dog barks"])

try:
    Chroma(embedding_function=embeddings).add_texts(captions, ids=["a", "b", "c"])
    answer = "stored"
except ValueError as error:
    answer = type(error).__name__
check("Chroma", answer, "ValueError")
server.shutdown()
PY
venv/bin/python -W ignore find.py 2> python.log || { cat python.log; exit 1; }
