#!/usr/bin/env bash
# sqlite-vec 0.1.9 (loaded by apsw 3.53.4.0), seen 2026-11-29. In a vec0 table with distance_metric=cosine the
# distance of a zero vector is NULL, and where the row stands in the answer depends on when it was written:
# written first, it is first in every answer, so that k = 1 returns it and not the exact match at distance 0.0;
# written between the two others, it is between them.
#
# One would expect a zero vector to be refused, to be last, or to be at 1.0 as in other stores. Which of the
# same three rows is the nearest should in no case depend on the order of the inserts: one failed embedding that
# was stored as zeros may be the best answer to everything, or may never be seen.
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

VECTORS = {1: (1, 0), 2: (0, 1), 3: (0, 0)}


def nearest(order, k):
    db = apsw.Connection(":memory:")
    db.enable_load_extension(True)
    db.load_extension(sqlite_vec.loadable_path())
    db.execute("create virtual table t using vec0(id integer primary key, e float[2] distance_metric=cosine)")
    for key in order:
        db.execute("insert into t values (?, ?)", (key, struct.pack("2f", *VECTORS[key])))
    return db.execute("select id, distance from t where e match '[1, 0]' and k = ?", (k,)).fetchall()


check("zero written last", nearest((1, 2, 3), 3), [(1, 0.0), (2, 1.0), (3, None)])
check("zero written second", nearest((1, 3, 2), 3), [(1, 0.0), (3, None), (2, 1.0)])
check("zero written first", nearest((3, 1, 2), 3), [(3, None), (1, 0.0), (2, 1.0)])
check("zero written first, the nearest one", nearest((3, 1, 2), 1), [(3, None)])
PY
