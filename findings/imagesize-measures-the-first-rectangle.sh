#!/usr/bin/env bash
# imagesize 2.0.1, seen 2026-11-29. An SVG without a width and a height of its own, whose viewBox is 300 x 150, has
# the size of the first shape in it: 5 x 5, if that is a rect of 5 x 5. With a width of 100 alone it is 100 x 5. And
# of pictures of 64 x 32 that are to be turned by a quarter (EXIF orientation 6, written by Pillow 13.0.0), the JPEG
# is 32 x 64, and the PNG and the WebP are 64 x 32.
#
# One would expect the viewBox, or -1 x -1 as for what it does not know (as it says where the width is 100%):
# drawing programs write SVG without a width, and the first shape is often a background or a tick. And a turn should
# count in each format that can tell it, or in none.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  imagesize==2.0.1 pillow==13.0.0 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import sys

import imagesize
import PIL.Image


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


def svg(attributes):
    with open("a.svg", "w") as file:
        file.write(f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}><rect width="5" height="5"/></svg>')
    return imagesize.get("a.svg")


def turned(name):
    exif = PIL.Image.Exif()
    exif[0x0112] = 6
    PIL.Image.new("RGB", (64, 32)).save(name, exif=exif)
    return imagesize.get(name)


check("a viewBox alone", svg('viewBox="0 0 300 150"'), (5.0, 5.0))
check("a width and a viewBox", svg('width="100" viewBox="0 0 300 150"'), (100.0, 5.0))
check("a width and a height", svg('width="100" height="50"'), (100.0, 50.0))
check("in per cent", svg('width="100%" height="50%" viewBox="0 0 300 150"'), (-1, -1))
check("a JPEG to be turned", turned("a.jpg"), (32, 64))
check("a PNG", turned("a.png"), (64, 32))
check("a WebP", turned("a.webp"), (64, 32))
PY
