#!/usr/bin/env bash
# PyAV 12.3.0 and 18.1.0 on the same files, seen 2026-11-29. An MP3 of 2.5 seconds with a LAME header has a
# duration of 2.544 in the older and of 2.5 in the newer one (the encoder's padding is taken off now), ALAC in
# CAF went from 2.56 to 2.5, and an Opus WebM that started at -7000 microseconds starts at 0. WAV, FLAC, M4A and
# Ogg are the same in both.
#
# One would expect a number that is in the file to be read alike by every version. The FFmpeg in the wheel is what
# changed: a suite that pins durations breaks at an upgrade that touched nothing in Python.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  av==18.1.0 numpy==2.4.6 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import sys


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


import av
import numpy


def sound(path, seconds, codec, form, rate=48000, tone=440, **options):
    wave = numpy.sin(numpy.arange(int(rate * seconds)) * 2 * numpy.pi * tone / rate) * 0.3
    with av.open(path, "w", format=form, options=options) as out:
        stream = out.add_stream(codec, rate=rate, layout="mono")
        resampler = av.AudioResampler(format=stream.format, layout="mono", rate=rate)
        for start in range(0, len(wave), 960):
            frame = av.AudioFrame.from_ndarray(wave[None, start : start + 960].astype("float32"), "fltp", "mono")
            frame.sample_rate, frame.pts = rate, start
            for ready in resampler.resample(frame):
                out.mux(stream.encode(ready))
        out.mux(stream.encode(None))


def by_av(path):
    with av.open(path) as container:
        told = container.duration / 1e6
        stream = container.streams.audio[0]
        return round(told, 4), round(sum(frame.samples for frame in container.decode(stream)) / 48000, 4)



for path, codec, form in (
    ("a.mp3", "libmp3lame", "mp3"),
    ("a.caf", "alac", "caf"),
    ("a.webm", "libopus", "webm"),
    ("a.wav", "pcm_s16le", "wav"),
    ("a.flac", "flac", "flac"),
    ("a.m4a", "aac", "ipod"),
    ("a.ogg", "libopus", "ogg"),
):
    sound(path, 2.5, codec, form)
PY
python3 -m venv older
older/bin/pip install -q --disable-pip-version-check --only-binary :all: \
  av==12.3.0 numpy==2.4.6 2> pip.log || { cat pip.log; exit 1; }
cat > read.py <<'PY'
import sys

import av

print(*sys.argv[1:], sep=",", end=": ")
for path in sys.argv[1:]:
    with av.open(path) as container:
        print(f"{container.duration / 1e6:.3f} from {container.start_time if path.endswith('webm') else '-'}", end="; ")
PY
changed() { echo "changed: $1"; exit 1; }
for version in older venv; do "$version/bin/python" read.py a.mp3 a.caf a.webm | tee "$version.changed"; echo; done
grep -q ': 2.544 from -; 2.560 from -; 2.508 from -7000;' older.changed || changed "PyAV 12.3.0"
grep -q ': 2.500 from -; 2.500 from -; 2.508 from 0;' venv.changed || changed "PyAV 18.1.0"
for version in older venv; do "$version/bin/python" read.py a.wav a.flac a.m4a a.ogg > "$version.same"; done
cmp older.same venv.same || changed "WAV, FLAC, M4A or Ogg"
echo "still so: three differ, four are the same"
