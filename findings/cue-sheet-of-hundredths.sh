#!/usr/bin/env bash
# CueParser 1.3.3, cuetools 1.1.2 and pylibcue 0.5.2, and cue-parser 0.3.0 (node 20), seen 2026-11-29. A CUE sheet counts 75
# frames in a second. A chapter from 00:00:00 to 00:01:50 is 1.5 seconds long in CueParser, which takes frames for hundredths; it
# is 1 2/3 seconds, as in the others. A chapter at 100:00:00, as long recordings have them, is without a start in pylibcue, and
# the one before it without a length; the other three have it at 6000 seconds, or 100 minutes.
#
# One would expect one reading of a format as old as the CD. Chapters at whole seconds are right in all, so that a test with them
# shows nothing, and of one at frame 74 a quarter of a second is missing.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check CueParser==1.3.3 cuetools==1.1.2 pylibcue==0.5.2 2> pip.log || { cat pip.log; exit 1; }
npm install --silent --no-audit --no-fund cue-parser@0.3.0 > npm.log 2>&1 || { cat npm.log; exit 1; }
chapter() { printf '  TRACK %s AUDIO\n    TITLE "Chapter %s"\n    PERFORMER "Anna"\n    INDEX 01 %s\n' "$1" "$1" "$2"; }
(printf 'PERFORMER "Anna"\nTITLE "A talk"\nFILE "talk.wav" WAVE\n'; chapter 01 00:00:00; chapter 02 00:01:50; chapter 03 100:00:00) > x.cue
venv/bin/python - <<'PY'
import cueparser
import cuetools
import pylibcue


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen}, and not {expected}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen}")


with open("x.cue") as file:
    text = file.read()
sheet = cueparser.CueSheet()
sheet.setOutputFormat("%title%", "%title%")
sheet.setData(text)
sheet.parse()
lengths = [track.duration.total_seconds() for track in sheet.tracks[:2]]
check("CueParser, how long the chapters are", lengths, [1.5, 5998.5])
check("cuetools, frames", [track.index01.frames for track in cuetools.loads(text).tracks], [0, 125, 450000])
tracks = [(track.start, track.length) for track in pylibcue.parse_str(text)]
check("pylibcue, starts and lengths", tracks, [((0, 0, 0), (0, 1, 50)), ((0, 1, 50), None), (None, None)])
PY
cat > find.mjs <<'JS'
import { parse } from "cue-parser";
const seen = JSON.stringify(parse("x.cue").files[0].tracks.map(({ indexes: [{ time: { min, sec, frame } }] }) => [min, sec, frame]));
const expected = "[[0,0,0],[0,1,50],[100,0,0]]";
if (seen !== expected) { console.log(`changed: cue-parser: ${seen}, and not ${expected}`); process.exit(1); }
console.log(`still so: cue-parser, minutes, seconds and frames: ${seen}`);
JS
node find.mjs
