#!/usr/bin/env bash
# jsonsubschema 0.0.8 (portion 2.6.3, greenery 4.2.3, Python 3.11), seen 2026-11-29. Whether a schema of integers of at least 1,
# written as {"allOf": [{"minimum": 1}, {"type": "integer"}]}, is found to be a part of {"type": "integer", "minimum": 1} depends
# on PYTHONHASHSEED: with seeds 0 to 3 the answer is True, with seed 4 it is a ValueError ("The truth value of a bound is
# ambiguous"). With "type": "number" beside the minimum the answer is True with each of these seeds.
#
# One would expect the same two schemas to get the same answer in each run: nothing about them is random. A keyword without
# a type is read as one branch for each type that it may be about, kept in a set, and the order of that set decides which two
# branches are joined first. A test that asks this tool fails in one run of about eight, and never when it is tried again.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  jsonsubschema==0.0.8 portion==2.6.3 greenery==4.2.3 2> pip.log || { cat pip.log; exit 1; }
cat > ask.py <<'PY'
import json
import sys

from jsonsubschema import isSubschema

try:
    print(isSubschema(json.loads(sys.argv[1]), {"type": "integer", "minimum": 1}))
except ValueError as error:
    print(type(error).__name__)
PY
check() { # what, schema, expected for the seeds 0 to 4
  local seen=""
  for seed in 0 1 2 3 4; do seen+="$(PYTHONHASHSEED=$seed venv/bin/python ask.py "$2") "; done
  [ "$seen" = "$3 " ] || { echo "changed: $1: $seen, and not $3"; exit 1; }
  echo "still so: $1: $seen"
}
check "a minimum without a type" '{"allOf": [{"minimum": 1}, {"type": "integer"}]}' "True True True True ValueError"
check "a minimum of numbers" '{"allOf": [{"type": "number", "minimum": 1}, {"type": "integer"}]}' "True True True True True"
