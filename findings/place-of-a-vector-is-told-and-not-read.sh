#!/usr/bin/env bash
# langchain-openai 1.7.4, llama-index-embeddings-openai 0.7.0, haystack-ai 3.4.1, pydantic-ai-slim 2.68.0 and mem0ai 2.2.1
# (openai 3.57.0), and of node 20 @langchain/openai 1.6.0 and ai 6.0.326 with @ai-sdk/openai 3.0.141, seen 2026-11-30. In
# an answer of the embeddings API each vector says by its "index" which of the texts it belongs to. Of an answer that
# has the vectors of three texts in the order 2, 1, 0 all but mem0 give the first text the vector of the last. Where the
# vector of one text is missing, LangChain (in Python), LlamaIndex, Pydantic AI and the AI SDK return two for three
# texts, without a word; Haystack, mem0 and LangChain in JavaScript raise.
#
# One would expect the field to be read that is there for this, and an answer with fewer vectors than texts to be
# refused. Servers that speak this API, and proxies that share a list among several, need not keep the order: each
# document then has the vector of another one, and nothing in the numbers shows it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export HAYSTACK_TELEMETRY_ENABLED=False MEM0_TELEMETRY=False MEM0_DIR=$work
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check openai==3.57.0 langchain-openai==1.7.4 haystack-ai==3.4.1 \
  llama-index-embeddings-openai==0.7.0 pydantic-ai-slim==2.68.0 mem0ai==2.2.1 2> pip.log || { cat pip.log; exit 1; }
npm install --silent --no-audit --no-fund @langchain/openai@1.6.0 @langchain/core@1.4.0 ai@6.0.326 @ai-sdk/openai@3.0.141 \
  > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > find.py <<'PY'
import base64
import http.server
import json
import os
import struct
import subprocess
import threading

os.environ["OPENAI_API_KEY"] = "any"


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen!r}, and not {expected!r}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen!r}")


class Service(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
        data = []
        for index in server.order:
            vector = [float(len(asked["input"][index])), 1.0]
            if asked.get("encoding_format") == "base64":
                vector = base64.b64encode(struct.pack("<2f", *vector)).decode()
            data.append({"object": "embedding", "index": index, "embedding": vector})
        usage = {"prompt_tokens": 1, "total_tokens": 1}
        body = json.dumps({"object": "list", "model": "m", "data": data, "usage": usage}).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Service)
threading.Thread(target=server.serve_forever, daemon=True).start()
URL = f"http://127.0.0.1:{server.server_port}/v1"
TEXTS = ["a", "bb", "ccc"]  # a text of n letters has the vector [n, 1]

from haystack import Document
from haystack.components.embedders import OpenAIDocumentEmbedder
from langchain_openai import OpenAIEmbeddings
from llama_index.embeddings.openai import OpenAIEmbedding
from mem0.configs.embeddings.base import BaseEmbedderConfig
from mem0.embeddings.openai import OpenAIEmbedding as Mem0Embedding
from pydantic_ai import Embedder
from pydantic_ai.embeddings.openai import OpenAIEmbeddingModel
from pydantic_ai.providers.openai import OpenAIProvider

langchain = OpenAIEmbeddings(model="m", base_url=URL, check_embedding_ctx_length=False)
llama = OpenAIEmbedding(model_name="m", api_base=URL)
haystack = OpenAIDocumentEmbedder(model="m", api_base_url=URL, progress_bar=False)
pydantic = Embedder(OpenAIEmbeddingModel("m", provider=OpenAIProvider(base_url=URL, api_key="any")))
mem0 = Mem0Embedding(BaseEmbedderConfig(model="m", api_key="any", openai_base_url=URL, embedding_dims=2))


def by_haystack(texts):
    done = haystack.run([Document(content=text) for text in texts])["documents"]
    return [document.embedding for document in done]


def by_javascript(name):
    def embed(texts):
        run = subprocess.run(["node", "embed.mjs", name, URL, *texts], capture_output=True, text=True, timeout=60)
        return json.loads(run.stdout) if run.returncode == 0 else "error"

    return embed


def lengths(embed):
    try:
        vectors = embed(TEXTS)
    except ValueError:
        return "error"
    return vectors if vectors == "error" else [int(vector[0]) for vector in vectors]


for name, embed, turned, short in (
    ("langchain-openai", langchain.embed_documents, [3, 2, 1], [1, 3]),
    ("llama-index", llama.get_text_embedding_batch, [3, 2, 1], [1, 3]),
    ("haystack", by_haystack, [3, 2, 1], "error"),
    ("pydantic-ai", lambda texts: pydantic.embed_documents_sync(texts).embeddings, [3, 2, 1], [1, 3]),
    ("mem0", mem0.embed_batch, [1, 2, 3], "error"),
    ("@langchain/openai", by_javascript("langchain"), [3, 2, 1], "error"),
    ("ai", by_javascript("ai"), [3, 2, 1], [1, 3]),
):
    server.order = [0, 1, 2]
    check(f"{name}, the order of the texts", lengths(embed), [1, 2, 3])
    server.order = [2, 1, 0]
    check(f"{name}, the other way round", lengths(embed), turned)
    server.order = [0, 2]
    check(f"{name}, one is missing", lengths(embed), short)
PY
cat > embed.mjs <<'JS'
import { createOpenAI } from "@ai-sdk/openai";
import { OpenAIEmbeddings } from "@langchain/openai";
import { embedMany } from "ai";

const [name, baseURL, ...texts] = process.argv.slice(2);
const by = {
  langchain: () => new OpenAIEmbeddings({ apiKey: "any", model: "m", configuration: { baseURL } }).embedDocuments(texts),
  ai: async () => {
    const model = createOpenAI({ baseURL, apiKey: "any" }).textEmbeddingModel("m");
    return (await embedMany({ model, values: texts })).embeddings;
  },
};
console.log(JSON.stringify(await by[name]()));
JS
venv/bin/python -W ignore find.py
