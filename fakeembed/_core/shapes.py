"""What a JSON request may look like, written as data, and the first thing that is wrong with one.

The order is the service's: a value of the wrong type is reported even when something required is missing as well (recorded
2026-07-20), so types are looked at first, then names that nobody knows, then what is missing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

from fakeembed._core.evidence import ERROR_CODES, recorded
from fakeembed._core.parameters import json_type
from fakeembed._core.rules import Refusal, Stage, refuse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from fakeembed._core.editions import Edition


class Kind(str, Enum):
    """A value that holds no others, by the name that a refusal calls it."""

    STRING = "string"
    NUMBER = "number"
    INTEGER = "integer"
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True)
class ListOf:
    """An array of values that are alike."""

    item: Shape


@dataclass(frozen=True, slots=True)
class Fields:
    """An object: the names it may have, and those it must have, except in editions in which they have a default."""

    named: Mapping[str, Shape]
    required: tuple[str, ...] = ()
    defaulted: Mapping[str, Callable[[Edition], bool]] = field(default_factory=dict)

    def needed(self, edition: Edition) -> Iterator[str]:
        """The names that it must have."""
        return (name for name in self.required if name not in self.defaulted or not self.defaulted[name](edition))


@dataclass(frozen=True, slots=True)
class Since:
    """A field that only some editions know; in the others its name is an unknown one."""

    known: Callable[[Edition], bool]
    shape: Kind | ListOf | Fields


Shape = Kind | ListOf | Fields | Since

TYPE_INVALID = Refusal(
    "values_are_of_the_right_type",
    Stage.DECODING,
    "parameter_invalid",
    "The {parameter} parameter is invalid. received {received}, but expected {expected}",
    recorded("vectorreel, 06-embed-embed-v2.json, 2026-07-20; on earlier days by D103, the dotted path by D60"),
)
PARAMETER_UNKNOWN = Refusal(
    "names_are_known",
    Stage.DECODING,
    "parameter_unknown",
    "The {parameters} parameter is unknown.",
    ERROR_CODES,
)
PARAMETERS_UNKNOWN = Refusal(
    "all_names_are_known",
    Stage.DECODING,
    "parameter_unknown",
    "The following parameters are unknown: {parameters}.",
    ERROR_CODES,
)
PARAMETER_MISSING = Refusal(
    "required_parameter_is_given",
    Stage.DECODING,
    "parameter_not_provided",
    "The {parameters} parameter is required but was not provided.",
    ERROR_CODES,
)
PARAMETERS_MISSING = Refusal(
    "required_parameters_are_given",
    Stage.DECODING,
    "parameter_not_provided",
    "The following required parameters were not provided: {parameters}.",
    ERROR_CODES,
)


def shaped(value: Mapping[str, Any], fields: Fields, edition: Edition) -> dict[str, Any]:
    """The request as an object without nulls, or `Refused` for the first thing wrong with its shape.

    A null counts as a field that was not sent: clients send null for `start_sec` and `end_sec` (seen in their code, 2026; D60).
    """
    for path, received, expected in _wrong_types(value, fields, edition, ""):
        refuse(TYPE_INVALID, parameter=path, received=received, expected=expected)
    _refuse_all(list(_unknown_names(value, fields, edition, "")), PARAMETER_UNKNOWN, PARAMETERS_UNKNOWN)
    _refuse_all(list(_missing_names(value, fields, edition, "")), PARAMETER_MISSING, PARAMETERS_MISSING)
    without: dict[str, Any] = _without_nulls(dict(value))
    return without


def _refuse_all(paths: list[str], one: Refusal, several: Refusal) -> None:
    if paths:
        refuse(one if len(paths) == 1 else several, parameters=", ".join(path[:100] for path in paths[:20]))


def _wrong_types(value: Any, shape: Shape, edition: Edition, path: str) -> Iterator[tuple[str, str, str]]:
    """Each value of the wrong type: where it is, what it is, what it should be."""
    expected = shape.value if isinstance(shape, Kind) else "array" if isinstance(shape, ListOf) else "object"
    if not _is(value, expected):
        yield path, json_type(value), expected
    else:
        for inner, below, where in _inside(value, shape, edition, path):
            yield from _wrong_types(inner, below, edition, where)


def _unknown_names(value: Any, shape: Shape, edition: Edition, path: str) -> Iterator[str]:
    """Each name that its object does not have."""
    if isinstance(shape, Fields):
        known = _known(shape, edition)
        yield from (_join(path, name) for name in value if name not in known)
    for inner, below, where in _inside(value, shape, edition, path):
        yield from _unknown_names(inner, below, edition, where)


def _missing_names(value: Any, shape: Shape, edition: Edition, path: str) -> Iterator[str]:
    """Each field that its object needs and does not have."""
    if isinstance(shape, Fields):
        yield from (_join(path, name) for name in shape.needed(edition) if value.get(name) is None)
    for inner, below, where in _inside(value, shape, edition, path):
        yield from _missing_names(inner, below, edition, where)


def _inside(value: Any, shape: Shape, edition: Edition, path: str) -> Iterator[tuple[Any, Shape, str]]:
    """The values one level below, each with its shape and its path."""
    if isinstance(shape, Fields):
        known = _known(shape, edition)
        for name, inner in value.items():
            if name in known and inner is not None:
                yield inner, known[name], _join(path, name)
    elif isinstance(shape, ListOf):
        for index, inner in enumerate(value):
            yield inner, shape.item, f"{path}[{index}]"


def _known(fields: Fields, edition: Edition) -> dict[str, Shape]:
    known: dict[str, Shape] = {}
    for name, shape in fields.named.items():
        if not isinstance(shape, Since):
            known[name] = shape
        elif shape.known(edition):
            known[name] = shape.shape
    return known


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _is(value: Any, expected: str) -> bool:
    if expected == Kind.INTEGER.value:
        return json_type(value) == Kind.NUMBER.value and float(value).is_integer()
    return json_type(value) == expected


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_nulls(inner) for name, inner in value.items() if inner is not None}
    if isinstance(value, list):
        return [_without_nulls(inner) for inner in value]
    return value
