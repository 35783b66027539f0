#!/usr/bin/env bash
# usearch 2.26.6, seen 2026-11-29. Keys that the index chooses itself (add(None, ...)) are counted from the
# number of vectors it holds. After two were added and key 0 was removed, the next one is to get key 1, which is
# taken, and add raises "Duplicate keys not allowed".
#
# One would expect the next unused key (2), or the freed one (0): the caller named no key, so a clash of keys is
# not something the caller can have caused. Removing the last key instead goes well, and gives that key to
# another vector.
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


def one_more_after_removing(key):
    index = Index(ndim=2, metric="cos", dtype="f32")
    index.add(None, numpy.array([[1, 0], [1, 1]], dtype="float32"))
    index.remove(key)
    try:
        return numpy.atleast_1d(index.add(None, numpy.array([[0, 1]], dtype="float32"))).tolist()
    except RuntimeError as error:
        return str(error).split(" in ")[0]


check("the key after 0 was removed", one_more_after_removing(0), "Duplicate keys not allowed")
check("the key after 1 was removed", one_more_after_removing(1), [1])
PY
