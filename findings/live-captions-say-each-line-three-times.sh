#!/usr/bin/env bash
# pycaption 2.3.14 and ttconv 1.2.3, seen 2026-11-29, on a valid SCC (CEA-608) as it is written live: four lines that
# roll up in three rows, one every two seconds. pycaption has four cues with a line each, six words in all. ttconv has
# four cues with one, two, three and three lines, 14 words: each line stands in up to three of them. Where nothing
# clears the screen at the end, the last cue lasts a quarter of a second in pycaption and ten seconds in ttconv, and a
# caption that pops on four seconds and ten.
#
# One would expect the cues of one file to have the same words in two converters, or what is on the screen to be an
# option of both: ttconv gives the picture, pycaption what was said. The text of a clip that is made of its cues has a
# sentence up to three times, with as much more weight in an embedding; and how long the last one lasts depends on who
# is asked.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check \
  pycaption==2.3.14 ttconv==1.2.3 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import logging
import sys

import ttconv.scc.reader
import ttconv.srt.writer
from pycaption import SCCReader

logging.disable(logging.CRITICAL)
LINES = ["HELLO", "GOOD DAY", "THE NEWS", "RAIN"]


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


def pair(first, second):
    """Two bytes of CEA-608, each with its odd parity."""
    return "".join(f"{byte | (0x80 if byte.bit_count() % 2 == 0 else 0):02x}" for byte in (first, second))


def letters(text):
    text += "\0" * (len(text) % 2)
    return " ".join(pair(ord(text[at]), ord(text[at + 1])) for at in range(0, len(text), 2))


def twice(code):
    return f"{pair(code >> 8, code & 0xFF)} {pair(code >> 8, code & 0xFF)}"


LOAD, CLEAR, SHOW, ROLL_UP, RETURN, LAST_ROW = map(twice, (0x1420, 0x142C, 0x142F, 0x1426, 0x142D, 0x1470))
HEAD = "Scenarist_SCC V1.0\n\n"
LIVE = HEAD + "".join(
    f"00:00:0{1 + 2 * at};00\t{ROLL_UP} {RETURN} {LAST_ROW} {letters(line)}\n\n" for at, line in enumerate(LINES)
)
CLEARED = f"00:00:09;00\t{CLEAR}\n\n"
POP_ON = HEAD + f"00:00:01;00\t{LOAD} {LAST_ROW} {letters('ONE')} {SHOW}\n\n"


def by_pycaption(text):
    captions = SCCReader().read(text).get_captions("en-US")
    return [(round((cue.end - cue.start) / 1e6, 1), cue.get_text().split("\n")) for cue in captions]


def by_ttconv(text):
    srt = ttconv.srt.writer.from_model(ttconv.scc.reader.to_model(text))
    blocks = [block.split("\n") for block in srt.strip().split("\n\n")]
    return [(round(seconds(lines[1][17:]) - seconds(lines[1][:12]), 1), lines[2:]) for lines in blocks]


def seconds(stamp):
    hours, minutes, rest = stamp.replace(",", ".").split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(rest)


check("pycaption, the lines of each cue", [lines for _, lines in by_pycaption(LIVE + CLEARED)], [[line] for line in LINES])
rows = [LINES[:1], LINES[:2], LINES[:3], LINES[1:]]
check("ttconv, the lines of each cue", [lines for _, lines in by_ttconv(LIVE + CLEARED)], rows)
check("the words of all cues", [sum(len(" ".join(lines).split()) for _, lines in read(LIVE + CLEARED)) for read in (by_pycaption, by_ttconv)], [6, 14])
check("the last cue, which nothing clears, in seconds", [by_pycaption(LIVE)[-1][0], by_ttconv(LIVE)[-1][0]], [0.3, 10.0])
check("a caption that pops on, which nothing clears", [by_pycaption(POP_ON)[-1][0], by_ttconv(POP_ON)[-1][0]], [4.0, 10.0])
PY
