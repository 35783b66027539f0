#!/usr/bin/env bash
# deepdiff 9.1.0, seen 2026-11-29. With significant_digits=2 and number_format_notation="e", which is there to compare
# numbers as 1.50e-03, [0.0015] and [0.0014] do not differ, nor do [1.5e-07] and [9.9e-07], nor a number and its
# opposite: each is first rounded to so many places after the point. 1.5e-07 and 1.4e-07 do not differ with five
# digits either, as Decimal no more than as float. With ignore_order=True two vectors of a list that have the same
# numbers in another order do not differ, nor do [0.1, 0.1, 0.2] and [0.1, 0.2, 0.2].
#
# One would expect the notation with an exponent to count the digits that are significant, as its name says: of a
# vector of 1024 numbers most are near 0.03, so that two digits compare nothing but the size of the greatest. And one
# would expect the order of a list of results to be let go, but not that inside a vector.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check deepdiff==9.1.0 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
from decimal import Decimal

from deepdiff import DeepDiff


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen!r}, and not {expected!r}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen!r}")


def differ(one, other, digits=2, kind=float):
    return bool(DeepDiff([kind(one)], [kind(other)], significant_digits=digits, number_format_notation="e"))


check("1.5 and 1.4", differ("1.5", "1.4"), True)
check("0.0015 and 0.0014", differ("0.0015", "0.0014"), False)
check("1.5e-07 and 9.9e-07", differ("1.5e-07", "9.9e-07"), False)
check("0.0015 and -0.0015", differ("0.0015", "-0.0015"), False)
check("1.5e-07 and 1.4e-07, five digits", differ("1.5e-07", "1.4e-07", 5), False)
check("the same as Decimal", differ("1.5e-07", "1.4e-07", 5, Decimal), False)
check("vectors in another order", bool(DeepDiff([[1.0, 2.0], [3.0]], [[3.0], [2.0, 1.0]], ignore_order=True)), False)
check("one number twice, or the other", bool(DeepDiff([0.1, 0.1, 0.2], [0.1, 0.2, 0.2], ignore_order=True)), False)
PY
