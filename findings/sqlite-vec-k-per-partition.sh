#!/usr/bin/env bash
# sqlite-vec 0.1.9 (loaded by apsw 3.53.4.0), seen 2026-11-29. With a partition key column, "k = 2 and part in
# ('a', 'b')" returns four rows: two of each partition, one partition after the other, so that the distances are
# not ascending either.
#
# One would expect k to bound the answer: "k = 2" with any other filter (a metadata column, rowid in ...)
# returns the two nearest that pass. Taking the first row of the answer as the nearest gives the nearest of
# whichever part came first.
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


import struct

import apsw
import sqlite_vec

db = apsw.Connection(":memory:")
db.enable_load_extension(True)
db.load_extension(sqlite_vec.loadable_path())
db.execute("create virtual table t using vec0(id integer primary key, e float[2], part text partition key, tag text)")
for key, part in enumerate("bbbaaa"):
    db.execute("insert into t values (?, ?, ?, ?)", (key, struct.pack("2f", 5 - key, 0), part, part))


def rows(where):
    return db.execute(f"select id, distance from t where e match '[0, 0]' and k = 2 {where}").fetchall()


check("k = 2", rows(""), [(5, 0.0), (4, 1.0)])
check("k = 2, metadata in", rows("and tag in ('a', 'b')"), [(5, 0.0), (4, 1.0)])
check("k = 2, partition in, sorted", sorted(rows("and part in ('a', 'b')")), [(1, 4.0), (2, 3.0), (4, 1.0), (5, 0.0)])
PY
