#!/usr/bin/env bash
# jsf 0.11.2, seen 2026-11-29. Every number that is made from a JSON Schema is a whole one: of {"type": "number"}
# between 0 and 1 all are 0.0 or 1.0, and of one without bounds none is below 0 or above 9999. Between 0.25 and 0.5,
# and of 0 and 1 without themselves, there is none: ValueError, as for an integer of at least 100000, one of at most
# -5, and an array of at least 20 numbers. Such a bound that is not written is 0, 9999, or 5.
#
# One would expect a number to be any number, and a bound that a schema does not have not to be there. A vector of
# 1024 numbers between -1 and 1, made for a test, has only 0 and two other values in it, and a score is all or
# nothing: rounding, float32 and thresholds are never tried.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --no-compile --disable-pip-version-check jsf==0.11.2 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - 2> python.log <<'PY' || { rc=$?; cat python.log; exit "$rc"; }
import random

from jsf import JSF


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen!r}, and not {expected!r}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen!r}")


def values(schema, count=300):
    try:
        for seed in range(count):
            random.seed(seed)
            yield JSF(schema).generate()
    except ValueError as error:
        yield str(error).partition(" for")[0]


def number(**bounds):
    return {"type": "number", **bounds}


check("between 0 and 1", set(values(number(minimum=0, maximum=1))), {0.0, 1.0})
check("between 0.5 and 3.5", set(values(number(minimum=0.5, maximum=3.5))), {1.0, 2.0, 3.0})
vector = next(values({"type": "array", "items": number(minimum=-1, maximum=1), "minItems": 1024, "maxItems": 1024}))
check("a vector of 1024", (len(vector), set(vector)), (1024, {-1.0, 0.0, 1.0}))
free = list(values(number()))
seen = (all(value.is_integer() for value in free), min(free) >= 0, max(free) <= 9999)
check("without bounds: whole, from 0, to 9999", seen, (True, True, True))
check("between 0.25 and 0.5", list(values(number(minimum=0.25, maximum=0.5))), ["empty range"])
check("0 and 1 left out", list(values(number(exclusiveMinimum=0, exclusiveMaximum=1))), ["empty range"])
check("from 100000", list(values({"type": "integer", "minimum": 100000})), ["empty range"])
check("to -5", list(values({"type": "integer", "maximum": -5})), ["empty range"])
check("at least 20", list(values({"type": "array", "items": number(), "minItems": 20})), ["empty range"])
PY
