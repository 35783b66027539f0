#!/usr/bin/env bash
# media-captions 1.0.4 (of Vidstack's player), srt-parser-2 1.2.3, subtitle 4.2.2 and ass-compiler 0.1.16 (node 20), with pysubs2
# 1.8.1, seen 2026-11-30. In an ASS a line "Comment:", which is not to be shown, comes after a line "Dialogue:". For media-captions
# it belongs to the text of that dialogue, with all its fields, "Hello\nComment: 0,0:00:02.50,...,checked", and so does a line that
# begins with a semicolon; as the first line of the events it is left out. The points of a drawing are spoken ("m 0 0 l 10 0"), and
# \h, a blank, stays "\h". Of an SRT with places after the times (X1:40 X2:600 Y1:20 Y2:50) media-captions and srt-parser-2 say
# "X1:40 X2:600 ..." as the first line that is spoken. pysubs2 and ass-compiler know what is a comment, and pysubs2 and subtitle
# what is a place.
#
# One would expect a reader of a format to leave out what the format says is no text: it raises no error and collects none. Whoever
# embeds what is said embeds a translator's remarks and numbers.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check pysubs2==1.8.1 2> pip.log || { cat pip.log; exit 1; }
npm install --silent --no-audit --no-fund media-captions@1.0.4 srt-parser-2@1.2.3 subtitle@4.2.2 ass-compiler@0.1.16 \
  > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > a.ass <<'ASS'
[Script Info]
ScriptType: v4.00+

[V4+ Styles]
Format: Name, Fontname, Fontsize
Style: Default,Arial,20

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Comment: 0,0:00:00.50,0:00:01.00,Default,,0,0,0,,first
Dialogue: 0,0:00:01.50,0:00:02.50,Default,,0,0,0,,Hello
Comment: 0,0:00:02.50,0:00:03.00,Default,,0,0,0,,checked
Dialogue: 0,0:00:03.50,0:00:04.50,Default,,0,0,0,,{\p1}m 0 0 l 10 0{\p0}
Dialogue: 0,0:00:05.50,0:00:06.50,Default,,0,0,0,,two\hwords
; a note
ASS
printf '1\n00:00:01,500 --> 00:00:02,500 X1:40 X2:600 Y1:20 Y2:50\nHello\n' > a.srt
venv/bin/python - <<'PY'
import pysubs2

spoken = [line.plaintext for line in pysubs2.load("a.ass") if not line.is_comment and not line.is_drawing]
places = [line.plaintext for line in pysubs2.load("a.srt")]
if (spoken, places) != (["Hello", "two words"], ["Hello"]):
    raise SystemExit(f"changed: pysubs2: {spoken} {places}")
print(f"still so: pysubs2: {spoken} {places}")
PY
cat > find.mjs <<'JS'
import { readFileSync } from "node:fs";
import { parse } from "ass-compiler";
import { parseText } from "media-captions";
import srtParser from "srt-parser-2";
import { parseSync } from "subtitle";

const check = (what, seen, expected) => {
  const [was, wanted] = [seen, expected].map((value) => JSON.stringify(value));
  if (was !== wanted) { console.log(`changed: ${what}: ${was}, and not ${wanted}`); process.exit(1); }
  console.log(`still so: ${what}: ${was}`);
};
const [ass, srt] = ["a.ass", "a.srt"].map((name) => readFileSync(name, "utf8"));
const read = await parseText(ass, { type: "ass" });
check("media-captions, ASS", read.cues.map((cue) => cue.text), [
  "Hello\nComment: 0,0:00:02.50,0:00:03.00,Default,,0,0,0,,checked", "m 0 0 l 10 0", "two\\hwords\n; a note",
]);
check("media-captions, errors", read.errors.length, 0);
const events = parse(ass).events;
check("ass-compiler, dialogues and comments", [events.dialogue.length, events.comment.length], [3, 2]);
const place = "X1:40 X2:600 Y1:20 Y2:50\nHello";
check("media-captions, SRT", (await parseText(srt, { type: "srt" })).cues.map((cue) => cue.text), [place]);
const Parser = srtParser.default ?? srtParser;
check("srt-parser-2", new Parser().fromSrt(srt).map((cue) => cue.text), [place]);
check("subtitle", parseSync(srt).map((cue) => cue.data.text), ["Hello"]);
JS
node find.mjs
