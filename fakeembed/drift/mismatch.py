"""How an answer differs from what a case expects, each difference as a `Drift`: status, headers, body and schema."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from fakeembed.drift.differences import Kind
from fakeembed.redaction import cleaned

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from jsonschema import ValidationError

    from fakeembed.drift.differences import Drift, Expectation

KEYWORDS: dict[str, Kind] = {
    "type": Kind.TYPE_CHANGED,
    "const": Kind.VALUE_CHANGED,
    "enum": Kind.ENUM_EXTENDED,
    "pattern": Kind.FORMAT_CHANGED,
    "format": Kind.FORMAT_CHANGED,
    "minimum": Kind.BOUND_CHANGED,
    "maximum": Kind.BOUND_CHANGED,
    "exclusiveMinimum": Kind.BOUND_CHANGED,
    "exclusiveMaximum": Kind.BOUND_CHANGED,
    "multipleOf": Kind.BOUND_CHANGED,
    "minLength": Kind.BOUND_CHANGED,
    "maxLength": Kind.BOUND_CHANGED,
    "minItems": Kind.BOUND_CHANGED,
    "maxItems": Kind.BOUND_CHANGED,
    "minProperties": Kind.BOUND_CHANGED,
    "x-vector": Kind.VECTOR_CHANGED,
}
"""The kind of the difference when a JSON Schema keyword fails; one that is not here is a changed value."""

_SAID = {".code": Kind.CODE_CHANGED, ".message": Kind.MESSAGE_CHANGED}
_SHOWN = 200  # characters of an observed value that a report shows


def of_status(expectation: Expectation, expected: int | Iterable[int], observed: int) -> Iterator[Drift]:
    """The difference in status, if there is one; any of several expected statuses will do."""
    allowed = [expected] if isinstance(expected, int) else sorted(expected)
    if observed not in allowed:
        wanted = allowed[0] if len(allowed) == 1 else allowed
        yield expectation.broken(Kind.STATUS_CHANGED, f"response {allowed[0]} status", expected=wanted, observed=observed)


def of_headers(expectation: Expectation, part: str, expected: Mapping[str, str], observed: Mapping[str, str]) -> Iterator[Drift]:
    """The differences in headers.

    Args:
        expectation: What the case demands.
        part: "response 200".
        expected: For each header name a regular expression that its whole value matches, in any case of letters.
        observed: The answer's headers, in any case of letters.
    """
    given = {name.lower(): value for name, value in observed.items()}
    for name, pattern in expected.items():
        value = given.get(name.lower())
        where = f"{part} header {name.lower()}"
        if value is None:
            yield expectation.broken(Kind.HEADER_MISSING, where, expected=pattern, observed=None)
        elif not re.fullmatch(pattern, value, re.IGNORECASE):
            kind = Kind.CONTENT_TYPE_CHANGED if name.lower() == "content-type" else Kind.HEADER_CHANGED
            yield expectation.broken(kind, where, expected=pattern, observed=value)


def of_body(expectation: Expectation, part: str, expected: Any, observed: Any, path: str = "$") -> Iterator[Drift]:
    """The differences between a body and the values that are expected in it; further keys of an object are allowed."""
    where = f"{part} {path}"
    if isinstance(expected, dict) and isinstance(observed, dict):
        for name, wanted in expected.items():
            if name in observed:
                yield from of_body(expectation, part, wanted, observed[name], f"{path}.{name}")
            else:
                yield expectation.broken(Kind.FIELD_REMOVED, f"{where}.{name}", expected=wanted, observed=None)
    elif isinstance(expected, list) and isinstance(observed, list):
        yield from _of_array(expectation, part, expected, observed, path)
    elif json_type(expected) != json_type(observed) and {json_type(expected), json_type(observed)} != {"integer", "number"}:
        yield expectation.broken(Kind.TYPE_CHANGED, where, expected=json_type(expected), observed=json_type(observed))
    elif expected != observed:
        yield expectation.broken(_kind(Kind.VALUE_CHANGED, path), where, expected=expected, observed=shown(observed))


def _of_array(expectation: Expectation, part: str, expected: list[Any], observed: list[Any], path: str) -> Iterator[Drift]:
    where = f"{part} {path}"
    if len(expected) != len(observed):
        yield expectation.broken(Kind.BOUND_CHANGED, where, expected=len(expected), observed=len(observed))
    elif expected != observed and sorted(map(repr, expected)) == sorted(map(repr, observed)):
        yield expectation.broken(Kind.ORDER_CHANGED, where, expected=expected, observed=observed)
    else:
        for wanted, given in zip(expected, observed, strict=True):
            yield from of_body(expectation, part, wanted, given, f"{path}[*]")


def of_schema(expectation: Expectation, part: str, errors: Iterable[ValidationError]) -> Iterator[Drift]:
    """The differences behind the errors of a JSON Schema validator, each once.

    Args:
        expectation: What the case demands.
        part: "response 200".
        errors: What `Validator.iter_errors(body)` yields.
    """
    seen: set[str] = set()
    for error in errors:
        for drift in _of_error(expectation, part, error):
            if drift.id not in seen:  # a validator complains for each missing name, and each complaint holds all the names
                seen.add(drift.id)
                yield drift


def _of_error(expectation: Expectation, part: str, error: ValidationError) -> Iterator[Drift]:
    keyword, demanded, given = str(error.validator), _any(error.validator_value), _any(error.instance)
    where = f"{part} {error.json_path}"
    if keyword in {"anyOf", "oneOf"} and error.context:
        from jsonschema.exceptions import best_match

        yield from _of_error(expectation, part, best_match(error.context))
    elif keyword == "required":
        for name in demanded:
            if name not in given:
                yield expectation.broken(Kind.FIELD_REMOVED, f"{where}.{name}", expected="present", observed=None)
    elif keyword in {"additionalProperties", "unevaluatedProperties"}:
        for name in given:
            if name not in _any(error.schema).get("properties", {}):
                yield expectation.broken(Kind.FIELD_ADDED, f"{where}.{name}", expected=None, observed=json_type(given[name]))
    else:
        yield _of_value(expectation, where, error)


def _of_value(expectation: Expectation, where: str, error: ValidationError) -> Drift:
    """The difference when a value is there and is not what it should be."""
    keyword, demanded, given = str(error.validator), _any(error.validator_value), _any(error.instance)
    if keyword == "maxProperties":  # says "these and no others"; what else came is news, as under additionalProperties
        return expectation.broken(Kind.FIELD_ADDED, where, expected={keyword: demanded}, observed=sorted(given))
    if keyword == "type":
        return expectation.broken(Kind.TYPE_CHANGED, where, expected=demanded, observed=json_type(given))
    if keyword == "enum" and json_type(given) not in {json_type(value) for value in demanded}:
        return expectation.broken(Kind.TYPE_CHANGED, where, expected=demanded, observed=shown(given))
    kind = _kind(KEYWORDS.get(keyword, Kind.VALUE_CHANGED), error.json_path)
    expected = demanded if keyword in {"const", "enum"} else {keyword: demanded}
    return expectation.broken(
        kind, where, expected=expected, observed=error.message if kind is Kind.VECTOR_CHANGED else shown(given)
    )


def _any(value: Any) -> Any:
    """What jsonschema types as possibly unset; it is set in every error that a validator yields."""
    return value


def _kind(kind: Kind, path: str) -> Kind:
    """A changed value of `code` or `message` has a kind of its own."""
    told = kind in {Kind.VALUE_CHANGED, Kind.FORMAT_CHANGED, Kind.ENUM_EXTENDED}
    return next((said for end, said in _SAID.items() if told and path.endswith(end)), kind)


def json_type(value: Any) -> str:
    """The JSON Schema name of a value's type."""
    names = {bool: "boolean", int: "integer", float: "number", str: "string", list: "array", dict: "object", type(None): "null"}
    return names.get(type(value), "number")


def shown(value: Any) -> Any:
    """A value as a report shows it: whole when it is short, else its beginning."""
    value = cleaned(value)
    text = value if isinstance(value, str) else repr(value)
    return value if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
