#!/usr/bin/env bash
# notepack.io 3.0.1, @msgpack/msgpack 3.1.3, msgpackr 2.1.4, msgpack-lite 0.2.2, cbor-js 0.1.0, cborg 6.1.5, cbor 10.0.12 and cbor-x 1.6.9
# (node 20), read by msgpack 1.2.4 and cbor2 6.2.1 of Python, seen 2026-11-29: {"v": a Float32Array of 1, -2.5 and 0.5}. notepack writes
# three bytes, 1, 254 and 0: each number is cut to a whole one from 0 to 255, and there is no error. cbor-js writes a map of "0", "1"
# and "2". @msgpack/msgpack, msgpackr and cborg write the twelve bytes of the memory, and nothing that says that they are floats.
# msgpack-lite says so by an extension of its own (0x17), and cbor and cbor-x by tag 85 of RFC 8746; cbor2 gives the tag and the bytes.
#
# One would expect the numbers or an error. A list of numbers is a list of numbers in all of them.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check \
  msgpack==1.2.4 cbor2==6.2.1 2> pip.log || { cat pip.log; exit 1; }
npm install --silent --no-audit --no-fund notepack.io@3.0.1 @msgpack/msgpack@3.1.3 msgpackr@2.1.4 \
  msgpack-lite@0.2.2 cbor-js@0.1.0 cborg@6.1.5 cbor@10.0.12 cbor-x@1.6.9 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > find.mjs <<'JS'
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
const load = createRequire(import.meta.url);
const written = {};
for (const [name, made] of Object.entries({ array: Float32Array.of(1, -2.5, 0.5), list: [1, -2.5, 0.5] })) {
  for (const writer of ["notepack.io", "@msgpack/msgpack", "msgpackr", "msgpack-lite", "cbor-js", "cborg", "cbor", "cbor-x"]) {
    written[`${writer}, ${name}`] = Buffer.from(load(writer).encode({ v: made })).toString("hex");
  }
}
writeFileSync("written.json", JSON.stringify(written));
JS
node find.mjs
venv/bin/python - <<'PY'
import json
import struct
import sys

import cbor2
import msgpack


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


def read(name):
    data = bytes.fromhex(written[name])
    return (cbor2.loads if name.startswith("cbor") else msgpack.unpackb)(data)["v"]


written = json.load(open("written.json"))
memory = struct.pack("<3f", 1, -2.5, 0.5)
check("notepack.io", list(read("notepack.io, array")), [1, 254, 0])
check("cbor-js", read("cbor-js, array"), {"0": 1, "1": -2.5, "2": 0.5})
for writer in ("@msgpack/msgpack", "msgpackr", "cborg"):
    check(f"{writer}, the bytes of the memory", read(f"{writer}, array") == memory, True)
check("msgpack-lite, its extension", read("msgpack-lite, array") == msgpack.ExtType(0x17, memory), True)
for writer in ("cbor", "cbor-x"):
    tagged = read(f"{writer}, array")
    check(f"{writer}, the tag of little-endian floats", (tagged.tag, tagged.value == memory), (85, True))
for name in written:
    if name.endswith("list"):
        check(name, list(read(name)), [1, -2.5, 0.5])
PY
