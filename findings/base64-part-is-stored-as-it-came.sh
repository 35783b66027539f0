#!/usr/bin/env bash
# aiohttp 3.14.5, werkzeug 3.1.9, multipart 2.0.1, and formidable 3.5.4, multiparty 4.3.1 and busboy 1.6.0 (node 20), seen
# 2026-11-29. The file of a form says Content-Transfer-Encoding: base64, and its four bytes come as REFUQQ==. aiohttp, formidable
# and multiparty give DATA; werkzeug, multipart and busboy give REFUQQ==, and busboy says beside it that it is base64. In
# quoted-printable a=3Db is "a=b" in aiohttp, an error in formidable and multiparty, and stays as it is in the other three.
#
# One would expect the header to be followed, or refused: RFC 7578, 4.7 lets it be left out, and where an older client sends it,
# as libraries for mail do, the video that is stored is a text of four thirds of its length, by the framework of the server.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check aiohttp==3.14.5 werkzeug==3.1.9 multipart==2.0.1 2> pip.log || { cat pip.log; exit 1; }
npm install --silent --no-audit --no-fund formidable@3.5.4 multiparty@4.3.1 busboy@1.6.0 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > find.mjs <<'JS'
import { readFileSync } from "node:fs";
import { Readable } from "node:stream";
import busboy from "busboy";
import formidable from "formidable";
import multiparty from "multiparty";

function request(encoding, sent) {
  const head = `Content-Disposition: form-data; name="part"; filename="a.mp4"\r\nContent-Type: video/mp4\r\n`;
  const body = Buffer.from(`--xyz\r\n${head}Content-Transfer-Encoding: ${encoding}\r\n\r\n${sent}\r\n--xyz--\r\n`);
  const headers = { "content-type": "multipart/form-data; boundary=xyz", "content-length": String(body.length) };
  return Object.assign(Readable.from([body]), { method: "POST", headers });
}
const stored = (path) => readFileSync(path, "utf8");
const readers = {
  formidable: async (incoming) => stored((await formidable({ uploadDir: "." }).parse(incoming))[1].part[0].filepath),
  multiparty: (incoming) => new Promise((resolve, reject) => {
    new multiparty.Form({ uploadDir: "." }).parse(incoming, (error, _, files) => (error ? reject(error) : resolve(stored(files.part[0].path))));
  }),
  busboy: (incoming) => new Promise((resolve) => {
    const reader = busboy({ headers: incoming.headers });
    reader.on("file", async (name, stream, { encoding }) => {
      let text = "";
      for await (const piece of stream) text += piece;
      resolve(`${text} (${encoding})`);
    });
    incoming.pipe(reader);
  }),
};
async function check(encoding, sent, ...expected) {
  const seen = [];
  for (const read of Object.values(readers)) seen.push(await read(request(encoding, sent)).catch(() => "error"));
  const [all, wanted] = [seen.join(", "), expected.join(", ")];
  if (all !== wanted) { console.log(`changed: ${encoding}: ${all}, and not ${wanted}`); process.exit(1); }
  console.log(`still so: ${encoding} (${Object.keys(readers).join(", ")}): ${all}`);
}
await check("binary", "DATA", "DATA", "DATA", "DATA (binary)");
await check("base64", "REFUQQ==", "DATA", "DATA", "REFUQQ== (base64)");
await check("quoted-printable", "a=3Db", "error", "error", "a=3Db (quoted-printable)");
JS
node find.mjs
venv/bin/python -W ignore - <<'PY'
import asyncio
import io

import aiohttp.streams
import multipart
import werkzeug.wrappers
from aiohttp.base_protocol import BaseProtocol
from aiohttp.test_utils import make_mocked_request

FORM = "multipart/form-data; boundary=xyz"


def by_aiohttp(body):
    async def read():
        stream = aiohttp.streams.StreamReader(BaseProtocol(asyncio.get_running_loop()), 2**16)
        stream.feed_data(body)
        stream.feed_eof()
        made = make_mocked_request("POST", "/", headers={"Content-Type": FORM}, payload=stream, client_max_size=10**6)
        return (await made.post())["part"].file.read()

    return asyncio.run(read())


def environ(body):
    return {"REQUEST_METHOD": "POST", "CONTENT_TYPE": FORM, "CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body)}


def check(encoding, sent, *expected):
    head = 'Content-Disposition: form-data; name="part"; filename="a.mp4"\r\nContent-Type: video/mp4\r\n'
    body = f"--xyz\r\n{head}Content-Transfer-Encoding: {encoding}\r\n\r\n{sent}\r\n--xyz--\r\n".encode()
    by_werkzeug = werkzeug.wrappers.Request(environ(body)).files["part"].read()
    _, files = multipart.parse_form_data(environ(body), strict=False)
    seen = by_aiohttp(body), by_werkzeug, files["part"].raw
    if seen != expected:
        print(f"changed: {encoding}: {seen}, and not {expected}")
        raise SystemExit(1)
    print(f"still so: {encoding} (aiohttp, werkzeug, multipart): {seen}")


check("binary", "DATA", b"DATA", b"DATA", b"DATA")
check("base64", "REFUQQ==", b"DATA", b"REFUQQ==", b"REFUQQ==")
check("quoted-printable", "a=3Db", b"a=b", b"a=3Db", b"a=3Db")
PY
