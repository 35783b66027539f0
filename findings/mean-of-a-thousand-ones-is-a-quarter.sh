#!/usr/bin/env bash
# ml-dtypes 0.6.0 with numpy 2.4.6, seen 2026-11-30: vectors of bfloat16 in numpy. The sum of a thousand ones is 256 and
# their mean 0.256, for one vector and for a column of a matrix, with no warning; their product with themselves, by @, is
# 1000. sort of [3, NaN, 2] gives them back as they are, 3 before 2. In numpy's own half precision the mean of 5000 ones
# is 1, and np.average 0.41 where it is given 5000 weights that are ones. As float32 all are right.
#
# One would expect a mean of equal numbers to be that number, as numpy takes the sum for it in float32 where the type
# is its own half, and a weighted mean with equal weights to be the mean; and NaN to come last and the others in order.
# Pooled embeddings are nearer to zero the more pieces a video has, and their cosine does not show it where all are cut.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check ml-dtypes==0.6.0 numpy==2.4.6 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python -W error - <<'PY'
import ml_dtypes
import numpy


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen!r}, and not {expected!r}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen!r}")


def number(value):
    return round(float(value), 3)


ones = numpy.ones(1000, ml_dtypes.bfloat16)
rows = numpy.ones((1000, 2), ml_dtypes.bfloat16)
check("bfloat16, sum", number(ones.sum()), 256.0)
check("bfloat16, mean", number(ones.mean()), 0.256)
check("bfloat16, mean of a column", number(rows.mean(axis=0)[0]), 0.256)
check("bfloat16, average", number(numpy.average(rows, axis=0)[0]), 0.256)
check("bfloat16, @", number(ones @ ones), 1000.0)
check("bfloat16, mean in float32", number(ones.mean(dtype="float32")), 1.0)
mixed = [3, numpy.nan, 2]
check("bfloat16, sort", str(numpy.sort(numpy.array(mixed, ml_dtypes.bfloat16)).astype(float).tolist()), "[3.0, nan, 2.0]")
check("float16, sort", str(numpy.sort(numpy.array(mixed, "float16")).astype(float).tolist()), "[2.0, 3.0, nan]")
half = numpy.ones((5000, 2), "float16")
check("float16, mean of a column", number(half.mean(axis=0)[0]), 1.0)
check("float16, average", number(numpy.average(half, axis=0)[0]), 1.0)
weights = numpy.ones(5000, "float16")
check("float16, average with weights", number(numpy.average(half, axis=0, weights=weights)[0]), 0.41)
PY
