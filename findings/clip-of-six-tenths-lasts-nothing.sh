#!/usr/bin/env bash
# datumaro 1.13.12, seen 2026-11-30, on annotations of videos in the format of Kinetics. A clip from 1.5 to 4.9 seconds, in the JSON of
# the format, is from 1 to 4, and one from 0.2 to 0.8 is from 0 to 0: the fractions are cut. The same 1.5 in the CSV of the format is an
# error, and the whole set is not imported. The clip of the video "abc", whose file is not there, has the file of "abc2", since a
# file will do whose name has the other in it. Two clips of one video are an error (RepeatedItemError), and nothing is imported.
#
# One would expect seconds with their fractions, which the export to datumaro's own format, in JSON, could hold.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check \
  datumaro==1.13.12 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import json
import pathlib
import sys

import datumaro


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


def folder(name, text, *videos):
    kind = "csv" if text.startswith("label,") else "json"
    path = pathlib.Path(name)
    (path / "train").mkdir(parents=True)
    (path / f"train.{kind}").write_text(text)
    for video in videos:
        (path / "train" / video).write_bytes(b"")
    return str(path)


def clips(path):
    try:
        return [
            (item.id, label.attributes["time_start"], label.attributes["time_end"], pathlib.Path(item.media.path).name if item.media else None)
            for item in datumaro.Dataset.import_from(path, "kinetics")
            for label in item.annotations
        ]
    except Exception as error:
        return type(error.__cause__ or error).__name__


def entry(start, end):
    return {"annotations": {"label": "sea", "segment": [start, end]}, "subset": "train", "duration": 10.0, "url": "https://www.youtube.com/"}


header = "label,youtube_id,time_start,time_end,split\n"
whole = folder("whole", json.dumps({"abc": entry(1.0, 4.0)}), "abc.mp4")
check("whole seconds", clips(whole), [("abc", 1, 4, "abc.mp4")])
parts = folder("parts", json.dumps({"abc": entry(1.5, 4.9), "abc2": entry(0.2, 0.8)}), "abc2.mp4")
check("fractions, and a file that is not there", clips(parts), [("abc", 1, 4, "abc2.mp4"), ("abc2", 0, 0, "abc2.mp4")])
check("whole seconds in CSV", clips(folder("table", header + "sea,abc,1,4,train\n")), [("abc", 1, 4, None)])
check("fractions in CSV", clips(folder("fractions", header + "sea,abc,1.5,4.9,train\n")), "ValueError")
check("two clips of a video", clips(folder("two", header + "sea,abc,1,4,train\nsky,abc,5,9,train\n")), "RepeatedItemError")
PY
