#!/usr/bin/env bash
# safetensors 0.8.0, h5py 3.16.0, zarr 3.1.6 and numpy 2.4.6 with ml-dtypes 0.6.0, seen 2026-11-29. An array of
# bfloat16 is saved by safetensors.numpy, as "BF16" in its header, and the load of the same module raises KeyError:
# 'BF16' on what it wrote. h5py and numpy.save save it without a word, and it comes back as |V2, two nameless bytes,
# on which no arithmetic works. zarr refuses it with an error that names the type.
#
# One would expect a writer and a reader of one module to know the same types, and a type that is not known to be
# refused, as zarr does: the loss is found when the file is read, which may be long after the vectors are gone.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  safetensors==0.8.0 h5py==3.16.0 zarr==3.1.6 numpy==2.4.6 ml-dtypes==0.6.0 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import sys

import h5py
import ml_dtypes
import numpy
import safetensors.numpy
import zarr


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


array = numpy.array([1.5, 2.0], ml_dtypes.bfloat16)


def outcome(run):
    try:
        return run()
    except Exception as error:
        return f"{type(error).__name__}: {error}"[:40]


written = safetensors.numpy.save({"a": array})
check("safetensors saves", b'"dtype":"BF16"' in written, True)
check("and loads", outcome(lambda: safetensors.numpy.load(written)), "KeyError: 'BF16'")
with h5py.File("a.h5", "w") as file:
    file["a"] = array
with h5py.File("a.h5") as file:
    check("h5py", file["a"][:].dtype.str, "|V2")
numpy.save("a.npy", array)
check("numpy.save", numpy.load("a.npy").dtype.str, "|V2")
check("zarr", outcome(lambda: zarr.create_array({}, data=array)), "ValueError: No Zarr data type found that")
PY
