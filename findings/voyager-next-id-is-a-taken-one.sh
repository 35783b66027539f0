#!/usr/bin/env bash
# voyager 2.2.3 (with numpy 2.4.6), seen 2026-11-29. Two vectors are added with the ids 0 and 1, and a third without an id: it
# gets id 0 and takes the place of the first, without a word, and so it is with add_items. An index that was saved and loaded counts
# on from the number of its vectors: with the ids 2 and 3 in it the next one is 2. What was marked as deleted is still in the
# index: "in", len() and ids count it, and a query for as many as len() says raises RecallError, which advises a greater M.
#
# One would expect the id that an index chooses itself to be one that is free, or an error, as usearch has one for such a clash. The
# ids of a database and those of the index in one program are enough for rows that disappear while their number stays right.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check voyager==2.2.3 numpy==2.4.6 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import sys

import numpy
import voyager


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


def empty():
    return voyager.Index(voyager.Space.Cosine, num_dimensions=2)


def vector(index, number):
    return [float(value) for value in index.get_vector(number)]


given = empty()
given.add_item([1, 0], 0)
given.add_item([0, 1], 1)
check("the next id", given.add_item([-1, 0]), 0)
check("how many, and the first", (len(given), vector(given, 0)), (2, [-1.0, 0.0]))

many = empty()
many.add_items(numpy.eye(2, dtype="float32"), [0, 1])
check("the next ids", many.add_items(-numpy.eye(2, dtype="float32")), [0, 1])
check("how many of four", len(many), 2)

own = empty()
own.add_item([1, 0], 2)
own.add_item([0, 1], 3)
own.save("index.voy")
loaded = voyager.Index.load("index.voy")
check("the next id of a loaded index", loaded.add_item([-1, 0]), 2)
check("how many, and that one", (len(loaded), vector(loaded, 2)), (2, [-1.0, 0.0]))

own.mark_deleted(2)
check("a deleted one", (2 in own, len(own), sorted(own.ids)), (True, 2, [2, 3]))
try:
    seen = own.query([1, 0], len(own))
except voyager.RecallError as error:
    seen = str(error).partition(".")[0]
check("a query for all", seen, "Fewer than expected results were retrieved; only found 1 of 2 requested neighbors")
PY
