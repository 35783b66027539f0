#!/usr/bin/env bash
# pdqhash 0.2.8 with numpy 2.4.6, scipy 1.17.1, Pillow 13.0.0 and ImageHash 4.3.2, seen 2026-11-30. PDQ is a hash of pictures by
# which one is found again: two with 31 or fewer of 256 bits different are taken for the same. A picture that was saved in a .mat
# file and loaded by scipy is equal to what it was, number for number, and 122 bits of its PDQ are different; its quality is 100 as
# before. scipy gives arrays column by column (Fortran's order), and so it is with np.asfortranarray, and with a picture that was
# kept width first and turned by transpose. Flipped and cut views, and those of a picture kept channel first, have the right hash,
# and ImageHash has one for all.
#
# One would expect equal arrays to have equal hashes: the order in memory is not seen in any printout, and 122 of 256 is what two
# pictures that have nothing in common differ by.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check \
  pdqhash==0.2.8 numpy==2.4.6 scipy==1.17.1 pillow==13.0.0 ImageHash==4.3.2 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import imagehash
import numpy
import pdqhash
import scipy.io
from PIL import Image


def check(what, seen, expected):
    if seen != expected:
        raise SystemExit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


squares = numpy.random.RandomState(0).randint(0, 255, (8, 8, 3), dtype="uint8")
picture = numpy.asarray(Image.fromarray(squares).resize((128, 96), Image.Resampling.BICUBIC))
bits, quality = pdqhash.compute(picture)
scipy.io.savemat("picture.mat", {"picture": picture})
loaded = scipy.io.loadmat("picture.mat")["picture"]


def other(view):
    """Whether the numbers are the same, how many bits of PDQ are not, and how many of ImageHash's phash."""
    found, good = pdqhash.compute(view)
    same = bool((view == picture).all()) and good == quality
    return same, int((found != bits).sum()), int(imagehash.phash(Image.fromarray(view)) - imagehash.phash(Image.fromarray(picture)))


check("from a .mat file", other(loaded), (True, 122, 0))
check("by asfortranarray", other(numpy.asfortranarray(picture)), (True, 122, 0))
check("kept width first", other(numpy.ascontiguousarray(picture.transpose(1, 0, 2)).transpose(1, 0, 2)), (True, 122, 0))
check("flipped twice", other(picture[:, ::-1].copy()[:, ::-1]), (True, 0, 0))
check("kept channel first", other(numpy.ascontiguousarray(picture.transpose(2, 0, 1)).transpose(1, 2, 0)), (True, 0, 0))
PY
