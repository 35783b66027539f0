#!/usr/bin/env bash
# syrupy 7.0.2, pytest-regressions 2.11.0 (pandas 3.1.1) and numpy 2.4.6 under pytest 9.2.0, seen 2026-11-29. With a
# vector of 2000 numbers, "assert (vector == snapshot).all()" writes 2000 snapshots, one for each number; "assert
# snapshot == vector" writes one, which has its first and last three. With a number in the middle changed to 77, the
# first fails and the second passes; so does one of a dict with the vector in it. num_regression passes where a vector
# of 10, beside one of 20, comes with ten NaN behind it, and ndarrays_regression where integers become floats, while
# it fails for another shape.
#
# One would expect == to be the same from both sides, and one vector to be one snapshot that has all of it. The order
# that keeps the file short is the one that looks at six numbers.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check syrupy==7.0.2 pytest-regressions==2.11.0 pandas==3.1.1 \
  numpy==2.4.6 pytest==9.2.0 2> pip.log || { cat pip.log; exit 1; }
cat > test_vector.py <<'PY'
import os

import numpy
import pytest

CHANGED = "CHANGED" in os.environ


@pytest.fixture
def vector():
    made = numpy.arange(2000) / 2000
    if CHANGED:
        made[1000] = 77
    return made


def test_from_the_left(vector, snapshot):
    assert (vector == snapshot).all()


def test_from_the_right(vector, snapshot):
    assert snapshot == vector


def test_in_a_dict(vector, snapshot):
    assert snapshot == {"vector": vector}


def test_shorter(vector, num_regression):
    rest = numpy.full(10, numpy.nan)
    num_regression.check({"long": vector[:20], "short": numpy.concatenate([vector[:10], rest]) if CHANGED else vector[:10]})


def test_integers(ndarrays_regression):
    numbers = numpy.array([1, 2, 3])
    ndarrays_regression.check({"numbers": numbers.astype("float64") if CHANGED else numbers})


def test_shape(vector, ndarrays_regression):
    ndarrays_regression.check({"vector": vector[:20].reshape(4, 5) if CHANGED else vector[:20]})
PY
pytest=(venv/bin/python -m pytest -q -p no:cacheprovider)
"${pytest[@]}" --snapshot-update --force-regen > new.log 2>&1 || true
check() {
  if [[ "$2" != "$3" ]]; then echo "changed: $1: $2, and not $3"; exit 1; fi
  echo "still so: $1: $2"
}
check "snapshots from the left" "$(grep -c '^# name: test_from_the_left' __snapshots__/test_vector.ambr)" 2000
check "snapshots from the right" "$(grep -c '^# name: test_from_the_right' __snapshots__/test_vector.ambr)" 1
"${pytest[@]}" > same.log 2>&1 || { echo "changed: the same again fails"; tail same.log; exit 1; }
echo "still so: the same again passes"
CHANGED=1 "${pytest[@]}" > changed.log 2>&1 || true
check "what fails" "$(grep -o '^FAILED test_vector.py::[a-z_]*' changed.log | sed 's/.*:://' | sort | tr '\n' ' ')" "test_from_the_left test_shape "
check "what passes" "$(grep -o '[0-9]* passed in' changed.log)" "4 passed in"
