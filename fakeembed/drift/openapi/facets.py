"""What can be asked of two facets: what both let through, and what one says about a part."""

from __future__ import annotations

import math
import re
from functools import reduce
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

from fakeembed.drift.openapi.shape import ANYTHING, TYPES, Limit, Shape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from fakeembed.drift.openapi.shape import Facet

MOST_ALTERNATIVES = 64

LOWER = ("minimum", "minLength", "minItems", "minProperties")
UPPER = ("maximum", "maxLength", "maxItems", "maxProperties")


# both: what two tables of keywords let through together


def both(one: Shape, other: Shape) -> Shape:
    """What both let through.

    Raises:
        ValueError: When that needs too many alternatives.
    """
    notes, unread = {**one.notes, **other.notes}, {**one.unread, **other.unread}
    if one.facets == ANYTHING.facets:  # it narrows nothing, as in most schemas that are a reference
        one, other = other, one
    facets = dict(one.facets)
    for name in TYPES if other.facets != ANYTHING.facets else ():
        facets.pop(name, None)
        pairs = [(a, b) for a in one.facets.get(name, ()) for b in other.facets.get(name, ())]
        if found := alternatives(made for a, b in pairs if (made := both_facets(a, b)) is not None):
            facets[name] = found
    return Shape(facets, notes, unread)


def both_later(one: Shape, other: Shape) -> Shape:
    """What both let through, found out when somebody wants to know; always the same object for the same two."""
    if one is other or other is ANYTHING:
        return one
    if one is ANYTHING:
        return other
    parts = {**_intersected(one), **_intersected(other)}
    names = frozenset(parts)
    found = _INTERSECTIONS.get(names)
    if found is None:
        found = _INTERSECTIONS[names] = Intersection.later(lambda: reduce(both, parts.values()), parts)
    return found


class Intersection(Shape):
    """What several shapes let through together."""

    __slots__ = ()


def _intersected(shape: Shape) -> Mapping[int, Shape]:
    return shape._parts if isinstance(shape, Intersection) else {id(shape): shape}  # noqa: SLF001 - of the same class


_INTERSECTIONS: WeakValueDictionary[frozenset[int], Shape] = WeakValueDictionary()
"""By the shapes that they are of; each keeps those alive."""


def both_facets(one: Facet, other: Facet) -> Facet | None:
    """What two facets of one type let through together; None for nothing."""
    made = {**one, **other}
    for keyword in one.keys() & other.keys():
        made[keyword] = BOTH[keyword](one[keyword], other[keyword])
    if "prefixItems" in made:
        made["prefixItems"] = tuple(both_later(item_of(one, at), item_of(other, at)) for at in range(longest_prefix(one, other)))
    if "properties" in made:
        made["properties"] = {name: both_later(property_of(one, name), property_of(other, name)) for name in made["properties"]}
    if "patternProperties" in made:
        made["patternProperties"] = {
            name: both_later(*(_by_pattern(facet, name) for facet in (one, other))) for name in made["patternProperties"]
        }
    return None if made.get("enum") == () else in_integers(made)


def _by_pattern(facet: Facet, pattern: str) -> Shape:
    found: Shape = facet.get("patternProperties", {}).get(pattern, further_of(facet))
    return found


def in_integers(facet: dict[str, Any]) -> dict[str, Any]:
    """Limits of integers are inclusive and whole."""
    if facet.get("integer"):
        for keyword, rounded, step in (("minimum", math.ceil, 1), ("maximum", math.floor, -1)):
            if keyword in facet and math.isfinite(facet[keyword].value):
                value = rounded(facet[keyword].value)
                facet[keyword] = Limit(value + step if facet[keyword].excluded and value == facet[keyword].value else value)
    return facet


def _stricter_low(a: Limit, b: Limit) -> Limit:
    return max(a, b, key=lambda limit: (limit.value, limit.excluded))


def _stricter_high(a: Limit, b: Limit) -> Limit:
    return min(a, b, key=lambda limit: (limit.value, not limit.excluded))


