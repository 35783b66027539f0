#!/usr/bin/env bash
# vectorlite-py 0.2.0 (loaded by apsw 3.54.1.0), duckdb 1.5.5 with duckdb-extension-vss 1.5.5, usearch 2.26.6, ngt 2.8.0.post1 and
# surrealdb 2.0.0, with numpy 2.4.6, seen 2026-11-30. An index HNSW (in ngt a graph of its own) gets 300 rows with one and the same vector, as
# equal pictures give it, and then 100 with [300, 0] to [399, 0]. The nearest five to [399, 0] are five of the equal ones in
# vectorlite and in DuckDB, and of the hundred nearest none is right either. usearch, ngt and surrealdb find the right ones. Of the 300
# nearest to the equal vector usearch gives some 200, ngt and surrealdb half or less, with no word; of the 400 rows none of these three
# gives all.
#
# One would expect that equal vectors change which of them come, and not whether others are found. Where the hundred come first,
# both find them.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check \
  vectorlite-py==0.2.0 apsw==3.54.1.0 duckdb==1.5.5 duckdb-extension-vss==1.5.5 usearch==2.26.6 ngt==2.8.0.post1 \
  surrealdb==2.0.0 numpy==2.4.6 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import pathlib
import sys

import apsw
import duckdb
import duckdb_extension_vss
import ngtpy
import numpy as np
import vectorlite_py
from surrealdb import Surreal
from usearch.index import Index


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


equal, line = [[1, 1]] * 300, [[number, 0] for number in range(300, 400)]


def in_vectorlite(vectors):
    connection = apsw.Connection(":memory:")
    connection.enable_load_extension(True)
    connection.load_extension(vectorlite_py.vectorlite_path())
    connection.execute("create virtual table clips using vectorlite(v float32[2] l2, hnsw(max_elements=400))")
    for number, vector in enumerate(vectors):
        connection.execute("insert into clips (rowid, v) values (?, ?)", (number, np.array(vector, np.float32).tobytes()))
    query = "select rowid from clips where knn_search(v, knn_param(?, {}))"
    return lambda vector, limit: [row for (row,) in connection.execute(query.format(limit), (np.array(vector, np.float32).tobytes(),))]


def in_duckdb(vectors):
    connection = duckdb.connect()
    connection.execute(f"load '{next(pathlib.Path(duckdb_extension_vss.__path__[0]).rglob('vss.duckdb_extension'))}'")
    connection.execute("set threads = 1")
    connection.execute("create table clips (id int, v float[2])")
    connection.executemany("insert into clips values (?, ?)", [[number, vector] for number, vector in enumerate(vectors)])
    connection.execute("create index nearest on clips using hnsw (v)")
    query = "select id from clips order by array_distance(v, {}::float[2]) limit {}"
    return lambda vector, limit: [row for (row,) in connection.execute(query.format(vector, limit)).fetchall()]


def in_usearch(vectors):
    index = Index(ndim=2, metric="l2sq", dtype="f32")
    index.add(np.arange(400), np.array(vectors, np.float32))
    return lambda vector, limit: [int(key) for key in index.search(np.array(vector, np.float32), limit).keys]


def in_ngt(vectors):
    ngtpy.create("ngt", 2, distance_type="L2")
    index = ngtpy.Index("ngt")
    index.batch_insert(np.array(vectors, np.float32))
    return lambda vector, limit: [row for row, _ in index.search(vector, limit)]


def in_surrealdb(vectors):
    store = Surreal("mem://")
    store.use("test", "test")
    store.query("define index nearest on clips fields v hnsw dimension 2 dist euclidean type f32")
    store.query("for $each in $all { create clips set n = $each[0], v = $each[1] }", {"all": list(map(list, enumerate(vectors)))})
    query = "select n from clips where v <|{},400|> {}"
    return lambda vector, limit: [row["n"] for row in store.query(query.format(limit, vector))]


for make in (in_vectorlite, in_duckdb, in_usearch, in_ngt, in_surrealdb):
    nearest = make(equal + line)
    found = sorted(nearest([399, 0], 5))
    if make in (in_vectorlite, in_duckdb):
        check(f"{make.__name__}: of the five nearest to [399, 0] in the line", [row for row in found if row >= 300], [])
        check(f"{make.__name__}: and of the hundred nearest", [row for row in nearest([399, 0], 100) if row >= 300], [])
    else:
        check(f"{make.__name__}: the five nearest to [399, 0]", found, [395, 396, 397, 398, 399])
        counts = [len(set(nearest([1, 1], limit))) for limit in (100, 300, 400)]
        print(f"({counts} of 100, 300 and 400)")
        check(f"{make.__name__}: all of 100, and not of 300 or 400", [counts[0] == 100, counts[1] < 300, counts[2] < 400], [True] * 3)
for make in (in_vectorlite, in_duckdb):
    nearest = make(line + equal)
    check(f"{make.__name__}, the line first: the five nearest to [399, 0]", sorted(nearest([399, 0], 5)), [95, 96, 97, 98, 99])
PY
