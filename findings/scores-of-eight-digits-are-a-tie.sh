#!/usr/bin/env bash
# pytrec-eval-terrier 0.5.11, which is NIST's trec_eval, ir_measures 0.4.3 and ranx 0.3.21, seen 2026-11-30. The clip that is right
# has a score of 0.91234564 and another 0.91234563. Its reciprocal rank is 0.5 in pytrec_eval: scores are floats of 32 bits there,
# these two are one number in them, and of equal scores the greater name comes first; with the names exchanged it is 1.0. One call
# of ir_measures gives RR 0.5 and RR@10 1.0, P@1 0.0 and AP 0.5: with a cut-off another program counts, which has all digits. ranx
# says 1.0 of each. Of 0.91234564 and 0.9123452 all are 1.0.
#
# One would expect the first of the run to be the first, and no measure of the first ten to be greater than that of all. The best
# hits of a search by cosine are as near as this, the doubles of a clip above all, and scores come as Python floats with all their
# digits.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
export HOME=$work
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check \
  pytrec-eval-terrier==0.5.11 ir_measures==0.4.3 ranx==0.3.21 numpy==2.4.6 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python -W ignore - <<'PY'
import ir_measures
import pytrec_eval
import ranx
from ir_measures import AP, RR, P


def check(what, seen, expected):
    if seen != expected:
        raise SystemExit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


def seen(right, wrong, score=0.91234564, other=0.91234563):
    qrels, run = {"q": {right: 1}}, {"q": {right: score, wrong: other}}
    trec = pytrec_eval.RelevanceEvaluator(qrels, {"recip_rank"}).evaluate(run)["q"]["recip_rank"]
    found = ir_measures.calc_aggregate([RR, RR @ 10, P @ 1, AP], qrels, run)
    in_ranx = [float(value) for value in ranx.evaluate(ranx.Qrels(qrels), ranx.Run(run), ["mrr", "precision@1", "map"]).values()]
    return trec, [found[measure] for measure in (RR, RR @ 10, P @ 1, AP)], in_ranx


what = "pytrec_eval, ir_measures (RR, RR@10, P@1, AP), ranx (mrr, precision@1, map)"
check(what, seen("a", "b"), (0.5, [0.5, 1.0, 0.0, 0.5], [1.0, 1.0, 1.0]))
check("the names exchanged", seen("b", "a"), (1.0, [1.0, 1.0, 1.0, 1.0], [1.0, 1.0, 1.0]))
check("0.9123452", seen("a", "b", other=0.9123452), (1.0, [1.0, 1.0, 1.0, 1.0], [1.0, 1.0, 1.0]))
PY
