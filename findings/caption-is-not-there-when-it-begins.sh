#!/usr/bin/env bash
# pysrt 1.1.2, pyannote.core 6.1.0, TextGrid 1.6.1, tgt 1.5, pympi-ling 1.71, intervaltree 3.2.1 and praat-parselmouth 0.4.7, which
# is Praat itself, seen 2026-11-30. One is said from 0 to 1 second, and two from 1 to 2. At second 0 it is nothing in pysrt, whose
# at() leaves out what begins or ends at that moment, and nothing in pyannote.core, whose Timeline.overlapping(0) is empty; the
# others say one. At second 1 it is nothing in pysrt, one in pyannote.core and TextGrid, two in Praat and intervaltree, and both in
# tgt and pympi. At second 2, the end, it is two in pyannote.core, TextGrid, tgt and pympi, and nothing in the others.
#
# One would expect a segment to hold its first moment and not its last, as Praat has it, or both; never neither. Segments that
# follow each other without a gap begin at whole seconds, which is where one asks; half a second later all say the same.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check pysrt==1.1.2 pyannote.core==6.1.0 TextGrid==1.6.1 tgt==1.5 \
  pympi-ling==1.71 intervaltree==3.2.1 praat-parselmouth==0.4.7 numpy==2.4.6 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python -W ignore - <<'PY'
import intervaltree
import parselmouth
import pympi
import pysrt
import textgrid
import tgt
from pyannote.core import Segment, Timeline

captions = pysrt.from_string("1\n00:00:00,000 --> 00:00:01,000\none\n\n2\n00:00:01,000 --> 00:00:02,000\ntwo\n")
timeline = Timeline([Segment(0, 1), Segment(1, 2)])
names = {Segment(0, 1): "one", Segment(1, 2): "two"}
tier = textgrid.IntervalTier("w", 0, 3)
tgt_tier = tgt.IntervalTier(0, 3, "w")
eaf = pympi.Elan.Eaf()
eaf.add_tier("w")
tree = intervaltree.IntervalTree()
praat = parselmouth.praat.call("Create TextGrid", 0, 3, "w", "")
for number, text in enumerate(("one", "two")):
    tier.add(number, number + 1, text)
    tgt_tier.add_interval(tgt.Interval(number, number + 1, text))
    eaf.add_annotation("w", number * 1000, number * 1000 + 1000, text)
    tree[number : number + 1] = text
    parselmouth.praat.call(praat, "Insert boundary", 1, number + 1)
    parselmouth.praat.call(praat, "Set interval text", 1, number + 1, text)


def containing(second):
    found = tier.intervalContaining(second)
    return [found.mark] if found else []


def by_praat(second):
    number = parselmouth.praat.call(praat, "Get interval at time", 1, second)
    return [text for text in [parselmouth.praat.call(praat, "Get label of interval", 1, number)] if text]


READERS = {
    "pysrt": lambda second: [caption.text for caption in captions.at(milliseconds=int(second * 1000))],
    "pyannote.core": lambda second: [names[segment] for segment in timeline.overlapping(second)],
    "TextGrid": containing,
    "tgt": lambda second: [found.text for found in tgt_tier.get_annotations_by_time(second)],
    "pympi": lambda second: sorted(found[2] for found in eaf.get_annotation_data_at_time("w", int(second * 1000))),
    "intervaltree": lambda second: [found.data for found in tree.at(second)],
    "Praat": by_praat,
}


def check(second, **expected):
    for name, read in READERS.items():
        seen = "+".join(read(second))
        if seen != expected[name.replace(".", "_")]:
            raise SystemExit(f"changed: {name} at {second}: {seen!r}, and not {expected[name.replace('.', '_')]!r}")
    print(f"still so: at {second}: {expected}")


check(0.5, **{name.replace(".", "_"): "one" for name in READERS})
check(0, pysrt="", pyannote_core="", TextGrid="one", tgt="one", pympi="one", intervaltree="one", Praat="one")
check(1, pysrt="", pyannote_core="one", TextGrid="one", tgt="one+two", pympi="one+two", intervaltree="two", Praat="two")
check(2, pysrt="", pyannote_core="two", TextGrid="two", tgt="two", pympi="two", intervaltree="", Praat="")
PY
