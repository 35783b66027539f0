#!/usr/bin/env bash
# hypothesis 6.170.17 with freezegun 1.5.5, seen 2026-11-29. Under freeze_time a deadline of 1 ms is never
# missed by examples that take 10 real ms each. With auto_tick_seconds=15, a test that does nothing fails: each
# example "took 15000.00ms" and misses a deadline of 10 seconds, and hypothesis gives up after a tenth of a real
# second, saying that it has spent more than five minutes on shrinking.
#
# One would expect the deadline to be measured by the real clock in both cases: freezegun leaves alone the
# modules of some tools that measure, and hypothesis guards itself against patched modules of random. Neither
# does so for the other.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  hypothesis==6.170.17 freezegun==1.5.5 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import sys


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


import time

import freezegun
from hypothesis import given, settings, strategies
from hypothesis.errors import DeadlineExceeded

clocks = (time.perf_counter,)  # in a tuple, where freezegun does not find it


def outcome(work, deadline, freeze=None):
    @settings(deadline=deadline, max_examples=20, database=None, derandomize=True)
    @given(strategies.integers())
    def test(number):
        work()

    try:
        if freeze is None:
            test()
        else:
            with freezegun.freeze_time("2020-01-01", **freeze):
                test()
    except DeadlineExceeded as error:
        return "missed by 15 s" if "took 15000.00ms" in str(error) else "missed"
    return "passed"


def busy():
    end = clocks[0]() + 0.01
    while clocks[0]() < end:
        pass


check("10 ms of work, a deadline of 1 ms", outcome(busy, 1), "missed")
check("the same, frozen", outcome(busy, 1, {}), "passed")
start = clocks[0]()
check("no work, 10 s, ticking", outcome(bool, 10000, {"auto_tick_seconds": 15}), "missed by 15 s")
check("in less than 60 real seconds", clocks[0]() - start < 60, True)
PY
