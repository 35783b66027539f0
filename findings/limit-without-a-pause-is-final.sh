#!/usr/bin/env bash
# @langchain/openai 1.6.0 (with @langchain/core 1.4.0; node 20), seen 2026-11-30, beside openai 6.49.0, which is under it, and
# langchain-openai for Python (1.7.4 with openai 3.57.0). 200 texts are embedded in three batches, and the second is answered 429 once.
# With "retry-after: 1" it is sent again and all vectors are there. With "retry-after-ms: 100", which OpenAI's own client reads, or with
# neither, LangChain of JavaScript raises RateLimitCapacityError at once and nothing is sent again, with maxRetries: 6 too; a 503 in the
# same place is tried again. The client of OpenAI and LangChain of Python send the batch again in all these cases.
#
# One would expect the limit that is met most to be waited for as a fault of the server is, the more where the answer says how long, and
# two languages of one framework to agree. All three batches are paid for and none of the vectors is there.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install --quiet --disable-pip-version-check langchain-openai==1.7.4 openai==3.57.0 2> pip.log || { cat pip.log; exit 1; }
npm install --silent --no-audit --no-fund @langchain/openai@1.6.0 @langchain/core@1.4.0 openai@6.49.0 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > by_python.py <<'PY'
import sys

from langchain_openai import OpenAIEmbeddings

embeddings = OpenAIEmbeddings(api_key="k", base_url=sys.argv[1], model="m", chunk_size=80, check_embedding_ctx_length=False)
print(len(embeddings.embed_documents([f"text {number}" for number in range(200)])), end="")
PY
cat > find.mjs <<'JS'
import { execFile } from "node:child_process";
import { createServer } from "node:http";
import { promisify } from "node:util";
import { OpenAIEmbeddings } from "@langchain/openai";
import OpenAI from "openai";

function check(what, seen, expected) {
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
let refusal, refused, requests;
const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const { input } = JSON.parse(Buffer.concat(chunks));
  requests += 1;
  response.setHeader("content-type", "application/json");
  if (!refused && input.includes("text 80")) {
    refused = true;
    response.writeHead(...refusal).end(JSON.stringify({ error: { message: "slow down" } }));
    return;
  }
  const data = input.map((_, index) => ({ object: "embedding", index, embedding: [1, 0] }));
  response.end(JSON.stringify({ object: "list", model: "m", data, usage: { prompt_tokens: 1, total_tokens: 1 } }));
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const baseURL = `http://127.0.0.1:${server.address().port}/v1`;
const texts = Array.from({ length: 200 }, (_, number) => `text ${number}`);
async function by(embed) {
  [refused, requests] = [false, 0];
  let answer;
  try { answer = `${await embed()} vectors`; } catch (error) { answer = error.name; }
  await new Promise((settled) => setTimeout(settled, 300));
  return `${answer}, ${requests} requests`;
}
const byLangChain = (more) => by(async () => (await new OpenAIEmbeddings({ apiKey: "k", model: "m", batchSize: 80, configuration: { baseURL }, ...more }).embedDocuments(texts)).length);
const byOpenAI = () => by(async () => (await new OpenAI({ apiKey: "k", baseURL }).embeddings.create({ model: "m", input: texts, encoding_format: "float" })).data.length);
const byPython = () => by(async () => (await promisify(execFile)("venv/bin/python", ["-W", "ignore", "by_python.py", baseURL])).stdout);
const FINAL = "RateLimitCapacityError, 3 requests";
for (const [what, status, headers, answer] of [
  ["429 with retry-after", 429, { "retry-after": "1" }, "200 vectors, 4 requests"],
  ["429 with retry-after-ms", 429, { "retry-after-ms": "100" }, FINAL],
  ["429 alone", 429, {}, FINAL],
  ["503", 503, {}, "200 vectors, 4 requests"],
]) {
  refusal = [status, headers];
  check(`${what}, LangChain`, await byLangChain(), answer);
  check(`${what}, LangChain of Python`, await byPython(), "200 vectors, 4 requests");
  check(`${what}, openai`, await byOpenAI(), "200 vectors, 2 requests");
}
refusal = [429, {}];
check("429 alone, LangChain with maxRetries", await byLangChain({ maxRetries: 6 }), FINAL);
server.close();
server.closeAllConnections();
JS
node find.mjs
