#!/usr/bin/env bash
# mutagen 1.48.1, with tinytag 2.3.2, soundfile 0.14.0 and PyAV 18.1.0 (numpy 2.4.6), seen 2026-11-29. One second of
# 44100 Hz as a WAV of ADPCM (Microsoft's, and IMA's) lasts less than a thousandth of a second in mutagen, and so does
# MP3 in a WAV; the other three have a second, and what a last block fills up. mu-law, float and 24 bits are one
# second in mutagen as well.
#
# One would expect a length from the bytes for a second, which stand in the header and which tinytag uses, or from the
# "fact" chunk, which is there for this; mutagen divides the number of bytes by the size of a block, 1024 or 2048
# bytes, as if a block were one sample. Telephone systems and old recorders write such files: a check for a shortest
# length refuses them all.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check mutagen==1.48.1 tinytag==2.3.2 soundfile==0.14.0 av==18.1.0 numpy==2.4.6 \
  2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import av
import mutagen
import numpy
import soundfile
import tinytag


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen!r}, and not {expected!r}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen!r}")


def write(codec):
    tone = (numpy.sin(numpy.arange(44100) * 0.05) * 8000).astype("int16").reshape(1, -1)
    with av.open(f"{codec}.wav", "w") as container:
        stream = container.add_stream(codec, rate=44100, layout="mono")
        frame = av.AudioFrame.from_ndarray(tone, format="s16", layout="mono")
        frame.sample_rate, frame.pts = 44100, 0
        sample = stream.codec_context.codec.audio_formats[0].name
        for part in av.AudioResampler(format=sample, layout="mono", rate=44100, frame_size=0).resample(frame):
            container.mux(stream.encode(part))
        container.mux(stream.encode(None))
    return f"{codec}.wav"


def by_pyav(name):
    with av.open(name) as container:
        return container.duration / 1e6


for codec in ("adpcm_ms", "adpcm_ima_wav", "libmp3lame"):
    name = write(codec)
    others = (tinytag.TinyTag.get(name).duration, soundfile.info(name).duration, by_pyav(name))
    check(f"{codec}: the other three, 1.0 to 1.07", [1.0 <= length <= 1.07 for length in others], [True] * 3)
    check(f"{codec}: mutagen, under 0.001", mutagen.File(name).info.length < 0.001, True)
for codec in ("pcm_mulaw", "pcm_f32le", "pcm_s24le"):
    check(f"{codec}: mutagen", mutagen.File(write(codec)).info.length, 1.0)
PY
