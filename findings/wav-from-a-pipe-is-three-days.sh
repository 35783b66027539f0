#!/usr/bin/env bash
# mutagen 1.48.1, tinytag 2.3.2 and PyAV 18.1.0, seen 2026-11-29. A WAV that was written to a pipe can not go
# back to fill in its sizes, and recorders leave 0xFFFFFFFF there. Of two seconds of 8 kHz sound mutagen and
# tinytag then say 268,435 seconds, more than three days, and neither warns; PyAV says 2.
#
# One would expect the size of the data to be bounded by the size of the file, which both know. A rule on the
# greatest duration refuses such a file; a text-to-speech service that streams its answer makes them all day.
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



form = struct.pack("<HHIIHH", 1, 1, 8000, 16000, 2, 16)
wav(form, bytes(32000), 16000)
check("mutagen, tinytag and PyAV, sizes known", lengths(), (2.0, 2.0, 2.0))
wav(form, bytes(32000), 16000, size=0xFFFFFFFF)
check("the same, sizes unknown", [round(seconds) for seconds in lengths()], [268435, 268435, 2])
PY
