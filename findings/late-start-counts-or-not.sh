#!/usr/bin/env bash
# PyAV 18.1.0, pymediainfo 7.0.1, mutagen 1.48.1 and tinytag 2.3.2, seen 2026-11-29. The same three seconds of
# video, to be shown from second 5 on, have a container.duration of 3 in MP4 and MPEG-TS, and of 8 in Matroska,
# AVI and ASF, all by PyAV. Of the MP4, MediaInfo, mutagen and tinytag say 8; of the Matroska file, MediaInfo
# says 8 for the file and 3 for its only track.
#
# One would expect one library to have one notion of duration: the empty start counts, or it does not. Remuxing
# without a change of the pictures changes the duration, and two checks of one file disagree by the whole delay.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  pymediainfo==7.0.1 mutagen==1.48.1 tinytag==2.3.2 av==18.1.0 numpy==2.4.6 2> pip.log || { cat pip.log; exit 1; }
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



import mutagen
import tinytag
from pymediainfo import MediaInfo

for form, seconds in (("mp4", 3.0), ("mpegts", 3.0), ("matroska", 8.0), ("avi", 8.0), ("asf", 8.0)):
    video(f"late.{form}", form, start=5)
    with av.open(f"late.{form}") as container:
        check(f"PyAV, {form}", round(container.duration / 1e6, 1), seconds)
told = (mutagen.File("late.mp4").info.length, tinytag.TinyTag.get("late.mp4").duration)
check("mutagen and tinytag, mp4", told, (8.0, 8.0))
for form, track in (("mp4", 8000.0), ("matroska", 3000.0)):
    seen = MediaInfo.parse(f"late.{form}")
    pair = (float(seen.general_tracks[0].duration), float(seen.video_tracks[0].duration))
    check(f"MediaInfo, {form}, the file and its track", pair, (8000.0, track))
PY
