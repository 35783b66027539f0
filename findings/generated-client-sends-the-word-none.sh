#!/usr/bin/env bash
# openapi-python-client 0.29.1 with ruff 0.17.6 (the generated client with httpx 0.28.1 and attrs 26.1.0), seen
# 2026-11-29, on a valid document of OpenAPI 3.1. In a form (multipart/form-data) a boolean is sent as the word
# "True", and the null of a property that may be null as the word "None", both as text/plain. And an answer that is
# one of two schemas, told apart by a discriminator with a mapping, is read as the first of the two, where it says
# that it is the second: its length of 3.0 is among the additional properties of a Clip, whose kind is "whole".
#
# One would expect a boolean to be "true", as JSON and the document have it, and as the same client writes it in a
# query; a null to be left out or to be empty; and the one thing that a discriminator is for. A note that was not
# given is stored as "None"; and a program that asks for the class of a result has the wrong one, with no error.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check \
  openapi-python-client==0.29.1 ruff==0.17.6 httpx==0.28.1 attrs==26.1.0 2> pip.log || { cat pip.log; exit 1; }
cat > api.json <<'JSON'
{"openapi": "3.1.0", "info": {"title": "Uploads", "version": "1"},
 "paths": {"/tasks": {
  "post": {"operationId": "createTask", "tags": ["tasks"],
   "requestBody": {"required": true, "content": {"multipart/form-data": {"schema": {"type": "object", "required": ["model"],
    "properties": {"model": {"type": "string"}, "fast": {"type": "boolean"}, "note": {"type": ["string", "null"]},
     "length": {"type": "integer"}, "scopes": {"type": "array", "items": {"type": "string"}}}}}}},
   "responses": {"200": {"description": "ok", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Task"}}}}}},
  "get": {"operationId": "getTask", "tags": ["tasks"],
   "parameters": [{"name": "fast", "in": "query", "schema": {"type": "boolean"}}],
   "responses": {"200": {"description": "ok", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Task"}}}}}}}},
 "components": {"schemas": {
  "Task": {"type": "object", "properties": {"result": {
   "oneOf": [{"$ref": "#/components/schemas/Clip"}, {"$ref": "#/components/schemas/Whole"}],
   "discriminator": {"propertyName": "kind", "mapping": {"clip": "#/components/schemas/Clip", "whole": "#/components/schemas/Whole"}}}}},
  "Clip": {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}, "start": {"type": "number"}}},
  "Whole": {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}, "length": {"type": "number"}}}}}}
JSON
PATH="$PWD/venv/bin:$PATH" venv/bin/openapi-python-client generate --path api.json --meta none \
  --output-path uploads_client > generate.log 2>&1 || { cat generate.log; exit 1; }
venv/bin/python - <<'PY'
import email
import json
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

seen = {}


class Service(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        seen["form"] = email.message_from_bytes(b"Content-Type: %s\r\n\r\n%s" % (self.headers["content-type"].encode(), body))
        self.answer()

    def do_GET(self):
        seen["path"] = self.path
        self.answer()

    def answer(self):
        content = json.dumps({"result": {"kind": "whole", "length": 3.0}}).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *arguments):
        pass


def check(what, value, expected):
    if value != expected:
        sys.exit(f"changed: {what}: {value!r}, and not {expected!r}")
    print(f"still so: {what}: {value!r}")


server = HTTPServer(("127.0.0.1", 0), Service)
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.path.insert(0, ".")
from uploads_client import Client
from uploads_client.api.tasks import create_task, get_task
from uploads_client.models import CreateTaskBody

client = Client(base_url=f"http://127.0.0.1:{server.server_port}")
body = CreateTaskBody(model="m", fast=True, note=None, length=6, scopes=["clip", "video"])
create_task.sync_detailed(client=client, body=body)
parts = seen["form"].get_payload()
fields = [(part.get_param("name", header="content-disposition"), part.get_payload().strip()) for part in parts]
EXPECTED = [("model", "m"), ("fast", "True"), ("note", "None"), ("length", "6"), ("scopes", "clip"), ("scopes", "video")]
check("the fields of the form", fields, EXPECTED)
check("the types of them", {part.get_content_type() for part in parts}, {"text/plain"})
task = get_task.sync(client=client, fast=True)
check("the boolean in a query", seen["path"], "/tasks?fast=true")
result = task.result
check("a whole, as it is read", [type(result).__name__, result.kind, result.additional_properties], ["Clip", "whole", {"length": 3.0}])
PY
