#!/usr/bin/env bash
# sed_eval 0.2.1 (with dcase_util 0.2.20), seen 2026-11-29. By segments of a tenth of a second, a sound from 0.3 to 0.4 seconds
# has two segments, and so 59 of the 210 sounds from one tenth to another in two seconds have one too many: 0.3 / 0.1 is
# 2.9999999999999996, and what is begun counts. A sound that was found from 0.2 to 0.3, where it is from 0.3 to 0.4, has an
# F-measure of 0.67; found from 0.4 to 0.5, where it is from 0.5 to 0.6, one of 0. Where there is no sound, one that was found
# makes an error rate of 4503599627370496.
#
# One would expect segments of a tenth and times in tenths, as most lists of sounds have them, to fit, and what only touches to
# have nothing in common wherever it is.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check sed_eval==0.2.1 dcase_util==0.2.20 'setuptools<81' \
  2> pip.log || { cat pip.log; exit 1; }
venv/bin/python -W ignore - <<'PY'
import sed_eval
from dcase_util.containers import MetaDataContainer


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen}, and not {expected}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen}")


def sounds(*times):
    return MetaDataContainer([{"filename": "a", "onset": start, "offset": end, "event_label": "dog"} for start, end in times])


def measured(reference, found):
    metrics = sed_eval.sound_event.SegmentBasedMetrics(event_label_list=["dog"], time_resolution=0.1)
    metrics.evaluate(sounds(*reference), sounds(*found))
    return metrics


def f_measure(reference, found):
    return round(measured([reference], [found]).results_overall_metrics()["f_measure"]["f_measure"], 2)


def segments(start, end):
    return int(measured([(start, end)], [(start, end)]).overall["Nref"])


check("segments of 0.3 to 0.4", segments(0.3, 0.4), 2)
check("segments of 0.4 to 0.5", segments(0.4, 0.5), 1)
tenths = [(start, end) for start in range(20) for end in range(start + 1, 21)]
more = [segments(start / 10, end / 10) - (end - start) for start, end in tenths]
check("sounds, those with one segment more", (len(more), more.count(1), more.count(0)), (210, 59, 151))
check("F-measure of two that touch at 0.3", f_measure((0.3, 0.4), (0.2, 0.3)), 0.67)
check("F-measure of two that touch at 0.5", f_measure((0.5, 0.6), (0.4, 0.5)), 0.0)
rate = measured([], [(0.4, 0.5)]).results_overall_metrics()["error_rate"]["error_rate"]
check("error rate without a sound", rate, 4503599627370496.0)
PY