def _sets_both(a: Mapping[str, frozenset[str]], b: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    return {name: a.get(name, frozenset()) | b.get(name, frozenset()) for name in {**a, **b}}


BOTH: dict[str, Callable[[Any, Any], Any]] = {
    "enum": lambda a, b: tuple(value for value in a if value in b),
    "integer": lambda a, b: a or b,
    "width": min,
    "minimum": _stricter_low,
    "maximum": _stricter_high,
    **dict.fromkeys(LOWER[1:], max),
    **dict.fromkeys(UPPER[1:], min),
    "multipleOf": lambda a, b: a | b,
    "format": lambda a, b: a if a == b else f"{a} and {b}",
    "contentEncoding": lambda a, b: a if a == b else f"{a} and {b}",
    "pattern": lambda a, b: a | b,
    "uniqueItems": lambda a, b: a or b,
    "items": both_later,
    "prefixItems": lambda a, _: a,
    **dict.fromkeys(("properties", "patternProperties"), lambda a, b: {**a, **b}),
    "additionalProperties": both_later,
    "required": lambda a, b: a | b,
    "dependentRequired": _sets_both,
    "conditions": lambda a, b: (*a, *(one for one in b if _identity(one) not in map(_identity, a))),
}
"""Every keyword of a facet, and how two of its values hold together; parts are put together by `both_facets`."""


# what a facet says about one of its parts


def item_of(facet: Facet, index: int) -> Shape:
    """What stands at a position of an array."""
    prefix = facet.get("prefixItems", ())
    found: Shape = prefix[index] if index < len(prefix) else rest_of(facet)
    return found


def rest_of(facet: Facet) -> Shape:
    """What stands behind the positions that are named one by one."""
    found: Shape = facet.get("items", ANYTHING)
    return found


def property_of(facet: Facet, name: str) -> Shape:
    """What a property of that name may be, whether it is named or not."""
    fitting = [shape for pattern, shape in facet.get("patternProperties", {}).items() if matches(pattern, name)]
    known = facet.get("properties", {}).get(name)
    if known is None and not fitting:
        return further_of(facet)
    found = known or ANYTHING
    for shape in fitting:
        found = both_later(found, shape)
    return found


def further_of(facet: Facet) -> Shape:
    """What a property may be that is not named."""
    found: Shape = facet.get("additionalProperties", ANYTHING)
    return found


def longest_prefix(*facets: Facet) -> int:
    """How many positions some facet names one by one."""
    return max(len(facet.get("prefixItems", ())) for facet in facets)


def matches(pattern: str, text: str) -> bool:
    """Whether a text fits a pattern, as far as Python can say so."""
    try:
        return len(text) < 1000 and re.search(pattern, text) is not None
    except re.error:  # ECMA 262 knows some that Python does not
        return False


def once(values: Iterable[Any]) -> tuple[Any, ...]:
    """Each value once, in order."""
    found: list[Any] = []
    for value in values:
        if value not in found:
            found.append(value)
    return tuple(found)


def alternatives(facets: Iterable[Facet]) -> tuple[Facet, ...]:
    """Each alternative once.

    Raises:
        ValueError: When there are too many.
    """
    found: list[Facet] = []
    for facet in facets:
        if not any(same(facet, other) for other in found):
            found.append(facet)
    if len(found) > MOST_ALTERNATIVES:
        raise ValueError(f"a schema has more than {MOST_ALTERNATIVES} alternatives")
    return tuple(found)


def same(one: Facet, other: Facet) -> bool:
    """Whether two facets say the same of the same parts; parts are not looked into, of which some may not be read yet."""
    return one is other or bool(_identity(one) == _identity(other))


def _identity(said: Any) -> Any:
    if isinstance(said, Shape):
        return id(said)
    if isinstance(said, dict):
        return {name: _identity(part) for name, part in said.items()}
    return tuple(map(_identity, said)) if isinstance(said, tuple) else said
