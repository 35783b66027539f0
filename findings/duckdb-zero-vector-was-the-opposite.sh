#!/usr/bin/env bash
# duckdb 1.5.5 and 2.0.1, seen 2026-11-29. The cosine distance of a vector of zeros to any other is 2.0 in the older version, that of
# the opposite, and its similarity is -1, as is that of a vector with NaN in it. In the newer one both are NaN. By distance the
# exact match is the first in both. By similarity, the greatest first, it is so in the older version, and in the newer the zeros are,
# since DuckDB takes NaN for the greatest number.
#
# One would expect no vector to be the opposite of all (the distance of zeros to themselves is 2.0 as well), and an upgrade not to
# turn the worst answer into the best. "ORDER BY array_cosine_similarity(...) DESC LIMIT 1" is the usual way to write it, and
# one clip whose embedding failed is then the answer to everything.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat > find.py <<'PY'
import sys

import duckdb


def check(what, seen, expected):
    if repr(seen) != repr(expected):
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: duckdb {duckdb.__version__}, {what}: {seen!r}")


NAN = float("nan")
old = duckdb.__version__ == "1.5.5"
connection = duckdb.connect()
connection.execute("create table clip (name varchar, vector float[2])")
rows = [("zeros", [0, 0]), ("same", [1, 0]), ("near", [0.6, 0.8]), ("opposite", [-1, 0])]
connection.executemany("insert into clip values (?, ?)", rows)


def measured(function, vector, other="[1, 0]"):
    return connection.execute(f"select {function}({vector}::float[2], {other}::float[2])").fetchone()[0]


def first(function, order):
    return connection.execute(f"select name from clip order by {function}(vector, [1, 0]::float[2]) {order} limit 1").fetchone()[0]


check("distance of zeros", measured("array_cosine_distance", "[0, 0]"), 2.0 if old else NAN)
check("of zeros to zeros", measured("array_cosine_distance", "[0, 0]", "[0, 0]"), 2.0 if old else NAN)
check("similarity of zeros", measured("array_cosine_similarity", "[0, 0]"), -1.0 if old else NAN)
check("similarity of NaN", measured("array_cosine_similarity", "['nan'::float, 1]"), -1.0 if old else NAN)
check("the nearest by distance", first("array_cosine_distance", ""), "same")
check("the nearest by similarity", first("array_cosine_similarity", "desc"), "same" if old else "zeros")
PY
for pinned in duckdb==1.5.5 duckdb==2.0.1; do
  python3 -m venv "$pinned"
  "$pinned/bin/pip" install -q --disable-pip-version-check "$pinned" 2> pip.log || { cat pip.log; exit 1; }
  "$pinned/bin/python" find.py
done
