#!/usr/bin/env bash
# openapi-core 0.23.1 and connexion 3.3.0 (with uvicorn 0.54.0), and express-openapi-validator 5.6.2 (express
# 5.3.0) and Prism (@stoplight/prism-cli) 5.14.2 (node 20), seen 2026-11-29, on one document of OpenAPI 3.0 and
# the same multipart/form-data. With a text and a file all take it. With an integer as well ("6") or a boolean
# ("true"), openapi-core and express-openapi-validator refuse it, since '6' is not of type integer. With an array
# whose items are two fields of one name, Prism refuses it; with an array of one item, express-openapi-validator
# does too. With an object as JSON, connexion and Prism refuse it.
#
# One would expect what OpenAPI says of a form to hold: a part for each item of an array, the text of a number or
# a boolean, and JSON for an object. No kind of value but a text and a file gets past all four, and the same
# openapi-core reads the 6 of a form that is x-www-form-urlencoded. The server, its mock and the check of the
# tests each turn another valid upload away.
set -euo pipefail
work=$(mktemp -d)
trap 'jobs -p | xargs -r kill 2> /dev/null; rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  openapi-core==0.23.1 'connexion[flask,uvicorn]==3.3.0' uvicorn==0.54.0 2> pip.log || { cat pip.log; exit 1; }
npm init -y > /dev/null
npm install --silent --no-audit --no-fund express@5.3.0 express-openapi-validator@5.6.2 @stoplight/prism-cli@5.14.2
cat > api.json <<'JSON'
{"openapi": "3.0.3", "info": {"title": "uploads", "version": "1"}, "paths": {"/tasks": {"post": {"operationId": "service.create",
 "requestBody": {"required": true, "content": {"multipart/form-data": {"schema": {"type": "object", "required": ["model", "file"],
  "properties": {"model": {"type": "string"}, "file": {"type": "string", "format": "binary"}, "length": {"type": "integer"},
   "fast": {"type": "boolean"}, "scopes": {"type": "array", "items": {"type": "string"}}, "extra": {"type": "object"}}}}}},
 "responses": {"200": {"description": "taken", "content": {"application/json": {"schema": {"type": "object"}}}}}}}}}
JSON
cat > service.py <<'PY'
import sys

import connexion


def create(body=None, **files):
    return {}


if __name__ == "__main__":
    import uvicorn

    app = connexion.FlaskApp(__name__)
    app.add_api("api.json")
    uvicorn.run(app, port=int(sys.argv[1]), log_level="error")
PY
cat > service.js <<'JS'
const express = require('express');
const validator = require('express-openapi-validator');

const app = express();
app.use(validator.middleware({ apiSpec: './api.json' }));
app.post('/tasks', (request, response) => response.json({}));
app.use((error, request, response, next) => response.status(error.status || 500).json({}));
app.listen(Number(process.argv[2]), '127.0.0.1');
JS
free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }
connexion_port=$(free_port) express_port=$(free_port) prism_port=$(free_port)
venv/bin/python service.py "$connexion_port" > connexion.log 2>&1 &
node service.js "$express_port" > express.log 2>&1 &
node node_modules/@stoplight/prism-cli/dist/index.js mock api.json -p "$prism_port" --errors > prism.log 2>&1 &
venv/bin/python - "$connexion_port" "$express_port" "$prism_port" <<'PY'
import json
import sys
import time
import urllib.error
import urllib.request

import openapi_core
from openapi_core.testing import MockRequest

TYPE = "multipart/form-data; boundary=edge"
with open("api.json") as file:
    DOCUMENT = json.load(file)
ports = dict(zip(["connexion", "express", "prism"], sys.argv[1:]))


def form(*fields):
    parts = ['name="model"\r\n\r\nm', 'name="file"; filename="a.mp4"\r\nContent-Type: video/mp4\r\n\r\nabc']
    parts += [f'name="{name}"\r\n\r\n{value}' for name, value in fields]
    return ("".join(f"--edge\r\nContent-Disposition: form-data; {part}\r\n" for part in parts) + "--edge--\r\n").encode()


def core(body, content_type=TYPE, document=DOCUMENT):
    request = MockRequest("http://127.0.0.1", "post", "/tasks", data=body, content_type=content_type)
    server = {"servers": [{"url": "http://127.0.0.1"}]}
    errors = openapi_core.OpenAPI.from_dict(document | server).unmarshal_request(request).errors
    return "refused" if errors else "taken"


def served(port, body):
    request = urllib.request.Request(f"http://127.0.0.1:{port}/tasks", data=body, headers={"content-type": TYPE})
    for _ in range(600):  # until it listens
        try:
            with urllib.request.urlopen(request, timeout=60):
                return "taken"
        except urllib.error.HTTPError as error:
            return "refused" if error.code in (400, 422) else error.code
        except urllib.error.URLError:
            time.sleep(0.2)
    return "no answer"


def check(what, body, expected):
    seen = " ".join([core(body)] + [served(port, body) for port in ports.values()])
    if seen != expected:
        sys.exit(f"changed: {what}: {seen}, and not {expected}")
    print(f"still so: {what}: {seen}")


print("          in this order: openapi-core, connexion, express-openapi-validator, Prism")
check("a text and a file", form(), "taken taken taken taken")
check("an integer", form(("length", "6")), "refused taken refused taken")
check("a boolean", form(("fast", "true")), "refused taken refused taken")
check("an array of two", form(("scopes", "clip"), ("scopes", "video")), "taken taken taken refused")
check("an array of one", form(("scopes", "clip")), "taken taken refused refused")
check("an object", form(("extra", '{"a": 1}')), "taken refused taken refused")

encoded = json.loads(json.dumps(DOCUMENT))
content = encoded["paths"]["/tasks"]["post"]["requestBody"]["content"]
content["application/x-www-form-urlencoded"] = content.pop("multipart/form-data")
seen = core(b"model=m&file=abc&length=6&fast=true", "application/x-www-form-urlencoded", encoded)
if seen != "taken":
    sys.exit(f"changed: an integer in another kind of form, openapi-core: {seen}")
print(f"still so: an integer and a boolean in another kind of form, openapi-core: {seen}")
PY
