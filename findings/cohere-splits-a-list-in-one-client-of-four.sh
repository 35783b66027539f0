#!/usr/bin/env bash
# cohere 7.3.1 (Python) and cohere-ai 8.1.0 (node 20), seen 2026-11-29. 200 texts, embedded in one call, are
# three requests of at most 96 by Python's Client, and one request of 200 by its ClientV2, and by both clients
# of JavaScript.
#
# One would expect the client of the second version of an API, whose limit for a call is the same 96 texts, to
# do what the first one does, or to have an argument for it; and the languages to agree. Who moves from Client
# to ClientV2 gets a refusal for each list over 96, and a test with three texts does not show it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  cohere==7.3.1 2> pip.log || { cat pip.log; exit 1; }
npm install --silent --no-audit --no-fund cohere-ai@8.1.0 > npm.log 2>&1 || { cat npm.log; exit 1; }
venv/bin/python - <<'PY'
import http.server
import json
import sys
import threading

import cohere

def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


sizes = []


def answered(path, body):
    texts = json.loads(body)["texts"]
    sizes.append(len(texts))
    vectors = {"float": [[float(text)] for text in texts]}
    return 200, {"id": "1", "texts": texts, "embeddings": vectors, "response_type": "embeddings_by_type"}


class Answers(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"] or 0))
        status, answer = answered(self.path, body)
        answer = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    do_GET = do_POST

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_port}"
for client, expected in ((cohere.Client, [8, 96, 96]), (cohere.ClientV2, [200])):
    sizes.clear()
    client(api_key="k", base_url=url).embed(
        texts=[str(number) for number in range(200)], model="embed-v4.0", input_type="search_query", embedding_types=["float"]
    )
    check(f"texts in each request of {client.__name__}", sorted(sizes), expected)
PY
cat > find.cjs <<'JS'
const http = require("node:http");
const { CohereClient, CohereClientV2 } = require("cohere-ai");
function check(what, value, expected) {
  [value, expected] = [JSON.stringify(value), JSON.stringify(expected)];
  if (value !== expected) { console.log(`changed: ${what}: ${value}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${value}`);
}
const sizes = [];
const server = http.createServer((request, response) => {
  let body = "";
  request.on("data", (piece) => { body += piece; });
  request.on("end", () => {
    const { texts } = JSON.parse(body);
    sizes.push(texts.length);
    const embeddings = { float: texts.map((text) => [Number(text)]) };
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ id: "1", texts, embeddings, response_type: "embeddings_by_type" }));
  });
});
server.listen(0, "127.0.0.1", async () => {
  const environment = `http://127.0.0.1:${server.address().port}`;
  const texts = Array.from({ length: 200 }, (_, number) => String(number));
  for (const [name, Client] of [["CohereClient", CohereClient], ["CohereClientV2", CohereClientV2]]) {
    sizes.length = 0;
    const client = new Client({ token: "k", environment, baseUrl: environment });
    await client.embed({ texts, model: "embed-v4.0", inputType: "search_query", embeddingTypes: ["float"] });
    check(`texts in each request of ${name} in JavaScript`, sizes, [200]);
  }
  process.exit(0);
});
JS
node find.cjs
