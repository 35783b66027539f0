#!/usr/bin/env bash
# jambo 0.2.0.post1 (pydantic 2.14.4), seen 2026-11-29. A JSON Schema with an array of strings and "uniqueItems": true
# becomes a model whose field is a set: of ["visual", "audio", "transcription", "text"] the order is lost, and it is
# another one in the next process, in model_dump_json as well. ["visual", "visual"] is taken, and becomes one. If the
# items are objects or arrays, every list with one in it that the schema allows is refused, since a set cannot hold
# them. And where the values of an object have a schema of their own (additionalProperties), they are thrown away,
# whatever they are.
#
# One would expect "unique" to be a rule that a list is held against, and a list to stay one: an order of embedding
# options or of clips is part of the value, and a list with something twice is what the rule is there to refuse.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check jambo==0.2.0.post1 pydantic==2.14.4 2> pip.log || { cat pip.log; exit 1; }
cat > find.py <<'PY'
import json
import os
import subprocess
import sys

import pydantic
from jambo import SchemaConverter


def check(what, seen, expected):
    if seen != expected:
        print(f"changed: {what}: {seen!r}, and not {expected!r}")
        raise SystemExit(1)
    print(f"still so: {what}: {seen!r}")


def model(schema):
    return SchemaConverter.build({"title": "Job", "type": "object", "properties": {"value": schema}, "required": ["value"]})


def unique(items):
    return model({"type": "array", "items": items, "uniqueItems": True})


def outcome(job, value):
    try:
        return json.loads(job.model_validate_json(json.dumps({"value": value})).model_dump_json())["value"]
    except pydantic.ValidationError as error:
        return error.errors()[0]["type"]


OPTIONS = ["visual", "audio", "transcription", "text"]
if len(sys.argv) > 1:
    print(json.dumps(outcome(unique({"type": "string"}), OPTIONS)))
    sys.exit()
orders = set()
for seed in range(6):
    environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
    orders.add(subprocess.check_output([sys.executable, __file__, "once"], env=environment, text=True))
check("more than one order in six processes", len(orders) > 1, True)
check("one thing twice", outcome(unique({"type": "string"}), ["visual", "visual"]), ["visual"])
seen = outcome(unique({"type": "object", "properties": {"a": {"type": "integer"}}}), [{"a": 1}, {"a": 2}])
check("two objects", seen, "set_item_not_hashable")
seen = outcome(unique({"type": "array", "items": {"type": "number"}}), [[0.5], [1.5]])
check("two vectors", seen, "set_item_not_hashable")
check("an object of numbers", outcome(model({"type": "object", "additionalProperties": {"type": "integer"}}), {"a": 1}), {})
PY
venv/bin/python find.py
