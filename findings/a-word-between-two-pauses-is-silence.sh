#!/usr/bin/env bash
# pydub 0.25.1, seen 2026-11-29, with its defaults (a pause is a second below -16 dBFS). A tone of a second, two seconds
# of silence, a tone of 0.3 s, two seconds of silence and a tone of a second, all at -9 dBFS: detect_nonsilent gives [0, 800]
# and [5500, 6300]. The short tone is not there, and 0.2 s are missing at the end of the first and at the start of
# the last; split_on_silence makes two pieces. With a threshold of -40 dBFS all three are found to the millisecond.
#
# One would expect the digital silence between two tones to be the pause, or a little less than it, and never a tone of full
# strength: a window of a second that is four fifths silent is quieter than -16 dBFS as a whole, and two such windows
# are one where less than a second lies between their starts. A short answer between two pauses is cut out of the
# speech that is embedded or transcribed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check pydub==0.25.1 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python -W ignore - <<'PY'
import array
import math

from pydub import AudioSegment
from pydub.silence import detect_nonsilent, split_on_silence


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen!r}, and not {expected!r}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen!r}")


def sound(*parts):
    """Tones and silences in turn, each of so many seconds, at 16 kHz."""
    samples = array.array("h")
    for number, seconds in enumerate(parts):
        strength = 0 if number % 2 else 16422
        samples.extend(round(strength * math.sin(math.tau * 440 * at / 16000)) for at in range(round(seconds * 16000)))
    return AudioSegment(samples.tobytes(), sample_width=2, frame_rate=16000, channels=1)


check("the tone in dBFS", round(sound(1).dBFS), -9)
words = sound(1, 2, 0.3, 2, 1)
check("three tones", detect_nonsilent(words), [[0, 800], [5500, 6300]])
check("the pieces of a split", len(split_on_silence(words)), 2)
check("three tones at -40", detect_nonsilent(words, silence_thresh=-40), [[0, 1000], [3000, 3300], [5300, 6300]])
check("two tones", detect_nonsilent(sound(1, 2, 1)), [[0, 800], [3200, 4000]])
PY
