#!/usr/bin/env bash
# stable-ts 2.19.1 (stable_whisper; no model is loaded), with subsrt 1.1.1, subsrt-ts 2.1.2, media-captions 1.0.4 and ass-compiler
# 0.1.16 (node 20), and pysubs2 1.8.1, seen 2026-11-30. Of three captions, at 5.5, 12.5 and 65.5 seconds, to_ass() writes the times
# 0:00:5.50, 0:00:12.50 and 0:01:5.50: seconds below ten have one digit, where ASS has two; and an empty line stands between the
# line Format and the captions. media-captions reads the caption at 12.5 alone, subsrt and subsrt-ts none, since a part of the file
# ends for them at the empty line; no error is raised. ass-compiler and pysubs2 read all three. With two digits media-captions reads
# all, without the empty line subsrt does.
#
# One would expect what a tool of transcripts writes to be read: its SRT and WebVTT have two digits. A caption at a quarter of a
# minute is right, and the first ten seconds of each minute have no words.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check stable-ts==2.19.1 pysubs2==1.8.1 2> pip.log || { cat pip.log; exit 1; }
npm install --silent --no-audit --no-fund subsrt@1.1.1 subsrt-ts@2.1.2 media-captions@1.0.4 ass-compiler@0.1.16 \
  > npm.log 2>&1 || { cat npm.log; exit 1; }
venv/bin/python -W ignore - <<'PY'
import pysubs2
from stable_whisper import WhisperResult


def check(what, seen, expected):
    if seen != expected:
        raise SystemExit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


words = [[{"word": " Hi.", "start": start, "end": start + 0.75, "probability": 0.9}] for start in (5.5, 12.5, 65.5)]
segments = [{"start": word["start"], "end": word["end"], "text": " Hi.", "words": [word]} for (word,) in words]
result = WhisperResult({"language": "en", "segments": segments})
with open("a.ass", "w") as file:
    file.write(result.to_ass(word_level=False))
with open("a.ass") as file:
    starts = [line.split(",")[1] for line in file if line.startswith("Dialogue:")]
check("stable-ts, ASS", starts, ["0:00:5.50", "0:00:12.50", "0:01:5.50"])
check("stable-ts, SRT", result.to_srt_vtt(word_level=False).splitlines()[1][:12], "00:00:05,500")
check("pysubs2", [line.start / 1000 for line in pysubs2.load("a.ass")], [5.5, 12.5, 65.5])
PY
cat > find.mjs <<'JS'
import { readFileSync } from "node:fs";
import { parse } from "ass-compiler";
import { parseText } from "media-captions";
import subsrt from "subsrt";
import * as subsrtTs from "subsrt-ts";

const check = (what, seen, expected) => {
  const [was, wanted] = [seen, expected].map((value) => JSON.stringify(value));
  if (was !== wanted) { console.log(`changed: ${what}: ${was}, and not ${wanted}`); process.exit(1); }
  console.log(`still so: ${what}: ${was}`);
};
const ass = readFileSync("a.ass", "utf8");
const starts = (captions) => captions.filter((caption) => caption.type === "caption").map((caption) => caption.start / 1000);
const read = async (text) => [
  starts(subsrt.parse(text, { format: "ass" })),
  starts((subsrtTs.default ?? subsrtTs).parse(text, { format: "ass" })),
  (await parseText(text, { type: "ass" })).cues.map((cue) => cue.startTime),
  parse(text).events.dialogue.map((line) => line.Start),
];
const all = [5.5, 12.5, 65.5];
const [digits, line] = [ass.replaceAll(/:(\d\.)/g, ":0$1"), ass.replace(/Text\s*\n\s*\n/, "Text\n")];
check("subsrt, subsrt-ts, media-captions, ass-compiler", await read(ass), [[], [], [12.5], all]);
check("with two digits", await read(digits), [[], [], all, all]);
check("without the empty line", await read(line), [all, all, [12.5], all]);
check("media-captions, errors", (await parseText(ass, { type: "ass" })).errors.length, 0);
JS
node find.mjs
