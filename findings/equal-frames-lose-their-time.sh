#!/usr/bin/env bash
# Pillow 13.0.0, seen 2026-11-29. Three equal frames of 100 ms each, saved as an animation: a GIF becomes one
# frame of 300 ms; WebP and APNG become one still picture, and the 300 ms are gone (duration 0, and no
# duration); AVIF keeps three frames of 100 ms. With a duration of 0 ms, AVIF alone writes 1 ms for each.
#
# One would expect save_all to keep either the frames or their time in all four, as GIF and AVIF do in their
# ways. A still screen recording has a duration or not by its format.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  pillow==13.0.0 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import sys


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


from PIL import Image


def written(form, duration, colors):
    frames = [Image.new("RGB", (16, 8), color) for color in colors]
    frames[0].save(f"x.{form}", form, save_all=True, append_images=frames[1:], duration=duration)
    out = []
    with Image.open(f"x.{form}") as image:
        for number in range(image.n_frames):
            image.seek(number)
            image.load()
            out.append(image.info.get("duration"))
    return out


equal = ["red"] * 3
for form, durations in (("gif", [300]), ("webp", [0]), ("png", [None]), ("avif", [100, 100, 100])):
    check(f"three equal frames in {form}", written(form, 100, equal), durations)
check("no time in webp", written("webp", 0, ["red", "blue"]), [0, 0])
check("no time in avif", written("avif", 0, ["red", "blue"]), [1, 1])
PY
