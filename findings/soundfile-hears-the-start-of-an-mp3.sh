#!/usr/bin/env bash
# soundfile 0.14.0 (with PyAV 18.1.0 to write the files, miniaudio 1.71, mutagen 1.48.1 and tinytag 2.3.2), seen
# 2026-11-29. Twenty seconds of sound in an MP3 of variable bit rate, without the Xing header that sums it up, have
# a duration of 2.88 seconds in soundfile, and reading the whole file gives those 2.88 seconds of samples and no
# more, without an error. mutagen says 2.88 too; miniaudio and tinytag count the frames, and say 20.04. With the
# header all are right, to a frame.
#
# One would expect a wrong guess of the duration where there is no header, but all of the sound from read(): an
# encoder that writes to a pipe (a stream, a recorder) can not go back to write the header. Speech recognition that
# loads its sound this way hears a seventh of it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  av==18.1.0 soundfile==0.14.0 miniaudio==1.71 mutagen==1.48.1 tinytag==2.3.2 numpy==2.4.6 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import sys

import av
import miniaudio
import mutagen.mp3
import numpy
import soundfile
import tinytag


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


def sine(path, xing):
    seconds = numpy.arange(20 * 44_100) / 44_100
    with av.open(path, "w", options={"write_xing": xing}) as container:
        stream = container.add_stream("libmp3lame", rate=44_100)
        stream.layout = "mono"
        stream.options = {"flags": "+qscale", "global_quality": str(4 * 118)}
        tone = (0.3 * numpy.sin(2 * numpy.pi * 440 * seconds)).astype("float32")
        frame = av.AudioFrame.from_ndarray(tone[None, :], format="fltp", layout="mono")
        frame.sample_rate = 44_100
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            container.mux(packet)


def durations(path):
    sound, rate = soundfile.read(path)
    return {
        "soundfile.info": round(soundfile.info(path).duration, 2),
        "soundfile.read": round(len(sound) / rate, 2),
        "mutagen": round(mutagen.mp3.MP3(path).info.length, 2),
        "miniaudio": round(miniaudio.get_file_info(path).duration, 2),
        "tinytag": round(tinytag.TinyTag.get(path).duration, 2),
    }


sine("with.mp3", "1")
sine("without.mp3", "0")
right = {"soundfile.info": 20.0, "soundfile.read": 20.0, "mutagen": 20.04, "miniaudio": 20.0, "tinytag": 20.04}
check("seconds with the header", durations("with.mp3"), right)
cut = {"soundfile.info": 2.88, "soundfile.read": 2.88, "mutagen": 2.88, "miniaudio": 20.04, "tinytag": 20.04}
check("seconds without it", durations("without.mp3"), cut)
PY
