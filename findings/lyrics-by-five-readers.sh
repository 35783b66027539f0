#!/usr/bin/env bash
# pylrc 0.1.2 and lrcparser 0.2.0, and of node 20 lrc-kit 1.2.1, lrc-file-parser 2.4.2 and clrc 3.1.4, seen
# 2026-11-29: one LRC. A line at [00:01.50] is at 1.05 seconds in lrc-file-parser, which takes hundredths for
# thousandths, and at 1.5 in the others. [00:05] is no line there, and [00:09.5] is at 9.005 there and no line in
# clrc. [offset:+500], by which players show a line half a second earlier, makes it half a second later in pylrc; the
# others leave it to the program. pylrc leaves out what comes after 100 minutes, and lrc-file-parser, unless it is
# told to keep it, the empty line that ends one. The times of single words are text in all but lrcparser and lrc-kit.
#
# One would expect [00:01.50], as nearly every such file has it, to be a second and a half, and a shift to have one
# direction. Words that are joined to the segments of a song by these times are up to nine tenths of a second off, and
# a test at full seconds shows nothing.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check pylrc==0.1.2 lrcparser==0.2.0 2> pip.log || { cat pip.log; exit 1; }
npm install --silent --no-audit --no-fund lrc-kit@1.2.1 lrc-file-parser@2.4.2 clrc@3.1.4 > npm.log 2>&1 || { cat npm.log; exit 1; }
write() { printf '%s\n' '[ti:A song]' "$@" '[00:01.50]one' '[00:03.250]two' '[00:05]three' '[00:07.00][01:07.00]twice' '[00:09.5]half' \
  '[00:11.00]' '[00:13.00]<00:13.00>by <00:13.50>word' '[100:01.00]late' > "$work/$name.lrc"; }
name=plain write
name=offset write '[offset:+500]'
venv/bin/python - <<'PY'
import pylrc
from lrcparser import LrcParser


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen!r}, and not {expected!r}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen!r}")


def by_pylrc(name):
    with open(name) as file:
        return [round(line.time, 3) for line in pylrc.parse(file.read())]


def by_lrcparser(name):
    with open(name) as file:
        lines = LrcParser.parse(file.read())["lrc_lines"]
    times = [line.start_time for line in lines]
    return [round(time.minutes * 60 + time.seconds + time.microseconds / 1e6, 3) for time in times]


check("pylrc", by_pylrc("plain.lrc"), [1.5, 3.25, 5.0, 7.0, 9.5, 11.0, 13.0, 67.0])
check("pylrc, +500", by_pylrc("offset.lrc"), [2.0, 3.75, 5.5, 7.5, 10.0, 11.5, 13.5, 67.5])
EVERY = [1.5, 3.25, 5.0, 7.0, 9.5, 11.0, 13.0, 67.0, 6001.0]
check("lrcparser", by_lrcparser("plain.lrc"), EVERY)
check("lrcparser, +500", by_lrcparser("offset.lrc"), EVERY)
PY
cat > find.mjs <<'JS'
import { readFileSync } from "node:fs";
import clrc from "clrc";
import LrcFileParser from "lrc-file-parser";
import { Lrc } from "lrc-kit";
function check(what, seen, expected) {
  [seen, expected] = [seen, expected].map((value) => JSON.stringify(value));
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
const sorted = (numbers) => [...numbers].sort((one, other) => one - other);
const byKit = (text) => sorted(Lrc.parse(text).lyrics.map((line) => line.timestamp));
const lyric = (line) => line.type === "lyric";
const byClrc = (text) => sorted((clrc.parse ?? clrc)(text).filter(lyric).map((line) => line.startMillisecond / 1000));
function byFileParser(text) {
  let times;
  new LrcFileParser({ lyric: text, onSetLyric: (lines) => { times = lines.map((line) => line.time / 1000); } });
  return times;
}
const every = [1.5, 3.25, 5, 7, 9.5, 11, 13, 67, 6001];
for (const name of ["plain", "offset"]) {
  const text = readFileSync(`${name}.lrc`, "utf8");
  check(`lrc-kit, ${name}`, byKit(text), every);
  check(`clrc, ${name}`, byClrc(text), every.filter((time) => time !== 9.5));
  check(`lrc-file-parser, ${name}`, byFileParser(text), [1.05, 3.25, 7, 9.005, 13, 67, 6001]);
}
const words = Lrc.parse(readFileSync("plain.lrc", "utf8")).lyrics.find((line) => line.timestamp === 13).content;
check("the words of lrc-kit", words, "by word");
JS
node find.mjs
