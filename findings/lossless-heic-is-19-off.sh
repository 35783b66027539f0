#!/usr/bin/env bash
# pillow_heif 1.8.1 and pillow-jxl-plugin 1.3.8 with Pillow 13.0.0 and numpy 2.4.6, seen 2026-11-30. quality=-1 stands for
# "lossless" in pillow_heif. A picture of soft colours that is saved so is up to 19 of 255 off, 3.1 on the average, as with
# quality=100, in a file twice as large. With chroma=444 it is up to 1 off, and with matrix_coefficients=0 beside that, equal; with
# that one alone it is up to 32 off. A grey picture of 8 bits is equal, one of 16 bits up to 63 of 65535 off. WebP and JPEG XL by
# lossless=True are equal.
#
# One would expect what is called lossless to be equal: it is the encoding of HEVC alone that loses nothing, after the picture was
# made into another colour space with a quarter of its colours. Hashes of pictures, and vectors of what was saved, are of another
# picture.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check pillow_heif==1.8.1 pillow-jxl-plugin==1.3.8 pillow==13.0.0 numpy==2.4.6 \
  2> pip.log || { cat pip.log; exit 1; }
venv/bin/python -W ignore - <<'PY'
import io

import numpy
import pillow_heif
import pillow_jxl  # noqa: F401, registers itself
from PIL import Image

pillow_heif.register_heif_opener()
squares = numpy.random.RandomState(0).randint(0, 255, (8, 8, 3), dtype="uint8")
picture = numpy.asarray(Image.fromarray(squares).resize((128, 96), Image.Resampling.BICUBIC))
grey = picture[..., 0].copy()


def off(pixels, kind, **options):
    """The greatest difference, and the mean one, after the picture was saved and opened."""
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, kind, **options)
    difference = abs(numpy.asarray(Image.open(file)).astype(int) - pixels)
    return int(difference.max()), round(float(difference.mean()), 1)


def check(what, seen, expected):
    if seen != expected:
        raise SystemExit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


check("quality=-1", off(picture, "HEIF", quality=-1), (19, 3.1))
check("quality=100", off(picture, "HEIF", quality=100), (19, 3.1))
check("and chroma=444", off(picture, "HEIF", quality=-1, chroma=444), (1, 0.3))
check("and matrix_coefficients=0", off(picture, "HEIF", quality=-1, chroma=444, matrix_coefficients=0), (0, 0.0))
check("matrix_coefficients=0 alone", off(picture, "HEIF", quality=-1, matrix_coefficients=0), (32, 3.0))
check("grey", off(grey, "HEIF", quality=-1), (0, 0.0))
check("grey of 16 bits, the greatest", off(grey.astype("uint16") * 257, "HEIF", quality=-1)[0], 63)
check("WebP, JPEG XL", [off(picture, kind, lossless=True) for kind in ("WEBP", "JXL")], [(0, 0.0)] * 2)
PY
