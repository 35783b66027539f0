#!/usr/bin/env bash
# quicktype 26.0.0 (node 20; typescript 5.9.3, tsx 4.23.15) and Python with python-dateutil 2.9.0.post0, seen 2026-11-29: one JSON Schema
# made into a reader of each language. 1.5 for an integer is read by the TypeScript, whose runtime checks are on; 1.0, which JSON
# Schema counts as an integer, is an AssertionError in the Python. A required property that may be null and is missing is null in
# Python, and in TypeScript "Cannot read properties of null (reading 'literal')", an error of the reader itself. An object that is
# to have a vector or else an error, and has neither, or both, is read by the two. Nine digits of a second are six in Python and
# three in TypeScript when they are written again.
#
# One would expect two readers made of one schema, in one run of one program, to take and to refuse the same documents: the
# TypeScript one says of itself that it checks what it reads.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check python-dateutil==2.9.0.post0 2> pip.log || { cat pip.log; exit 1; }
echo '{"type":"module"}' > package.json
npm install --silent --no-audit --no-fund quicktype@26.0.0 typescript@5.9.3 tsx@4.23.15 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > schema.json <<'JSON'
{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "Task",
  "type": "object",
  "required": ["clips", "result"],
  "properties": {
    "clips": {"type": ["integer", "null"]},
    "when": {"type": "string", "format": "date-time"},
    "result": {
      "oneOf": [
        {"type": "object", "required": ["vector"], "properties": {"vector": {"type": "array", "items": {"type": "number"}}}, "additionalProperties": false},
        {"type": "object", "required": ["error"], "properties": {"error": {"type": "string"}}, "additionalProperties": false}
      ]
    }
  }
}
JSON
npx quicktype -s schema schema.json -l python -o task.py > made.log 2>&1 || { cat made.log; exit 1; }
npx quicktype -s schema schema.json -l typescript -o task.ts > made.log 2>&1 || { cat made.log; exit 1; }
cat > by_python.py <<'PY'
import json
import sys

import task

try:
    print(json.dumps(task.task_to_dict(task.task_from_dict(json.loads(sys.argv[1])))))
except Exception as error:
    print(type(error).__name__)
PY
cat > find.mts <<'TS'
import { execFileSync } from "node:child_process";
import { Convert } from "./task.ts";

function check(what: string, seen: unknown, expected: unknown) {
  if (seen !== expected) { console.log(`changed: ${what}: ${seen}, and not ${expected}`); process.exit(1); }
  console.log(`still so: ${what}: ${seen}`);
}
const tight = (text: string) => { try { return JSON.stringify(JSON.parse(text), ["clips", "error", "result", "vector", "when"]); } catch { return text.trim(); } };
const byPython = (text: string) => tight(execFileSync("venv/bin/python", ["by_python.py", text]).toString());
function byTypeScript(text: string) {
  try { return tight(Convert.taskToJson(Convert.toTask(text))); } catch (error) { return (error as Error).message; }
}
const INTERNAL = "Cannot read properties of null (reading 'literal')";
const whole = '{"clips":1,"result":{"error":"a"}}';
const rows: [string, string, string, string][] = [
  ["a whole task", whole, whole, whole],
  ["an integer of 1.5", '{"clips":1.5,"result":{"error":"a"}}', "AssertionError", '{"clips":1.5,"result":{"error":"a"}}'],
  ["an integer of 1.0, as text", '{"clips":1.0,"result":{"error":"a"}}', "AssertionError", whole],
  ["a missing null", '{"result":{"error":"a"}}', '{"clips":null,"result":{"error":"a"}}', INTERNAL],
  ["neither vector nor error", '{"clips":1,"result":{}}', '{"clips":1,"result":{}}', '{"clips":1,"result":{}}'],
  ["vector and error", '{"clips":1,"result":{"error":"a","vector":[0.5]}}', '{"clips":1,"result":{"error":"a","vector":[0.5]}}', '{"clips":1,"result":{"error":"a","vector":[0.5]}}'],
  [
    "nine digits of a second", '{"clips":1,"result":{"error":"a"},"when":"2026-01-01T00:00:00.123456789Z"}',
    '{"clips":1,"result":{"error":"a"},"when":"2026-01-01T00:00:00.123456+00:00"}', '{"clips":1,"result":{"error":"a"},"when":"2026-01-01T00:00:00.123Z"}',
  ],
];
for (const [what, text, python, typescript] of rows) {
  check(`Python, ${what}`, byPython(text), python);
  check(`TypeScript, ${what}`, byTypeScript(text), typescript);
}
TS
npx tsx find.mts
