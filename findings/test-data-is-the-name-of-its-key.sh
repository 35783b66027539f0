#!/usr/bin/env bash
# schemathesis 4.32.5, seen 2026-11-29, told to send valid data alone (--mode positive), on a valid document of OpenAPI 3.0 with two forms. In
# x-www-form-urlencoded a list of objects, [{"start": 1}, {"start": 2}], goes out as clips=start&clips=start: the name of the key for
# each object, and no value. null, of a text that is nullable, is the word null in both kinds of form, as a text of these four
# letters is. In multipart/form-data the same list is one part of application/json.
#
# One would expect the values that were drawn to be what is sent, or a form that can not hold them to be left alone: a server that
# reads these forms and refuses them, as it should, is told "Schema-valid request rejected".
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check schemathesis==4.32.5 2> pip.log || { cat pip.log; exit 1; }
cat > find.py <<'PY'
import email
import http.server
import json
import subprocess
import sys
import threading
from urllib.parse import parse_qsl


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


clip = {"type": "object", "required": ["start"], "properties": {"start": {"type": "integer"}}, "additionalProperties": False}
form = {
    "type": "object",
    "required": ["clips", "note", "scopes"],
    "properties": {
        "clips": {"type": "array", "minItems": 2, "maxItems": 2, "items": clip},
        "note": {"type": "string", "nullable": True, "enum": [None]},
        "scopes": {"type": "array", "minItems": 2, "maxItems": 2, "items": {"type": "string", "enum": ["clip"]}},
    },
    "additionalProperties": False,
}
KINDS = {"/parts": "multipart/form-data", "/pairs": "application/x-www-form-urlencoded"}
document = {
    "openapi": "3.0.3",
    "info": {"title": "Tasks", "version": "1"},
    "paths": {
        path: {"post": {"requestBody": {"required": True, "content": {kind: {"schema": form}}}, "responses": {"200": {"description": "ok"}}}}
        for path, kind in KINDS.items()
    },
}
with open("document.json", "w") as file:
    json.dump(document, file)
arrived = {path: [] for path in KINDS}


class Forms(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        if self.path == "/pairs":
            fields = parse_qsl(body.decode())
        else:
            parts = email.message_from_bytes(b"Content-Type: " + self.headers["content-type"].encode() + b"\r\n\r\n" + body)
            fields = [(part.get_param("name", header="content-disposition"), part.get_payload()) for part in parts.get_payload()]
        arrived[self.path].append({name: [value for other, value in fields if other == name] for name, _ in fields})
        self.send_response(200)
        self.end_headers()

    def do_GET(self):
        self.send_response(404)
        self.end_headers()

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Forms)
threading.Thread(target=server.serve_forever, daemon=True).start()
command = ["venv/bin/schemathesis", "run", "document.json", "--url", f"http://127.0.0.1:{server.server_port}"]
command += ["--mode", "positive", "--phases", "fuzzing", "--max-examples", "10", "--seed", "1"]
subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
pairs, parts = arrived["/pairs"], arrived["/parts"]
check("both forms were sent", bool(pairs) and bool(parts), True)
check("pairs: the clips, in each form", {tuple(one["clips"]) for one in pairs}, {("start", "start")})
check("pairs: the note, in each form", {tuple(one["note"]) for one in pairs}, {("null",)})
check("pairs: the scopes, in each form", {tuple(one["scopes"]) for one in pairs}, {("clip", "clip")})
check("parts: the note, in each form", {tuple(one["note"]) for one in parts}, {("null",)})
check("parts: the clips are one part, in each form", {len(one["clips"]) for one in parts}, {1})
check("parts: the clips have their starts", all(sorted(clip) == ["start"] for one in parts for clip in json.loads(one["clips"][0])), True)
PY
venv/bin/python find.py
