#!/usr/bin/env bash
# pyannote.database 6.1.1 (with pandas 3.1.1) and meeteval 0.4.3, seen 2026-11-29, on STM, the NIST's list of who says what. Of five
# turns, where the text of the second begins with a quotation mark and that of the fourth closes it, load_stm gives three: the
# third and the fourth belong to the text of the second. A line ";; made" at the start, a comment in this format, makes the list
# of turns empty; at the end it leaves them, and makes a recording called ";;" in both cases. In RTTM such a comment is a
# recording called "made" without turns. One of more words raises a ValueError. meeteval has every turn each time.
#
# One would expect a turn for each line: the format knows no quotes. Reference turns that are gone count as false alarms of
# whatever found them, and an empty reference as all of it.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check pyannote.database==6.1.1 pyannote.core==6.1.0 pandas==3.1.1 \
  meeteval==0.4.3 2> pip.log || { cat pip.log; exit 1; }
turns='ep 1 A 0.0 1.5 <o> so he said
ep 1 B 1.5 2.5 <o> "you are late
ep 1 C 2.5 3.0 <o> he did
ep 1 D 3.0 4.2 <o> and we laughed"
ep 1 E 4.2 5.0 <o> all of us'
echo "$turns" > quote.stm
tr -d '"' <<< "$turns" > plain.stm
(echo ';; made'; cat plain.stm) > first.stm
(cat plain.stm; echo ';; made') > last.stm
(echo ';; made'; echo 'SPEAKER ep 1 0.0 1.5 <NA> <NA> A <NA> <NA>') > first.rttm
(echo ';; made by hand on a Sunday'; cat plain.stm) > more.stm
venv/bin/python -W ignore - <<'PY'
import meeteval
from pyannote.database.util import load_rttm, load_stm


def speakers(load, name):
    try:
        found = load(name)
    except ValueError:
        return "ValueError"
    return {recording: "".join(speaker for _, _, speaker in turns.itertracks(yield_label=True)) for recording, turns in found.items()}


def by_meeteval(name):
    return "".join(turn["speaker"] for turn in meeteval.io.load(name).to_seglst())


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen}, and not {expected}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen}")


check("plain.stm", speakers(load_stm, "plain.stm"), {"ep": "ABCDE"})
check("quote.stm", speakers(load_stm, "quote.stm"), {"ep": "ABE"})
check("first.stm", speakers(load_stm, "first.stm"), {";;": "", "ep": ""})
check("last.stm", speakers(load_stm, "last.stm"), {";;": "", "ep": "ABCDE"})
check("more.stm", speakers(load_stm, "more.stm"), "ValueError")
check("first.rttm", speakers(load_rttm, "first.rttm"), {"ep": "A", "made": ""})
for name in ("quote.stm", "first.stm", "last.stm", "more.stm"):
    check(f"{name}, meeteval", by_meeteval(name), "ABCDE")
check("first.rttm, meeteval", by_meeteval("first.rttm"), "A")
PY
