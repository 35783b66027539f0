#!/usr/bin/env bash
# pysubs2 1.8.1, ttconv 1.2.3, webvtt-py 0.6.0 and pycaption 2.3.14, seen 2026-11-30: an SRT made into WebVTT by each, and read by each. The words
# "1 < 2 & 3 > 0" of the SRT, where these are ordinary letters, stand unchanged in the WebVTT of pysubs2, ttconv and webvtt-py, where what is
# between < and > is a tag: "1 & 3 > 0" is what ttconv reads from its own file, and "1  0" webvtt-py from its own. pycaption
# writes &lt; and &amp;, so that the words are there, but it does so with the italics of the SRT as well: "<i>slow</i> sea" is shown
# with the letters <i> and </i>, where the three others write italics.
#
# One would expect &lt; for a < that is no tag, and a tag for a tag, as each of the four does one half of it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check \
  pysubs2==1.8.1 ttconv==1.2.3 webvtt-py==0.6.0 pycaption==2.3.14 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import io
import logging
import pathlib
import sys

import pycaption
import pysubs2
import ttconv.srt.reader
import ttconv.srt.writer
import ttconv.vtt.reader
import ttconv.vtt.writer
import webvtt

logging.disable()


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


stamps = ["00:00:01,000 --> 00:00:02,000", "00:00:03,000 --> 00:00:04,000"]
srt = f"1\n{stamps[0]}\n1 < 2 & 3 > 0\n\n2\n{stamps[1]}\n<i>slow</i> sea\n"
pathlib.Path("captions.srt").write_text(srt)
written = {
    "pysubs2": pysubs2.SSAFile.from_string(srt).to_string("vtt"),
    "ttconv": ttconv.vtt.writer.from_model(ttconv.srt.reader.to_model(io.StringIO(srt))),
    "webvtt-py": webvtt.from_srt("captions.srt").content,
    "pycaption": pycaption.WebVTTWriter().write(pycaption.SRTReader().read(srt)),
}


def by_ttconv(text):
    again = ttconv.srt.writer.from_model(ttconv.vtt.reader.to_model(io.StringIO(text)))
    return [block.split("\n")[2] for block in again.strip().split("\n\n")]


def by_webvtt_py(text):
    return [caption.text for caption in webvtt.from_buffer(io.StringIO(text))]


def by_pycaption(text):
    captions = pycaption.WebVTTReader().read(text)
    return [caption.get_text() for caption in captions.get_captions(captions.get_languages()[0])]


words, escaped = "1 < 2 & 3 > 0", "1 &lt; 2 &amp; 3 > 0"
for name in ("pysubs2", "ttconv", "webvtt-py"):
    check(f"{name} writes the words as they are, and italics", (words in written[name], "<i>slow</i> sea" in written[name]), (True, True))
    check(f"ttconv reads from {name}", by_ttconv(written[name]), ["1 & 3 > 0", "<i>slow</i> sea"])
    check(f"webvtt-py reads from {name}", by_webvtt_py(written[name]), ["1  0", "slow sea"])
    check(f"pycaption reads from {name}", by_pycaption(written[name]), [words, "slow sea"])
check("pycaption escapes both", (escaped in written["pycaption"], "&lt;i>slow&lt;/i> sea" in written["pycaption"]), (True, True))
check("ttconv reads from pycaption", by_ttconv(written["pycaption"]), [words, "<i>slow</i> sea"])
check("webvtt-py reads from pycaption", by_webvtt_py(written["pycaption"]), [escaped, "&lt;i>slow&lt;/i> sea"])
check("pycaption reads from itself", by_pycaption(written["pycaption"]), [words, "<i>slow</i> sea"])
PY
