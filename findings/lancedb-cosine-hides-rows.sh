#!/usr/bin/env bash
# lancedb 0.40.0, seen 2026-11-29. A table of three rows is asked for its five nearest by cosine distance: a row
# whose vector is all zeros does not come back at all, and neither does one that holds infinity, though the
# table counts both and accepted both. With a zero vector as the query, nothing comes back, without any error.
#
# One would expect either a refusal at insert (NaN is refused there, with a long explanation), or a row with a
# distance of NaN or 1.0 at the end: a search without a filter and with a limit above the size of the table
# loses rows in silence. By dot product the same rows are all found.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  lancedb==0.40.0 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import sys


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


import lancedb

table = lancedb.connect("db").create_table(
    "t",
    [
        {"id": 0, "vector": [0.0, 0.0]},
        {"id": 1, "vector": [3.0, 4.0]},
        {"id": 2, "vector": [float("inf"), 1.0]},
    ],
)


def ids(query, distance):
    return [row["id"] for row in table.search(query).distance_type(distance).limit(5).to_list()]


check("rows in the table", table.count_rows(), 3)
check("found by cosine", ids([1.0, 0.0], "cosine"), [1])
check("found by dot", sorted(ids([1.0, 0.0], "dot")), [0, 1, 2])
check("found by cosine for a zero query", ids([0.0, 0.0], "cosine"), [])
PY
