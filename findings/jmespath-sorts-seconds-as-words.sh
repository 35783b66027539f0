#!/usr/bin/env bash
# jmespath 0.16.0 and @metrichor/jmespath 0.3.1 (node 20), and the jmespath 1.1.0 of Python, seen 2026-11-30. sort() of the starts of clips,
# 0, 6, 12.5 and 100, is [0,100,12.5,6] in both packages of JavaScript, and [-1,-10,-2] is in order for them; scores of 0.5, 1e-7 and 0.25
# end with the smallest. sort_by(), max() and min() are right, and so is all of it in Python. to_number('') is 0 in JavaScript, and null in
# Python, as the specification has it for what is no number of JSON; of '1_000' Python makes 1000, and of 'nan' a NaN.
#
# One would expect the numbers that JMESPath's sort() takes, which it tells from texts by their type and refuses in one list with them, to
# be sorted as numbers: sort(data[].start_sec)[-1] is the last clip in one language and the sixth second in the other.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check jmespath==1.1.0 2> pip.log || { cat pip.log; exit 1; }
npm install --silent --no-audit --no-fund jmespath@0.16.0 @metrichor/jmespath@0.3.1 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > by_python.py <<'PY'
import json
import sys

import jmespath

clips, expressions = json.loads(sys.argv[1])
print(json.dumps([json.dumps(jmespath.search(one, clips), separators=(",", ":")) for one in expressions]))
PY
cat > find.mjs <<'JS'
import { execFileSync } from "node:child_process";
import * as metrichor from "@metrichor/jmespath";
import jmespath from "jmespath";

function check(what, seen, expected) {
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
const starts = [6, 100, 0, 12.5].map(start_sec => ({ start_sec }));
const clips = { data: starts, scores: [0.5, 1e-7, 0.25], depths: [-2, -1, -10] };
const rows = [ // an expression, its value in Python, and in JavaScript
  ["sort(data[].start_sec)", "[0,6,12.5,100]", "[0,100,12.5,6]"],
  ["sort(data[].start_sec)[-1]", "100", "6"],
  ["sort(scores)", "[1e-07,0.25,0.5]", "[0.25,0.5,1e-7]"],
  ["sort(depths)", "[-10,-2,-1]", "[-1,-10,-2]"],
  ["sort_by(data, &start_sec)[].start_sec", "[0,6,12.5,100]", "[0,6,12.5,100]"],
  ["max(data[].start_sec)", "100", "100"],
  ["to_number('')", "null", "0"],
  ["to_number('1_000')", "1000", "null"],
  ["to_number('nan')", "NaN", "null"],
];
const python = JSON.parse(execFileSync("venv/bin/python", ["by_python.py", JSON.stringify([clips, rows.map(([one]) => one)])]));
rows.forEach(([expression, inPython, inJavaScript], number) => {
  check(`${expression} in Python`, python[number], inPython);
  check(`${expression} by jmespath`, JSON.stringify(jmespath.search(clips, expression)), inJavaScript);
  check(`${expression} by @metrichor/jmespath`, JSON.stringify(metrichor.search(clips, expression)), inJavaScript);
});
JS
node find.mjs
