#!/usr/bin/env bash
# jiwer 4.0.0, beside werpy 3.5.0 and meeteval 0.4.3, seen 2026-11-30: word error rates. "the sea is" and "blue today" in two lines
# of a caption, found word for word by a recogniser, has a rate of 0.5 in jiwer: "is\nblue" is one word, so that of four words one
# is wrong and one is too many. With the line break of Windows (\r\n) it is 0, and with an empty line between it is 0, for two
# blanks of any kind are made into one space, and a single one that is no space stays in the word; a tab, and a no-break space, are
# in a word too. In werpy and meeteval all are 0. And where nothing is said and three words are found the rate is 3 in jiwer, the
# number of the words, and no error; meeteval has none (None), and werpy prints that the reference must not be blank, and returns
# None.
#
# One would expect words to end at white space, or a line break to be refused: a transcript that is read from an SRT has one in each
# caption of two lines, and what a recogniser gives has none. The rate then depends on the system the file was saved on.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check jiwer==4.0.0 werpy==3.5.0 meeteval==0.4.3 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python -W ignore - <<'PY'
import contextlib
import io

import jiwer
import werpy
from meeteval.wer import siso_word_error_rate


def rates(said, found):
    with contextlib.redirect_stdout(io.StringIO()):
        by_werpy = werpy.wer(said, found)
    return jiwer.wer(said, found), by_werpy, siso_word_error_rate(said, found).error_rate


def check(what, seen, expected):
    if seen != expected:
        raise SystemExit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what} (jiwer, werpy, meeteval): {seen!r}")


for name, blank, expected in [
    ("a space", " ", 0),
    ("a line break", "\n", 0.5),
    ("that of Windows", "\r\n", 0),
    ("an empty line", "\n\n", 0),
    ("a tab", "\t", 0.5),
    ("a no-break space", "\u00a0", 0.5),
]:
    check(name, rates(f"the sea is{blank}blue today", "the sea is blue today"), (expected, 0, 0))
check("nothing is said, three words are found", rates("", "three words heard"), (3, None, None))
PY
