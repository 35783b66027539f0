#!/usr/bin/env bash
# google-genai 3.6.1 (Python) and @google/genai 3.1.0 (node 20), seen 2026-11-29. embed_content of a list of
# three texts is a request with three contents for the model gemini-embedding-001, and of the same list with
# gemini-embedding-2 a request with one content of three parts: one vector comes back for the three, and no
# error. Three Content objects are three in both. Also, a piece of a file that is answered 503 is sent again by
# files.upload; embed_content raises at the first 503.
#
# One would expect the name of the model to be a value that is passed on, and a list of texts to have a vector
# for each, as it has in other clients of embeddings. Who changes the model in a setting and pairs texts with
# vectors stores one vector, of all of them together, under the first text. And a busy service is survived by
# the upload, and not by the question that follows it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  google-genai==3.6.1 2> pip.log || { cat pip.log; exit 1; }
npm install --silent --no-audit --no-fund @google/genai@3.1.0 > npm.log 2>&1 || { cat npm.log; exit 1; }
venv/bin/python - <<'PY'
import http.server
import io
import json
import sys
import threading

from google import genai
from google.genai import types

def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


failures = []
uploads = []


class Answers(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"] or 0))
        status, headers, answer = 200, {}, {}
        if self.headers.get("x-goog-upload-command") == "start":
            headers = {"x-goog-upload-url": url + "/piece"}
        elif failures:
            status, answer = failures.pop(), {"error": {"code": 503, "message": "busy", "status": "UNAVAILABLE"}}
        elif self.path == "/piece":
            headers, answer = {"x-goog-upload-status": "final"}, {"file": {"name": "files/a", "sizeBytes": str(len(body))}}
        else:
            answer = {"embeddings": [{"values": [1.0]} for _ in json.loads(body)["requests"]]}
        uploads.append(self.path)
        answer = json.dumps(answer).encode()
        self.send_response(status)
        for name, value in (headers | {"content-type": "application/json", "content-length": str(len(answer))}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_port}"
client = genai.Client(api_key="k", http_options={"base_url": url})
texts = ["a dog", "a cat", "a bird"]
contents = [types.Content(parts=[types.Part(text=text)]) for text in texts]


def vectors(model, given):
    return len(client.models.embed_content(model=model, contents=given).embeddings)


check("three texts, 001 and 2", [vectors(f"gemini-embedding-{model}", texts) for model in ("001", "2")], [3, 1])
check("three contents, 001 and 2", [vectors(f"gemini-embedding-{model}", contents) for model in ("001", "2")], [3, 3])
failures.append(503)
uploads.clear()
client.files.upload(file=io.BytesIO(b"x" * 100), config={"mime_type": "video/mp4"})
check("a 503 in an upload", uploads.count("/piece"), 2)
failures.append(503)
try:
    outcome = vectors("gemini-embedding-001", texts)
except Exception as error:
    outcome = type(error).__name__
check("a 503 in an embedding", outcome, "ServerError")
PY
cat > find.cjs <<'JS'
const http = require("node:http");
const { GoogleGenAI } = require("@google/genai");
function check(what, value, expected) {
  [value, expected] = [JSON.stringify(value), JSON.stringify(expected)];
  if (value !== expected) { console.log(`changed: ${what}: ${value}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${value}`);
}
const server = http.createServer((request, response) => {
  let body = "";
  request.on("data", (piece) => { body += piece; });
  request.on("end", () => {
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify({ embeddings: JSON.parse(body).requests.map(() => ({ values: [1] })) }));
  });
});
server.listen(0, "127.0.0.1", async () => {
  const client = new GoogleGenAI({ apiKey: "k", httpOptions: { baseUrl: `http://127.0.0.1:${server.address().port}` } });
  const vectors = async (model) =>
    (await client.models.embedContent({ model, contents: ["a dog", "a cat", "a bird"] })).embeddings.length;
  check("three texts in JavaScript, 001 and 2",
    [await vectors("gemini-embedding-001"), await vectors("gemini-embedding-2")], [3, 1]);
  process.exit(0);
});
JS
node find.cjs
