#!/usr/bin/env bash
# jsonschema 4.26.0, fastjsonschema 2.22.3 and jsonschema-rs 0.60.3, seen 2026-11-29. "dependencies" in a schema
# of 2020-12, which has no such word, is enforced by the second and third, and ignored by the first. 0.3 is a
# multiple of 0.1 for the second and third alone. "^a$" accepts "a" with a newline after it in the first alone.
# NaN is a number for the first two. The format date-time is enforced by the third in draft 7 and not in
# 2020-12, by the second in both, and by the first in neither.
#
# One would expect the two in Python to side with each other against the one in Rust, which they do once in six;
# and a word that a draft has dropped to mean nothing. A contract that is checked by one is another contract
# when checked by the next.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  jsonschema==4.26.0 fastjsonschema==2.22.3 jsonschema-rs==0.60.3 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import sys


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


import fastjsonschema
import jsonschema
import jsonschema_rs

SEVEN, LATEST = "http://json-schema.org/draft-07/schema#", "https://json-schema.org/draft/2020-12/schema"


def accepted(schema, instance, draft):
    schema = {"$schema": draft, **schema}
    try:
        fastjsonschema.compile(schema)(instance)
        fast = True
    except fastjsonschema.JsonSchemaValueException:
        fast = False
    plain = jsonschema.validators.validator_for(schema)(schema).is_valid(instance)
    return plain, fast, jsonschema_rs.validator_for(schema).is_valid(instance)


print("accepted by jsonschema, fastjsonschema, jsonschema-rs:")
for name, schema, instance, draft, expected in (
    ("dependencies, 2020-12", {"dependencies": {"a": ["b"]}}, {"a": 1}, LATEST, (True, False, False)),
    ("0.3, a multiple of 0.1", {"multipleOf": 0.1}, 0.3, LATEST, (False, True, True)),
    ("a newline after ^a$", {"pattern": "^a$"}, "a\n", LATEST, (True, False, False)),
    ("NaN, a number", {"type": "number"}, float("nan"), LATEST, (True, True, False)),
    ("a date as date-time, draft 7", {"format": "date-time"}, "2026-11-29", SEVEN, (True, False, False)),
    ("a date as date-time, 2020-12", {"format": "date-time"}, "2026-11-29", LATEST, (True, False, True)),
):
    check(name, accepted(schema, instance, draft), expected)
PY
