#!/usr/bin/env bash
# ngt 2.8.0.post1 (ngtpy, with numpy 2.4.6), seen 2026-11-29. An index with distance_type="Inner Product" is given five vectors
# and asked for those nearest to [1, 0]. Inserted one by one, [3, 0], whose inner product is the greatest, is the last one,
# at the distance of the opposite, and all distances are those of "L2", with warnings about a magnitude on stderr. By batch_insert of
# the same array it is the first. Neither answer has an inner product in it: the distance of the best is 2.0, and of [1, 0] 2.828.
# With object_type="Float16" searches are right, and get_object gives numbers that were never stored (0.0078125, 0, ... for [0, 1]).
# And a vector of zeros is counted in an index of "Cosine", and never found.
#
# One would expect the two ways of inserting to make one index, and the score to be a product, or to tell it: it is the length in a
# space of one dimension more, which depends on the longest vector so far. What is unit length hides it, until one is not.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check ngt==2.8.0.post1 numpy==2.4.6 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - 2> python.log <<'PY' || { cat python.log; exit 1; }
import sys

import ngtpy
import numpy


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


VECTORS = {"same": [1, 0], "near": [0.6, 0.8], "orthogonal": [0, 1], "opposite": [-1, 0], "long": [3, 0]}
NAMES = list(VECTORS)
ARRAY = numpy.zeros((5, 16), "float32")  # the graph wants a few dimensions
ARRAY[:, :2] = list(VECTORS.values())
count = 0


def index_of(distance, kind="Float"):
    global count
    count += 1
    ngtpy.create(f"index{count}".encode(), 16, distance_type=distance, object_type=kind)
    return ngtpy.Index(f"index{count}".encode())


def nearest(index):
    return [(NAMES[number], round(float(distance), 3)) for number, distance in index.search(ARRAY[0], 10)]


def one_by_one(distance):
    index = index_of(distance)
    for vector in ARRAY:
        index.insert(vector)
    index.build_index()
    return index


as_lengths = [("same", 0.0), ("near", 0.894), ("orthogonal", 1.414), ("opposite", 2.0), ("long", 2.0)]
check("L2, one by one", nearest(one_by_one("L2")), as_lengths)
check("Inner Product, one by one", nearest(one_by_one("Inner Product")), as_lengths)
batch = index_of("Inner Product")
batch.batch_insert(ARRAY)
lifted = [("long", 2.0), ("same", 2.828), ("near", 2.966), ("orthogonal", 3.162), ("opposite", 3.464)]
check("Inner Product, in a batch", nearest(batch), lifted)

half = index_of("L2", "Float16")
half.batch_insert(ARRAY)
check("Float16, searched", nearest(half), as_lengths)
check("Float16, given back", [float(number) for number in half.get_object(2)[:2]], [0.0078125, 0.0])

cosine = one_by_one("Cosine")
zeros = cosine.insert(numpy.zeros(16, "float32"))
cosine.build_index()
found = [number for number, _ in cosine.search(ARRAY[0], 10)]
check("Cosine, with zeros", (cosine.get_num_of_objects(), len(found), zeros in found), (6, 5, False))
PY
