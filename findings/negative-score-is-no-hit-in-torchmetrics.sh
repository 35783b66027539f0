#!/usr/bin/env bash
# torchmetrics 1.9.0 with torch 2.14.1 (6 GB with what it brings), seen 2026-11-29. Four hits with the scores -0.1, -0.4, -0.7
# and -0.9, which are distances made negative, and the first two of them are the right ones. Average precision, reciprocal
# rank, precision and recall are 0, and NDCG, hit rate, R-precision and AUROC are 1, the best there is. With 1 added to each
# score all are what they should be. A right hit with the cosine 0 counts in the second four only. And of four hits with one
# score, where the first is right, precision at two is 0 and recall at two is 1.
#
# One would expect a ranking to be judged by its order, as the documents say that scores are any floats: half of the measures
# of one table call the same ranking perfect, and the other half say that nothing was found.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check torchmetrics==1.9.0 torch==2.14.1 numpy==2.4.6 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python -W ignore - <<'PY'
import torch
from torchmetrics.functional import retrieval


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen}, and not {expected}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen}")


def measured(names, scores, right, **options):
    values = (getattr(retrieval, f"retrieval_{name}")(scores, torch.tensor(right), **options) for name in names)
    return [round(float(value), 4) for value in values]


BY_SIZE = ("average_precision", "reciprocal_rank", "precision", "recall")
BY_ORDER = ("normalized_dcg", "hit_rate", "r_precision", "auroc")
negative = -torch.tensor([0.1, 0.4, 0.7, 0.9])
check(f"negative, {BY_SIZE}", measured(BY_SIZE, negative, [1, 1, 0, 0]), [0.0, 0.0, 0.0, 0.0])
check(f"negative, {BY_ORDER}", measured(BY_ORDER, negative, [1, 1, 0, 0]), [1.0, 1.0, 1.0, 1.0])
check("with 1 added", measured(BY_SIZE, negative + 1, [1, 1, 0, 0]), [1.0, 1.0, 0.5, 1.0])
cosines = torch.tensor([0.9, 0.0, -0.1, -0.2])
check("a cosine of 0, recall and R-precision", measured(("recall", "r_precision"), cosines, [1, 1, 0, 0]), [0.5, 1.0])
equal = torch.full((4,), 0.5)
check("equal, precision and recall at two", measured(("precision", "recall"), equal, [1, 0, 0, 0], top_k=2), [0.0, 1.0])
PY
