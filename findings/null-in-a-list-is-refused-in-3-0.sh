#!/usr/bin/env bash
# datamodel-code-generator 0.89.0 with pydantic 2.14.4 and msgspec 0.21.1, seen 2026-11-29, on one schema written for
# OpenAPI 3.0 ("nullable": true) and for 3.1 (a list of types with "null"). From 3.0 the model of pydantic refuses a null
# in a list of numbers and in the values of an object, which the schema allows, and the struct of msgspec refuses each
# null. From 3.1 both take each null that is allowed; and so they do from 3.0 with --strict-nullable, an option that is
# said to be about fields with a default. (A null for a text, which is not allowed, is always taken by pydantic's.)
#
# One would expect two ways to write one rule to give one class, and a model to take what the document allows. An answer
# with a gap in it (a score that is missing in a list) breaks a client that was generated from the older document.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check datamodel-code-generator==0.89.0 pydantic==2.14.4 msgspec==0.21.1 \
  2> pip.log || { cat pip.log; exit 1; }
cat > find.py <<'PY'
import importlib
import json
import pathlib
import subprocess
import sys

import msgspec
import pydantic

ANSWERS = {"null": {"error": None}, "in a list": {"scores": [0.5, None]}, "in an object": {"counts": {"a": None}}, "not allowed": {"name": None}}
TOOLS = {"pydantic": "pydantic_v2.BaseModel", "msgspec": "msgspec.Struct"}


def document(version):
    def maybe(kind):
        return {"type": kind, "nullable": True} if version == "3.0.3" else {"type": [kind, "null"]}

    task = {
        "error": maybe("string"),
        "scores": {"type": "array", "items": maybe("number")},
        "counts": {"type": "object", "additionalProperties": maybe("integer")},
        "name": {"type": "string"},
    }
    schemas = {"Task": {"type": "object", "properties": task}}
    return {"openapi": version, "info": {"title": "tasks", "version": "1"}, "paths": {}, "components": {"schemas": schemas}}


def refused(tool, version, *options):
    name = f"{tool}_{len(list(pathlib.Path().glob('*.py')))}"
    pathlib.Path("api.json").write_text(json.dumps(document(version)))
    command = ["venv/bin/datamodel-codegen", "--input", "api.json", "--input-file-type", "openapi", "--output", f"{name}.py"]
    subprocess.run([*command, "--output-model-type", TOOLS[tool], *options], check=True, capture_output=True)
    importlib.invalidate_caches()
    task = importlib.import_module(name).Task

    def takes(answer):
        try:
            task.model_validate(answer) if tool == "pydantic" else msgspec.convert(answer, task)
        except (pydantic.ValidationError, msgspec.ValidationError):
            return False
        return True

    return [what for what, answer in ANSWERS.items() if not takes(answer)]


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: refused {seen}, and not {expected}")
    print(f"still so: {what}: refused {seen}")


EVERY = list(ANSWERS)
check("pydantic, 3.0", refused("pydantic", "3.0.3"), EVERY[1:3])
check("pydantic, 3.1", refused("pydantic", "3.1.0"), [])
check("pydantic, 3.0, strict", refused("pydantic", "3.0.3", "--strict-nullable"), [])
check("msgspec, 3.0", refused("msgspec", "3.0.3"), EVERY)
check("msgspec, 3.1", refused("msgspec", "3.1.0"), EVERY[3:])
check("msgspec, 3.0, strict", refused("msgspec", "3.0.3", "--strict-nullable"), EVERY[3:])
PY
venv/bin/python find.py
