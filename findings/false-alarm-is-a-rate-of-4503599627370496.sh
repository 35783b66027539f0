#!/usr/bin/env bash
# sed_eval 0.2.1 with dcase_util 0.2.20, seen 2026-11-30. Of two kinds of events, dog and car, one dog is in a recording and is
# found, and one car is found that is not there. The error rate over all is 1.0. By classes that of car is 4503599627370496.0, two
# cars are 9007199254740992.0, and the mean of the classes is half of it; the mean F-measure of the classes is 1.0, the best there
# is, since car has none (nan) and is left out. A recording of nothing, in which one car is found, has the same rate over all, and
# the F-measure nan. So it is for EventBasedMetrics and SegmentBasedMetrics alike.
#
# One would expect a rate of infinity, or none, where there is nothing to divide by, and an F-measure of 0 for a class that has
# false alarms alone: the division is by the smallest step of a float. One recording decides a mean of error rates, and does nothing
# to that of F.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check sed_eval==0.2.1 dcase_util==0.2.20 'setuptools<81' \
  2> pip.log || { cat pip.log; exit 1; }
venv/bin/python -W ignore - <<'PY'
import math

import sed_eval
from dcase_util.containers import MetaDataContainer


def rows(events):
    return MetaDataContainer([{"event_label": name, "onset": at, "offset": at + 1, "filename": "a"} for name, at in events])


def scores(kind, reference, found, **options):
    """The error rate and F over all, the error rate of car, and the means of the classes."""
    metrics = kind(["dog", "car"], **options)
    metrics.evaluate(rows(reference), rows(found))
    overall, classes, mean = metrics.results_overall_metrics(), metrics.results_class_wise_metrics(), metrics.results_class_wise_average_metrics()
    values = [overall["error_rate"], overall["f_measure"], classes["car"]["error_rate"], mean["error_rate"], mean["f_measure"]]
    seen = [round(float(value["error_rate" if "error_rate" in value else "f_measure"]), 2) for value in values]
    return ["nan" if math.isnan(value) else value for value in seen]


def check(what, reference, found, expected):
    events = scores(sed_eval.sound_event.EventBasedMetrics, reference, found, t_collar=0.25)
    segments = scores(sed_eval.sound_event.SegmentBasedMetrics, reference, found, time_resolution=1.0)
    if events != expected or segments != expected:
        raise SystemExit(f"changed: {what}: {events!r} {segments!r}, and not {expected!r}")
    print(f"still so: {what}: {events!r}")


one = 4503599627370496.0
check("a dog and a car that is not there", [("dog", 1)], [("dog", 1), ("car", 3)], [1.0, 0.67, one, one / 2, 1.0])
check("two cars", [("dog", 1)], [("dog", 1), ("car", 3), ("car", 5)], [2.0, 0.5, 2 * one, one, 1.0])
check("nothing, and a car", [], [("car", 3)], [one, "nan", one, one / 2, "nan"])
check("a dog that is found", [("dog", 1)], [("dog", 1)], [0.0, 1.0, 0.0, 0.0, 1.0])
PY
