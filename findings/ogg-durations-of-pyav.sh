#!/usr/bin/env bash
# PyAV 18.1.0 with mutagen 1.48.1 and tinytag 2.3.2, seen 2026-11-29. An Opus file of 2.5 seconds has a
# container.duration of 2.5065 in PyAV: the 312 samples of pre-skip are not taken off, though decoding gives 2.5
# exactly, and mutagen and tinytag say 2.5. Of a chained file (two Opus streams with serial numbers of their
# own, one after the other) all three say the duration of one link, and decoding gives the sound of both, 5.0
# seconds.
#
# One would expect the library that decodes to agree with itself. A fake or a check that measures by
# container.duration and a service that decodes differ in every Opus file, by a bit in the common case and by
# half in the chained one.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  mutagen==1.48.1 tinytag==2.3.2 av==18.1.0 numpy==2.4.6 2> pip.log || { cat pip.log; exit 1; }
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



import mutagen
import tinytag

sound("one.opus", 2.5, "libopus", "ogg", serial_offset="1")
sound("two.opus", 2.5, "libopus", "ogg", tone=660, serial_offset="900")
with open("both.opus", "wb") as both:
    both.write(open("one.opus", "rb").read() + open("two.opus", "rb").read())
for name, decoded in (("one", 2.5), ("two", 2.5), ("both", 5.0)):
    path = f"{name}.opus"
    check(f"PyAV, {name}: duration and decoded", by_av(path), (2.5065, decoded))
    tag = tinytag.TinyTag.get(path)
    check(f"mutagen and tinytag, {name}", (mutagen.File(path).info.length, tag.duration), (2.5, 2.5))
PY
