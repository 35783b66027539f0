#!/usr/bin/env bash
# music-metadata 11.16.1 (node 20), with PyAV 18.1.0 to write the files and tinytag 2.3.2 and mutagen 1.48.1 beside it, seen
# 2026-11-30. Two seconds of sound, AAC or PCM, in a MOV have no duration and no sample rate in music-metadata, though it says
# hasAudio and names AAC; no warning is among those it collects. In an MP4 the same AAC lasts its two seconds. A sound in a
# QuickTime file is described in "version 1", as the specification of QuickTime has it, and that is not read. tinytag, mutagen and
# PyAV say 2.0 of each.
#
# One would expect a MOV to be read as an MP4 is, or a warning. A camera's and an editor's files are MOVs with PCM; a check of their
# length against a limit compares with undefined, and lets each pass.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check av==18.1.0 numpy==2.4.6 tinytag==2.3.2 mutagen==1.48.1 2> pip.log || { cat pip.log; exit 1; }
npm install --silent --no-audit --no-fund music-metadata@11.16.1 > npm.log 2>&1 || { cat npm.log; exit 1; }
venv/bin/python - <<'PY'
import av
import mutagen
import numpy
from tinytag import TinyTag


def check(what, seen, expected):
    if seen != expected:
        raise SystemExit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


tone = numpy.sin(numpy.arange(96000) * 0.05) * 0.5
for name, codec, kind in [("aac.mov", "aac", "fltp"), ("pcm.mov", "pcm_s16le", "s16"), ("aac.mp4", "aac", "fltp")]:
    with av.open(name, "w") as container:
        stream = container.add_stream(codec, rate=48000, layout="mono")
        samples = (tone if kind == "fltp" else tone * 32767).astype("float32" if kind == "fltp" else "int16")
        frame = av.AudioFrame.from_ndarray(samples[None], format=kind, layout="mono")
        frame.sample_rate = 48000
        for each in (frame, None):
            container.mux(stream.encode(each))
names = ("aac.mov", "pcm.mov", "aac.mp4")
check("PyAV, seconds", [round(av.open(name).duration / 1e6, 1) for name in names], [2.0] * 3)
check("tinytag, seconds", [round(TinyTag.get(name).duration, 1) for name in names], [2.0] * 3)
check("mutagen, seconds", [round(mutagen.File(name).info.length, 1) for name in names], [2.0] * 3)
PY
cat > find.mjs <<'JS'
import { parseFile } from "music-metadata";
const seen = [];
for (const name of ["aac.mov", "pcm.mov", "aac.mp4"]) {
  const { format, quality } = await parseFile(name, { duration: true });
  const seconds = format.duration === undefined ? "none" : format.duration.toFixed(1);
  seen.push([name, format.hasAudio, format.codec ?? "none", seconds, format.sampleRate ?? "none", quality.warnings.length]);
}
const expected = [
  ["aac.mov", true, "MPEG-4/AAC", "none", "none", 0],
  ["pcm.mov", true, "none", "none", "none", 0],
  ["aac.mp4", true, "MPEG-4/AAC", "2.0", 48000, 0],
];
if (JSON.stringify(seen) !== JSON.stringify(expected)) { console.log(`changed: ${JSON.stringify(seen)}`); process.exit(1); }
console.log(`still so: music-metadata: ${JSON.stringify(seen)}`);
JS
node find.mjs
