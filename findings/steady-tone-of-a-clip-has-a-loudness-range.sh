#!/usr/bin/env bash
# pyloudnorm 0.2.0 with numpy 2.4.6, beside FFmpeg's filter ebur128 in PyAV 18.1.0, seen 2026-11-30. The loudness range of a tone
# that never changes, of six seconds, is 1.87 LU in pyloudnorm, and 0.0 in FFmpeg. It depends on the length alone: 2.42 of 3.5
# seconds, 1.0 of ten, 0.22 of 15, and 0.0 of 30. Both say that the tone is at -20 LUFS, and of two tones, ten decibels apart and 20
# seconds each, both say 10.
#
# One would expect a sound of one loudness to have no range. pyloudnorm puts a second and a half of silence behind each sound, as
# EBU Tech 3342 advises for the end of a programme; in a clip of six seconds that is a third of what is measured.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check pyloudnorm==0.2.0 av==18.1.0 numpy==2.4.6 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python -W ignore - <<'PY'
import av
import numpy
import pyloudnorm

RATE = 48000


def tone(seconds, decibels=-20):
    samples = numpy.sin(numpy.arange(int(RATE * seconds)) * 2 * numpy.pi * 1000 / RATE) * 10 ** (decibels / 20)
    return numpy.stack([samples, samples], 1)


def by_ffmpeg(samples):
    graph = av.filter.Graph()
    source = graph.add_abuffer(sample_rate=RATE, format="dbl", layout="stereo")
    meter, sink = graph.add("ebur128", "metadata=1"), graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    frame = av.AudioFrame.from_ndarray(samples.reshape(1, -1), format="dbl", layout="stereo")
    frame.sample_rate, frame.pts = RATE, 0
    graph.push(frame)
    graph.push(None)
    last = {}
    while True:
        try:
            last = graph.pull().metadata or last
        except (av.BlockingIOError, av.EOFError):
            return [round(float(last[f"lavfi.r128.{name}"]) + 0.0, 1) for name in ("I", "LRA")]


def check(what, samples, *expected):
    meter = pyloudnorm.Meter(RATE)
    in_python = [round(float(meter.integrated_loudness(samples)), 1), abs(round(float(meter.loudness_range(samples)), 2))]
    seen = in_python, by_ffmpeg(samples)
    if seen != expected:
        raise SystemExit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: LUFS and LU in pyloudnorm, and in FFmpeg: {seen!r}")


for seconds, wrong in [(3.5, 2.42), (6, 1.87), (10, 1.0), (15, 0.22), (30, 0.0)]:
    check(f"{seconds} seconds", tone(seconds), [-20.0, wrong], [-20.0, 0.0])
check("two tones", numpy.concatenate([tone(20), tone(20, -30)]), [-22.6, 10.0], [-22.6, 10.0])
PY
