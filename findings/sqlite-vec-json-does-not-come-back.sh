#!/usr/bin/env bash
# sqlite-vec 0.1.9 (loaded by apsw 3.53.4.0), seen 2026-11-29. vec_to_json writes each number with six decimals:
# a component below 0.0000005 is written 0.000000, and 1/3 comes back as another float32. NaN is written as null
# and infinity as Inf: the text is then no JSON, and vec_f32 refuses it too.
#
# One would expect as many digits as bring the same float back, as every JSON writer of floats does, since
# vec_to_json is how a vector is shown and copied. The 512 numbers of a unit vector are mostly below 0.1, so
# each loses one to four of its seven digits.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  sqlite-vec==0.1.9 apsw==3.53.4.0 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import sys


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


import json
import struct

import apsw
import sqlite_vec

db = apsw.Connection(":memory:")
db.enable_load_extension(True)
db.load_extension(sqlite_vec.loadable_path())


def text(*numbers):
    return db.execute("select vec_to_json(?)", (struct.pack(f"{len(numbers)}f", *numbers),)).fetchone()[0]


check("small numbers", text(1 / 3, 0.0123456789, 4e-7), "[0.333333,0.012346,0.000000]")
back = db.execute("select vec_f32(?)", (text(1 / 3),)).fetchone()[0]
check("1/3 comes back the same", back == struct.pack("f", 1 / 3), False)
check("no numbers", text(float("nan"), float("inf")), "[null,Inf]")
try:
    json.loads(text(float("inf")))
    read = "read"
except ValueError:
    read = "refused"
check("a JSON reader", read, "refused")
try:
    db.execute("select vec_f32(?)", (text(float("nan")),)).fetchone()
    read = "read"
except apsw.SQLError:
    read = "refused"
check("sqlite-vec itself, given its own null", read, "refused")
PY
