#!/usr/bin/env bash
# tenacity 9.1.4 and stamina 26.1.0 with Python's asyncio, beside backoff 2.2.1, seen 2026-11-30. A poll that is tried
# again after whatever is not a ValueError, by retry_if_not_exception_type(ValueError) of tenacity or by a function that
# says so for stamina's "on", can not be cancelled: the cancellation is taken for a failure, the poll is sent again, and
# what was cancelled returns "ready". A limit of asyncio.wait_for does not come, and the answer is returned after it. A
# KeyboardInterrupt is tried again too, and is a RetryError in the end. With a class of exceptions, as by default, both
# go through, and so they do in backoff with Exception and the same function as "giveup".
#
# One would expect the negative to be about errors as the positive is, which has Exception by default, and a task that
# was cancelled to end. A program that is told to stop goes on to ask about its task.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check tenacity==9.1.4 backoff==2.2.1 stamina==26.1.0 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import asyncio
import logging

import backoff
import stamina
import tenacity

logging.disable(logging.CRITICAL)


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen!r}, and not {expected!r}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen!r}")


def tenacious(retry):
    return tenacity.retry(retry=retry, stop=tenacity.stop_after_attempt(3), wait=tenacity.wait_none())


def not_a_value_error(error):
    return not isinstance(error, ValueError)


NEGATIVE = tenacious(tenacity.retry_if_not_exception_type(ValueError))
POSITIVE = tenacious(tenacity.retry_if_exception_type())
BACKOFF = backoff.on_exception(
    backoff.constant, Exception, max_tries=3, interval=0, giveup=lambda error: isinstance(error, ValueError)
)
STAMINA = stamina.retry(on=not_a_value_error, attempts=3, wait_initial=0)
STAMINA_POSITIVE = stamina.retry(on=Exception, attempts=3, wait_initial=0)


def ask(policy, stop):
    """How often was asked, and how that ended; the first question is not answered before it is stopped."""
    asked = []

    @policy
    async def poll():
        asked.append(True)
        if len(asked) == 1:
            await asyncio.get_running_loop().create_future()
        return "ready"

    try:
        outcome = asyncio.run(stop(poll))
    except (TimeoutError, asyncio.TimeoutError, asyncio.CancelledError) as error:
        outcome = type(error).__name__
    return len(asked), outcome


async def cancel(poll):
    task = asyncio.create_task(poll())
    await asyncio.sleep(0.05)
    task.cancel()
    return await task


async def limit(poll):
    return await asyncio.wait_for(poll(), 0.05)


check("cancelled: tenacity, not a ValueError", ask(NEGATIVE, cancel), (2, "ready"))
check("cancelled: tenacity, an Exception", ask(POSITIVE, cancel), (1, "CancelledError"))
check("cancelled: backoff", ask(BACKOFF, cancel), (1, "CancelledError"))
check("cancelled: stamina, by a function", ask(STAMINA, cancel), (2, "ready"))
check("cancelled: stamina, an Exception", ask(STAMINA_POSITIVE, cancel), (1, "CancelledError"))
check("wait_for: tenacity, not a ValueError", ask(NEGATIVE, limit), (2, "ready"))
check("wait_for: tenacity, an Exception", ask(POSITIVE, limit), (1, "TimeoutError"))

pressed = []


@NEGATIVE
def interrupted():
    pressed.append(True)
    raise KeyboardInterrupt


try:
    interrupted()
except BaseException as error:
    check("KeyboardInterrupt: how often, and what comes", (len(pressed), type(error).__name__), (3, "RetryError"))
PY
