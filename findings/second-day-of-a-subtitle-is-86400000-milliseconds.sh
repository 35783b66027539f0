#!/usr/bin/env bash
# subtitle 4.2.2 (node 20), with srt 3.5.3, pysubs2 1.8.1, webvtt-py 0.6.0 and PyAV 18.1.0, seen 2026-11-30. A caption at 25 hours,
# as a recording of a camera or of a channel has it, is written by subtitle as 01:00:00,86400000, in SRT as in WebVTT: the hours
# begin anew after a day, and the day stands behind the comma, in milliseconds. subtitle itself reads 25:00:00,000 as 25 hours. Of
# what it wrote srt and PyAV make 25 hours, since they add it all; pysubs2 makes an hour and 0.864 seconds, and webvtt-py leaves the
# caption out, without an error.
#
# One would expect 25:00:00,000, and the milliseconds to be three digits, as both formats have them: the same file is at two places,
# and nowhere, by who reads it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check srt==3.5.3 pysubs2==1.8.1 webvtt-py==0.6.0 av==18.1.0 2> pip.log || { cat pip.log; exit 1; }
npm install --silent --no-audit --no-fund subtitle@4.2.2 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > find.mjs <<'JS'
import { writeFileSync } from "node:fs";
import { parseTimestamp, stringifySync } from "subtitle";

const hour = 3600000;
const cue = { type: "cue", data: { start: 25 * hour, end: 25 * hour + 1000, text: "a" } };
const srt = stringifySync([cue], { format: "SRT" });
const vtt = stringifySync([cue], { format: "WebVTT" });
writeFileSync("a.srt", srt);
writeFileSync("a.vtt", vtt);
const seen = JSON.stringify([srt.split("\n")[1], vtt.includes("01:00:00.86400000"), parseTimestamp("25:00:00,000") / hour]);
const expected = JSON.stringify(["01:00:00,86400000 --> 01:00:01,86400000", true, 25]);
if (seen !== expected) { console.log(`changed: subtitle: ${seen}`); process.exit(1); }
console.log(`still so: subtitle, a caption at 25 hours, and 25:00:00,000 as it is read: ${seen}`);
JS
node find.mjs
venv/bin/python - <<'PY'
import av
import pysubs2
import srt
import webvtt


def check(what, seen, expected):
    if seen != expected:
        raise SystemExit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


with open("a.srt") as file:
    check("srt, seconds", [cue.start.total_seconds() for cue in srt.parse(file.read())], [90000.0])
with av.open("a.srt") as container:
    check("PyAV, seconds", [float(packet.pts * packet.time_base) for packet in container.demux() if packet.pts is not None], [90000.0])
for name in ("a.srt", "a.vtt"):
    check(f"pysubs2, {name}, seconds", [line.start / 1000 for line in pysubs2.load(name)], [3600.864])
check("webvtt-py, captions", len(webvtt.read("a.vtt")), 0)
PY
