#!/usr/bin/env bash
# hypothesis-jsonschema 0.23.1 with hypothesis 6.170.17, seen 2026-11-29. An example of {"type": "string"} is drawn; an
# example of an object that names one property raises AttributeError from inside, because a helper of Hypothesis that
# the package reaches into has no method of that name any more. pip installs both together without a complaint.
#
# One would expect a package that pip calls compatible to draw from the most common kind of schema there is.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check hypothesis-jsonschema==0.23.1 hypothesis==6.170.17 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import sys
import warnings

from hypothesis.errors import NonInteractiveExampleWarning
from hypothesis_jsonschema import from_schema

warnings.simplefilter("ignore", NonInteractiveExampleWarning)
if not isinstance(from_schema({"type": "string"}).example(), str):
    sys.exit("changed: a text is no text")
schema = {"type": "object", "properties": {"a": {"type": "string"}}, "required": ["a"]}
try:
    drawn = from_schema(schema).example()
except AttributeError as error:
    print(f"still so: an object raises AttributeError: {str(error).splitlines()[0]}")
else:
    sys.exit(f"changed: an object is drawn: {drawn!r}")
PY
