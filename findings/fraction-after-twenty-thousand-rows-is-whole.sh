#!/usr/bin/env bash
# duckdb 1.5.5 and 2.0.1, with polars 2.1.0 and pyarrow 26.0.1 beside them, seen 2026-11-30: lines of JSON that have a
# vector each. The first 30000 have whole numbers, and the last is [0.5, 0.7, -1.6]. read_json of DuckDB makes [0, 1,
# -2] of it, without a word: it chooses the type, BIGINT[], by the first 20480 rows, and rounds what comes after them. A
# number, 0.7, is 1 in the same way, and so it is in a CSV; a text in that place, "x", is an error. With sample_size=-1
# all is right. polars raises, and pyarrow reads the fraction.
#
# One would expect what does not fit the type that was guessed to be an error that names the row, as it is for a text.
# Vectors that were counted, or are of bits, come first in a file that was put together, and all that follows has lost
# its fractions: unit vectors are noughts and ones.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check duckdb==2.0.1 polars==2.1.0 pyarrow==26.0.1 2> pip.log || { cat pip.log; exit 1; }
venv/bin/pip install -q --disable-pip-version-check --no-deps --target older duckdb==1.5.5 2>> pip.log || { cat pip.log; exit 1; }
cat > find.py <<'PY'
import json
import sys

import duckdb


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen!r}, and not {expected!r}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen!r}")


def write(name, whole, last):
    with open(name, "w") as file:
        file.writelines(json.dumps({"v": value}) + "\n" for value in [whole] * 30000 + [last])


def read(reader, name, options=""):
    try:
        return duckdb.sql(f"select v, typeof(v) from {reader}('{name}'{options}) offset 30000").fetchall()[0]
    except duckdb.Error as error:
        return type(error).__name__


write("vectors.json", [1, 2, 3], [0.5, 0.7, -1.6])
write("numbers.json", 1, 0.7)
write("words.json", 1, "x")
with open("numbers.csv", "w") as file:
    file.write("v\n" + "1\n" * 30000 + "0.7\n")

version = f"duckdb {duckdb.__version__}"
check(f"{version}, a vector", read("read_json", "vectors.json"), ([0, 1, -2], "BIGINT[]"))
check(f"{version}, a number", read("read_json", "numbers.json"), (1, "BIGINT"))
check(f"{version}, a text", read("read_json", "words.json"), "InvalidInputException")
check(f"{version}, a CSV", read("read_csv", "numbers.csv"), (1, "BIGINT"))
whole = read("read_json", "vectors.json", ", sample_size=-1")
check(f"{version}, a vector, sample_size=-1", whole, ([0.5, 0.7, -1.6], "DOUBLE[]"))
if len(sys.argv) > 1:
    import polars
    import pyarrow.json

    try:
        seen = polars.read_ndjson("vectors.json")[-1].to_dicts()
    except polars.exceptions.ComputeError as error:
        seen = str(error).partition("\n")[0]
    check("polars", seen, "cannot parse '0.5' (f64) as i64")
    check("pyarrow", pyarrow.json.read_json("vectors.json").slice(30000).to_pylist(), [{"v": [0.5, 0.7, -1.6]}])
PY
PYTHONPATH=older venv/bin/python find.py
venv/bin/python find.py all
