#!/usr/bin/env bash
# moviepy 2.2.1 (imageio-ffmpeg 0.8.1), with PyAV 18.1.0 to write and count, seen 2026-11-29. Of 60 videos, of 2 to 61 pictures, at 30
# pictures a second, 20 lose their last picture: n_frames and iter_frames() have one less than the file. At 24 and 60 it is 20 as
# well, at 30000/1001 36, at 60000/1001 40, and at 25 three, those of 29, 57 and 58 pictures. The duration is read from a line
# of text, in hundredths of a second, and what is left of duration times rate after the point is cut off: 0.13 * 30 is 3 for
# four pictures, and 1.16 * 25 is 28.999999999999996.
#
# One would expect as many pictures as were written, at least at 25, where a picture is four whole hundredths. A test with a
# video of 10 or 50 pictures at 25 sees nothing; what is cut into segments and joined again loses a picture at some of the seams.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check moviepy==2.2.1 imageio==2.38.1 imageio-ffmpeg==0.8.1 av==18.1.0 numpy==2.4.6 \
  2> pip.log || { cat pip.log; exit 1; }
venv/bin/python -W ignore - <<'PY'
from fractions import Fraction

import av
import moviepy
import numpy


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen}, and not {expected}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen}")


def write(rate, pictures):
    with av.open("x.mp4", "w") as out:
        stream = out.add_stream("libx264", rate=rate, options={"preset": "ultrafast", "crf": "1"})
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for number in range(pictures):
            grey = numpy.full((48, 64, 3), number * 4, numpy.uint8)
            out.mux(stream.encode(av.VideoFrame.from_ndarray(grey, format="rgb24")))
        out.mux(stream.encode())


def by_moviepy():
    with moviepy.VideoFileClip("x.mp4") as clip:
        numbers = [round(float(picture.mean()) / 4) for picture in clip.iter_frames()]
        return clip.n_frames, numbers


def by_pyav():
    with av.open("x.mp4") as container:
        return sum(1 for _ in container.decode(video=0))


def without_the_last(rate):
    lost = []
    for pictures in range(2, 62):
        write(rate, pictures)
        if by_moviepy() == (pictures - 1, list(range(pictures - 1))) and by_pyav() == pictures:
            lost.append(pictures)
    return lost


check("25 pictures a second", without_the_last(25), [29, 57, 58])
check("30 pictures a second", without_the_last(30), list(range(4, 62, 3)))
for rate, number in ((24, 20), (60, 20), (Fraction(30000, 1001), 36), (Fraction(60000, 1001), 40)):
    check(f"{rate} pictures a second, how many of 60", len(without_the_last(rate)), number)
PY
