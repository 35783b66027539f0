#!/usr/bin/env bash
# webdataset 1.0.2 with numpy 2.4.6, seen 2026-11-30: vectors in tar files. A vector of 32 bits that is big-endian, as HDF5, FITS or a .npy
# from another program gives it, is written under a name with the ending "ten" by its bytes, with the mark of an ordinary one: [1, 2.5]
# comes back as two numbers below 1e-40, and no error. Under the ending "npy" it comes back as it was. Of other types the first
# refuses bool, complex64 and uint32, by an error that says so.
#
# One would expect the same numbers from both endings, or the error that the other types get.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check \
  webdataset==1.0.2 numpy==2.4.6 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import sys

import numpy as np
import webdataset


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


def again(ending, vector):
    with webdataset.TarWriter("clips.tar") as writer:
        writer.write({"__key__": "clip", ending: [vector] if ending == "ten" else vector})
    read = next(iter(webdataset.WebDataset("clips.tar", shardshuffle=False).decode()))[ending]
    return read[0] if ending == "ten" else read


little, big = (np.array([1, 2.5], f"{order}f4") for order in "<>")
check("the two are equal", np.array_equal(little, big), True)
for ending in ("ten", "npy"):
    check(f"{ending}, little-endian", again(ending, little).tolist(), [1.0, 2.5])
check("npy, big-endian", again("npy", big).tolist(), [1.0, 2.5])
wrong = again("ten", big)
check("ten, big-endian", (wrong.dtype.str, bool((abs(wrong) < 1e-40).all())), ("<f4", True))
check("ten, big-endian, is the other by its bytes", np.array_equal(wrong, little.byteswap()), True)
refused = []
for kind in (np.bool_, np.complex64, np.uint32):
    try:
        again("ten", np.array([1, 0], kind))
    except ValueError as error:
        refused.append(str(error))
check("ten, other types", refused, ["unsupported array type"] * 3)
PY
