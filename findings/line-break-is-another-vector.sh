#!/usr/bin/env bash
# What is sent of one text of two lines for its vector, with the same model, by the packages of one framework for Python and for
# JavaScript (node 20), each with its defaults, seen 2026-11-30. LangChain: langchain-openai 1.7.4 sends the line break,
# @langchain/openai 1.6.0 a blank in its place; langchain-mistralai 1.1.6 and @langchain/mistralai 1.2.0 the same. LlamaIndex, the other
# way round: Python's llama-index-embeddings-openai 0.7.0 sends a blank, @llamaindex/openai 0.4.22 the line break.
# llama-index-embeddings-text-embeddings-inference 0.6.0 cuts the blanks at both ends of a text, where the others leave them.
#
# One would expect a text to be sent as it is, or the two halves of a framework, whose stores are meant for both, to agree. A caption of
# two lines that one wrote is not the same text to the other, and its distance to itself is not zero.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check langchain-openai==1.7.4 langchain-mistralai==1.1.6 llama-index-core==0.14.25 \
  llama-index-embeddings-openai==0.7.0 llama-index-embeddings-text-embeddings-inference==0.6.0 2> pip.log || { cat pip.log; exit 1; }
npm install --silent --no-audit --no-fund @langchain/openai@1.6.0 @langchain/mistralai@1.2.0 @langchain/core@1.4.0 @llamaindex/openai@0.4.22 \
  @llamaindex/core@0.6.22 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > by_python.py <<'PY'
import os
import sys

os.environ["HF_HUB_OFFLINE"] = "1"
from langchain_mistralai import MistralAIEmbeddings
from langchain_openai import OpenAIEmbeddings
from llama_index.embeddings.openai import OpenAIEmbedding
from llama_index.embeddings.text_embeddings_inference import TextEmbeddingsInference

url, text = sys.argv[1:]
OpenAIEmbeddings(base_url=f"{url}/langchain-openai", api_key="k", model="m", check_embedding_ctx_length=False).embed_documents([text])
MistralAIEmbeddings(endpoint=f"{url}/langchain-mistralai/", api_key="k").embed_documents([text])
OpenAIEmbedding(api_base=f"{url}/llama-index-openai", api_key="k").get_text_embedding_batch([text])
TextEmbeddingsInference(base_url=f"{url}/llama-index-tei", model_name="m").get_text_embedding_batch([text])
PY
cat > find.mjs <<'JS'
import { execFile } from "node:child_process";
import { createServer } from "node:http";
import { promisify } from "node:util";
import { MistralAIEmbeddings } from "@langchain/mistralai";
import { OpenAIEmbeddings } from "@langchain/openai";
import { OpenAIEmbedding } from "@llamaindex/openai";

const TEXT = " the sea\nis blue ";
const sent = {};
const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const asked = JSON.parse(Buffer.concat(chunks));
  const texts = [asked.input ?? asked.inputs].flat();
  sent[request.url.split("/")[1]] = texts[0];
  const data = texts.map((_, index) => ({ object: "embedding", index, embedding: asked.encoding_format === "base64" ? "AACAPwAAAAA=" : [1, 0] }));
  const usage = { prompt_tokens: 1, total_tokens: 1, completion_tokens: 0 };
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify(request.url.includes("tei") ? [[1, 0]] : { object: "list", id: "1", model: "m", data, usage }));
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const url = `http://127.0.0.1:${server.address().port}`;
await new OpenAIEmbeddings({ apiKey: "k", model: "m", configuration: { baseURL: `${url}/@langchain-openai` } }).embedDocuments([TEXT]);
await new MistralAIEmbeddings({ apiKey: "k", serverURL: `${url}/@langchain-mistralai` }).embedDocuments([TEXT]);
await new OpenAIEmbedding({ apiKey: "k", model: "text-embedding-3-small", baseURL: `${url}/@llamaindex-openai` }).getTextEmbeddings([TEXT]);
await promisify(execFile)("venv/bin/python", ["-W", "ignore", "by_python.py", url, TEXT]);
const BLANK = TEXT.replace("\n", " ");
for (const [by, expected] of Object.entries({
  "langchain-openai": TEXT, "@langchain-openai": BLANK, "langchain-mistralai": TEXT, "@langchain-mistralai": BLANK,
  "llama-index-openai": BLANK, "@llamaindex-openai": TEXT, "llama-index-tei": TEXT.trim(),
})) {
  if (sent[by] !== expected) { console.log(`changed: sent by ${by}: ${JSON.stringify(sent[by])}, and not ${JSON.stringify(expected)}`); process.exit(1); }
  console.log(`still so: sent by ${by}: ${JSON.stringify(sent[by])}`);
}
server.close();
server.closeAllConnections();
JS
node find.mjs
