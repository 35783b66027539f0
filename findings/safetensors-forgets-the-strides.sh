#!/usr/bin/env bash
# safetensors 0.8.0 (with 0.7.0 beside it, and numpy 2.4.6), seen 2026-11-29. safetensors.numpy writes an array that
# is not contiguous as if it were: every second number of 0, 1, 2 ... 7 comes back as 0, 1, 2, 3, the first column of
# a matrix as its first row, and a matrix in Fortran order with its numbers in another order. There is no error and no
# warning. 0.7.0 writes all of them right, and 0.8.0 itself still puts numbers of the other byte order right.
#
# One would expect what 0.7.0 did, or an error, since the array knows its strides (the docstring asks for contiguous
# ones, and nothing looks): the first 512 of 1,024 dimensions, `vectors[:, :512]`, is how an embedding is cut short, and
# what is read back has the right shape and type, and other numbers.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  numpy==2.4.6 safetensors==0.8.0 2> pip.log || { cat pip.log; exit 1; }
venv/bin/pip install -q --disable-pip-version-check --no-deps --target older safetensors==0.7.0
cat > write.py <<'PY'
import json
import sys

import numpy
from safetensors.numpy import load, save

matrix = numpy.arange(6, dtype="float32").reshape(2, 3)
arrays = {
    "slice": numpy.arange(8, dtype="float32")[::2],
    "column": matrix[:, 0],
    "cut": matrix[:, :2],
    "fortran": numpy.asfortranarray(matrix),
    "swapped": matrix.astype(">f4"),
}
json.dump({name: load(save({"a": array}))["a"].tolist() for name, array in arrays.items()}, sys.stdout)
PY
venv/bin/python write.py > newer.json
PYTHONPATH=older venv/bin/python write.py > older.json
venv/bin/python - <<'PY'
import json
import sys


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


right = {
    "slice": [0.0, 2.0, 4.0, 6.0],
    "column": [0.0, 3.0],
    "cut": [[0.0, 1.0], [3.0, 4.0]],
    "fortran": [[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]],
    "swapped": [[0.0, 1.0, 2.0], [3.0, 4.0, 5.0]],
}
newer = {
    "slice": [0.0, 1.0, 2.0, 3.0],
    "column": [0.0, 1.0],
    "cut": [[0.0, 1.0], [2.0, 3.0]],
    "fortran": [[0.0, 3.0, 1.0], [4.0, 2.0, 5.0]],
    "swapped": right["swapped"],
}
check("what 0.7.0 brings back", json.load(open("older.json")), right)
for name, numbers in json.load(open("newer.json")).items():
    check(f"0.8.0, {name}: {right[name]}", numbers, newer[name])
PY
