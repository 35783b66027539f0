#!/usr/bin/env bash
# pytaglib 3.2.0 (TagLib) and PyAV 18.1.0, which writes the files, seen 2026-11-29, on videos without sound. Four seconds of 320 x 240
# as WMV last 4.0 seconds in TagLib, and have a sample rate of 240, no channels, and a bit rate of 10200703: what stands of the picture
# is read as if it were sound. Of 128 x 96 the sample rate is 96. The same pictures as MP4 last 0.0 seconds there, and no error says
# that the length is not known. With two seconds of sound beside four of pictures the MP4 lasts 2.02.
#
# One would expect the length of the file, as FFmpeg gives it for both, and no sample rate where there is no sound.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check \
  pytaglib==3.2.0 av==18.1.0 numpy==2.4.6 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import sys
from fractions import Fraction

import av
import numpy as np
import taglib


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


def write(name, width, height, sound=0):
    with av.open(name, "w", format="asf" if name.endswith("wmv") else "mp4") as container:
        stream = container.add_stream("libx264", rate=25)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        track = container.add_stream("aac", rate=48000, layout="mono") if sound else None
        for _ in range(100):
            picture = av.VideoFrame.from_ndarray(np.zeros((height, width, 3), np.uint8))
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))
        for at in range(0, sound * 48000, 1024):
            frame = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), format="fltp", layout="mono")
            frame.sample_rate, frame.pts, frame.time_base = 48000, at, Fraction(1, 48000)
            container.mux(track.encode(frame))
        if track:
            container.mux(track.encode(None))


def seen(name):
    with taglib.File(name) as file, av.open(name) as container:
        return file.length, file.sampleRate, file.channels, round(container.duration / 1e6, 2)


write("large.wmv", 320, 240)
write("small.wmv", 128, 96)
write("silent.mp4", 320, 240)
write("sound.mp4", 320, 240, sound=2)
check("WMV of 320 x 240: length, sample rate and channels, and length in FFmpeg", seen("large.wmv"), (4.0, 240, 0, 4.0))
with taglib.File("large.wmv") as file:
    check("its bit rate", file.bitrate, 10200703)
check("WMV of 128 x 96", seen("small.wmv"), (4.0, 96, 0, 4.0))
check("MP4", seen("silent.mp4"), (0.0, 0, 0, 4.0))
check("MP4 with two seconds of sound", [round(each, 1) for each in seen("sound.mp4")], [2.0, 48000, 1, 4.0])
PY
