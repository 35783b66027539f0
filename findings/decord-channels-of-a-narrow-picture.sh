#!/usr/bin/env bash
# decord 0.6.0 with PyAV 18.1.0 to write the files, seen 2026-11-29 (eva-decord 0.6.1 does the same). A picture
# of an MP4 has six channels in VideoReader where it is 16 wide, and four where it is 24 or 48; with 32, 40, 64
# or 320 it has three. The numbers of four are the red, green and blue of the pixels, one after the other, with
# a gap at the end of each line: at [0, 1] stand green and blue of the second pixel and red and green of the
# third.
#
# One would expect three channels for every width, as the documentation has it, or at least the pixels in their
# places. A test with a video of 48 x 32, as one makes it to be quick, sees another shape and other colours than
# any real video, and no error says so.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  decord==0.6.0 av==18.1.0 numpy==2.4.6 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import struct
import sys
from fractions import Fraction

import av
import numpy as np
from decord import VideoReader
def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


def video(name, pictures, *, width=64, height=48, start=0, times=None, matrix=None, **options):
    with av.open(name, "w") as container:
        stream = container.add_stream("libx264", rate=25, options={"preset": "ultrafast"} | options)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.codec_context.time_base = Fraction(1, 25)
        ramp = np.repeat(np.linspace(0, 255, width, dtype=np.uint8)[None, :, None], height, 0).repeat(3, 2)
        for number in times or range(pictures):
            frame = av.VideoFrame.from_ndarray(ramp, "rgb24")
            frame.pts, frame.time_base = number + start, Fraction(1, 25)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    if matrix:
        content = bytearray(open(name, "rb").read())
        at = content.find(b"tkhd") + 44
        content[at : at + 36] = struct.pack(">9i", *matrix)
        open(name, "wb").write(content)



shapes = {}
for width in (16, 24, 32, 40, 48, 64, 320):
    video(f"{width}.mp4", 3, width=width, height=32)
    shapes[width] = VideoReader(f"{width}.mp4")[0].shape
channels = {width: shape[2] for width, shape in shapes.items()}
check("the channels by width", channels, {16: 6, 24: 4, 32: 3, 40: 3, 48: 4, 64: 3, 320: 3})
check("the rest of the shapes", all(shape[:2] == (32, width) for width, shape in shapes.items()), True)
line = VideoReader("48.mp4")[0].asnumpy()[0].reshape(-1)
with av.open("48.mp4") as container:
    right = next(container.decode(video=0)).to_ndarray(format="rgb24")[0].reshape(-1)
check("the pixels one after the other, within 3", int(np.abs(line[:144].astype(int) - right).max()) <= 3, True)
check("anything in the rest of the line", bool(line[144:].any()), False)
PY
