#!/usr/bin/env bash
# scipy 1.17.1 with numpy 2.4.6, seen 2026-11-30: distances of vectors that were quantised to whole numbers of 8 bits.
# Between [100, 100] and [-100, -100] as int8, scipy.spatial.distance.euclidean says 79.2, cityblock 112 and chebyshev
# 56; right are 282.8, 400 and 200, as they are for the same numbers as floats. Of [0, 255] and [255, 0] as uint8 the
# first says 255.0 for 360.6. There is no warning. The cosine distance of [100, 100] to [100, 0] is 0.0 for 0.29, with
# a warning, and that of [10, 20] to [20, 10] raises "math domain error". sqeuclidean, of the same module, and cdist,
# which has all of them by name, are right.
#
# One would expect euclidean to be the root of sqeuclidean, and cdist, which documents its metrics as the functions of
# these names, to give the same. What is checked by pairs has another ranking than a matrix of distances: the opposite
# of a vector is nearer to it than zeros are.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check scipy==1.17.1 numpy==2.4.6 2> pip.log \
  || { cat pip.log; exit 1; }
venv/bin/python -W ignore - <<'PY'
import numpy
from scipy.spatial import distance


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen!r}, and not {expected!r}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen!r}")


def four(name, one, other):
    """By the function, of the same numbers as floats, and by cdist, to a tenth."""
    function = getattr(distance, name)
    floats = function(one.astype(float), other.astype(float))
    return [round(float(seen), 1) for seen in (function(one, other), floats, distance.cdist([one], [other], name)[0, 0])]


one = numpy.array([100, 100], dtype="int8")
check("euclidean, as floats, by cdist", four("euclidean", one, -one), [79.2, 282.8, 282.8])
check("cityblock", four("cityblock", one, -one), [112.0, 400.0, 400.0])
check("chebyshev", four("chebyshev", one, -one), [56.0, 200.0, 200.0])
check("sqeuclidean", four("sqeuclidean", one, -one), [80000.0, 80000.0, 80000.0])
near = numpy.array([0, 0], dtype="int8")
check("which of the two is nearer", distance.euclidean(one, -one) < distance.euclidean(one, near), True)
unsigned = numpy.array([0, 255], dtype="uint8")
check("euclidean, uint8", four("euclidean", unsigned, unsigned[::-1]), [255.0, 360.6, 360.6])
check("cosine", round(float(distance.cosine(one, numpy.array([100, 0], dtype="int8"))), 2), 0.0)
check("cosine by cdist", round(float(distance.cdist([one], [[100, 0]], "cosine")[0, 0]), 2), 0.29)
try:
    seen = distance.cosine(numpy.array([10, 20], dtype="int8"), numpy.array([20, 10], dtype="int8"))
except ValueError as error:
    seen = str(error)
check("cosine of [10, 20] and [20, 10]", seen, "math domain error")
PY
