#!/usr/bin/env bash
# soundfile 0.14.0 (libsndfile 1.2.2 in its wheel) with PyAV 18.1.0 and numpy 2.4.6, seen 2026-11-30. Five seconds of a tone at 16
# kHz, written as an MP3 by soundfile with its defaults, are a tone from end to end if they are read at once, as in PyAV. Read in
# ten pieces of half a second, by SoundFile.read or by blocks, each piece but the first begins with 0.23 to 0.29 seconds of silence,
# and is right a little later; so does read(start=16000). Nothing is raised. At 44.1 kHz it is 0.06 to 0.08 seconds. The same tone
# as FLAC and as Ogg is equal in pieces and at once, and so is an MP3 of 160 kbit/s.
#
# One would expect the pieces of a file to be the file. soundfile seeks after each read; and where a sound is so plain that a frame
# of the MP3 needs what was left over in many before it, the few that are decoded before the place that was sought are too few. Long
# recordings are read in pieces, and what a segment of half a second is embedded from is then half silence.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check soundfile==0.14.0 av==18.1.0 numpy==2.4.6 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - 2> python.log <<'PY' || { rc=$?; cat python.log; exit "$rc"; }
import av
import numpy
import soundfile


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen!r}, and not {expected!r}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen!r}")


def silence(piece, rate):
    """The seconds of silence that a piece begins with: a tone is silent nowhere."""
    return round(int(numpy.argmax(abs(piece) > 0.01)) / rate, 2)


def tone(name, rate, **how):
    soundfile.write(name, numpy.sin(numpy.arange(5 * rate) * 0.1) * 0.5, rate, **how)


def pieces(name, rate):
    with soundfile.SoundFile(name) as file:
        return [file.read(rate // 2) for _ in range(10)]


def right(name, rate):
    return bool(numpy.allclose(numpy.concatenate(pieces(name, rate)), soundfile.read(name)[0], atol=1e-3))


tone("tone.mp3", 16000)
whole, rate = soundfile.read("tone.mp3")
with av.open("tone.mp3") as container:
    by_av = numpy.concatenate([frame.to_ndarray()[0] for frame in container.decode(audio=0)])
loud = [all(numpy.std(sound[start : start + 400]) > 0.3 for start in range(400, 79000, 400)) for sound in (whole, by_av)]
check("read at once, a tone in soundfile and in PyAV", ([len(whole), rate], loud), ([80000, 16000], [True, True]))
silences = [silence(piece, rate) for piece in pieces("tone.mp3", rate)]
check("pieces, silence of the first", silences[0], 0.0)
check("pieces, silence of the others", all(0.22 < length < 0.3 for length in silences[1:]), True)
by_blocks = [silence(piece, rate) for piece in soundfile.blocks("tone.mp3", 8000)]
check("blocks, as the pieces", by_blocks == silences, True)
start = soundfile.read("tone.mp3", start=16000, frames=8000)[0]
check("from a second on", 0.22 < silence(start, rate) < 0.3, True)
check("after the silence it is right", bool(numpy.allclose(start[5000:], whole[21000:24000], atol=1e-3)), True)
tone("tone44.mp3", 44100)
check("44.1 kHz", all(0.05 < silence(piece, 44100) < 0.09 for piece in pieces("tone44.mp3", 44100)[1:]), True)
tone("tone.flac", 16000)
tone("tone.ogg", 16000)
tone("tone160.mp3", 44100, bitrate_mode="CONSTANT", compression_level=0.6)
check("FLAC, Ogg, and an MP3 of 160 kbit/s", [right("tone.flac", 16000), right("tone.ogg", 16000), right("tone160.mp3", 44100)], [True] * 3)
PY
