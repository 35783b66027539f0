#!/usr/bin/env bash
# pympi-ling 1.71 and speach 0.1a15.post1, seen 2026-11-29. A sentence from 1 to 4 seconds was divided into three words in ELAN, which
# stores no time for the two borders between them and shows them at 2 and 3 seconds. In pympi's TextGrid the tier of the words is
# there, from start to end one empty interval; of a sentence from 4 to 6 that has two parts without times the second part is
# lost. pympi's own lists have None for the borders, and its question for what is said at a second raises a TypeError. In speach
# the words last -1, 0 and 4 seconds. And get_annotation_data_between_times(0, 100) of a tier that refers to another gives what
# lies at 4 seconds.
#
# One would expect a time that is not written to be worked out, as the editor does, or the tier to be refused: who has the words of
# a video cut out by the TextGrid has none, and there is no message.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check pympi-ling==1.71 speach==0.1a15.post1 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python -W ignore - <<'PY'
from xml.sax.saxutils import quoteattr

from pympi.Elan import Eaf
from speach import elan

SCHEMA = "http://www.w3.org/2001/XMLSchema-instance"


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen}, and not {expected}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen}")


def node(name, content="", **attributes):
    return f"<{name} {' '.join(f'{key}={quoteattr(value)}' for key, value in attributes.items())}>{content}</{name}>"


def annotation(kind, text, **attributes):
    return node("ANNOTATION", node(kind, node("ANNOTATION_VALUE", text), **attributes))


def timed(number, text, start, end):
    return annotation("ALIGNABLE_ANNOTATION", text, ANNOTATION_ID=number, TIME_SLOT_REF1=start, TIME_SLOT_REF2=end)


def kind(name, alignable, **constraint):
    return node("LINGUISTIC_TYPE", LINGUISTIC_TYPE_ID=name, TIME_ALIGNABLE=alignable, **constraint)


times = [("t1", "1000"), ("t2", None), ("t3", None), ("t4", "4000"), ("t5", "4000"), ("t6", "6000")]
slots = [node("TIME_SLOT", TIME_SLOT_ID=slot, **({"TIME_VALUE": time} if time else {})) for slot, time in times]
parts = [
    annotation("REF_ANNOTATION", "fo", ANNOTATION_ID="p1", ANNOTATION_REF="s2"),
    annotation("REF_ANNOTATION", "ur", ANNOTATION_ID="p2", ANNOTATION_REF="s2", PREVIOUS_ANNOTATION="p1"),
]
words = timed("w1", "one", "t1", "t2") + timed("w2", "two", "t2", "t3") + timed("w3", "three", "t3", "t4")
sentences = timed("s1", "one two three", "t1", "t4") + timed("s2", "four", "t5", "t6")
document = node(
    "ANNOTATION_DOCUMENT",
    node("HEADER", MEDIA_FILE="", TIME_UNITS="milliseconds")
    + node("TIME_ORDER", "".join(slots))
    + node("TIER", sentences, TIER_ID="sentences", LINGUISTIC_TYPE_REF="free")
    + node("TIER", words, TIER_ID="words", LINGUISTIC_TYPE_REF="divided", PARENT_REF="sentences")
    + node("TIER", "".join(parts), TIER_ID="parts", LINGUISTIC_TYPE_REF="spelt", PARENT_REF="sentences")
    + kind("free", "true")
    + kind("divided", "true", CONSTRAINTS="Time_Subdivision")
    + kind("spelt", "false", CONSTRAINTS="Symbolic_Subdivision")
    + node("CONSTRAINT", STEREOTYPE="Time_Subdivision", DESCRIPTION="")
    + node("CONSTRAINT", STEREOTYPE="Symbolic_Subdivision", DESCRIPTION=""),
    **{"xmlns:xsi": SCHEMA, "xsi:noNamespaceSchemaLocation": "http://www.mpi.nl/tools/elan/EAFv3.0.xsd"},
    AUTHOR="", DATE="2026-11-29T12:00:00+00:00", FORMAT="3.0", VERSION="3.0",
)
with open("x.eaf", "w") as file:
    file.write(document)

eaf = Eaf("x.eaf")
grid = {tier.name: [interval for interval in tier.get_all_intervals() if interval[2]] for tier in eaf.to_textgrid().get_tiers()}
check("TextGrid, sentences", grid["sentences"], [(1.0, 4.0, "one two three"), (4.0, 6.0, "four")])
check("TextGrid, words", grid["words"], [])
check("TextGrid, parts", grid["parts"], [(4.0, 6.0, "fo")])
check("pympi, words", eaf.get_annotation_data_for_tier("words"), [(1000, None, "one"), (None, None, "two"), (None, 4000, "three")])
try:
    outcome = eaf.get_annotation_data_at_time("words", 1500)
except TypeError:
    outcome = "TypeError"
check("pympi, the word at 1.5 seconds", outcome, "TypeError")
seen = eaf.get_annotation_data_between_times("parts", 0, 100)
check("pympi, the parts from 0 to 0.1 seconds", seen, [(4000, 6000, "fo", "four"), (4000, 6000, "ur", "four")])
check("speach, how long the words are", [word.duration for word in elan.read_eaf("x.eaf")["words"]], [-1.0, 0, 4.0])
PY
