#!/usr/bin/env bash
# hdbscan 0.8.44 and scikit-learn 1.9.1 (its HDBSCAN) with numpy 2.4.6, seen 2026-11-30: one algorithm under one name, with
# min_cluster_size=5. Two groups of five vectors that lie close together, far from each other, are two clusters in
# scikit-learn, and in hdbscan ten times noise; so it is no longer with six, or with min_samples=4, as scikit-learn
# counts a vector among its own neighbours. If the five of each group are equal, they are two clusters in both. Ten equal
# vectors alone are noise in both.
#
# One would expect the class that scikit-learn took over to give the labels of its origin for the same arguments, and
# groups of exactly the least size to be clusters. Which clips belong together changes with the import.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check hdbscan==0.8.44 scikit-learn==1.9.1 numpy==2.4.6 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python -W ignore - <<'PY'
import hdbscan
import numpy
from sklearn.cluster import HDBSCAN


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen!r}, and not {expected!r}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen!r}")


def labels(cluster, vectors, **options):
    """The number of clusters, and the number of vectors that are noise."""
    found = cluster(min_cluster_size=5, **options).fit(vectors).labels_.tolist()
    return len(set(found) - {-1}), found.count(-1)


near = numpy.random.default_rng(0).normal(0, 0.01, (5, 2))
groups = numpy.vstack([near, near + 1])
equal = numpy.vstack([numpy.zeros((5, 2)), numpy.ones((5, 2))])
check("scikit-learn, two groups of five", labels(HDBSCAN, groups), (2, 0))
check("hdbscan, two groups of five", labels(hdbscan.HDBSCAN, groups), (0, 10))
check("hdbscan, min_samples=4", labels(hdbscan.HDBSCAN, groups, min_samples=4), (2, 0))
for name, cluster in (("scikit-learn", HDBSCAN), ("hdbscan", hdbscan.HDBSCAN)):
    check(f"{name}, equal ones", labels(cluster, equal), (2, 0))
    check(f"{name}, ten equal ones", labels(cluster, numpy.zeros((10, 2))), (0, 10))
    check(f"{name}, groups of six", labels(cluster, numpy.vstack([groups, near[:1] * 0.5, near[:1] * 0.5 + 1])), (2, 0))
PY
