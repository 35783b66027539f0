#!/usr/bin/env bash
# pyarrow 26.0.1 with polars 2.1.0, duckdb 2.0.1, pandas 3.1.1 and numpy 2.4.6, seen 2026-11-29. Two matrices of 3 x 2, which are 2 x 3
# turned by numpy's transpose, are a column of tensors in Arrow, which keeps their numbers as they lie in memory and says beside them
# in which order the axes are ("permutation": [1, 0]). The whole column by to_numpy_ndarray() is right. One of them by to_numpy() is
# [[0, 2], [1, 3], [2, 4]] and not [[0, 3], [1, 4], [2, 5]]: three numbers are wrong, and the last is left out. It is so after
# Parquet as well. As a list, and in polars, DuckDB and pandas, it is the six numbers as they lie in memory; polars keeps the note.
#
# One would expect that the first of a column and the first of its array are equal, as they are where no axes were turned.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check \
  pyarrow==26.0.1 polars==2.1.0 duckdb==2.0.1 pandas==3.1.1 numpy==2.4.6 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import sys

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


batch = np.arange(12, dtype=np.float32).reshape(2, 2, 3)
for name, array in (("turned", batch.transpose(0, 2, 1)), ("as it was", batch)):
    column = pa.FixedShapeTensorArray.from_numpy_ndarray(array)
    pyarrow.parquet.write_table(pa.table({"clip": column}), "clips.parquet")
    again = pyarrow.parquet.read_table("clips.parquet")["clip"].combine_chunks()
    for place, each in (("here", column), ("after Parquet", again)):
        check(f"{name}: the column is right, {place}", bool((each.to_numpy_ndarray() == array).all()), True)
    wrong = [[0.0, 2.0], [1.0, 3.0], [2.0, 4.0]]
    expected = wrong if name == "turned" else array[0].tolist()
    check(f"{name}: the first of it", [each[0].to_numpy().tolist() for each in (column, again)], [expected, expected])
    check(f"{name}: what it was", array[0].tolist(), [[0.0, 3.0], [1.0, 4.0], [2.0, 5.0]] if name == "turned" else [[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]])
    flat = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]
    check(f"{name}: as a list", column[0].as_py(), flat)
    frame = pl.read_parquet("clips.parquet")
    check(f"{name}: polars", frame["clip"].to_list()[0], flat)
    check(f"{name}: DuckDB", duckdb.sql("select clip from 'clips.parquet'").fetchall()[0][0], flat)
    check(f"{name}: pandas", pd.read_parquet("clips.parquet")["clip"][0].tolist(), flat)
    check(f"{name}: polars' type has the note", "permutation" in str(frame.schema["clip"]), True)
PY
