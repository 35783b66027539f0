#!/usr/bin/env bash
# sqliteai-vector 1.1.2 (loaded by apsw 3.54.1.0), seen 2026-11-30. A column is declared with vectors of two numbers (vector_init), and a
# vector of three, as another model gives it, is inserted without an error: vector_full_scan looks at its first two numbers, and it is
# the nearest, at distance 0.0. A question of three numbers is refused. The distances of vector_quantize_scan are in units of the
# quantisation: 114 where the other has 0.89, and for dot products -16129 where it has -1; those of the cosine are near the right ones.
# A row that was deleted or changed comes back from it as it was, until the column is quantised again. A second vector_init for
# another distance is not an error, and changes nothing.
#
# One would expect the refusal that the question gets, and distances that a threshold can be put on.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check \
  sqliteai-vector==1.1.2 apsw==3.54.1.0 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import importlib.resources
import struct
import sys

import apsw


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


connection = apsw.Connection(":memory:")
connection.enable_load_extension(True)
connection.load_extension(str(importlib.resources.files("sqlite_vector") / "binaries" / "vector"))


def run(sql, *values):
    return list(connection.execute(sql, values))


def floats(*numbers):
    return struct.pack(f"<{len(numbers)}f", *numbers)


def table(name, distance):
    run(f"create table {name} (id integer primary key, v blob)")
    for number, vector in enumerate([(1, 0), (0.6, 0.8), (-1, 0)], 1):
        run(f"insert into {name} values (?, ?)", number, floats(*vector))
    declare(name, distance)


def declare(name, distance):
    run(f"select vector_init('{name}', 'v', 'type=FLOAT32,dimension=2,distance={distance}')")


def scan(name, kind="full", question=floats(1, 0)):
    rows = run(f"select rowid, distance from vector_{kind}_scan('{name}', 'v', ?, 9)", question)
    return [(row, round(distance, 2)) for row, distance in rows]


table("lengths", "L2")
run("insert into lengths values (7, ?)", floats(1, 0, 5))
check("a vector of three numbers", sorted(scan("lengths")), [(1, 0.0), (2, 0.89), (3, 2.0), (7, 0.0)])
try:
    refused = str(scan("lengths", question=floats(1, 0, 5)))
except apsw.Error:
    refused = "an error"
check("a question of three numbers", refused, "an error")

for metric, full, quantised in (
    ("L2", [(1, 0.0), (2, 0.89), (3, 2.0)], [(1, 0.0), (2, 114.04), (3, 254.0)]),
    ("DOT", [(1, -1.0), (2, -0.6), (3, 1.0)], [(1, -16129.0), (2, -9652.0), (3, 16129.0)]),
    ("COSINE", [(1, 0.0), (2, 0.4), (3, 2.0)], [(1, 0.0), (2, 0.4), (3, 2.0)]),
):
    table(metric, metric)
    run(f"select vector_quantize('{metric}', 'v')")
    check(f"{metric}, all", scan(metric), full)
    check(f"{metric}, quantised", scan(metric, "quantize"), quantised)
    run(f"delete from {metric} where id = 1")
    run(f"update {metric} set v = ? where id = 2", floats(0, -1))
    check(f"{metric}, quantised, after a delete and a change", scan(metric, "quantize"), quantised)
declare("COSINE", "L2")
check("a second distance", scan("COSINE"), [(2, 1.0), (3, 2.0)])
declare("L2", "COSINE")
check("a second distance, the other way", scan("L2"), [(2, 1.41), (3, 2.0)])
PY
