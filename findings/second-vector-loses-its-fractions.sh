#!/usr/bin/env bash
# polars 2.1.0 and pyarrow 26.0.1, with numpy 2.4.6 and pandas 3.1.1, seen 2026-11-30. polars makes of the two vectors
# [1, 2] and [0.5, -1.7] a column of [1, 2] and [0, -1], strict or not: the first has chosen the type, and the fractions
# of the second are cut off. Of a list of 101 rows, {"score": 1} a hundred times and {"score": 0.7}, the last is 0. It
# does raise for the numbers 1 and 0.7 in one list, and for a text in those places; the other way round, with the
# fraction first, all is right. pyarrow finds the type by all rows; where it is told int64, it makes 0 of a 0.7 from
# Python, alone or in a vector, and raises for the same number from numpy, and for a cast ("was truncated").
#
# One would expect what is lost in silence to be lost nowhere or everywhere: polars' "strict" is there for values that
# do not fit, and pyarrow's "safe" for what is truncated. A first vector of whole numbers, [0, 0, 1] for what is easily
# told, is all it takes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check polars==2.1.0 pyarrow==26.0.1 numpy==2.4.6 pandas==3.1.1 2> pip.log \
  || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import numpy
import pandas
import polars
import pyarrow


def check(what, read, expected):
    try:
        seen = read()
    except (TypeError, polars.exceptions.ComputeError, pyarrow.ArrowInvalid) as error:
        seen = type(error).__name__
    if seen != expected:
        print(f"changed: {what}: {seen!r}, and not {expected!r}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen!r}")


VECTORS = [[1, 2], [0.5, -1.7]]
LOST, KEPT = [[1, 2], [0, -1]], [[1.0, 2.0], [0.5, -1.7]]
ROWS = [{"score": 1}] * 100
check("polars, a frame", lambda: polars.DataFrame({"vector": VECTORS})["vector"].to_list(), LOST)
check("polars, a series, strict", lambda: polars.Series(VECTORS, strict=True).to_list(), LOST)
check("polars, the other first", lambda: polars.Series(VECTORS[::-1]).to_list(), KEPT[::-1])
check("polars, numbers", lambda: polars.Series([1, 0.7]).to_list(), "TypeError")
check("polars, vectors of words", lambda: polars.Series([[1, 2], ["x"]]).to_list(), "TypeError")
check("polars, rows", lambda: polars.DataFrame([*ROWS, {"score": 0.7}])["score"][-1], 0)
check("polars, one row less", lambda: polars.DataFrame([*ROWS[1:], {"score": 0.7}])["score"][-1], 0.7)
check("polars, rows, a word", lambda: polars.DataFrame([*ROWS, {"score": "x"}])["score"][-1], "ComputeError")

whole, wholes = pyarrow.int64(), pyarrow.list_(pyarrow.int64())
check("pyarrow", lambda: pyarrow.array(VECTORS).to_pylist(), KEPT)
check("pyarrow, pandas", lambda: pyarrow.array(pandas.Series(VECTORS)).to_pylist(), KEPT)
check("pyarrow, int64, from Python", lambda: pyarrow.array([0.7], whole).to_pylist(), [0])
check("pyarrow, int64, vectors from Python", lambda: pyarrow.array(VECTORS, wholes).to_pylist(), LOST)
check("pyarrow, int64, from numpy", lambda: pyarrow.array(numpy.array([0.7]), whole).to_pylist(), "ArrowInvalid")
check("pyarrow, a cast", lambda: pyarrow.array(VECTORS).cast(wholes).to_pylist(), "ArrowInvalid")
PY
