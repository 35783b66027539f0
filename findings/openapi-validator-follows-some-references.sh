#!/usr/bin/env bash
# openapi-spec-validator 0.9.0, seen 2026-11-29. A document whose request body, or a header of whose response,
# refers to a component that does not exist is valid, in 3.0, 3.1 and 3.2; one with such a parameter, response
# or schema raises PointerToNowhere. And a default that its schema refuses is an error, but not where the schema
# is a $ref with the default beside it, which counts since 3.1.
#
# One would expect a validator to follow each kind of reference, as it follows three of five. The contract of an
# API that lost its shared request bodies passes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check \
  openapi-spec-validator==0.9.0 2> pip.log || { cat pip.log; exit 1; }
venv/bin/python - <<'PY'
import sys


def check(what, seen, expected):
    if seen != expected:
        sys.exit(f"changed: {what}: {seen!r}, and not {expected!r}")
    print(f"still so: {what}: {seen!r}")


from openapi_spec_validator import validate


def outcome(version, schemas=None, headers=None, **operation):
    answer = {"description": "x", **({"headers": headers} if headers else {})}
    document = {
        "openapi": version,
        "info": {"title": "t", "version": "1"},
        "paths": {"/a": {"post": {"responses": {"200": answer}, **operation}}},
        "components": {"schemas": schemas or {}},
    }
    try:
        validate(document)
    except Exception as error:
        return type(error).__name__
    return "valid"


def gone(kind):
    return {"$ref": f"#/components/{kind}/Gone"}


for version in ("3.0.3", "3.1.0", "3.2.0"):
    check(f"{version}, body", outcome(version, requestBody=gone("requestBodies")), "valid")
    check(f"{version}, header", outcome(version, headers={"h": gone("headers")}), "valid")
    check(f"{version}, parameter", outcome(version, parameters=[gone("parameters")]), "PointerToNowhere")
    check(f"{version}, response", outcome(version, responses={"200": gone("responses")}), "PointerToNowhere")
    check(f"{version}, schema", outcome(version, schemas={"A": gone("schemas")}), "PointerToNowhere")
wrong = {"A": {"type": "string", "default": 3}}
check("3.1.0, wrong default", outcome("3.1.0", wrong), "OpenAPIValidationError")
wrong = {"A": {"$ref": "#/components/schemas/B", "default": 3}, "B": {"type": "string"}}
check("3.1.0, wrong default beside a reference", outcome("3.1.0", wrong), "valid")
PY
