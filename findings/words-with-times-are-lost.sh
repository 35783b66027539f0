#!/usr/bin/env bash
# pysubs2 1.8.1, with webvtt-py 0.6.0, pycaption 2.3.14 and ttconv 1.2.3, seen 2026-11-30, on WebVTT whose words have times of their own inside
# the caption, "the <00:00:02.000>sea <00:00:03.000>is blue", as the automatic captions of video sites have them. pysubs2 reads
# two captions without any text, the first from the start to the end of it, and the second from one time inside it to the other; what it
# writes as SRT has no words at all: a line with two times in it is taken for the beginning of a caption. Of a line with one time the
# time is read as words. webvtt-py and pycaption have the words, and ttconv three captions that grow.
#
# One would expect the words: the times only say when each is reached, and a reader that does not know them can leave them out.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check \
  pysubs2==1.8.1 webvtt-py==0.6.0 pycaption==2.3.14 ttconv==1.2.3 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import io
import sys

import pycaption
import pysubs2
import ttconv.srt.writer
import ttconv.vtt.reader
import webvtt


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


def file(text):
    return f"WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n{text}\n\n00:00:05.000 --> 00:00:06.000\nwithout times\n"


def by_pysubs2(text):
    return [(event.start, event.end, event.text) for event in pysubs2.SSAFile.from_string(file(text), format_="vtt")]


def lines(srt):
    return [" / ".join(block.split("\n")[2:]) for block in srt.strip().split("\n\n")]


last = (5000, 6000, "without times")
times = "the <00:00:02.000>sea <00:00:03.000>is blue"
classes = "the<00:00:02.000><c> sea</c><00:00:03.000><c> is blue</c>"
check("pysubs2, without times", by_pysubs2("the sea is blue"), [(1000, 4000, "the sea is blue"), last])
check("pysubs2, with times", by_pysubs2(times), [(1000, 4000, ""), (2000, 3000, ""), last])
check("pysubs2, with times and classes", by_pysubs2(classes), [(1000, 4000, ""), (2000, 3000, ""), last])
check("pysubs2, one time", by_pysubs2("the <00:00:02.000>sea")[0][2], "the <00:00:02.000>sea")
written = pysubs2.SSAFile.from_string(file(times), format_="vtt").to_string("srt")
check("pysubs2, written as SRT", ("sea" in written, "without times" in written), (False, True))
for name, text in (("times", times), ("times and classes", classes)):
    check(f"webvtt-py, with {name}", webvtt.from_buffer(io.StringIO(file(text)))[0].text, "the sea is blue")
    check(f"pycaption, with {name}", lines(pycaption.SRTWriter().write(pycaption.WebVTTReader().read(file(text))))[0], "the sea is blue")
    grown = ttconv.srt.writer.from_model(ttconv.vtt.reader.to_model(io.StringIO(file(text))))
    check(f"ttconv, with {name}", lines(grown)[:3], ["the", "the sea", "the sea is blue"])
PY
