#!/usr/bin/env bash
# PyAV 18.1.0, soundfile 0.14.0, scipy 1.17.1 and numpy 2.4.6, seen 2026-11-29. One second of a tone in a WAV of
# WAVE_FORMAT_EXTENSIBLE, 24 valid bits in 32 (the low byte of each is zero), is one second in soundfile and scipy,
# with the loudness it was given. In PyAV it is 1.333 seconds of pcm_f24le, a float: 48000 samples are decoded, half
# of them under 0.000001 by their size, 106 of them no number (NaN), and the greatest of the rest over 10 to the power
# of 30.
#
# One would expect the container of 32 bits to be the size of a sample and the 24 to say how many of them count, as
# the format says: a sound that other readers take is lost in what FFmpeg reads, its duration is a third too long, and
# one NaN makes a mean or a vector NaN.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check av==18.1.0 soundfile==0.14.0 scipy==1.17.1 numpy==2.4.6 \
  2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import struct

import av
import numpy
import scipy.io.wavfile
import soundfile


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen!r}, and not {expected!r}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen!r}")


def chunk(name, data):
    return name + struct.pack("<I", len(data)) + data


tone = (numpy.sin(numpy.arange(48000) * 0.05) * 2**22).astype("int32") * 256
pcm = bytes.fromhex("0100000000001000800000aa00389b71")
form = struct.pack("<HHIIHHHHI", 0xFFFE, 1, 48000, 192000, 4, 32, 22, 24, 4) + pcm
body = b"WAVE" + chunk(b"fmt ", form) + chunk(b"data", tone.astype("<i4").tobytes())
with open("tone.wav", "wb") as file:
    file.write(chunk(b"RIFF", body))

samples, rate = soundfile.read("tone.wav", dtype="float32")
check("soundfile: seconds, greatest", (len(samples) / rate, round(float(samples.max()), 3)), (1.0, 0.5))
rate, samples = scipy.io.wavfile.read("tone.wav")
check("scipy: seconds, greatest", (len(samples) / rate, round(float(samples.max()) / 2**31, 3)), (1.0, 0.5))
with av.open("tone.wav") as container:
    stream = container.streams.audio[0]
    seen = (stream.codec_context.name, round(container.duration / 1e6, 3))
    check("PyAV: kind, seconds", seen, ("pcm_f24le", 1.333))
    samples = numpy.concatenate([frame.to_ndarray()[0] for frame in container.decode(stream)])
    check("PyAV: samples, no number", (len(samples), int(numpy.isnan(samples).sum())), (48000, 106))
    sizes = abs(samples[~numpy.isnan(samples)])
    check("PyAV: half under 1e-6, one over 1e30", (bool(numpy.median(sizes) < 1e-6), bool(sizes.max() > 1e30)), (True, True))
PY
