#!/usr/bin/env bash
# fastparquet 2026.9.0 with pandas 3.1.1 and numpy 2.4.6, beside pyarrow 26.0.1, which writes the file, and polars
# 2.1.0, seen 2026-11-29. A column of vectors in half precision (FLOAT16, a type of Parquet) comes back from
# fastparquet as lists of two bytes each: 1.0 is b'\x00<', and 0.0 is b''. Made an array of float32, [0.1621, 0.6489]
# is [1.0, 19.0], since their bytes are the letters 01 and 19. A column of single numbers is bytes as well. pyarrow
# and polars read 16-bit numbers.
#
# One would expect numbers, or an error that names the type, as for what a reader does not know: numpy and pandas have
# float16 themselves. Most vectors fail at the first sum, "could not convert string to float", and the few whose bytes
# happen to be digits become whole numbers; what was stored as zero has no length.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check \
  fastparquet==2026.9.0 pandas==3.1.1 numpy==2.4.6 pyarrow==26.0.1 polars==2.1.0 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import sys

import fastparquet
import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


HALVES = np.frombuffer(b"0119", np.float16)
VECTORS = [np.array([1, 0.5], np.float16), np.array([0, 2], np.float16), HALVES]
table = pa.table({"vector": pa.array(VECTORS, pa.list_(pa.float16())), "number": pa.array(np.array([1, 0, 2], np.float16))})
pq.write_table(table, "vectors.parquet")
WRITTEN = [[1.0, 0.5], [0.0, 2.0], [0.1621, 0.6489]]


def rounded(vectors):
    return [[round(float(number), 4) for number in vector] for vector in vectors]


check("pyarrow", rounded(pq.read_table("vectors.parquet")["vector"].to_pylist()), WRITTEN)
check("polars", rounded(pl.read_parquet("vectors.parquet")["vector"].to_list()), WRITTEN)
read = fastparquet.ParquetFile("vectors.parquet").to_pandas()
seen = [[bytes(number) for number in vector] for vector in read["vector"]]
check("fastparquet", seen, [[b"\x00<", b"\x008"], [b"", b"\x00@"], [b"01", b"19"]])
check("fastparquet, as an array of float32", np.array(read["vector"][2]).astype(np.float32).tolist(), [1.0, 19.0])
try:
    outcome = np.array(read["vector"][0]).astype(np.float32).tolist()
except ValueError as error:
    outcome = "could not convert string to float" in str(error)
check("fastparquet, the first vector: not a number", outcome, True)
check("fastparquet, a column of numbers", [bytes(number) for number in read["number"]], [b"\x00<", b"", b"\x00@"])
PY
