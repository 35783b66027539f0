#!/usr/bin/env bash
# chromadb 1.5.9 (Python, and its server; its Jina function needs pillow 13.0.0), and chromadb 3.5.0 with @chroma-core/jina 0.1.9 (node
# 20), seen 2026-11-30. A collection keeps how it embeds. It is made in Python with Jina's function, texts as "retrieval.passage" and, by
# query_config, questions as "retrieval.query". Opened from Python without a function, a search asks for "retrieval.query"; opened from
# JavaScript in the same way, it asks for "retrieval.passage", and what it says of the collection's function has no query_config. No
# package says a word about it.
#
# One would expect what the server keeps to mean the same in both languages, or a setting that one does not know to be refused. The
# model, the dimensions and the rest are taken over, so that all works and the distances are others.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check chromadb==1.5.9 pillow==13.0.0 2> pip.log || { cat pip.log; exit 1; }
npm install --silent --no-audit --no-fund chromadb@3.5.0 @chroma-core/jina@0.1.9 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > by_python.py <<'PY'
import os
import sys

import chromadb
import httpx
from chromadb.utils.embedding_functions import JinaEmbeddingFunction

port, url, step = sys.argv[1:]
os.environ["JINA_API_KEY"] = "k"
post = httpx.Client.post
httpx.Client.post = lambda session, address, **more: post(session, url if "jina.ai" in address else address, **more)
client = chromadb.HttpClient(host="127.0.0.1", port=int(port))
if step == "make":
    function = JinaEmbeddingFunction(
        api_key_env_var="JINA_API_KEY", model_name="jina-embeddings-v3", task="retrieval.passage", query_config={"task": "retrieval.query"}
    )
    client.create_collection("clips", embedding_function=function).add(ids=["a"], documents=["a dog barks"])
else:
    client.get_collection("clips").query(query_texts=["a dog"], n_results=1)
PY
cat > find.mjs <<'JS'
import { execFile, spawn } from "node:child_process";
import { createServer } from "node:http";
import { promisify } from "node:util";
import "@chroma-core/jina";
import { ChromaClient } from "chromadb";

process.env.JINA_API_KEY = "k";
process.env.ANONYMIZED_TELEMETRY = "False";
const tasks = [];
const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const { input, task } = JSON.parse(Buffer.concat(chunks));
  tasks.push(task);
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify({ data: input.map((_, index) => ({ index, embedding: [1, 0] })) }));
});
const listening = (one) => new Promise((ready) => one.listen(0, "127.0.0.1", () => ready(one.address().port)));
const url = `http://127.0.0.1:${await listening(server)}`;
const taken = createServer();
const port = await listening(taken);
await new Promise((closed) => taken.close(closed));
const chroma = spawn("venv/bin/chroma", ["run", "--path", "data", "--host", "127.0.0.1", "--port", `${port}`], { stdio: "ignore" });
process.on("exit", () => chroma.kill());
function check(what, seen, expected) {
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
const live = globalThis.fetch;
globalThis.fetch = (address, ...more) => live(`${address?.url ?? address}`.includes("jina.ai") ? url : address, ...more);
const client = new ChromaClient({ host: "127.0.0.1", port });
for (let tries = 0; tries < 120; tries += 1) {
  try { await client.heartbeat(); break; } catch { await new Promise((later) => setTimeout(later, 500)); }
}
const byPython = (step) => promisify(execFile)("venv/bin/python", ["-W", "ignore", "by_python.py", `${port}`, url, step]);
await byPython("make");
check("a text, Python", tasks.at(-1), "retrieval.passage");
await byPython("search");
check("a question, Python", tasks.at(-1), "retrieval.query");
const collection = await client.getCollection({ name: "clips" });
check("the function, JavaScript", `${collection.embeddingFunction.name}, ${collection.embeddingFunction.getConfig().query_config}`, "jina, undefined");
await collection.query({ queryTexts: ["a dog"], nResults: 1 });
check("a question, JavaScript", tasks.at(-1), "retrieval.passage");
check("requests", tasks.length, 3);
server.close();
server.closeAllConnections();
chroma.kill();
JS
node find.mjs
