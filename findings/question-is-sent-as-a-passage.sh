#!/usr/bin/env bash
# llama-index-embeddings-nvidia 0.6.0 (llama-index-core 0.14.25; openai 3.57.0, which it needs and does not name), beside
# langchain-nvidia-ai-endpoints 1.5.0, seen 2026-11-30. A model of NVIDIA that searches embeds a text with input_type "passage" and a
# question with "query", and answers other vectors for the two. LlamaIndex's get_query_embedding sends "passage", and
# aget_query_embedding "query"; LangChain sends "query". Where the service answers three vectors in another order, each with its index,
# LangChain gives each text its own, and LlamaIndex gives the first text the vector of the third.
#
# One would expect a method for questions to send a question, as it does for Cohere in the same framework, and a search not to depend on
# whether it is awaited. One store, one model and one question have two lists of hits.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check llama-index-core==0.14.25 llama-index-embeddings-nvidia==0.6.0 \
  langchain-nvidia-ai-endpoints==1.5.0 openai==3.57.0 2> pip.log || { cat pip.log; exit 1; }
cat > find.py <<'PY'
import asyncio
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MODEL = "nvidia/nv-embedqa-e5-v5"
kinds = []


class Service(BaseHTTPRequestHandler):
    def do_GET(self):
        self.answer({"object": "list", "data": [{"id": MODEL, "object": "model", "created": 0, "owned_by": "nvidia"}]})

    def do_POST(self):
        said = json.loads(self.rfile.read(int(self.headers["content-length"])))
        kinds.append(said["input_type"])
        texts = [said["input"]] if isinstance(said["input"], str) else said["input"]
        data = [{"object": "embedding", "index": index, "embedding": [float(text), 1.0]} for index, text in enumerate(texts)]
        self.answer({"object": "list", "model": MODEL, "data": data[::-1], "usage": {"prompt_tokens": 1, "total_tokens": 1}})

    def answer(self, content):
        body = json.dumps(content).encode()
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


def kind(embedded):
    kinds.clear()
    if asyncio.iscoroutine(embedded):
        asyncio.run(embedded)
    else:
        embedded()
    return kinds[0]


server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_port}/v1"

from langchain_nvidia_ai_endpoints import NVIDIAEmbeddings
from llama_index.embeddings.nvidia import NVIDIAEmbedding

by_llama_index = NVIDIAEmbedding(base_url=url, model=MODEL, api_key="k")
by_langchain = NVIDIAEmbeddings(base_url=url, model=MODEL, api_key="k")
check("a text, LlamaIndex", kind(lambda: by_llama_index.get_text_embedding("1")), "passage")
check("a question, LlamaIndex", kind(lambda: by_llama_index.get_query_embedding("1")), "passage")
check("a question, LlamaIndex, async", kind(by_llama_index.aget_query_embedding("1")), "query")
check("a text, LangChain", kind(lambda: by_langchain.embed_documents(["1"])), "passage")
check("a question, LangChain", kind(lambda: by_langchain.embed_query("1")), "query")
texts = ["1", "2", "3"]
check("in another order, LlamaIndex", [int(first) for first, _ in by_llama_index.get_text_embedding_batch(texts)], [3, 2, 1])
check("in another order, LangChain", [int(first) for first, _ in by_langchain.embed_documents(texts)], [1, 2, 3])
server.shutdown()
PY
venv/bin/python -W ignore find.py 2> python.log || { cat python.log; exit 1; }
