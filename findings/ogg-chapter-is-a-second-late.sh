#!/usr/bin/env bash
# PyAV 18.1.0 (with numpy 2.4.6), pymediainfo 7.0.1 and, for node 20, music-metadata 11.16.1, seen 2026-11-29.
# Chapters that begin at 0, 2.4, 5.5 and 7.75 seconds are written into ten seconds of Opus in Ogg: they come back as
# 0, 2.4, 6.5 and 8.75, and MediaInfo reads the same, so they stand in the file so. With the same chapters, M4A,
# Matroska and MP3 are right. MediaInfo has no chapter of the MP3, and music-metadata (includeChapters) has those of
# the MP3 alone.
#
# One would expect a chapter to begin where it was put, in every container: those with less than half a second after
# the full one are right, and the others are late by one whole second, more than any rounding. A test with chapters at
# whole seconds does not see it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check av==18.1.0 numpy==2.4.6 pymediainfo==7.0.1 2> pip.log || { cat pip.log; exit 1; }
npm install --silent --no-audit --no-fund music-metadata@11.16.1 > npm.log 2>&1 || { cat npm.log; exit 1; }
venv/bin/python - <<'PY'
from fractions import Fraction

import av
import numpy
from pymediainfo import MediaInfo

STARTS = [0.0, 2.4, 5.5, 7.75]


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen!r}, and not {expected!r}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen!r}")


def write(name, codec):
    chapters = [
        {
            "id": number,
            "start": round(start * 1000),
            "end": round(end * 1000),
            "time_base": Fraction(1, 1000),
            "metadata": {"title": f"chapter {number}"},
        }
        for number, (start, end) in enumerate(zip(STARTS, [*STARTS[1:], 10.0]), 1)
    ]
    with av.open(name, "w") as container:
        stream = container.add_stream(codec, rate=48000, layout="mono")
        container.set_chapters(chapters)
        frame = av.AudioFrame.from_ndarray(numpy.zeros((1, 480000), "int16"), format="s16", layout="mono")
        frame.sample_rate, frame.pts = 48000, 0
        sample = stream.codec_context.codec.audio_formats[0].name
        resampler = av.AudioResampler(format=sample, layout="mono", rate=48000, frame_size=960)
        for part in resampler.resample(frame):
            container.mux(stream.encode(part))
        container.mux(stream.encode(None))


def by_pyav(name):
    with av.open(name) as container:
        return [float(chapter["start"] * chapter["time_base"]) for chapter in container.chapters()]


def by_mediainfo(name):
    menus = [track.to_data() for track in MediaInfo.parse(name).tracks if track.track_type == "Menu"]
    stamps = [key.split("_") for key in (menus[0] if menus else {}) if key[0].isdigit()]
    return [int(hour) * 3600 + int(minute) * 60 + int(second) / 1000 for hour, minute, second in stamps]


for name, codec in (("c.m4a", "aac"), ("c.mka", "libopus"), ("c.mp3", "libmp3lame")):
    write(name, codec)
    check(f"{name} in PyAV", by_pyav(name), STARTS)
    check(f"{name} in MediaInfo", by_mediainfo(name), [] if name == "c.mp3" else STARTS)
write("c.ogg", "libopus")
check("c.ogg in PyAV", by_pyav("c.ogg"), [0.0, 2.4, 6.5, 8.75])
check("c.ogg in MediaInfo", by_mediainfo("c.ogg"), [0.0, 2.4, 6.5, 8.75])
PY
cat > find.mjs <<'JS'
import { parseFile } from "music-metadata";
for (const [name, starts] of [["c.mp3", [0, 2.4, 5.5, 7.75]], ["c.m4a", null], ["c.mka", null], ["c.ogg", null]]) {
  const { format } = await parseFile(name, { includeChapters: true });
  const [seen, expected] = [format.chapters?.map((one) => one.start) ?? null, starts].map((value) => JSON.stringify(value));
  if (seen !== expected) { console.log(`changed: ${name} in music-metadata: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${name} in music-metadata: ${seen}`);
}
JS
node find.mjs
