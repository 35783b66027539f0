#!/usr/bin/env bash
# pyannote.metrics 4.2.0 and simpleder 0.0.8, seen 2026-11-29. The error rate of a diarization in which A speaks from 0 to 6 and
# from 4 to 10 and that finds x from 0 to 10 is 0.17 in pyannote.metrics, where two seconds are missed, and 0 in simpleder. The
# other way round, 0 to 10 as it is and 0 to 6 and 4 to 10 as found, it is 0.2, a false alarm, and 0. A line that is there
# twice makes it 0.5. After support(), which joins what overlaps, it is 0.
#
# One would expect a speaker to speak once at a time: who speaks when is the same in both. What comes of windows that
# overlap, put together, has such turns, and so has a list that was saved twice; the rate then says that speech is missed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check pyannote.metrics==4.2.0 pyannote.core==6.1.0 simpleder==0.0.8 \
  2> pip.log || { cat pip.log; exit 1; }
venv/bin/python -W ignore - <<'PY'
import simpleder
from pyannote.core import Annotation, Segment, Timeline
from pyannote.metrics.diarization import DiarizationErrorRate


def annotation(turns):
    made = Annotation()
    for track, (speaker, start, end) in enumerate(turns):
        made[Segment(start, end), track] = speaker
    return made


def rate(reference, found, *, joined=False):
    reference, found = annotation(reference), annotation(found)
    if joined:
        reference, found = reference.support(), found.support()
    return round(DiarizationErrorRate()(reference, found, uem=Timeline([Segment(0, 10)])), 4)


def check(what, reference, found, *expected):
    seen = rate(reference, found), rate(reference, found, joined=True), round(simpleder.DER(reference, found), 4)
    if seen != expected:
        print(f"changed: {what}: {seen}, and not {expected}")
        raise SystemExit(1)
    print(f"still so: {what} (pyannote.metrics, after support(), simpleder): {seen}")


whole = [("x", 0, 10)]
turns = [("A", 0, 6), ("A", 4, 10)]
check("two speakers, 0.2 s late", [("A", 0, 5), ("B", 5, 10)], [("x", 0, 5.2), ("y", 5.2, 10)], 0.02, 0.02, 0.02)
check("turns that overlap", turns, whole, 0.1667, 0.0, 0.0)
check("turns that overlap are found", whole, turns, 0.2, 0.0, 0.0)
check("a turn that is there twice", [("A", 0, 10), ("A", 0, 10)], whole, 0.5, 0.0, 0.0)
PY
