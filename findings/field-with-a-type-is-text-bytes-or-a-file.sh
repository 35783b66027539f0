#!/usr/bin/env bash
# formidable 3.5.4, busboy 1.6.0 and multiparty 4.3.1 (node 20), and aiohttp 3.14.5, falcon 4.4.0 and werkzeug 3.1.9, seen
# 2026-11-29. A part of a form has a name, no file name and a Content-Type of application/json. To formidable it is a file,
# with the file name null, and no field; to aiohttp a field whose value is a bytearray; to the others a text. With
# "text/plain; charset=utf-8" it is a file to formidable, too, and a text to all others. Where there
# is no blank after the colon of its Content-Disposition, falcon gives it no name, and all others read it.
#
# One would expect the file name to make the file, and a part that says it is text to be a text: a client that sends its options
# as JSON beside a video is the usual one, and the field is then missing, or is no str where the test client sent one
# without a type.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check aiohttp==3.14.5 falcon==4.4.0 werkzeug==3.1.9 2> pip.log || { cat pip.log; exit 1; }
npm install --silent --no-audit --no-fund formidable@3.5.4 busboy@1.6.0 multiparty@4.3.1 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > find.mjs <<'JS'
import { Readable } from "node:stream";
import busboy from "busboy";
import formidable from "formidable";
import multiparty from "multiparty";

function request(type, blank = " ") {
  const head = `Content-Disposition:${blank}form-data; name="options"\r\n${type && `Content-Type: ${type}\r\n`}`;
  const body = Buffer.from(`--xyz\r\n${head}\r\n{}\r\n--xyz--\r\n`);
  const headers = { "content-type": "multipart/form-data; boundary=xyz", "content-length": String(body.length) };
  return Object.assign(Readable.from([body]), { method: "POST", headers });
}
const kind = (fields, files) => (fields.options ? "text" : files.options ? "file" : "nothing");
const readers = {
  formidable: async (incoming) => kind(...(await formidable({}).parse(incoming))),
  multiparty: (incoming) => new Promise((resolve) => new multiparty.Form().parse(incoming, (_, ...parts) => resolve(kind(...parts)))),
  busboy: (incoming) => new Promise((resolve) => {
    const reader = busboy({ headers: incoming.headers });
    reader.on("field", () => resolve("text")).on("file", () => resolve("file"));
    incoming.pipe(reader);
  }),
};
async function check(what, incoming, ...expected) {
  const seen = [];
  for (const read of Object.values(readers)) seen.push(await read(incoming()));
  const [all, wanted] = [seen.join(" "), expected.join(" ")];
  if (all !== wanted) { console.log(`changed: ${what}: ${all}, and not ${wanted}`); process.exit(1); }
  console.log(`still so: ${what} (${Object.keys(readers).join(" ")}): ${all}`);
}
await check("no type", () => request(""), "text", "text", "text");
await check("JSON", () => request("application/json"), "file", "text", "text");
await check("text with a charset", () => request("text/plain; charset=utf-8"), "file", "text", "text");
await check("no type, and no blank after a colon", () => request("", ""), "text", "text", "text");
JS
node find.mjs
venv/bin/python -W ignore - <<'PY'
import asyncio
import io

import aiohttp.streams
import falcon.media
import werkzeug.wrappers
from aiohttp.base_protocol import BaseProtocol
from aiohttp.test_utils import make_mocked_request

FORM = "multipart/form-data; boundary=xyz"


def body(kind, blank=" "):
    head = f'Content-Disposition:{blank}form-data; name="options"\r\n' + (f"Content-Type: {kind}\r\n" if kind else "")
    return f"--xyz\r\n{head}\r\n{{}}\r\n--xyz--\r\n".encode()


def by_aiohttp(sent):
    async def read():
        stream = aiohttp.streams.StreamReader(BaseProtocol(asyncio.get_running_loop()), 2**16)
        stream.feed_data(sent)
        stream.feed_eof()
        made = make_mocked_request("POST", "/", headers={"Content-Type": FORM}, payload=stream, client_max_size=10**6)
        return type((await made.post())["options"]).__name__

    return asyncio.run(read())


def by_falcon(sent):
    return [part.name for part in falcon.media.MultipartFormHandler().deserialize(io.BytesIO(sent), FORM, len(sent))]


def by_werkzeug(sent):
    place = {"REQUEST_METHOD": "POST", "CONTENT_TYPE": FORM, "CONTENT_LENGTH": str(len(sent)), "wsgi.input": io.BytesIO(sent)}
    return type(werkzeug.wrappers.Request(place).form["options"]).__name__


def check(what, sent, *expected):
    seen = by_aiohttp(sent), by_werkzeug(sent), by_falcon(sent)
    if seen != expected:
        print(f"changed: {what}: {seen}, and not {expected}")
        raise SystemExit(1)
    print(f"still so: {what} (aiohttp, werkzeug, falcon): {seen}")


check("no type", body(""), "str", "str", ["options"])
check("JSON", body("application/json"), "bytearray", "str", ["options"])
check("text with a charset", body("text/plain; charset=utf-8"), "str", "str", ["options"])
check("no type, and no blank after a colon", body("", ""), "str", "str", [None])
PY
