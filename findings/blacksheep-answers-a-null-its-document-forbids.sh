#!/usr/bin/env bash
# blacksheep 2.6.4 (essentials-openapi 1.4.0, pydantic 2.14.4) with jsonschema 4.26.0, seen 2026-11-29. The document that
# blacksheep writes is OpenAPI 3.1.0, and a field of a dataclass that may be None is {"type": "string", "nullable": true} in
# it, as 3.0 has it. In 3.1 that word means nothing: the answer that the application gives, with a null in it, does not
# fulfil the document. Of the same field of a pydantic model it writes a string or null, and the answer holds. A query
# parameter that may be left out (page: int | None = None) is "nullable": false.
#
# One would expect one document to speak one version of the language, whatever the classes are made with. A check of
# answers against the document fails, and a generated client has a text where the service says null.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check blacksheep==2.6.4 essentials-openapi==1.4.0 pydantic==2.14.4 \
  jsonschema==4.26.0 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import asyncio
import json
import sys
from dataclasses import dataclass

import jsonschema
import pydantic
from blacksheep import Application
from blacksheep.server.openapi.v3 import OpenAPIHandler
from blacksheep.testing import TestClient
from openapidocs.v3 import Info


@dataclass
class Clip:
    start: float
    name: str | None = None


class Scene(pydantic.BaseModel):
    start: float
    name: str | None = None


app = Application()
OpenAPIHandler(info=Info("clips", "1")).bind_app(app)


@app.router.get("/clip")
async def clip(page: int | None = None) -> Clip:
    return Clip(0.5)


@app.router.get("/scene")
async def scene() -> Scene:
    return Scene(start=0.5)


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


async def main():
    await app.start()
    client = TestClient(app)

    async def get(path):
        return json.loads(await (await client.get(path)).text())

    document = await get("/openapi.json")
    schemas = document["components"]["schemas"]
    check("version", document["openapi"], "3.1.0")
    check("of a dataclass", schemas["Clip"]["properties"]["name"], {"type": "string", "nullable": True})
    check("of a model", schemas["Scene"]["properties"]["name"]["anyOf"], [{"type": "string"}, {"type": "null"}])
    check("a parameter", document["paths"]["/clip"]["get"]["parameters"][0]["schema"]["nullable"], False)
    for path, name, expected in [("/clip", "Clip", ["None is not of type 'string'"]), ("/scene", "Scene", [])]:
        answer = await get(path)
        check(f"answer of {path}", answer, {"start": 0.5, "name": None})
        errors = jsonschema.Draft202012Validator(schemas[name]).iter_errors(answer)
        check("held against the document", [error.message for error in errors], expected)


asyncio.run(main())
PY
