#!/usr/bin/env bash
# ttconv 1.2.3, seen 2026-11-30, on EBU STL (Tech 3264), the file that broadcasters exchange subtitles in. Two blanks in a row are none: "a  b" is
# "ab", and "the blue sea" with "blue" in italics is "thebluesea", since the code for italics takes a place as a blank does; so it is
# where a colour changes after a blank, in a file for teletext. A text that is marked as a comment (CF 1), "not intended for
# transmission", is shown. The time 01:00:00:00 of a file for 30 pictures a second (STL30.01) is 3599.996 seconds, as if it were a
# drop-frame timecode at 29.97, and 00:01:00:01, a number that drop frame leaves out, is 60.027.
#
# One would expect one blank for two, as the same program makes of them in TTML, and no comments.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check \
  ttconv==1.2.3 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import io
import struct
import sys

import ttconv.srt.writer
import ttconv.stl.reader


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


def seconds(stamp):
    hours, minutes, rest = stamp.split(":")
    return round(int(hours) * 3600 + int(minutes) * 60 + float(rest.replace(",", ".")), 3)


def captions(*blocks, rate=b"25", kind=b"0"):
    """Start and text of each caption, from blocks of a start (hours, minutes, seconds, pictures), a text and a flag for comments."""
    count = b"%05d" % len(blocks)
    head = b"850STL" + rate + b".01" + kind + b"0009" + b" " * 208 + b"24010124010100" + count + count + b"0014023" + b"1" + b"0" * 16 + b"11GBR"
    data = head.ljust(1024)
    for number, (start, text, comment) in enumerate(blocks, 1):
        end = (start[0], start[1], start[2] + 1, start[3])
        data += struct.pack("<BHBB4B4BBBB", 0, number, 255, 0, *start, *end, 20, 2, comment) + text.ljust(112, b"\x8f")
    srt = ttconv.srt.writer.from_model(ttconv.stl.reader.to_model(io.BytesIO(data)))
    found = [block.split("\n") for block in srt.strip().split("\n\n")]
    return [(seconds(block[1][:12]), " / ".join(block[2:])) for block in found]


one = (0, 0, 1, 12)
check("a blank", captions((one, b"a b", 0)), [(1.48, "a b")])
check("two blanks", captions((one, b"a  b", 0)), [(1.48, "ab")])
check("italics", captions((one, b"the \x80blue\x81 sea", 0)), [(1.48, "the<i>blue</i>sea")])
colours = '<font color="#ff0000ff">the</font><font color="#00ff00ff">sea</font>'
check("two colours", captions((one, b"\x01the \x02sea", 0), kind=b"1"), [(1.48, colours)])
check("a comment", captions((one, b"ask Ann", 1), ((0, 0, 3, 0), b"the sea", 0)), [(1.48, "ask Ann"), (3.0, "the sea")])
hour = captions(((0, 1, 0, 1), b"minute", 0), ((1, 0, 0, 0), b"hour", 0), rate=b"30")
check("30 pictures a second", hour, [(60.027, "minute"), (3599.996, "hour")])
PY
