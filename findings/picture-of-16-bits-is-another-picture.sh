#!/usr/bin/env bash
# ImageHash 4.3.2 with Pillow 13.0.0, numpy 2.4.6 and scipy 1.17.1, seen 2026-11-29. One grey picture, as a PNG of 8 bits and of
# 16, each value times 257. The perceptual hashes of the two, made to find the same picture in another file, differ in 32 of 64
# bits by average_hash and phash, and in 61 by dhash, and so do those of the first and of the same in float, from 0 to 1; two
# pictures that have nothing in common differ in 32 on average. Each value from 255 of 65535 on is white to it. A palette, CMYK,
# and a picture of which two fifths are transparent, which looks like another one, have the hash of the first: 2 bits at most.
#
# One would expect the depth to make no difference and what cannot be seen to make one. Frames of a video of 10 bits are PNG of 16
# when FFmpeg writes them, and none of them is found among thumbnails of 8.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check ImageHash==4.3.2 Pillow==13.0.0 numpy==2.4.6 scipy==1.17.1 \
  PyWavelets==1.9.0 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import imagehash
import numpy as np
from PIL import Image


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen}, and not {expected}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen}")


rows, columns = np.mgrid[:256, :256]
colours = np.stack([columns, rows, rows * columns // 256], axis=-1).astype(np.uint8)
colours[60:120, 40:90] = 250, 30, 20
colours[150:200, 130:220] = 10, 220, 90
picture = Image.fromarray(colours)
grey = np.asarray(picture.convert("L"))
Image.fromarray(grey).save("8.png")
Image.fromarray(grey.astype(np.uint16) * 257).save("16.png")
HASHES = (imagehash.average_hash, imagehash.phash, imagehash.dhash)


def difference(one, other):
    return [int(method(one) - method(other)) for method in HASHES]


eight, sixteen = Image.open("8.png"), Image.open("16.png")
check("the values are the same", (np.asarray(sixteen) // 257 == np.asarray(eight)).all().item(), True)
check("8 bits and 16", difference(eight, sixteen), [32, 32, 61])
check("8 bits and float", difference(eight, Image.fromarray(grey.astype(np.float32) / 255)), [32, 32, 61])
check("a palette", max(difference(picture, picture.convert("P", palette=Image.Palette.ADAPTIVE))) <= 2, True)
check("CMYK", max(difference(picture, picture.convert("CMYK"))) <= 2, True)
clear = picture.copy()
clear.putalpha(Image.fromarray(np.where(columns < 100, 0, 255).astype(np.uint8)))
check("two fifths of it transparent", difference(picture, clear), [0, 0, 0])
PY
