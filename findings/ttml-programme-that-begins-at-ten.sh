#!/usr/bin/env bash
# ttconv 1.2.3, pycaption 2.3.14 and pysubs2 1.8.1, and imsc 1.1.5 (node 20), seen 2026-11-29, on valid TTML. The
# div, or the body, begins at second 10, and a caption in it is to be shown from 1.5 to 2.5, hence from 11.5 to
# 12.5. pysubs2 and imsc say so; pycaption says 1.5 to 2.5; and ttconv writes an SRT and a WebVTT without any
# caption, and no error or warning. With an end at the div as well ttconv is right. A span that has the times of
# its own, where the p around it has none, is refused by pycaption and pysubs2; pysubs2 raises KeyError for a
# duration ("dur") and NotImplementedError for ticks and frames. And of "1t" in a document without a tick rate or
# a frame rate, which is a second, pycaption makes a thirtieth of one.
#
# One would expect the times of the children to count from the begin of their parent in all four, as the
# specification has it. A programme that begins at 10:00:00, or a later piece of a stream, is told that way: its
# captions are early by all of that in one reader, and gone in another, by a conversion that succeeded.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  ttconv==1.2.3 pycaption==2.3.14 pysubs2==1.8.1 2> pip.log || { cat pip.log; exit 1; }
npm install --silent --no-audit --no-fund imsc@1.1.5 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > read.mjs <<'JS'
import { readFileSync } from "node:fs";
import doc from "imsc/src/main/js/doc.js";
import isd from "imsc/src/main/js/isd.js";
const document = doc.fromXML(readFileSync(0, "utf8"));
const text = (content) => (content.text ?? "") + (content.contents ?? []).map(text).join("");
const times = document.getMediaTimeEvents();
const cues = times.flatMap((time, at) => {
  const shown = text(isd.generateISD(document, time));
  return shown ? [[Math.round(time * 1e6), at + 1 < times.length ? Math.round(times[at + 1] * 1e6) : null, shown]] : [];
});
console.log(JSON.stringify(cues));
JS
venv/bin/python - <<'PY'
import json
import logging
import subprocess
import sys
import xml.etree.ElementTree as et

import pysubs2
import ttconv.imsc.reader
import ttconv.srt.writer
import ttconv.vtt.writer
from pycaption import DFXPReader

logging.disable(logging.CRITICAL)
LAYOUT = '<head><layout><region xml:id="r"/></layout></head>'


def document(inside, body="", attributes=""):
    names = 'xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" xml:lang="en"'
    return f"<tt {names} {attributes}>{LAYOUT}<body {body}>{inside}</body></tt>"


def ttconv_model(text):
    return ttconv.imsc.reader.to_model(et.ElementTree(et.fromstring(text)))


def by_ttconv(text):
    srt = ttconv.srt.writer.from_model(ttconv_model(text))
    return [[*map(microseconds, lines[1].split(" --> ")), lines[2]] for lines in
            (block.split("\n") for block in srt.strip().split("\n\n") if block)]


def microseconds(stamp):
    hours, minutes, seconds = stamp.replace(",", ".").split(":")
    return round((int(hours) * 3600 + int(minutes) * 60 + float(seconds)) * 1e6)


def by_pycaption(text):
    return [[cue.start, cue.end, cue.get_text()] for cue in DFXPReader().read(text).get_captions("en")]


def by_pysubs2(text):
    return [[cue.start * 1000, cue.end * 1000, cue.text] for cue in pysubs2.SSAFile.from_string(text, format_="ttml")]


def by_imsc(text):
    return json.loads(subprocess.run(["node", "read.mjs"], input=text, capture_output=True, text=True, check=True).stdout)


def check(what, text, *expected):
    for reader, wanted in zip((by_ttconv, by_pycaption, by_pysubs2, by_imsc), expected, strict=True):
        try:
            seen = [[start / 1e6, end / 1e6] for start, end, _ in reader(text)]
        except Exception as error:
            seen = type(error).__name__
        if seen != wanted:
            sys.exit(f"changed: {what}, {reader.__name__}: {seen}, and not {wanted}")
        print(f"still so: {what}, {reader.__name__}: {seen}")


CAPTION = '<p region="r" begin="1.5s" end="2.5s">x</p>'
PLAIN, LATER = [[1.5, 2.5]], [[11.5, 12.5]]
check("plain", document(f"<div>{CAPTION}</div>"), PLAIN, PLAIN, PLAIN, PLAIN)
check("the div begins at 10", document(f'<div begin="10s">{CAPTION}</div>'), [], PLAIN, LATER, LATER)
check("the body begins at 10", document(f"<div>{CAPTION}</div>", 'begin="10s"'), [], PLAIN, LATER, LATER)
check("the div ends as well", document(f'<div begin="10s" end="60s">{CAPTION}</div>'), LATER, PLAIN, LATER, LATER)
SPAN = '<div><p region="r"><span begin="1.5s" end="2.5s">x</span></p></div>'
check("a span has the times", document(SPAN), PLAIN, "CaptionReadTimingError", "KeyError", PLAIN)
DURATION = '<div><p region="r" begin="1.5s" dur="1s">x</p></div>'
check("a duration", document(DURATION), PLAIN, PLAIN, "KeyError", PLAIN)
TICK = '<div><p region="r" begin="1t" end="2t">x</p></div>'
check("a tick", document(TICK), [[1, 2]], [[0.033333, 0.066666]], "NotImplementedError", [[1, 2]])
FRAMES = '<div><p region="r" begin="00:00:01:12" end="00:00:02:12">x</p></div>'
RATE = 'ttp:frameRate="24"'
check("frames", document(FRAMES, attributes=RATE), PLAIN, PLAIN, "NotImplementedError", PLAIN)
vtt = ttconv.vtt.writer.from_model(ttconv_model(document(f'<div begin="10s">{CAPTION}</div>')))
if vtt != "WEBVTT\n\n":
    sys.exit(f"changed: the div begins at 10, ttconv's WebVTT: {vtt!r}")
print(f"still so: the div begins at 10, ttconv's WebVTT: {vtt!r}")
PY
