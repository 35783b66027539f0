#!/usr/bin/env bash
# lancedb 0.40.0 with pyarrow 26.0.1 (and numpy 2.4.6), seen 2026-11-30. A table that is made of the vectors [1, 2], [3,
# 4] and [2, 2], written as whole numbers, has bytes: its column is of uint8, and what is nearest is told by the number
# of bits that differ. [2, 2] is at 2 from [1, 2] and [3, 4] at 3, and of [1, 0, 0], [0, 1, 0] and [200, 0, 0] the second
# is the next to the first. L2 and cosine are refused ("does not support UInt8 vectors"). [0.5, 1.7], added to it, is
# stored as [0, 1], and a question [1.9, 2.2] is [1, 2], without a word. With one number that is negative, above 255, or
# written with a point in the first rows, the column is of floats, and all of this is right.
#
# One would expect the kind of the column not to hang on the size of the numbers in the first rows, and a fraction that
# has no place in it to be refused. Vectors in a test are often of whole numbers, and so are those whose first rows are
# zeros for what is not yet embedded.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check lancedb==0.40.0 pyarrow==26.0.1 numpy==2.4.6 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python -W ignore - <<'PY'
import lancedb
import numpy


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen!r}, and not {expected!r}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen!r}")


database = lancedb.connect("lance")


def table(name, *vectors):
    return database.create_table(name, [{"vector": vector} for vector in vectors])


def kind(name, *vectors):
    return str(table(name, *vectors).schema.field("vector").type.value_type)


def nearest(of, vector):
    return [(row["vector"], row["_distance"]) for row in of.search(vector).to_list()]


check("whole numbers", kind("whole", [1, 2], [3, 4]), "uint8")
check("of numpy", kind("numpy", numpy.array([1, 2])), "uint8")
check("one above 255", kind("above", [1, 300]), "float")
check("one below zero", kind("below", [1, -1]), "float")
check("one with a point", kind("point", [1, 2], [3, 4.0]), "float")

bits = table("bits", [1, 2], [3, 4], [2, 2])
check("nearest to [1, 2]", nearest(bits, [1, 2]), [([1, 2], 0.0), ([2, 2], 2.0), ([3, 4], 3.0)])
right = table("right", [1.0, 2], [3, 4], [2, 2])
check("of floats", nearest(right, [1, 2]), [([1.0, 2.0], 0.0), ([2.0, 2.0], 1.0), ([3.0, 4.0], 8.0)])
far = [([1, 0, 0], 0.0), ([0, 1, 0], 2.0), ([200, 0, 0], 4.0)]
check("nearest to [1, 0, 0]", nearest(table("far", [1, 0, 0], [0, 1, 0], [200, 0, 0]), [1, 0, 0]), far)
try:
    seen = bits.search([1, 2]).distance_type("l2").to_list()
except ValueError as error:
    seen = str(error).partition("\n")[0]
check("by L2", seen, "Invalid input, Distance type l2 does not support UInt8 vectors")
bits.add([{"vector": [0.5, 1.7]}])
check("[0.5, 1.7], added", bits.to_arrow().to_pylist()[-1], {"vector": [0, 1]})
check("nearest to [1.9, 2.2]", nearest(bits, [1.9, 2.2])[0], ([1, 2], 0.0))
PY
