#!/usr/bin/env bash
# mutagen 1.48.1, tinytag 2.3.2 and PyAV 18.1.0, seen 2026-11-29. A WAV of 5.05 seconds in IMA ADPCM (505
# samples to a block of 256 bytes) is 0.01 seconds long to mutagen, and 2 seconds of GSM are 0.00625: it counts
# each block as one sample, and reads neither the byte rate nor the fact chunk. The other two say 5.05 and 2.
#
# One would expect the fact chunk, which holds the number of samples and has to be there for coded sound, or the
# byte rate. A rule on the least duration refuses such a file as empty.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  mutagen==1.48.1 tinytag==2.3.2 av==18.1.0 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import sys


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


import struct

import av
import mutagen
import tinytag


def wav(form, sound, samples, size=None):
    chunks = b"fmt " + struct.pack("<I", len(form)) + form + b"fact" + struct.pack("<II", 4, samples)
    chunks += b"data" + struct.pack("<I", len(sound) if size is None else size) + sound
    with open("sound.wav", "wb") as file:
        file.write(b"RIFF" + struct.pack("<I", 4 + len(chunks) if size is None else size) + b"WAVE" + chunks)


def lengths():
    with av.open("sound.wav") as container:
        by_av = container.duration / 1e6
    return mutagen.File("sound.wav").info.length, tinytag.TinyTag.get("sound.wav").duration, by_av



wav(struct.pack("<HHIIHHHH", 0x11, 1, 8000, 4055, 256, 4, 2, 505), bytes(256 * 80), 505 * 80)
check("mutagen, tinytag and PyAV, IMA ADPCM", lengths(), (0.01, 5.05, 5.05))
wav(struct.pack("<HHIIHHHH", 0x31, 1, 8000, 1625, 65, 0, 2, 320), bytes(65 * 50), 16000)
check("mutagen, tinytag and PyAV, GSM 6.10", lengths(), (0.00625, 2.0, 2.0))
PY
