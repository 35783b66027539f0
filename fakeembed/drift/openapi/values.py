"""Whether a facet lets a single value through, and what that leaves of a vocabulary."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from fakeembed.drift.openapi.patterns import fits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from fakeembed.drift.openapi.facets import Facet


def closed(facet: Facet) -> Facet | None:
    """A facet with a vocabulary: the words that its other keywords let through, without these keywords; None for no word."""
    values = facet["enum"]
    if any(isinstance(value, list | dict) for value in values):
        return facet
    said = TAKES.keys() & facet.keys()
    if any(fits(pattern, value) is None for pattern in facet.get("pattern", ()) for value in values):
        said -= {"pattern"}
    values = tuple(value for value in values if all(TAKES[keyword](value, facet[keyword]) for keyword in said))
    whole = {"integer": True} if all(type(value) is not bool and is_whole(value) for value in values) else {}
    return {**{keyword: facet[keyword] for keyword in facet.keys() - said}, "enum": values, **whole} if values else None


TAKES: dict[str, Callable[[Any, Any], bool]] = {
    "enum": lambda value, values: value in values,
    "integer": lambda value, _: is_whole(value),
    "minimum": lambda value, limit: value > limit.value or (value == limit.value and not limit.excluded),
    "maximum": lambda value, limit: value < limit.value or (value == limit.value and not limit.excluded),
    "minLength": lambda value, limit: len(value) >= limit,
    "maxLength": lambda value, limit: len(value) <= limit,
    "multipleOf": lambda value, numbers: all(divides(number, value) for number in numbers),
    "pattern": lambda value, patterns: all(matches(pattern, value) for pattern in patterns),
    "width": lambda value, bits: abs(value) <= 1 << (bits - 1),
}
"""The keywords of which one can say whether a value that is neither list nor object fits."""


def is_whole(value: Any) -> bool:
    """Whether a value is an integer, however it is written."""
    return isinstance(value, int) or (isinstance(value, float) and value.is_integer())


def divides(divisor: float, number: float) -> bool:
    """Whether a number is a multiple of another one, as they are written."""
    return divisor > 0 and all(map(is_finite, (divisor, number))) and _exactly(number) % _exactly(divisor) == 0


def is_finite(number: float) -> bool:
    """Whether a number is none of those that JSON does not have; an integer may be beyond all floats."""
    return isinstance(number, int) or math.isfinite(number)


def _exactly(number: float) -> Fraction:
    return Fraction(number) if isinstance(number, int) else Fraction(str(number))


def matches(pattern: str, text: str) -> bool:
    """Whether a text fits a pattern, as far as that can be said."""
    return fits(pattern, text) is True


def may_match(patterns: Iterable[str], text: str) -> bool:
    """Whether a text may fit all of these patterns, and of one of them that cannot be said."""
    found = {fits(pattern, text) for pattern in patterns}
    return None in found and False not in found


def once(values: Iterable[Any]) -> tuple[Any, ...]:
    """Each value once, in order."""
    found: list[Any] = []
    for value in values:
        if value not in found:
            found.append(value)
    return tuple(found)
