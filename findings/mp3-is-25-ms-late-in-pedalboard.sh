#!/usr/bin/env bash
# pedalboard 0.9.26 with PyAV 18.1.0 (and numpy 2.4.6), seen 2026-11-30. 2.5 seconds of a tone at 44100 Hz, as an MP3 that says in its
# header (LAME) how many samples the encoder put before and after, are 111744 samples in pedalboard's AudioFile, 2.534 seconds, of which
# the first 1105 are the encoder's and silent; exact_duration_known is True. In PyAV they are 110250, and the tone is there at once. And
# 2.5 seconds of a WAV, brought to 48000 Hz by resampled_to, are 119999 samples, one less than 2.5 seconds have, and 19999 at
# 8000 Hz; at 16000 and 22050 Hz they are exact.
#
# One would expect times that go with the other readers of the same file, which leave out what the header says.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check \
  pedalboard==0.9.26 av==18.1.0 numpy==2.4.6 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import sys

import av
import numpy as np
from pedalboard.io import AudioFile


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


def write(name, codec):
    tone = (0.3 * np.sin(np.arange(110250) * 440 * 2 * np.pi / 44100)).astype(np.float32)
    with av.open(name, "w") as container:
        stream = container.add_stream(codec, rate=44100, layout="mono")
        resampler = av.AudioResampler(format=stream.format, layout="mono", rate=44100, frame_size=1152)
        frame = av.AudioFrame.from_ndarray(tone[None], format="fltp", layout="mono")
        frame.sample_rate, frame.pts = 44100, 0
        for piece in [*resampler.resample(frame), *resampler.resample(None)]:
            container.mux(stream.encode(piece))
        container.mux(stream.encode(None))


def loud_from(samples):
    return int(np.argmax(np.abs(samples) > 0.01))


write("tone.mp3", "libmp3lame")
write("tone.wav", "pcm_s16le")
decoded = np.concatenate([frame.to_ndarray()[0] for frame in av.open("tone.mp3").decode(audio=0)])
check("MP3 in PyAV, samples and the first that is loud", (len(decoded), loud_from(decoded)), (110250, 1))
with AudioFile("tone.mp3") as file:
    samples = file.read(file.frames)[0]
    check("MP3 in pedalboard", (len(samples), loud_from(samples), file.exact_duration_known), (111744, 1106, True))
with AudioFile("tone.wav") as file:
    check("WAV in pedalboard", (file.frames, loud_from(file.read(1000)[0])), (110250, 1))
for rate, expected in ((48000, 119999), (8000, 19999), (16000, 40000), (22050, 55125)):
    with AudioFile("tone.wav").resampled_to(rate) as file:
        check(f"WAV at {rate} Hz", (file.read(10**6).shape[1], int(2.5 * rate)), (expected, int(2.5 * rate)))
PY
