#!/usr/bin/env bash
# pysubs2 1.8.1 (with srt 3.5.3 and pycaption 2.3.14), seen 2026-11-29. The SRT stamp 100:00:01,500 is 1.5 seconds
# to it: of three digits of hours the first is dropped, without a word. The same stamp in WebVTT is 360001.5
# seconds, and what it writes of that (with a warning) is 99:59:59.999 in both formats. srt and pycaption read the
# SRT as 360001.5. And a NOTE of WebVTT that stands after a cue is a part of that cue's text, to be shown, where
# pycaption leaves comments out.
#
# One would expect the two readers of one library to agree, and a stamp that one of them can not hold to be an
# error: recordings of a surveillance camera or of a stream have such hours. WebVTT allows any number of digits, and
# a comment between any two cues.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  pysubs2==1.8.1 srt==3.5.3 pycaption==2.3.14 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import sys
import warnings

import pycaption
import pysubs2
import srt


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


warnings.simplefilter("ignore")
SRT = "1\n100:00:01,500 --> 100:00:02,500\nlate\n"
VTT = "WEBVTT\n\n100:00:01.500 --> 100:00:02.500\nlate\n\nNOTE checked twice\n\n100:00:03.000 --> 100:00:04.000\nlater\n"

check("SRT by pysubs2, ms", pysubs2.SSAFile.from_string(SRT)[0].start, 1500)
check("SRT by srt, seconds", next(srt.parse(SRT)).start.total_seconds(), 360001.5)
check("SRT by pycaption, us", pycaption.SRTReader().read(SRT).get_captions("en-US")[0].start, 360001500000)
subtitles = pysubs2.SSAFile.from_string(VTT)
check("WebVTT by pysubs2, ms", subtitles[0].start, 360001500)
check("its texts", [line.plaintext for line in subtitles], ["late\n\nNOTE checked twice", "later"])
texts = [cue.get_text() for cue in pycaption.WebVTTReader().read(VTT).get_captions("en-US")]
check("the texts by pycaption", texts, ["late", "later"])
for kind, stamp in (("srt", "99:59:59,999"), ("vtt", "99:59:59.999")):
    check(f"written as {kind}", subtitles.to_string(kind).count(f"{stamp} --> {stamp}"), 2)
PY
