#!/usr/bin/env bash
# msgspec 0.23.0, pydantic 2.14.4, mashumaro 3.23 and apischema 0.19.0, with jsonschema 4.26.0, seen 2026-11-29: the JSON Schema that
# each publishes of a type, beside what its own reader takes as that type. 1.0 is an integer to the four schemas; msgspec and
# apischema refuse it. A duration of P1W is one to the schema of msgspec, which refuses it. mashumaro publishes of dict[int, str]
# that the names are to be integers, which no object fits, what it writes itself among them. The other way round, true is no
# Literal[1] to any schema, and pydantic, mashumaro and apischema read it as 1; a list [1, 1] is no set, and all four take it;
# and mashumaro drops what comes after the last item of a tuple.
#
# One would expect a document that is valid by the published schema to be read by the program that published it. A test of the
# contract by that schema, or data drawn from it, finds no fault where the program answers with an error.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  msgspec==0.23.0 pydantic==2.14.4 mashumaro==3.23 apischema==0.19.0 jsonschema==4.26.0 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import datetime
import json
import sys
from typing import Literal

import apischema
import apischema.json_schema
import mashumaro.codecs.json
import mashumaro.jsonschema
import msgspec
import pydantic
from jsonschema import Draft202012Validator


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


def by_msgspec(kind):
    return msgspec.json.schema(kind), lambda text: msgspec.json.decode(text.encode(), type=kind)


def by_pydantic(kind):
    adapter = pydantic.TypeAdapter(kind)
    return adapter.json_schema(), adapter.validate_json


def by_mashumaro(kind):
    return mashumaro.jsonschema.build_json_schema(kind).to_dict(), mashumaro.codecs.json.JSONDecoder(kind).decode


def by_apischema(kind):
    return apischema.json_schema.deserialization_schema(kind), lambda text: apischema.deserialize(kind, json.loads(text))


REFUSED = "refused"


def told(library, kind, text):
    schema, read = library(kind)
    try:
        value = read(text)
    except (ValueError, TypeError, msgspec.ValidationError, apischema.ValidationError):
        value = REFUSED
    return Draft202012Validator(schema).is_valid(json.loads(text)), value


for kind, text, expected in [
    (int, "1.0", {by_msgspec: (True, REFUSED), by_apischema: (True, REFUSED), by_pydantic: (True, 1), by_mashumaro: (True, 1)}),
    (datetime.timedelta, '"P1W"', {by_msgspec: (True, REFUSED), by_pydantic: (True, datetime.timedelta(days=7))}),
    (dict[int, str], '{"1": "sea"}', {by_mashumaro: (False, {1: "sea"}), by_msgspec: (True, {1: "sea"}), by_pydantic: (True, {1: "sea"})}),
    (
        Literal[1],
        "true",
        {by_msgspec: (False, REFUSED), by_pydantic: (False, 1), by_mashumaro: (False, 1), by_apischema: (False, 1)},
    ),
    (set[int], "[1, 1]", dict.fromkeys((by_msgspec, by_pydantic, by_mashumaro, by_apischema), (False, {1}))),
    (
        tuple[int, str],
        '[1, "sea", 2]',
        {by_mashumaro: (False, (1, "sea")), by_msgspec: (False, REFUSED), by_pydantic: (False, REFUSED), by_apischema: (False, REFUSED)},
    ),
]:
    for library, seen in expected.items():
        name = library.__name__.removeprefix("by_")
        check(f"{name}, {getattr(kind, '__name__', kind)}, {text}: by the schema, and as it is read", told(library, kind, text), seen)
written = mashumaro.codecs.json.JSONEncoder(dict[int, str]).encode({1: "sea"})
names = mashumaro.jsonschema.build_json_schema(dict[int, str]).to_dict()["propertyNames"]
check("mashumaro writes, and its schema of the names", (written, names), ('{"1": "sea"}', {"type": "integer"}))
PY
