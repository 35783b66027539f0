#!/usr/bin/env bash
# surrealdb 2.0.0 (the embedded engine of the Python package), seen 2026-11-29. "The two nearest, where n > 1" has
# two rows through an HNSW index (v <|2,40|> ... AND n > 1) and one row by brute force (v <|2,EUCLIDEAN|> ... AND n
# > 1), which takes the two nearest first and filters them. And the rows of the brute force come in the order of
# their ids, not of their distance; those of the index in that of their distance, with a vector of zeros and its NaN
# before the exact match.
#
# One would expect an index to change the speed of an answer and not its rows: a table that gets an index finds
# more, in another order, than the test that ran without one.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  surrealdb==2.0.0 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import sys

import surrealdb


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


with surrealdb.Surreal("mem://") as database:
    database.use("a", "b")
    database.query("DEFINE TABLE t; DEFINE INDEX i ON t FIELDS v HNSW DIMENSION 2 DIST EUCLIDEAN TYPE F32;")
    database.query("DEFINE TABLE c; DEFINE INDEX j ON c FIELDS v HNSW DIMENSION 2 DIST COSINE TYPE F32;")
    for number, vector in enumerate([[0, 0], [1, 0], [0.6, 0.8], [-1, 0], [2.5, 0]]):
        for table in "tc":
            database.query(f"CREATE {table}:{number} SET n = {number}, v = {vector}")

    def rows(table, operator, condition=""):
        return [row["n"] for row in database.query(f"SELECT n FROM {table} WHERE v {operator} [1, 0] {condition}")]

    check("by the index, two of those above 1", sorted(rows("t", "<|2,40|>", "AND n > 1")), [2, 4])
    check("by brute force", rows("t", "<|2,EUCLIDEAN|>", "AND n > 1"), [2])
    check("by brute force, all", rows("t", "<|5,EUCLIDEAN|>"), [0, 1, 2, 3, 4])
    check("by the index, the nearest and its neighbour", rows("t", "<|5,40|>")[:2], [1, 2])
    check("by cosine, the first of the index", rows("c", "<|5,40|>")[0], 0)
PY
