#!/usr/bin/env bash
# duckdb 1.5.5 with its extension vss (duckdb-extension-vss 1.5.5), seen 2026-11-30. 1000 rows with the vectors [0, 0] to [999, 0] have an index
# HNSW, and the first 500 are deleted. Of the 500 that are left the five nearest to [0, 0] are no row at all, and neither are the 50 or the 400
# nearest; those to [999, 0] are right. min_by with a number of rows, which uses the index, is NULL. It is the same after PRAGMA
# hnsw_compact_index, which is there for deleted rows. Without the index the five are 500 to 504. With a filter instead of the delete,
# "where id >= 500", it is no row either, as documented: what is filtered out takes its place in the limit.
#
# One would expect the nearest of those that are in the table, or fewer at worst; the documentation says that deletes make the index
# stale, and that compacting it mends that.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check \
  duckdb==1.5.5 duckdb-extension-vss==1.5.5 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import pathlib
import sys

import duckdb
import duckdb_extension_vss


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


connection = duckdb.connect()
extension = next(pathlib.Path(duckdb_extension_vss.__path__[0]).rglob("vss.duckdb_extension"))
connection.execute(f"load '{extension}'")
connection.execute("set threads = 1")
connection.execute("create table clips as select i id, [i, 0]::float[2] v from range(1000) each(i)")
connection.execute("create index nearest on clips using hnsw (v)")


def rows(first, limit, where=""):
    query = f"select id from clips {where} order by array_distance(v, [{first}, 0]::float[2]) limit {limit}"
    return [number for (number,) in connection.execute(query).fetchall()]


def seen():
    return [len(rows(0, limit)) for limit in (5, 50, 400)], sorted(rows(999, 5))


check("as written", (rows(0, 5), seen()), ([0, 1, 2, 3, 4], ([5, 50, 400], [995, 996, 997, 998, 999])))
check("a filter", rows(0, 5, "where id >= 500"), [])
connection.execute("delete from clips where id < 500")
check("rows that are left", connection.execute("select count(*) from clips").fetchone(), (500,))
check("after the delete", seen(), ([0, 0, 0], [995, 996, 997, 998, 999]))
least = connection.execute("select min_by(id, array_distance(v, [0, 0]::float[2]), 3) from clips").fetchone()
check("min_by", least, (None,))
connection.execute("pragma hnsw_compact_index('nearest')")
check("after compacting", seen(), ([0, 0, 0], [995, 996, 997, 998, 999]))
connection.execute("drop index nearest")
check("without the index", (rows(0, 5), seen()), ([500, 501, 502, 503, 504], ([5, 50, 400], [995, 996, 997, 998, 999])))
PY
