#!/usr/bin/env bash
# mir_eval 0.8.2, beside scikit-learn 1.9.1, seen 2026-11-30, on segments with labels. A recording of 30 seconds is one segment,
# "a", and what is found is the same. Its V-measure is 0.0 in mir_eval.segment, and the normalised conditional entropy (NCE) too,
# where pairwise F, the Rand indices and the normalised mutual information are 1.0; scikit-learn's V-measure, of the same frames, is
# 1.0. Labels that differ by a capital, "A" and "a", are one label, so that ["A", "a"] against ["A", "B"] is wrong by half in
# pairwise recall, and 0.0 by V-measure. And where one of two segments ends at second 3, and not at 15, the two median deviations
# are 0.0, since the start and the end of the recording are among the borders.
#
# One would expect what is equal to have the best score in each measure, and a cut that is 12 seconds off to deviate. Videos of one
# scene are common where music of one section is not, and a mean over videos falls by each of them.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check mir_eval==0.8.2 scikit-learn==1.9.1 numpy==2.4.6 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python -W ignore - <<'PY'
import mir_eval
import numpy
from sklearn.metrics import v_measure_score

NAMES = ("V-measure", "NCE F-measure", "Pairwise F-measure", "Adjusted Rand Index", "Normalized Mutual Information")


def check(what, seen, expected):
    if seen != expected:
        raise SystemExit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


def scores(*segmentations, names=NAMES):
    arguments = []
    for borders, labels in segmentations:
        arguments += [numpy.array([*zip(borders, borders[1:])], float), labels]
    found = mir_eval.segment.evaluate(*arguments)
    return [round(float(found[name]), 2) for name in names]


one, two = ([0, 30], ["a"]), ([0, 15, 30], ["a", "b"])
check("two segments, found right", scores(two, two), [1.0] * 5)
check("one segment, found right", scores(one, one), [0.0, 0.0, 1.0, 1.0, 1.0])
check("scikit-learn, one segment", float(v_measure_score(["a"] * 300, ["a"] * 300)), 1.0)
capital = scores(([0, 15, 30], ["A", "a"]), ([0, 15, 30], ["A", "B"]), names=("Pairwise Recall", "V-measure"))
check("a capital", capital, [0.5, 0.0])
check("scikit-learn, a capital", round(float(v_measure_score(["A"] * 150 + ["a"] * 150, ["A"] * 150 + ["B"] * 150)), 2), 1.0)
deviations = scores(two, ([0, 3, 30], ["a", "b"]), names=("Ref-to-est deviation", "Est-to-ref deviation"))
check("12 seconds off, the deviations", deviations, [0.0, 0.0])
PY
