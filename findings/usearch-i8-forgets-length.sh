#!/usr/bin/env bash
# usearch 2.26.6, seen 2026-11-29. An index with metric="l2sq" and dtype="i8" is given [1, 0], [100, 0] and
# [0.1, 0]: all three are stored as [127, 0], and each is at distance 0.0 from the query [1, 0].
#
# One would expect values to be scaled by one factor and clipped at the ends, as the quantisation of [-1, 1] to
# bytes is usually told. What is stored is each vector divided by its own length, also for a metric that is
# about length. With unit vectors nobody notices, and with anything else the euclidean neighbours are those of
# the directions.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  usearch==2.26.6 numpy==2.4.6 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import sys


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


import numpy
from usearch.index import Index

vectors = numpy.array([[1, 0], [100, 0], [0.1, 0]], dtype="float32")
for dtype, distances in (("f32", [0.0, 0.81, 9801.0]), ("i8", [0.0, 0.0, 0.0])):
    index = Index(ndim=2, metric="l2sq", dtype=dtype)
    index.add(numpy.arange(3), vectors)
    found = index.search(numpy.array([1, 0], dtype="float32"), 3)
    check(f"squared distances from [1, 0] in {dtype}", [round(float(d), 2) for d in found.distances], distances)
check("what i8 stored", [index.get(k).tolist() for k in range(3)], [[127, 0], [127, 0], [127, 0]])
PY
