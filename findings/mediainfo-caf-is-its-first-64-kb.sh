#!/usr/bin/env bash
# pymediainfo 7.0.1 (the MediaInfo in its wheel), seen 2026-11-29. A CAF file of PCM sound has at most the
# duration that fits in 65,472 bytes: 5 seconds of 8 kHz mono are 4,092 ms, 10 seconds of 44.1 kHz stereo are
# 371 ms, and 60 seconds of 48 kHz stereo are 341 ms. PyAV 18.1.0 reads 5, 10 and 60 seconds from the same
# files.
#
# One would expect the length of the data chunk, which is in its header, over the size of a frame, as MediaInfo
# does for WAV and AIFF; or no duration at all. A sum that grows with neither the file nor the sound looks like
# a very short clip.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  pymediainfo==7.0.1 av==18.1.0 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import sys


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


import struct

import av
from pymediainfo import MediaInfo


def caf(rate, channels, seconds):
    sound = bytes(rate * channels * 2 * seconds)
    description = struct.pack(">d4sIIIII", rate, b"lpcm", 0, channels * 2, 1, channels, 16)
    chunks = ((b"desc", description), (b"data", bytes(4) + sound))
    return b"caff\0\1\0\0" + b"".join(name + struct.pack(">q", len(body)) + body for name, body in chunks)


for rate, channels, seconds, told in ((8000, 1, 5, 4092), (44100, 2, 10, 371), (48000, 2, 60, 341)):
    with open("sound.caf", "wb") as file:
        file.write(caf(rate, channels, seconds))
    with av.open("sound.caf") as container:
        check(f"PyAV, {seconds} s", container.duration / 1e6, float(seconds))
    check(f"MediaInfo, {seconds} s, in ms", MediaInfo.parse("sound.caf").audio_tracks[0].duration, told)
PY
