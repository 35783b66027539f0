#!/usr/bin/env bash
# lhotse 1.33.0 with soundfile 0.14.0 and numpy 2.4.6, seen 2026-11-30. A recording of three seconds has 48000 samples, numbered
# from 0. A segment is asked for from 2.5 seconds on, a second long: load_audio gives a second, 40000 to 47999 and then back again,
# 47998, 47997 and so on to 40000 and 40001. So it is for a cut of that length, which validate() takes. Of 1.1 seconds, 0.6 too
# many, it is a DurationMismatchError; of a cut that truncate() makes, the length is the 0.5 seconds that there are, and soundfile
# gives 8000 samples.
#
# One would expect the error for half a second too many as for 0.6, or silence, with which lhotse fills up a video's sound: the
# mirror is made for the one sample by which a conversion may be wrong, and half a second is what is allowed. Labels whose last
# segment ends after the file, as rounded or padded ones do, give speech that nobody spoke.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check lhotse==1.33.0 soundfile==0.14.0 urllib3==2.8.0 numpy==2.4.6 \
  2> pip.log || { cat pip.log; exit 1; }
venv/bin/python -W ignore - <<'PY'
import lhotse
import numpy
import soundfile


def check(what, seen, expected):
    if seen != expected:
        raise SystemExit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


def numbers(samples):
    return [*map(int, numpy.rint(numpy.asarray(samples, float) * 48000))]


soundfile.write("a.wav", (numpy.arange(48000) / 48000).astype("float32"), 16000, subtype="FLOAT")
recording = lhotse.Recording.from_file("a.wav")
mirrored = [*range(40000, 48000), *range(47998, 39999, -1), 40001]
check("a second from 2.5 on, forwards and backwards", numbers(recording.load_audio(offset=2.5, duration=1)[0]) == mirrored, True)
cut = lhotse.MonoCut(id="c", start=2.5, duration=1.0, channel=0, recording=recording)
lhotse.validate(cut)
check("a cut that is valid", numbers(cut.load_audio()[0]) == mirrored, True)
try:
    recording.load_audio(offset=2.5, duration=1.1)
except Exception as error:
    check("0.6 seconds too many", type(error).__name__, "DurationMismatchError")
else:
    raise SystemExit("changed: 0.6 seconds too many: no error")
check("truncate", recording.to_cut().truncate(offset=2.5, duration=1).duration, 0.5)
check("soundfile", len(soundfile.read("a.wav", start=40000, frames=16000)[0]), 8000)
PY
