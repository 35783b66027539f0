#!/usr/bin/env bash
# scenedetect 0.7.2 (PySceneDetect) with opencv-python-headless 5.0.0.93 and PyAV 18.1.0, seen 2026-11-29. A
# video of 128 x 64 that is to be turned by a quarter has a frame_size of 64 x 128 in the backend "opencv" and
# of 128 x 64 in "pyav", and so have the pictures. Of 35 pictures, 25 in the first second and one in each of ten
# more, the duration is 10.04 seconds in the first and 1.4 in the second, and the frame rate 3.49 and 25; each
# reads 35 pictures, the last one at 10.0. Of a video of ten seconds that was cut at the third without encoding
# it again, both read seven seconds, and say that the duration is ten.
#
# One would expect the backends of one library to see one video, and a position not to come after the duration,
# nor the end three seconds before it. Clips are cut by these numbers: by one backend of a video that was held
# upright, by the other of one lying on its side.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  scenedetect==0.7.2 opencv-python-headless==5.0.0.93 av==18.1.0 numpy==2.4.6 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import struct
import sys
from fractions import Fraction

import av
import numpy as np
import scenedetect
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



def seen(name, backend):
    source = scenedetect.open_video(name, backend=backend)
    shapes, last = [], 0.0
    while (picture := source.read()) is not False:
        shapes.append(picture.shape[1::-1])
        last = source.position.seconds
    found = (tuple(source.frame_size), shapes[0], round(source.duration.seconds, 2), round(float(source.frame_rate), 2))
    return *found, len(shapes), round(last, 2)


quarter = (0, 65536, 0, -65536, 0, 0, 64 * 65536, 0, 1 << 30)
video("turned.mp4", 25, width=128, height=64, matrix=quarter)
video("uneven.mp4", 35, times=[*range(25), *range(25, 251, 25)], bf="0")
video("whole.mp4", 250, g="1000")
with av.open("whole.mp4") as whole, av.open("cut.mp4", "w") as cut:
    stream = cut.add_stream_from_template(whole.streams.video[0])
    for packet in whole.demux(video=0):
        if packet.size:
            earlier = int(3 / packet.time_base)
            packet.pts, packet.dts, packet.stream = packet.pts - earlier, packet.dts - earlier, stream
            cut.mux(packet)
for name, by_opencv, by_pyav in (
    ("turned.mp4", ((64, 128), (64, 128), 1.0, 25.0, 25, 0.96), ((128, 64), (128, 64), 1.0, 25.0, 25, 0.96)),
    ("uneven.mp4", ((64, 48), (64, 48), 10.04, 3.49, 35, 10.0), ((64, 48), (64, 48), 1.4, 25.0, 35, 10.0)),
    ("cut.mp4", ((64, 48), (64, 48), 10.0, 25.0, 175, 6.96), ((64, 48), (64, 48), 10.0, 25.0, 175, 6.96)),
):
    check(f"{name} by opencv: two sizes, duration, rate, pictures, the last", seen(name, "opencv"), by_opencv)
    check(f"{name} by pyav", seen(name, "pyav"), by_pyav)
PY
