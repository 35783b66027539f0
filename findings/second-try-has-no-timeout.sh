#!/usr/bin/env bash
# pytest 9.2.0 with pytest-timeout 2.4.0 and pytest-rerunfailures 16.7, pytest-retry 1.7.0, flaky 3.8.1 and pytest-asyncio 1.4.0, seen
# 2026-11-30. A test that polls for four seconds has a limit of one second (--timeout=1) and three tries. The first try ends after a second,
# by its limit; the second has none, takes its four seconds, and passes, under each of the three, and in a coroutine as in a function. With
# timeout_func_only set, which leaves the fixtures without a limit, each try ends after a second, and the test fails.
#
# One would expect a limit to hold for each try, or for all of them together: it is there for tests that hang, and these are the ones that
# are tried again. Without the plugin the test fails after one second, with it the run hangs as long as the test does.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check pytest==9.2.0 pytest-timeout==2.4.0 pytest-rerunfailures==16.7 pytest-retry==1.7.0 \
  flaky==3.8.1 pytest-asyncio==1.4.0 2> pip.log || { cat pip.log; exit 1; }
cat > test_wait.py <<'PY'
import asyncio
import time

import pytest


def test_function():
    time.sleep(4)


@pytest.mark.asyncio
async def test_coroutine():
    await asyncio.sleep(4)
PY
check() {
  local what=$1 expected=$2 seen
  shift 2
  PYTEST_DISABLE_PLUGIN_AUTOLOAD=1 venv/bin/python -m pytest -q -p no:cacheprovider -p pytest_timeout -p pytest_asyncio.plugin --timeout=1 "$@" \
    > out.txt 2>&1 || true
  seen=$(tail -1 out.txt | grep -oE '[0-9]+ (passed|failed)' | tr '\n' ' ')
  if [[ "$seen" != "$expected" ]]; then echo "changed: $what: $seen, and not $expected"; tail -5 out.txt; exit 1; fi
  echo "still so: $what: $seen"
}
rerun=(-p pytest_rerunfailures --reruns 2)
retry=(-p pytest_retry.retry_plugin --retries 2)
flaky=(-p flaky.flaky_pytest_plugin --force-flaky --max-runs 3)
check "one try" "2 failed "
check "pytest-rerunfailures" "2 passed " "${rerun[@]}"
check "pytest-retry" "2 passed " "${retry[@]}"
check "flaky" "2 passed " "${flaky[@]}"
check "pytest-rerunfailures, timeout_func_only" "2 failed " "${rerun[@]}" -o timeout_func_only=true
check "pytest-retry, timeout_func_only" "2 failed " "${retry[@]}" -o timeout_func_only=true
check "flaky, timeout_func_only" "2 failed " "${flaky[@]}" -o timeout_func_only=true
