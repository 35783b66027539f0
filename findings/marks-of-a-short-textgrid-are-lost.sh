#!/usr/bin/env bash
# tgt 1.5, praatio 6.2.2 and TextGrid 1.6.1, with praat-parselmouth 0.4.7, which is Praat itself, seen 2026-11-30: a TextGrid in the
# short form of its text, with a tier of words and one of points in time. What tgt writes has no line break at its end; praatio
# reads no point of it, where the last tier is one of points, and the words are there; no error. With a line break behind it the
# point is there. TextGrid reads no file of that form in which there is a tier of points, Praat's own either: AttributeError. In the
# long form all read all. A text of two lines is an IndexError in tgt, in the long form.
#
# One would expect the three to read each other, and Praat, which reads all of these; points are the beats, the cuts or the marks.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check tgt==1.5 praatio==6.2.2 TextGrid==1.6.1 praat-parselmouth==0.4.7 \
  numpy==2.4.6 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python -W ignore - <<'PY'
import parselmouth
import textgrid
import tgt
from praatio import textgrid as praatio

call = parselmouth.praat.call


def check(what, seen, expected):
    if seen != expected:
        raise SystemExit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


def by_praat(name):
    read = parselmouth.Data.read(name)
    return call(read, "Get label of interval", 1, 1), [call(read, "Get label of point", 2, 1)]


def by_tgt(name):
    words, marks = tgt.read_textgrid(name).tiers
    return words[0].text, [mark.text for mark in marks]


def by_praatio(name):
    read = praatio.openTextgrid(name, includeEmptyIntervals=False)
    words, marks = map(read.getTier, read.tierNames)
    return words.entries[0].label, [mark.label for mark in marks.entries]


def by_textgrid(name):
    words, marks = textgrid.TextGrid.fromFile(name)
    return words[0].mark, [mark.mark for mark in marks]


def seen(name):
    found = []
    for read in (by_praat, by_tgt, by_praatio, by_textgrid):
        try:
            found.append(read(name))
        except (AttributeError, IndexError) as error:
            found.append(type(error).__name__)
    return found


made = tgt.TextGrid()
words, marks = tgt.IntervalTier(0, 3, "words"), tgt.PointTier(0, 3, "marks")
words.add_interval(tgt.Interval(0, 1, "hi"))
marks.add_point(tgt.Point(1.5, "x"))
made.add_tiers([words, marks])
tgt.write_to_file(made, "long.TextGrid", format="long")
tgt.write_to_file(made, "short.TextGrid", format="short")
with open("short.TextGrid") as file, open("ended.TextGrid", "w") as ended:
    ended.write(file.read() + "\n")
read = parselmouth.Data.read("long.TextGrid")
call(read, "Save as short text file", "praat.TextGrid")
whole = ("hi", ["x"])
check("long: Praat, tgt, praatio, TextGrid", seen("long.TextGrid"), [whole] * 4)
check("short, by tgt", seen("short.TextGrid"), [whole, whole, ("hi", []), "AttributeError"])
check("with a line break at its end", seen("ended.TextGrid"), [whole, whole, whole, "AttributeError"])
check("short, by Praat", seen("praat.TextGrid"), [whole, whole, whole, "AttributeError"])
call(read, "Set interval text", 1, 1, "two\nlines")
call(read, "Save as text file", "lines.TextGrid")
two = ("two\nlines", ["x"])
check("a text of two lines, long", seen("lines.TextGrid"), [two, "IndexError", two, two])
PY
