#!/usr/bin/env bash
# limits 5.8.0, throttled-py 3.5.0, pyrate-limiter 4.5.1, aiolimiter 1.3.0 and cachetools 8.0.2 with freezegun
# 1.5.5 and time-machine 3.6.0, seen 2026-11-29. A limit of two a minute is used up, and the virtual clock is
# moved by 61 seconds. Under time-machine the next request is let through by limits and by four of the five
# algorithms of throttled-py; the fifth, gcra, refuses it, as do pyrate-limiter and aiolimiter. Under freezegun
# all let it through. An entry of a TTLCache that lives 60 seconds is still there under both.
#
# One would expect a limiter to have one clock, whichever algorithm is named in its configuration: a test that
# moves the time of throttled-py passes with "fixed_window" and fails with "gcra". And of a cache with a time to
# live, that the clock to which a library is subjected as a whole is that of the cache as well.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  limits==5.8.0 throttled-py==3.5.0 pyrate-limiter==4.5.1 aiolimiter==1.3.0 cachetools==8.0.2 \
  freezegun==1.5.5 time-machine==3.6.0 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python -W ignore - <<'PY'
import sys


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


import asyncio

import aiolimiter
import cachetools
import freezegun
import limits
import pyrate_limiter
import throttled
import time_machine
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter, MovingWindowRateLimiter, SlidingWindowCounterRateLimiter


def used_up(ask):
    """Two are let through, and the third is not."""
    assert [bool(ask()) for _ in range(3)] == [True, True, False]


def by_limits(strategy):
    def test(move):
        limiter, rate = strategy(MemoryStorage()), limits.parse("2/minute")
        used_up(lambda: limiter.hit(rate))
        move(61)
        return limiter.hit(rate)

    return test


def by_throttled(algorithm):
    def test(move):
        quota, store = throttled.per_min(2, burst=2), throttled.MemoryStore()
        limiter = throttled.Throttled(using=algorithm, quota=quota, store=store)
        used_up(lambda: not limiter.limit("k").limited)
        move(61)
        return not limiter.limit("k").limited

    return test


def by_pyrate(move):
    limiter = pyrate_limiter.Limiter(pyrate_limiter.Rate(2, pyrate_limiter.Duration.MINUTE))
    used_up(lambda: limiter.try_acquire("k", blocking=False))
    move(61)
    return limiter.try_acquire("k", blocking=False)


def by_aiolimiter(move):
    async def test():
        limiter = aiolimiter.AsyncLimiter(2, 60)
        await limiter.acquire()
        await limiter.acquire()
        assert not limiter.has_capacity()
        move(61)
        return limiter.has_capacity()

    return asyncio.run(test())


def by_cache(move):
    cache = cachetools.TTLCache(9, 60)
    cache["k"] = 1
    move(61)
    return "k" not in cache


TESTS = {
    **{f"limits, {each.__name__}": by_limits(each) for each in
       (FixedWindowRateLimiter, MovingWindowRateLimiter, SlidingWindowCounterRateLimiter)},
    **{f"throttled-py, {each}": by_throttled(each) for each in
       ("fixed_window", "sliding_window", "token_bucket", "leaking_bucket", "gcra")},
    "pyrate-limiter": by_pyrate,
    "aiolimiter": by_aiolimiter,
    "TTLCache": by_cache,
}
frozen, travelled = {}, {}
for name, test in TESTS.items():
    with freezegun.freeze_time("2026-01-01") as clock:
        frozen[name] = test(clock.tick)
    with time_machine.travel("2026-01-01T00:00:00Z", tick=False) as clock:
        travelled[name] = test(clock.shift)
check("freezegun: not moved", [name for name, free in frozen.items() if not free], ["TTLCache"])
stuck = ["throttled-py, gcra", "pyrate-limiter", "aiolimiter", "TTLCache"]
check("time-machine: not moved", [name for name, free in travelled.items() if not free], stuck)
PY
