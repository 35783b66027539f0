#!/usr/bin/env bash
# pyarrow 26.0.1, polars 2.1.0, duckdb 2.0.1, fastavro 1.13.1, msgpack 1.2.4, pymongo 4.20.1 (its BSON vectors),
# pgvector 0.5.1 and pyturso 0.8.3, seen 2026-11-29. 1e39, which no 32-bit float can hold, is written as infinity by
# pyarrow (also by its safe cast, which refuses the integer 16777217 as not exact), polars, fastavro and pgvector's
# Vector; duckdb, msgpack, pyturso and pgvector's HalfVector (there 70000.0) raise. Binary.from_vector of BSON
# raises for a list and writes infinity for a numpy array; and as INT8 it raises for the list [1.5], and writes 1
# for the array.
#
# One would expect one answer from all, or at least from one library: a safe cast that minds the last digit lets the
# whole number go, and a list and an array of the same numbers are the same vector. What was infinity in one store
# is an error at the door of the next.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  pyarrow==26.0.1 polars==2.1.0 duckdb==2.0.1 fastavro==1.13.1 msgpack==1.2.4 pymongo==4.20.1 pgvector==0.5.1 \
  pyturso==0.8.3 numpy==2.4.6 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import io
import math
import sys
import warnings

import bson
import duckdb
import fastavro
import msgpack
import numpy
import pgvector
import polars
import pyarrow
import turso

warnings.simplefilter("ignore")


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


LARGE = 1e39


def outcome(write):
    try:
        return write()
    except Exception as error:
        return type(error).__name__


def avro():
    schema = {"type": "record", "name": "r", "fields": [{"name": "v", "type": "float"}]}
    file = io.BytesIO()
    fastavro.writer(file, schema, [{"v": LARGE}])
    file.seek(0)
    return next(fastavro.reader(file))["v"]


def turso_vector():
    return turso.connect(":memory:").execute("select vector_extract(vector32('[1e39]'))").fetchall()


def bson_vector(numbers, kind):
    return list(bson.Binary.from_vector(numbers, kind).as_vector().data)


FLOAT32, INT8 = bson.binary.BinaryVectorDtype.FLOAT32, bson.binary.BinaryVectorDtype.INT8
inf = math.inf
check("pyarrow", outcome(lambda: pyarrow.array([LARGE]).cast(pyarrow.float32(), safe=True).to_pylist()), [inf])
check("an integer", outcome(lambda: pyarrow.array([2**24 + 1]).cast(pyarrow.float32(), safe=True)), "ArrowInvalid")
check("polars", outcome(lambda: polars.Series([LARGE]).cast(polars.Float32, strict=True).to_list()), [inf])
check("fastavro", outcome(avro), inf)
check("pgvector, Vector", outcome(lambda: pgvector.Vector([LARGE]).to_list()), [inf])
check("pgvector, HalfVector", outcome(lambda: pgvector.HalfVector([70000.0]).to_list()), "OverflowError")
check("duckdb", outcome(lambda: duckdb.sql("select 1e39::float").fetchall()), "ConversionException")
check("msgpack", outcome(lambda: msgpack.packb(LARGE, use_single_float=True)), "OverflowError")
check("pyturso", outcome(turso_vector), "DatabaseError")
check("BSON, a list", outcome(lambda: bson_vector([LARGE], FLOAT32)), "OverflowError")
check("BSON, an array", outcome(lambda: bson_vector(numpy.array([LARGE]), FLOAT32)), [inf])
check("BSON, the list [1.5] as INT8", outcome(lambda: bson_vector([1.5], INT8)), "error")
check("BSON, an array as INT8", outcome(lambda: bson_vector(numpy.array([1.5]), INT8)), [1])
PY
