#!/usr/bin/env bash
# gensim 4.4.0 with numpy 2.4.6, seen 2026-11-29: KeyedVectors, a store of vectors by name. After a search, the vector of a name is replaced
# (add_vectors(..., replace=True)) by [-100, 0], and the next search for [1, 0] gives it a cosine of -99.5, since it is divided by the
# length of the vector that was there before. One that is replaced by a hundredth of itself turned by a few degrees falls from first to
# last. After a search, one more vector that is added makes every later search raise ValueError. Without a search before, all is right,
# and so is similarity(), which measures anew. fill_norms(force=True) mends it.
#
# One would expect the cosine of what is stored, or that the lengths are measured anew where vectors are set.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check \
  gensim==4.4.0 numpy==2.4.6 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import sys

import numpy as np
from gensim.models import KeyedVectors


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


def store():
    vectors = KeyedVectors(2)
    vectors.add_vectors(["question", "sea", "sky"], np.array([[1, 0], [1, 0.1], [1, 1]], np.float32))
    return vectors


def nearest(vectors):
    return [(name, round(float(cosine), 2)) for name, cosine in vectors.most_similar("question")]


check("as stored", nearest(store()), [("sea", 1.0), ("sky", 0.71)])
for searched in (False, True):
    when = "after a search" if searched else "without one"
    far, short, more = store(), store(), store()
    if searched:
        for each in (far, short, more):
            nearest(each)
    far.add_vectors(["sea"], np.array([[-100, 0]], np.float32), replace=True)
    check(f"replaced by its opposite, {when}", nearest(far), [("sky", 0.71), ("sea", -99.5 if searched else -1.0)])
    check(f"its similarity(), {when}", round(float(far.similarity("question", "sea")), 2), -1.0)
    short.add_vectors(["sea"], np.array([[0.01, 0.0015]], np.float32), replace=True)
    expected = [("sky", 0.71), ("sea", 0.01)] if searched else [("sea", 0.99), ("sky", 0.71)]
    check(f"replaced by a short one, {when}", nearest(short), expected)
    more.add_vector("moon", [5, 0])
    try:
        seen = nearest(more)[0]
    except ValueError:
        seen = "ValueError"
    check(f"one more, {when}", seen, "ValueError" if searched else ("moon", 1.0))
    more.fill_norms(force=True)
    check(f"one more, {when}, measured anew", nearest(more)[0], ("moon", 1.0))
PY
