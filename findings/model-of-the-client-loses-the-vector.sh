#!/usr/bin/env bash
# twelvelabs 1.3.6 with pydantic 2.14.4 and with pydantic 1.10.27, seen 2026-11-30. What the service answers of a text or a clip has its
# vector under "float", and the client's class for it, BaseSegment, under float_. model_validate, model_validate_json and BaseSegment(**answer)
# take the answer without an error, and float_ is None; the vector is kept beside it, as an unknown field. model_construct reads it.
# What the class writes as JSON has "float_", which it reads again and nobody else; dict() has "float". Its JSON Schema has "float_" too.
#
# One would expect the class whose objects the client returns to read the answer that they are made of: an answer from a recording or a
# cache, read by model_validate as pydantic's models are, has no vectors. Its name for other programs is known to the client alone.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat > find.py <<'PY'
import json
import sys

import pydantic
from twelvelabs.types import BaseSegment


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: pydantic {pydantic.VERSION}, {what}: {seen!r}")


answer = {"float": [0.1, 0.2]}
vector = [0.1, 0.2]
made = BaseSegment(float_=vector)
check("BaseSegment(**answer)", BaseSegment(**answer).float_, None)
check("dict() of an object", made.dict(), answer)
check("dict() of an object, read", BaseSegment(**made.dict()).float_, None)
if pydantic.VERSION.startswith("2"):
    check("model_validate", BaseSegment.model_validate(answer).float_, None)
    check("model_validate_json", BaseSegment.model_validate_json(json.dumps(answer)).float_, None)
    check("what is kept beside it", BaseSegment.model_validate(answer).model_extra, answer)
    check("model_construct", BaseSegment.model_construct(**answer).float_, vector)
    check("model_dump_json", made.model_dump_json(), '{"float_":[0.1,0.2]}')
    check("model_dump_json, read", BaseSegment.model_validate_json(made.model_dump_json()).float_, vector)
    check("names in its JSON Schema", list(BaseSegment.model_json_schema()["properties"]), ["float_"])
else:
    check("parse_obj", BaseSegment.parse_obj(answer).float_, None)
    check("construct", BaseSegment.construct(**answer).float_, vector)
PY
for version in 2.14.4 1.10.27; do
  python3 -m venv "$version"
  "$version/bin/pip" install -q --disable-pip-version-check twelvelabs==1.3.6 httpx==0.28.1 "pydantic==$version" 2> pip.log || { cat pip.log; exit 1; }
  "$version/bin/python" -W ignore find.py
done
