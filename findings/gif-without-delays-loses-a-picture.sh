#!/usr/bin/env bash
# PyAV 18.1.0, moviepy 2.2.1 (imageio-ffmpeg 0.8.1), opencv-python-headless 5.0.0.93 and Pillow 11.3.0, seen
# 2026-11-29. A GIF of ten pictures whose delay is 0, as programs write it that leave the speed to the viewer.
# PyAV decodes ten pictures, at 0.0, 0.1 ... 0.9 seconds, and has a container.duration of 0.9; moviepy gives nine
# of the ten, at 11.11 a second, and OpenCV says 11.11 a second as well. With a delay of 10 or of 100 ms all three
# have ten pictures and ten delays. In Pillow the picture without a delay has no "duration" in its info at all.
#
# One would expect ten pictures that last 100 ms each to last a second: the delay that is assumed for each picture
# is not counted for the last one, so the end is where the last picture begins, and whoever steps through the
# duration never sees it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  av==18.1.0 moviepy==2.2.1 imageio-ffmpeg==0.8.1 opencv-python-headless==5.0.0.93 pillow==11.3.0 numpy==2.4.6 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python -W ignore - <<'PY'
import sys


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


import av
import cv2
import moviepy
from PIL import Image


def gif(delay):
    pictures = []
    for number in range(10):
        picture = Image.new("RGB", (16, 16), (number * 20, 0, 0))
        picture.putpixel((number, 0), (0, 255, 0))
        pictures.append(picture)
    path = f"{delay}.gif"
    pictures[0].save(path, save_all=True, append_images=pictures[1:], duration=delay, loop=0)
    return path


def seen(delay):
    """PyAV: seconds, pictures, the last one; moviepy: seconds, pictures; OpenCV: pictures a second."""
    path = gif(delay)
    with av.open(path) as container:
        times = [round(frame.time, 2) for frame in container.decode(video=0)]
        found = [container.duration / 1e6, len(times), times[-1]]
    clip = moviepy.VideoFileClip(path)
    found += [clip.duration, sum(1 for _ in clip.iter_frames())]
    clip.close()
    return [*found, round(cv2.VideoCapture(path).get(cv2.CAP_PROP_FPS), 2)]


check("no delay", seen(0), [0.9, 10, 0.9, 0.9, 9, 11.11])
check("10 ms", seen(10), [0.1, 10, 0.09, 0.1, 10, 100.0])
check("100 ms", seen(100), [1.0, 10, 0.9, 1.0, 10, 10.0])
check("Pillow: it has a duration", ["duration" in Image.open(gif(delay)).info for delay in (0, 10)], [False, True])
PY
