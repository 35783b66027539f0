#!/usr/bin/env bash
# fastapi 0.165.0 (httpx 0.28.1, python-multipart 0.0.34), openapi-python-client 0.29.1 (ruff 0.17.6), and, for node 20,
# @hey-api/openapi-ts 0.95.0, orval 7.13.2 and openapi-typescript 7.13.0 (zod 4.6.7, typescript 5.9.3), seen 2026-11-29.
# FastAPI describes the file of a form as a string with contentMediaType "application/octet-stream", as OpenAPI 3.1 has
# it. The client that openapi-python-client makes of this has file: str; a file given to it goes out as the text
# "File(payload=<_io.BytesIO object ...", and the application that wrote the document answers 422. orval makes it a
# string as well, in its zod schemas too. With "format: binary" in its place both know a file. hey-api's types have
# Blob | File for either; but the zod schema that it writes in the same run takes a text and refuses a file, for either.
#
# One would expect the document of a framework that is used so much to be understood by the generators that are used
# with it, and the types and the schemas of one generator to agree. A service that changes nothing but the version of
# its framework takes the uploads away from its clients.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check fastapi==0.165.0 httpx==0.28.1 python-multipart==0.0.34 \
  openapi-python-client==0.29.1 ruff==0.17.6 2> pip.log || { cat pip.log; exit 1; }
npm install --silent --no-audit --no-fund @hey-api/openapi-ts@0.95.0 orval@7.13.2 openapi-typescript@7.13.0 zod@4.6.7 \
  typescript@5.9.3 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > service.py <<'PY'
from typing import Annotated

from fastapi import FastAPI, Form, UploadFile

app = FastAPI()


@app.post("/tasks", operation_id="create")
def create(file: UploadFile, model: Annotated[str, Form()]) -> str:
    return f"{file.filename} {len(file.file.read())}"
PY
venv/bin/python - <<'PY'
import json

from service import app

text = json.dumps(app.openapi())
word = '"contentMediaType": "application/octet-stream"'
assert word in text
for name, content in [("fastapi", text), ("binary", text.replace(word, '"format": "binary"'))]:
    with open(f"{name}.json", "w") as file:
        file.write(content)
PY
for name in fastapi binary; do
  PATH="$work/venv/bin:$PATH" venv/bin/openapi-python-client generate --path $name.json --meta none --output-path client_$name > out.log 2>&1
  npx openapi-ts -i $name.json -o hey_$name -p @hey-api/typescript zod > hey.log 2>&1 || { cat hey.log; exit 1; }
  npx openapi-typescript $name.json -o types_$name.ts > types.log 2>&1 || { cat types.log; exit 1; }
  for client in fetch zod; do npx orval --input $name.json --output orval_${client}_$name.ts --client $client > orval.log 2>&1; done
done
cat > find.py <<'PY'
import asyncio
import importlib
import io
import sys

import httpx
from service import app


def upload(name):
    client = importlib.import_module(f"client_{name}")
    create = importlib.import_module(f"client_{name}.api.default.create")
    models, types = importlib.import_module(f"client_{name}.models"), importlib.import_module(f"client_{name}.types")
    sent = []

    async def keep(request):
        sent.append(await request.aread())

    settings = {"transport": httpx.ASGITransport(app), "event_hooks": {"request": [keep]}}
    body = models.BodyCreate(file=types.File(payload=io.BytesIO(b"abc"), file_name="a.mp4"), model="m")
    answer = asyncio.run(create.asyncio_detailed(client=client.Client("http://service", httpx_args=settings), body=body))
    return answer.status_code.value, b"\r\n\r\nFile(payload=<_io.BytesIO" in sent[0]


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen}, and not {expected}")
    print(f"still so: {what}: {seen}")


check("openapi-python-client, FastAPI's document (status, sent as text)", upload("fastapi"), (422, True))
check("openapi-python-client, format: binary", upload("binary"), (200, False))
PY
venv/bin/python find.py
cat > find.mjs <<'JS'
import { readFileSync, writeFileSync } from "node:fs";
import ts from "typescript";

function check(what, seen, expected) {
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
const type = (file) => readFileSync(file, "utf8").match(/\bfile: (.*?);/)[1];
async function takes(path, schema) {
  const options = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 };
  writeFileSync(`${path}.mjs`, ts.transpileModule(readFileSync(path, "utf8"), { compilerOptions: options }).outputText);
  const read = (await import(`./${path}.mjs`))[schema];
  const given = { file: new File(["abc"], "a.mp4"), text: "a.mp4" };
  return Object.keys(given).filter((kind) => read.safeParse({ file: given[kind], model: "m" }).success).join();
}
for (const [name, ...expected] of [["fastapi", "string", "string", "Blob | File", "text", "text"],
  ["binary", "string", "Blob", "Blob | File", "file", "text"]]) {
  check(`${name}, openapi-typescript`, type(`types_${name}.ts`), expected[0]);
  check(`${name}, orval`, type(`orval_fetch_${name}.ts`), expected[1]);
  check(`${name}, hey-api`, type(`hey_${name}/types.gen.ts`), expected[2]);
  check(`${name}, orval, zod takes`, await takes(`orval_zod_${name}.ts`, "createBody"), expected[3]);
  check(`${name}, hey-api, zod takes`, await takes(`hey_${name}/zod.gen.ts`, "zBodyCreate"), expected[4]);
}
JS
node find.mjs
