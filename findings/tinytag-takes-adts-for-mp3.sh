#!/usr/bin/env bash
# tinytag 2.3.2 (with PyAV 18.1.0 to write the file), seen 2026-11-29. Four seconds of AAC in ADTS frames (an
# ordinary .aac file) are 0.144 seconds long to tinytag, at a sample rate of 8000 Hz for a file of 48 kHz: it
# takes the frames for MPEG audio, whose first bits are the same but for the layer. mutagen 1.48.1 says 4.02.
#
# One would expect an unsupported format to be refused, as tinytag does with Matroska or CAF, or to be read as
# AAC. A wrong duration that is a plausible number is the one that no test looks for.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  tinytag==2.3.2 mutagen==1.48.1 av==18.1.0 numpy==2.4.6 2> pip.log || { cat pip.log; exit 1; }
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

for rate in (48000, 16000):
    sound("sound.aac", 4, "aac", "adts", rate)
    check("mutagen, in tenths", round(mutagen.File("sound.aac").info.length * 10), 40 if rate == 48000 else 41)
    tag = tinytag.TinyTag.get("sound.aac")
    check(f"tinytag, duration at {rate} Hz", tag.duration < 0.5, True)
    check("tinytag, rate is the right one", tag.samplerate == rate, False)
PY
