#!/usr/bin/env bash
# pytest 9.2.0 with pytest-rerunfailures 16.7, pytest-retry 1.7.0 and flaky 3.8.1, seen 2026-11-29. An assertion that holds at the sixth
# try stands in a test, in a subtest of pytest's own fixture, and in a subTest of unittest; three tries are allowed. The plain test is
# tried three times by each and fails. Of the fixture's, rerunfailures makes three tries, flaky one, and pytest-retry six, until it
# passes. Of unittest's, rerunfailures and flaky make one, and pytest-retry six. Where rerunfailures and flaky end with all three failed,
# pytest-retry reports one failure and two passes.
#
# One would expect a failed subtest to fail its test, as pytest counts it, and to be tried as often as any other; at the least not
# more often than is allowed. A flaky check that is moved into a subtest is no longer tried again, or cannot fail any more.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  pytest==9.2.0 pytest-rerunfailures==16.7 pytest-retry==1.7.0 flaky==3.8.1 2> pip.log || { cat pip.log; exit 1; }
cat > test_tries.py <<'PY'
import collections
import unittest

tries = collections.Counter()


def sixth(kind):
    tries[kind] += 1
    assert tries[kind] > 5


def test_plain():
    sixth("plain")


def test_fixture(subtests):
    with subtests.test("one"):
        sixth("fixture")


class Case(unittest.TestCase):
    def test_case(self):
        with self.subTest("one"):
            sixth("unittest")


def test_zz_last():
    print("tries:", tries["plain"], tries["fixture"], tries["unittest"])
PY
check() {
  local what=$1 expected=$2 tries failed
  shift 2
  PYTEST_DISABLE_PLUGIN_AUTOLOAD=1 venv/bin/python -m pytest -q -s -p no:cacheprovider "$@" > out.txt 2>&1 || true
  tries=$(grep -o 'tries: .*' out.txt)
  failed=$(grep -c '^FAILED\|^SUBFAILED' out.txt || true)
  if [ "$tries, failures $failed" != "$expected" ]; then
    echo "changed: $what: $tries, failures $failed, and not $expected"
    exit 1
  fi
  echo "still so: $what (plain, fixture, unittest): $tries, failures $failed"
}
check "no plugin" "tries: 1 1 1, failures 4"
check "pytest-rerunfailures" "tries: 3 3 1, failures 4" -p pytest_rerunfailures --reruns 2
check "flaky" "tries: 3 1 1, failures 4" -p flaky.flaky_pytest_plugin --force-flaky --max-runs 3
check "pytest-retry" "tries: 3 6 6, failures 1" -p pytest_retry.retry_plugin --retries 2
