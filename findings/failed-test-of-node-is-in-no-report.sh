#!/usr/bin/env bash
# node 20 (20.20.2), its runner with --test-reporter=junit, read by junit-to-ctrf 0.0.14, allure 3.18.0, xunit-viewer 10.6.1, junit-viewer
# 4.11.1, test-results-parser 0.4.6, and junitparser 5.0.3 and junit2html 31.1.4 of Python, seen 2026-11-30. A test that stands outside of
# every describe fails, beside one in a describe that passes: each of the seven counts one test, which has passed. Of a failure in a
# describe that stands in a describe, allure counts no test and says "passed", and junit2html and test-results-parser count none either.
# A failure that is marked "todo", for which node itself ends with 0, is skipped by allure and junit2html, and failed by the other five.
#
# One would expect what breaks the run to be red in each of them, in whatever place it stands: a gate that reads the report lets it pass.
# The runner writes a bare <testcase> under <testsuites>, and a <testsuite> in a <testsuite>.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check junitparser==5.0.3 junit2html==31.1.4 2> pip.log || { cat pip.log; exit 1; }
npm install --silent --no-audit --no-fund junit-to-ctrf@0.0.14 allure@3.18.0 xunit-viewer@10.6.1 junit-viewer@4.11.1 test-results-parser@0.4.6 \
  > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > outside.test.mjs <<'JS'
import assert from "node:assert";
import { describe, it, test } from "node:test";
describe("a task", () => { it("is made", () => {}); });
test("a vector has 1024 numbers", () => { assert.equal(1536, 1024); });
JS
cat > nested.test.mjs <<'JS'
import assert from "node:assert";
import { describe, it } from "node:test";
describe("a task", () => { describe("of a video", () => { it("is ready", () => { assert.equal("failed", "ready"); }); }); });
JS
cat > todo.test.mjs <<'JS'
import assert from "node:assert";
import { describe, it } from "node:test";
describe("a task", () => { it("is ready", { todo: true }, () => { assert.equal("failed", "ready"); }); });
JS
cat > counts.py <<'PY'
"""What each reader counts in a JUnit file, as passed/failed/skipped."""
import json
import pathlib
import re
import shutil
import subprocess
import sys

from junitparser import JUnitXml

report = pathlib.Path(sys.argv[1])


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def line(*counted):
    return "/".join(str(int(number or 0)) for number in counted)


def by_name(names, text):
    """Numbers that stand before or after their names."""
    return line(*(next((found for found in re.findall(name, text)), 0) for name in names))


run("npx", "junit-to-ctrf", report, "-o", "ctrf.json")
ctrf = json.loads(pathlib.Path("ctrf.json").read_text())["results"]["summary"]
print("junit-to-ctrf:", line(ctrf["passed"], ctrf["failed"], ctrf["skipped"]))

folder = pathlib.Path("results")
for old in (folder, pathlib.Path("allure")):
    shutil.rmtree(old, ignore_errors=True)
folder.mkdir()
shutil.copy(report, folder)
run("npx", "allure", "awesome", folder, "-o", "allure")
allure = json.loads(pathlib.Path("allure/summary.json").read_text())
stats = allure["stats"]
print("allure:", line(stats.get("passed"), stats.get("failed"), stats.get("skipped")), allure["status"])

text = run("npx", "xunit-viewer", "-r", report, "-o", "viewer.html", "-c")
print("xunit-viewer:", by_name((r"(\d+) passed", r"(\d+) failure", r"(\d+) skipped"), text.splitlines()[-2]))

run("npx", "junit-viewer", f"--results={report}", "--save=viewer.html")
page = re.sub(r"<(style|script).*?</\1>|<[^>]+>|\s+", " ", pathlib.Path("viewer.html").read_text(), flags=re.DOTALL)
tests = re.search(r" test: .*? SEARCH", re.sub(r" +", " ", page)).group()
print("junit-viewer:", by_name((r"passed: (\d+)", r"failure: (\d+)", r"skipped: (\d+)"), tests))

parse = "const {parse} = require('test-results-parser'); const one = parse({type: 'junit', files: [process.argv[1]]});"
cases = "one.suites.flatMap(suite => suite.cases).map(found => found.status).join() || 'none'"
print("test-results-parser:", run("node", "-e", f"{parse} console.log({cases})", report).strip())

cases = [case for suite in JUnitXml.fromfile(str(report)) for case in suite]
failed = sum(any(type(result).__name__ == "Failure" for result in case.result) for case in cases)
print("junitparser:", line(sum(case.is_passed for case in cases), failed, len(cases) - failed - sum(case.is_passed for case in cases)))

matrix = run(sys.executable, "-m", "junit2htmlreport", report, "--summary-matrix")
print("junit2html:", by_name((r"Passed +: +(\d+)", r"Failed +: +(\d+)", r"Skipped +: +(\d+)"), matrix))
PY
check() {
  local ended=0 seen
  node --test --test-reporter=junit "$1.test.mjs" > "$1.xml" || ended=$?
  seen="node: ended with $ended
$(venv/bin/python counts.py "$1.xml")"
  if [[ "$seen" != "$3" ]]; then printf 'changed: %s (passed/failed/skipped):\n%s\nand not\n%s\n' "$2" "$seen" "$3"; exit 1; fi
  printf 'still so: %s (passed/failed/skipped): %s\n' "$2" "${seen//$'\n'/, }"
}
check outside "a failed test outside of a describe" "node: ended with 1
junit-to-ctrf: 1/0/0
allure: 1/0/0 passed
xunit-viewer: 1/0/0
junit-viewer: 1/0/0
test-results-parser: PASS
junitparser: 1/0/0
junit2html: 1/0/0"
check nested "a failed test in a describe of a describe" "node: ended with 1
junit-to-ctrf: 0/1/0
allure: 0/0/0 passed
xunit-viewer: 0/1/0
junit-viewer: 0/1/0
test-results-parser: none
junitparser: 0/1/0
junit2html: 0/0/0"
check todo "a failed test that is a todo" "node: ended with 0
junit-to-ctrf: 0/1/0
allure: 0/0/1 skipped
xunit-viewer: 0/1/0
junit-viewer: 0/1/0
test-results-parser: FAIL
junitparser: 0/1/0
junit2html: 0/0/1"
