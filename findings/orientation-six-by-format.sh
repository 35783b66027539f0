#!/usr/bin/env bash
# Pillow 13.0.0 and pillow-heif 1.8.1, seen 2026-11-29. A picture of 64 x 32 is saved with the EXIF orientation
# 6 (to be turned by a quarter). Opened again, TIFF alone says 32 x 64, before the turn is made, and drops the
# tag once the pixels are loaded; JPEG, PNG, WebP and AVIF say 64 x 32 and 6. The HEIF says 64 x 32 and
# orientation 1, the pixels not turned: exif_transpose does nothing and the turn is lost (the 6 is left in
# info["original_orientation"]). The AVIF that is 64 x 32 to Pillow is 32 x 64 to pillow_heif.open_heif. And
# saving as AVIF takes the tag out of the Exif object of the caller, so that the next file that is saved with it
# has no turn.
#
# One would expect the same numbers for the same call, and a file that was saved with a turn to be shown turned
# by its own library. What reads the size of an upload has five answers to choose from.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  pillow==13.0.0 pillow-heif==1.8.1 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import sys


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


import pillow_heif
from PIL import Image, ImageOps

pillow_heif.register_heif_opener()
picture = Image.new("RGB", (64, 32), "red")
EXPECTED = {
    "jpeg": ((64, 32), 6, 6, (32, 64)),
    "png": ((64, 32), 6, 6, (32, 64)),
    "webp": ((64, 32), 6, 6, (32, 64)),
    "avif": ((64, 32), 6, 6, (32, 64)),
    "tiff": ((32, 64), 6, None, (32, 64)),
    "heif": ((64, 32), 1, 1, (64, 32)),
}
for form, expected in EXPECTED.items():
    exif = Image.Exif()
    exif[0x0112] = 6
    picture.save(f"x.{form}", form, exif=exif)
    check(f"{form}: the tag of the caller's Exif after the save", exif.get(0x0112), None if form == "avif" else 6)
    with Image.open(f"x.{form}") as image:
        size, tag = image.size, image.getexif().get(0x0112)
        image.load()
        seen = (size, tag, image.getexif().get(0x0112), ImageOps.exif_transpose(image).size)
        check(f"{form}: size, tag, tag once loaded, size after exif_transpose", seen, expected)
        if form == "heif":
            check("heif: what it was", image.info["original_orientation"], 6)
check("the avif to pillow_heif", pillow_heif.open_heif("x.avif").size, (32, 64))
PY
