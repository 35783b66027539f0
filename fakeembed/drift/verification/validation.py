"""Whether a body fits its schema: JSON Schema draft 2020-12 with two keywords of our own, for vectors and for dated properties."""

from __future__ import annotations

from functools import lru_cache
from math import hypot, isfinite
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.validators import extend

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fakeembed.drift.suite import Answer

_NUMBERS = frozenset({int, float})


def errors(schema: Mapping[str, Any], body: Any, *, day: str) -> Iterator[ValidationError]:
    """What is wrong with a body on an ISO day."""
    found: Iterator[ValidationError] = _class_for(day)(schema).iter_errors(body)
    return found


def fits(declared: Answer, content: bytes, *, day: str) -> bool:
    """Whether an answer fits what is declared of it on an ISO day; most answers of a run or a recording say the same."""
    return _fits(_ByIdentity(declared), content, day)


class _ByIdentity:
    """A declared answer as the key of a cache; there is one for each operation and status as long as this process lives."""

    def __init__(self, declared: Answer) -> None:
        self.declared = declared

    def __hash__(self) -> int:
        return id(self.declared)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByIdentity) and self.declared is other.declared


@lru_cache(maxsize=2048)
def _fits(key: _ByIdentity, content: bytes, day: str) -> bool:
    import orjson

    return next(errors(key.declared.schema or {}, orjson.loads(content), day=day), None) is None


def _vector(_validator: Any, demanded: Mapping[str, float], value: Any, _schema: Any) -> Iterator[ValidationError]:
    """`x-vector`: numbers only, all finite, and the L2 norm, when one is named, within the tolerance.

    One keyword for the whole array: `items` would visit each of 51,200 numbers of a long answer by itself.
    """
    if not isinstance(value, list):
        return
    if not {*map(type, value)} <= _NUMBERS:
        strange = next(item for item in value if type(item) not in _NUMBERS)
        yield ValidationError(f"a vector with {strange!r} in it")
        return
    norm = hypot(*value)
    if not isfinite(norm):
        yield ValidationError("a vector with a number that is not finite")
    elif "norm" in demanded and abs(norm - demanded["norm"]) > demanded["tolerance"]:
        yield ValidationError(f"a vector with the L2 norm {norm:.6g}")


@lru_cache(maxsize=64)
def _class_for(day: str) -> Any:
    def since(_validator: Any, dated: Mapping[str, str], value: Any, _schema: Any) -> Iterator[ValidationError]:
        """`x-since`: properties that are required from a day on."""
        if isinstance(value, dict):
            for name, first in dated.items():
                if day >= first and name not in value:
                    yield ValidationError(f"{name!r} is missing", validator="required", validator_value=[name])

    return extend(Draft202012Validator, {"x-vector": _vector, "x-since": since})  # type: ignore[no-untyped-call]
