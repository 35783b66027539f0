#!/usr/bin/env bash
# duckdb 2.0.1 (with orjson 3.13.0 and polars 2.1.0), seen 2026-11-29. to_json of a FLOAT vector with NaN and infinity is
# [NaN,Infinity], and json_valid says that this is JSON; COPY to a JSON file writes it too, and reads it back.
# orjson refuses the text, and polars and orjson write null for the same vector. And the 32-bit 0.1 is
# 0.10000000149011612 in the JSON, where the same value as VARCHAR is 0.1.
#
# One would expect what JSON has no number for to be null or an error, and one float to have one shortest text, as
# it has in orjson and polars. A file of vectors that DuckDB calls valid is refused by the next reader, at the first
# failed embedding in it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  duckdb==2.0.1 orjson==3.13.0 polars==2.1.0 numpy==2.4.6 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import sys

import duckdb
import numpy
import orjson
import polars


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


VECTOR = "['nan'::float, 'inf'::float]"


def one(query):
    return duckdb.sql(query).fetchall()[0][0]


text = one(f"select to_json({VECTOR})")
check("to_json", text, "[NaN,Infinity]")
check("json_valid", one("select json_valid('[NaN,Infinity]')"), True)
duckdb.sql(f"copy (select {VECTOR} v) to 'v.json'")
check("the file", open("v.json").read().strip(), '{"v":[NaN,Infinity]}')
try:
    seen = orjson.loads(text)
except orjson.JSONDecodeError as error:
    seen = type(error).__name__
check("read by orjson", seen, "JSONDecodeError")
array = numpy.array([numpy.nan, numpy.inf], "float32")
check("written by orjson", orjson.dumps(array, option=orjson.OPT_SERIALIZE_NUMPY), b"[null,null]")
check("written by polars", polars.DataFrame({"v": [array]}).write_json(), '[{"v":[null,null]}]')
check("0.1 as JSON", one("select to_json(0.1::float)::varchar"), "0.10000000149011612")
check("0.1 as text", one("select 0.1::float::varchar"), "0.1")
PY
