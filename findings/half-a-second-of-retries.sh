#!/usr/bin/env bash
# tenacity 9.1.4, backoff 2.2.1 and stamina 26.1.0, and for node 20 p-retry 7.1.1, async-retry 1.3.3 and ts-retry-promise
# 0.8.1, seen 2026-11-30: "try again for half a second at most", with pauses of 0.4 and 0.8 seconds between tries that
# fail at once. It is over after 1.2 seconds and three tries in stamina (timeout), tenacity (stop_after_delay) and
# async-retry (maxRetryTime); after 0.5 seconds and three tries in backoff (max_time) and p-retry (maxRetryTime), which
# shorten the last pause; after 0.5 seconds and two tries in ts-retry-promise (timeout); and after 0.4 seconds and two
# tries with tenacity's stop_before_delay.
#
# One would expect a limit on the time to hold, or to be overrun by the length of a try and no more: tenacity alone
# says in its documentation that it is. p-retry and async-retry are both on the package "retry", and name it alike. A
# test with a limit, and a server that counts what it was asked, is right with one of the six.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check tenacity==9.1.4 backoff==2.2.1 stamina==26.1.0 2> pip.log || { cat pip.log; exit 1; }
npm install --silent --no-audit --no-fund p-retry@7.1.1 async-retry@1.3.3 ts-retry-promise@0.8.1 > npm.log 2>&1 \
  || { cat npm.log; exit 1; }
venv/bin/python - <<'PY'
import logging
import time

import backoff
import stamina
import tenacity

logging.disable(logging.CRITICAL)


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen!r}, and not {expected!r}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen!r}")


def measure(policy):
    """How many tries, and after how many tenths of a second they end, rounded down to an even number or a five."""
    tries = []

    @policy
    def poll():
        tries.append(True)
        raise ValueError("not yet")

    start = time.monotonic()
    try:
        poll()
    except ValueError:
        pass
    tenths = (time.monotonic() - start) * 10
    return len(tries), max(bound for bound in (0, 4, 5, 8, 12) if bound <= tenths + 0.02) / 10


def tenacious(stop):
    return tenacity.retry(stop=stop, wait=tenacity.wait_exponential(multiplier=0.4), reraise=True)


FIXED = {"timeout": 0.5, "attempts": None, "wait_initial": 0.4, "wait_jitter": 0, "wait_max": 5}
check("stamina", measure(stamina.retry(on=ValueError, **FIXED)), (3, 1.2))
check("tenacity, stop_after_delay", measure(tenacious(tenacity.stop_after_delay(0.5))), (3, 1.2))
check("tenacity, stop_before_delay", measure(tenacious(tenacity.stop_before_delay(0.5))), (2, 0.4))
limited = backoff.on_exception(backoff.expo, ValueError, factor=0.4, max_time=0.5, jitter=None)
check("backoff", measure(limited), (3, 0.5))
PY
cat > find.mjs <<'JS'
import asyncRetry from "async-retry";
import pRetry from "p-retry";
import { retry as tsRetry } from "ts-retry-promise";

async function measure(what, retry, expected) {
  let tries = 0;
  const start = performance.now();
  try {
    await retry(async () => { tries += 1; throw new Error("not yet"); });
  } catch { /* it always fails */ }
  const time = (performance.now() - start) / 1000;
  const seen = `${tries} tries, ${[1.2, 0.8, 0.5, 0.4, 0].find((bound) => time > bound - 0.01)} seconds`;
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
const pauses = { retries: 10, minTimeout: 400, factor: 2, randomize: false, maxRetryTime: 500 };
await measure("async-retry", (poll) => asyncRetry(poll, pauses), "3 tries, 1.2 seconds");
await measure("p-retry", (poll) => pRetry(poll, pauses), "3 tries, 0.5 seconds");
const exponential = { retries: 10, delay: 400, backoff: "EXPONENTIAL", timeout: 500 };
await measure("ts-retry-promise", (poll) => tsRetry(poll, exponential), "2 tries, 0.5 seconds");
process.exit(0);
JS
node find.mjs
