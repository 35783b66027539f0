#!/usr/bin/env bash
# litellm 1.110.2, installed without its proxy, seen 2026-11-29, with its cache in memory and a server on the
# loopback. A list of texts that is embedded for a second time raises ModuleNotFoundError: No module named 'fastapi'
# instead of giving the answer that is in the cache; litellm.aembedding gives it. Of a list of which one half was
# embedded before, aembedding asks for the other half, keeps the order, and counts the tokens of all; embedding asks
# for all.
#
# One would expect both to do the same with one cache, and a library that is installed as its documentation has it to
# need no web framework of a server for it. The first run of a test passes, with everything that it asks for, and the
# one after it fails.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export LITELLM_LOCAL_MODEL_COST_MAP=True
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check litellm==1.110.2 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - 2> python.log <<'PY' || { rc=$?; cat python.log; exit "$rc"; }
import asyncio
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import litellm
from litellm.caching.caching import Cache

asked = []


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen!r}, and not {expected!r}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen!r}")


class Embeddings(BaseHTTPRequestHandler):
    def do_POST(self):
        request = json.loads(self.rfile.read(int(self.headers["content-length"])))
        texts = request["input"]
        asked.append(texts)
        data = [{"object": "embedding", "index": at, "embedding": [float(len(text))]} for at, text in enumerate(texts)]
        usage = {"prompt_tokens": len(texts), "total_tokens": len(texts)}
        answer = json.dumps({"object": "list", "model": request["model"], "data": data, "usage": usage}).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *args):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Embeddings)
threading.Thread(target=server.serve_forever, daemon=True).start()
litellm.suppress_debug_info = True
options = {"model": "openai/m", "api_base": f"http://127.0.0.1:{server.server_port}/v1", "api_key": "key", "caching": True}


def now(texts):
    asked.clear()
    try:
        answer = litellm.embedding(input=texts, **options)
    except ModuleNotFoundError as error:
        return str(error), list(asked)
    time.sleep(1)  # what is kept is written by another thread
    return [int(one["embedding"][0]) for one in answer.data], answer.usage.prompt_tokens, list(asked)


async def later(texts):
    asked.clear()
    answer = await litellm.aembedding(input=texts, **options)
    await asyncio.sleep(1)
    return [int(one["embedding"][0]) for one in answer.data], answer.usage.prompt_tokens, list(asked)


async def all_later():
    check("aembedding", await later(["a", "bb"]), ([1, 2], 2, [["a", "bb"]]))
    check("aembedding again", await later(["a", "bb"]), ([1, 2], 2, []))
    check("aembedding, half of it known", await later(["bb", "ccc", "a"]), ([2, 3, 1], 3, [["ccc"]]))


litellm.cache = Cache(type="local")
asyncio.run(all_later())
litellm.cache = Cache(type="local")
check("embedding", now(["a", "bb"]), ([1, 2], 2, [["a", "bb"]]))
check("embedding, half of it known", now(["bb", "ccc"]), ([2, 3], 2, [["bb", "ccc"]]))
check("embedding again", now(["a", "bb"]), ("No module named 'fastapi'", []))
PY
