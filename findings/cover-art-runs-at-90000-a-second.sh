#!/usr/bin/env bash
# PyAV 18.1.0 with pymediainfo 7.0.1 (and mutagen 1.48.1 to write the picture), seen 2026-11-29. A FLAC of 2.5
# seconds with a cover has a video stream in PyAV, whose duration is 2.5 seconds as well, with an average_rate
# of None and a guessed_rate of 90000 frames a second. MediaInfo lists no picture track for it at all, while it
# does so for an MP3 with a cover.
#
# One would expect the one picture to last nothing, or to have no rate; 90000 is the time base that FFmpeg gives
# such a stream. A check "has a video stream of more than 2 seconds" takes the song for a video, and only the
# disposition tells.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  pymediainfo==7.0.1 mutagen==1.48.1 av==18.1.0 numpy==2.4.6 pillow==13.0.0 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import sys


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


import io

import av
import numpy
from mutagen.flac import FLAC, Picture
from mutagen.id3 import APIC
from mutagen.mp3 import MP3
from PIL import Image
from pymediainfo import MediaInfo

for path, codec, form in (("a.flac", "flac", "s16"), ("a.mp3", "libmp3lame", "s16p")):
    with av.open(path, "w") as out:
        stream = out.add_stream(codec, rate=48000, layout="mono", format=form)
        for start in range(0, 120000, 1152):
            samples = numpy.zeros((1, min(1152, 120000 - start)), dtype="int16")
            frame = av.AudioFrame.from_ndarray(samples, form, "mono")
            frame.sample_rate, frame.pts = 48000, start
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
buffer = io.BytesIO()
Image.new("RGB", (32, 32), "red").save(buffer, "PNG")
flac, picture = FLAC("a.flac"), Picture()
picture.type, picture.mime, picture.data = 3, "image/png", buffer.getvalue()
flac.add_picture(picture)
flac.save()
mp3 = MP3("a.mp3")
mp3.tags.add(APIC(encoding=0, mime="image/png", type=3, data=buffer.getvalue()))
mp3.save()
with av.open("a.flac") as container:
    stream = container.streams.video[0]
    seen = (float(stream.duration * stream.time_base), stream.average_rate, float(stream.guessed_rate))
    check("seconds, average rate and guessed rate of the cover", seen, (2.5, None, 90000.0))
for path, kinds in (("a.flac", ["Audio"]), ("a.mp3", ["Audio", "Image"])):
    seen = [track.track_type for track in MediaInfo.parse(path).tracks if track.track_type != "General"]
    check(f"tracks in MediaInfo, {path}", seen, kinds)
PY
