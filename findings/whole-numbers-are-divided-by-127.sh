#!/usr/bin/env bash
# usearch 2.26.6 with numpy 2.4.6, beside voyager 2.2.3 and faiss-cpu 1.15.1, seen 2026-11-30. The vector
# [100, 2] as int8, added to an index of float32, is stored as [0.787, 0.016]: each number is divided by 127. So it is
# with f16, bf16 and f64, in the index and for a question. By l2sq [100, 2] as int8 and as float32 are 9847 apart, and
# which of two rows is nearest depends on the type of the question. To an index of i8 [100, 2] as float32 is [126, 2]:
# it is brought to length 1 first. int64 is refused. The other two store 100 and 2.
#
# One would expect numbers to be converted, as an array of numpy is by astype, or to be refused as int64 is. A set of
# vectors that comes quantised from an API, with one that is computed, is two scales in one index; cosine does not show
# it, and the other metrics do not say it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check usearch==2.26.6 voyager==2.2.3 faiss-cpu==1.15.1 numpy==2.4.6 \
  2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import faiss
import numpy
import voyager
from usearch.index import Index


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen!r}, and not {expected!r}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen!r}")


def rounded(vector):
    return [round(float(number), 2) for number in vector]


bytes_, floats = numpy.array([100, 2], "int8"), numpy.array([100, 2], "float32")
for kind in ("f32", "f16", "bf16", "f64"):
    index = Index(ndim=2, metric="l2sq", dtype=kind)
    index.add(0, bytes_)
    index.add(1, floats)
    check(f"usearch, {kind}, from int8 and float32", [rounded(index[0]), rounded(index[1])], [[0.79, 0.02], [100.0, 2.0]])
    nearest = [int(index.search(question, 1).keys[0]) for question in (bytes_, floats)]
    check(f"usearch, {kind}, the nearest to each", nearest, [0, 1])
index = Index(ndim=2, metric="l2sq", dtype="f32")
index.add(0, bytes_)
check("usearch, distance of the two", round(float(index.search(floats, 1).distances[0])), 9847)
index = Index(ndim=2, metric="l2sq", dtype="i8")
index.add(0, bytes_)
index.add(1, floats)
check("usearch, i8, from int8 and float32", [rounded(index[0]), rounded(index[1])], [[100.0, 2.0], [126.0, 2.0]])
try:
    seen = index.add(2, numpy.array([100, 2]))
except ValueError as error:
    seen = str(error)
check("usearch, int64", seen, "Incompatible scalars in the vectors matrix: l")

other = voyager.Index(voyager.Space.Euclidean, 2)
other.add_item(bytes_)
check("voyager", rounded(other.get_vector(0)), [100.0, 2.0])
other = faiss.IndexFlatL2(2)
other.add(bytes_[None])
check("faiss", rounded(other.reconstruct(0)), [100.0, 2.0])
PY
