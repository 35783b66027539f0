#!/usr/bin/env bash
# Pillow 13.0.0, PyAV 18.1.0, pymediainfo 7.0.1, tinytag 2.3.2 and mutagen 1.48.1, seen 2026-11-29. An AVIF of
# three pictures in 0.6 seconds, written by Pillow: in PyAV it has two video streams, the first with one frame
# and no duration (the same file has one stream in PyAV 12.3.0); MediaInfo gives its picture a duration of
# 18446744073709551616 ms, which is two to the power of 64, and 92233720368547760 frames; and tinytag and
# mutagen open it as MP4 sound of 18446744073709550 seconds, more than 580 million years.
#
# One would expect streams.video[0] to be what moves, a loop without an end (which is what Pillow wrote) to have
# no duration or one of 600 ms, and the readers of tags of sound to refuse a picture by its brand, as tinytag
# does with GIF and WebP.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  pillow==13.0.0 pymediainfo==7.0.1 mutagen==1.48.1 tinytag==2.3.2 av==18.1.0 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import sys


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


import av
import mutagen
import tinytag
from PIL import Image
from pymediainfo import MediaInfo

frames = [Image.new("RGB", (64, 48), color) for color in ("red", "green", "blue")]
frames[0].save("moving.avif", save_all=True, append_images=frames[1:], duration=200)
with av.open("moving.avif") as container:
    streams = [(stream.type, stream.frames) for stream in container.streams]
    check("streams in PyAV", streams, [("video", 1), ("video", 3)])
    check("pictures of the first", sum(1 for _ in container.decode(container.streams.video[0])), 1)
durations = [int(track.duration) for track in MediaInfo.parse("moving.avif").tracks if track.duration]
check("the durations in MediaInfo", durations, [2**64])
told = (tinytag.TinyTag.get("moving.avif").duration, mutagen.File("moving.avif").info.length)
check("tinytag and mutagen, over 1.8e16 seconds", [seconds > 1.8e16 for seconds in told], [True, True])
check("the kind mutagen sees", type(mutagen.File("moving.avif")).__name__, "MP4")
PY
