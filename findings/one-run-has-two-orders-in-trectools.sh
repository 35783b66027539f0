#!/usr/bin/env bash
# trectools 0.0.50 with pandas 3.0.6 and numpy 1.26.4, beside pytrec-eval-terrier 0.5.11, which is NIST's trec_eval, seen 2026-11-30. Two
# hits have the same score, and the first in the file is the right one. trectools' average precision is 0.5 and its reciprocal rank 0.5,
# for which the right one is the second, as in trec_eval; its nDCG is 1.0, for which it is the first (trec_eval: 0.63). bpref of a
# question of which everything was found, and nothing is judged as wrong, is 0.0 in trectools and 1.0 in trec_eval. R-precision of a
# question of which nothing right came first is NaN (trec_eval: 0.0). Of two questions whose right clips have one name, it is 2.0 and
# 1.5: with this pandas the clips of one question are looked up among those of all. With pandas 2.3.3 both are 1.0.
#
# One would expect one order in all measures of a run, trec_eval's figures, whose names they have, and no precision above 1.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check \
  trectools==0.0.50 pandas==3.0.6 numpy==1.26.4 pytrec-eval-terrier==0.5.11 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import math
import sys
import warnings

import pytrec_eval
from trectools import TrecEval, TrecQrel, TrecRun

warnings.simplefilter("ignore")


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


def measures(judged, found):
    """Of one question: AP, RR, nDCG, bpref and R-precision by trectools, and by trec_eval."""
    with open("judged.txt", "w") as file:
        file.writelines(f"1 0 {clip} {grade}\n" for clip, grade in judged.items())
    with open("found.txt", "w") as file:
        file.writelines(f"1 Q0 {clip} {rank} {score} run\n" for rank, (clip, score) in enumerate(found.items(), 1))
    trec = TrecEval(TrecRun("found.txt"), TrecQrel("judged.txt"))
    tables = [
        trec.get_map(per_query=True),
        trec.get_reciprocal_rank(per_query=True),
        trec.get_ndcg(depth=10, per_query=True),
        trec.get_bpref(per_query=True),
        trec.get_rprec(per_query=True),
    ]
    ours = [round(float(table.iloc[0, 0]), 2) for table in tables]
    names = ["map", "recip_rank", "ndcg_cut_10", "bpref", "Rprec"]
    theirs = pytrec_eval.RelevanceEvaluator({"1": judged}, set(names)).evaluate({"1": found})["1"]
    return ["NaN" if math.isnan(each) else each for each in ours], [round(theirs[name], 2) for name in names]


check("two different scores", measures({"a": 1, "b": 0}, {"a": 0.9, "b": 0.5}), ([1.0] * 5, [1.0] * 5))
check("equal scores", measures({"a": 1, "b": 0}, {"a": 0.5, "b": 0.5}), ([0.5, 0.5, 1.0, 0.0, "NaN"], [0.5, 0.5, 0.63, 0.0, 0.0]))
check("nothing judged as wrong", measures({"a": 1}, {"a": 0.9}), ([1.0, 1.0, 1.0, 0.0, 1.0], [1.0] * 5))


with open("judged.txt", "w") as file:
    file.write("1 0 a 1\n2 0 a 1\n2 0 b 1\n")
with open("found.txt", "w") as file:
    file.write("1 Q0 a 1 0.9 run\n2 Q0 b 1 0.9 run\n2 Q0 a 2 0.5 run\n")
precision = TrecEval(TrecRun("found.txt"), TrecQrel("judged.txt")).get_rprec(per_query=True)
check("R-precision of two questions", precision.iloc[:, 0].tolist(), [2.0, 1.5])
PY
