#!/usr/bin/env bash
# openai 6.49.0 and @langchain/openai 1.5.8 (with @langchain/core 1.4.0; node 20), and the Python openai 3.57.0, seen 2026-11-29, with a
# server on the loopback that answers every request for a vector with a list of eight numbers, as a server made to be like OpenAI's may
# that does not know encoding_format. embeddings.create of the JavaScript client, which asks for base64 where the program asks for
# nothing, makes [0, 0] of them, and so does LangChain, without an error. The Python client gives the eight, and so does the
# JavaScript one where the program names a format, be it "base64". Where base64 is answered, both turn it into numbers unasked, and 0.1
# is 0.10000000149011612.
#
# One would expect a list where a text is due to be refused, or to be taken for what it is, as in Python. The length is a quarter of
# the right one, and a test with a double that answers in numbers sees vectors that are all alike.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check openai==3.57.0 2> pip.log || { cat pip.log; exit 1; }
npm install --silent --no-audit --no-fund openai@6.49.0 @langchain/openai@1.5.8 @langchain/core@1.4.0 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > by_python.py <<'PY'
import json
import sys

from openai import OpenAI

client = OpenAI(api_key="k", base_url=sys.argv[1])
print(json.dumps(client.embeddings.create(model="m", input="sea").data[0].embedding))
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
const vector = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8];
let embedding, asked;
const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  asked = JSON.parse(Buffer.concat(chunks)).encoding_format;
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify({ object: "list", model: "m", usage: { prompt_tokens: 1, total_tokens: 1 }, data: [{ object: "embedding", index: 0, embedding }] }));
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const baseURL = `http://127.0.0.1:${server.address().port}/v1`;
const client = new OpenAI({ apiKey: "k", baseURL });
const created = async (more = {}) => JSON.stringify((await client.embeddings.create({ model: "m", input: "sea", ...more })).data[0].embedding);
const langchain = new OpenAIEmbeddings({ apiKey: "k", model: "m", configuration: { baseURL } });
const byPython = async () => JSON.stringify(JSON.parse((await promisify(execFile)("venv/bin/python", ["by_python.py", baseURL])).stdout));
const EIGHT = JSON.stringify(vector);
embedding = vector;
check("a list, openai", await created(), "[0,0]");
check("what it asked for", asked, "base64");
check("a list, openai, told float", await created({ encoding_format: "float" }), EIGHT);
check("a list, openai, told base64", await created({ encoding_format: "base64" }), EIGHT);
check("a list, LangChain", JSON.stringify(await langchain.embedQuery("sea")), "[0,0]");
check("a list, openai of Python", await byPython(), EIGHT);
check("what it asked for", asked, "base64");
embedding = Buffer.from(new Float32Array(vector).buffer).toString("base64");
const SINGLE = JSON.stringify([...new Float32Array(vector)]);
check("base64, openai", await created(), SINGLE);
check("base64, openai of Python", await byPython(), SINGLE);
server.close();
server.closeAllConnections();
JS
node find.mjs
