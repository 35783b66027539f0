#!/usr/bin/env bash
# pims 0.7 with PyAV 18.1.0 (and numpy 2.4.6), seen 2026-11-30. A video of 35 pictures, 25 in the first second and one in each of ten
# after it, has 35 pictures in pims.open, which takes its PyAVReaderTimed for an MP4. Read one after the other they are 0, 3, 9, 15,
# 21, four times 25, four times 26 and so on, with 14 and 20 between 28 and 29, and 2 between 31 and 32: it looks for each at the
# time where it would be if all were equally far apart. 33 and 34, the last two seconds, never come. PyAVReaderIndexed has all 35 in
# their order, and at an even rate both have.
#
# One would expect picture 7 to be picture 7, or at least an order that time has.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check \
  pims==0.7 av==18.1.0 numpy==2.4.6 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import sys
from fractions import Fraction

import av
import numpy as np
import pims


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


def write(name, times):
    with av.open(name, "w") as container:
        stream = container.add_stream("libx264", rate=25)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        stream.codec_context.time_base = Fraction(1, 1000)
        for number, time in enumerate(times):
            picture = av.VideoFrame.from_ndarray(np.full((48, 64, 3), 7 * number, np.uint8))
            picture.pts, picture.time_base = round(1000 * time), Fraction(1, 1000)
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))


def numbers(pictures):
    return [round(float(np.mean(picture)) / 7) for picture in pictures]


write("even.mp4", [number / 25 for number in range(35)])
write("uneven.mp4", [number / 25 for number in range(25)] + list(range(1, 11)))
every = list(range(35))
for name in ("even.mp4", "uneven.mp4"):
    check(f"{name}, by PyAV", numbers(frame.to_ndarray(format="rgb24") for frame in av.open(name).decode(video=0)), every)
    check(f"{name}, by PyAVReaderIndexed", numbers(pims.PyAVReaderIndexed(name)), every)
video = pims.open("even.mp4")
check("even.mp4, by pims.open", numbers(video), every)
video = pims.open("uneven.mp4")
check("its reader and its length", (type(video).__name__, len(video)), ("PyAVReaderTimed", 35))
seen = [0, 3, 9, 15, 21, 25, 25, 25, 25, 26, 26, 26, 26, 27, 27, 27, 27, 28, 28, 14, 20, 25, 29, 29, 29, 29, 30, 30, 30, 30, 31, 31, 31, 2, 32]
check("uneven.mp4, by pims.open", numbers(video), seen)
PY
