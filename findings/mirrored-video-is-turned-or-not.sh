#!/usr/bin/env bash
# PyAV 18.1.0 and pymediainfo 7.0.1, seen 2026-11-29. An MP4 whose track matrix mirrors the picture left to
# right (as a front camera writes) has a rotation of -180 in PyAV and 180.000 in MediaInfo, as if it were upside
# down; mirrored top to bottom, it has 0 in both. MediaInfo gives a pixel aspect ratio of -1.000 and a display
# aspect ratio of -1.333 for either. A transposed picture is told as an ordinary quarter turn, with positive
# ratios.
#
# One would expect both mirrorings to be told in one way, and none as a half turn; and a ratio of two lengths to
# be positive. What divides a width by that ratio gets a negative one.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  pymediainfo==7.0.1 av==18.1.0 numpy==2.4.6 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import sys


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


from fractions import Fraction

import av
import numpy


def video(path, form, seconds=3, start=0, codec="mpeg4"):
    with av.open(path, "w", format=form) as out:
        stream = out.add_stream(codec, rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for number in range(seconds * 10):
            picture = numpy.full((48, 64, 3), number * 8 % 255, dtype="uint8")
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts, frame.time_base = number + start * 10, Fraction(1, 10)
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))



import struct

from pymediainfo import MediaInfo

video("plain.mp4", "mp4")
plain = open("plain.mp4", "rb").read()
place = plain.index(b"tkhd") + 44
MATRICES = {
    "as it is": ((1, 0, 0, 0, 1, 0, 0, 0, 1), 0, "0.000", "1.000", "1.333"),
    "mirrored left to right": ((-1, 0, 0, 0, 1, 0, 64, 0, 1), -180, "180.000", "-1.000", "-1.333"),
    "mirrored top to bottom": ((1, 0, 0, 0, -1, 0, 0, 48, 1), 0, "0.000", "-1.000", "-1.333"),
    "turned by half": ((-1, 0, 0, 0, -1, 0, 64, 48, 1), -180, "180.000", "1.000", "1.333"),
    "transposed": ((0, 1, 0, 1, 0, 0, 0, 0, 1), -90, "90.000", "1.000", "1.333"),
}
for name, (matrix, *expected) in MATRICES.items():
    fixed = struct.pack(">9i", *(n << (30 if i % 3 == 2 else 16) for i, n in enumerate(matrix)))
    with open("turned.mp4", "wb") as file:
        file.write(plain[:place] + fixed + plain[place + 36 :])
    with av.open("turned.mp4") as container:
        by_av = next(container.decode(video=0)).rotation
    track = MediaInfo.parse("turned.mp4").video_tracks[0]
    seen = [by_av, track.rotation, track.pixel_aspect_ratio, track.display_aspect_ratio]
    check(name, seen, expected)
PY
