#!/usr/bin/env bash
# tinytag 2.3.2 and mutagen 1.48.1 (with PyAV 18.1.0 to write the file), seen 2026-11-29. FLAC in an Ogg
# container (.oga) of 2.5 seconds is 0.0 seconds long to tinytag, which reads its tags and its sample rate well;
# mutagen says 2.5. The same sound in a .flac file is 2.5 for both.
#
# One would expect the duration from the last page, which tinytag uses for Vorbis and Opus, or None for what it
# did not find: 0.0 says that it was found.
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

for path, form, told in (("sound.flac", "flac", 2.5), ("sound.oga", "ogg", 0.0)):
    sound(path, 2.5, "flac", form)
    tag = tinytag.TinyTag.get(path)
    check(f"tinytag, {form}", (tag.duration, tag.samplerate), (told, 48000))
    check(f"mutagen, {form}", round(mutagen.File(path).info.length, 4), 2.5)
PY
