#!/usr/bin/env bash
# decord 0.6.0 with numpy 2.4.6, seen 2026-11-30. AudioReader.duration() of a WAV of 0.9 seconds is 0.0, of 1.99 it is 1.0, and of
# 61.7 it is 61.0: a float that is always a whole number of seconds. shape has all the samples, 43200 of 0.9 at 48 kHz, and so has
# the array.
#
# One would expect a float to have the part that is behind the point, as the times of decord's VideoReader have: a sound of less
# than a second lasts nothing, segments that are counted by it lose the last one, and what is divided by it is another rate.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check decord==0.6.0 numpy==2.4.6 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import wave

import decord

for seconds, expected in [(0.9, 0.0), (1.0, 1.0), (1.99, 1.0), (61.7, 61.0)]:
    frames = round(seconds * 48000)
    with wave.open("a.wav", "wb") as file:
        file.setparams((1, 2, 48000, frames, "NONE", ""))
        file.writeframes(bytes(2 * frames))
    reader = decord.AudioReader("a.wav")
    if (reader.duration(), reader.shape) != (expected, (1, frames)):
        raise SystemExit(f"changed: {seconds} seconds: {reader.duration()} {reader.shape}")
    print(f"still so: {seconds} seconds: {reader.duration()}, of {reader.shape[1]} samples")
PY
