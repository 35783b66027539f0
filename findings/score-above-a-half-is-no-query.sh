#!/usr/bin/env bash
# json-p3 2.3.1, jsonpath-plus 10.4.0, jsonpath 1.3.0 and nimma 0.7.2 (node 20), and python-jsonpath 2.2.2 and jsonpath-rfc9535 1.0.1 of
# Python, seen 2026-11-30: JSONPath over a list of hits. "$[?@.score > 0.5]" is a syntax error in json-p3, which is made for RFC 9535, and
# so is each number that begins with "0."; 1.5, -0.5 and 5e-1 are numbers. The same query finds nothing in jsonpath-plus, without an error;
# with the brackets of former days, "[?(@.score > 0.5)]", it finds what it should. The last hit, "$[-1]", is not there in jsonpath-plus and
# jsonpath, "$[::-1]" is forwards in nimma and nothing in jsonpath-plus, and a member that is null is there ("[?(@.error)]") for the three
# that follow the RFC, and not for the other three.
#
# One would expect a threshold between 0 and 1 to be the one number that any such query has, and a query that is not known to be refused.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check python-jsonpath==2.2.2 jsonpath-rfc9535==1.0.1 2> pip.log || { cat pip.log; exit 1; }
npm install --silent --no-audit --no-fund json-p3@2.3.1 jsonpath-plus@10.4.0 jsonpath@1.3.0 nimma@0.7.2 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > by_python.py <<'PY'
import json
import sys

import jsonpath
import jsonpath_rfc9535

hits, path = json.loads(sys.argv[1])
print(json.dumps([jsonpath_rfc9535.find(path, hits).values(), jsonpath.findall(path, hits)]))
PY
cat > find.mjs <<'JS'
import { execFileSync } from "node:child_process";
import { jsonpath as p3 } from "json-p3";
import jsonpath from "jsonpath";
import { JSONPath } from "jsonpath-plus";
import Nimma from "nimma";

const hits = [{ id: 1, score: 0.9, error: null }, { id: 2, score: 0.4 }, { id: 3, score: 0.7 }];
const readers = {
  "json-p3": path => p3.query(path, hits).values(),
  "jsonpath-plus": path => JSONPath({ path, json: hits }),
  jsonpath: path => jsonpath.query(hits, path),
  nimma: path => { const found = []; Nimma.query(hits, { [path]: ({ value }) => { found.push(value); } }); return found; },
};
const REFUSED = "refused";
function check(what, seen, expected) {
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
const rows = [ // a path, what the RFC has, and what json-p3, jsonpath-plus, jsonpath and nimma have
  ["$[?@.score > 0.5].id", "[1,3]", [REFUSED, "[]", REFUSED, REFUSED]],
  ["$[?(@.score > 0.5)].id", "[1,3]", [REFUSED, "[1,3]", "[1,3]", "[1,3]"]],
  ["$[?(@.score > 5e-1)].id", "[1,3]", ["[1,3]", "[1,3]", "[1,3]", REFUSED]],
  ["$[?(@.score < 1.5)].id", "[1,2,3]", ["[1,2,3]", "[1,2,3]", "[1,2,3]", "[1,2,3]"]],
  ["$[?(@.score > -0.5)].id", "[1,2,3]", ["[1,2,3]", "[1,2,3]", "[1,2,3]", "[1,2,3]"]],
  ["$[-1].id", "[3]", ["[3]", "[]", "[]", "[3]"]],
  ["$[::-1].id", "[3,2,1]", ["[3,2,1]", "[]", "[3,2,1]", "[1,2,3]"]],
  ["$[?(@.error)].id", "[1]", ["[1]", "[]", "[]", "[]"]],
];
for (const [path, standard, expected] of rows) {
  const python = JSON.parse(execFileSync("venv/bin/python", ["by_python.py", JSON.stringify([hits, path])]));
  check(`${path} in Python, by two packages`, python.map(one => JSON.stringify(one)).join(" "), `${standard} ${standard}`);
  Object.entries(readers).forEach(([name, read], number) => {
    let seen = REFUSED;
    try { seen = JSON.stringify(read(path)); } catch { /* said by the constant */ }
    check(`${path} by ${name}`, seen, expected[number]);
  });
}
JS
node find.mjs
