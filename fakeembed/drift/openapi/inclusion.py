"""Whether one shape lets through all that another one does."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from fakeembed.drift.openapi.facets import (
    BOTH,
    LOWER,
    UPPER,
    Shape,
    further_of,
    item_of,
    longest_prefix,
    matches,
    property_of,
    rest_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from fakeembed.drift.openapi.facets import Facet


def covers(wide: Shape, narrow: Shape) -> bool:
    """Whether every value of `narrow` is one of `wide`, as far as that can be said; no is the answer when it cannot."""
    if wide is narrow or wide.anything:
        return True
    if wide.unread and wide.unread != narrow.unread:
        return False
    return all(
        any(covers_facet(one, facet) for one in wide.facets.get(name, ()))
        for name, facets in narrow.facets.items()
        for facet in facets
    )


def covers_types(wide: Shape, narrow: Shape) -> bool:
    """Whether every value of the narrow types has one of the wide ones."""
    whole = "integer" in wide.words and "integer" not in narrow.words
    return narrow.facets.keys() <= wide.facets.keys() and not (whole and "number" in narrow.facets)


def covers_facet(wide: Facet, narrow: Facet) -> bool:
    """The same for two facets of one type."""
    if wide == narrow:
        return True
    values = narrow.get("enum")
    if values is not None and not any(isinstance(value, list | dict) for value in values):
        unsaid = [keyword for keyword in wide if keyword not in _TAKES and not _equal(wide, narrow, keyword)]
        return not unsaid and all(_takes(wide, value) for value in values)
    return all(_COVERS.get(keyword, _equal)(wide, narrow, keyword) for keyword in wide)


def _takes(facet: Facet, value: Any) -> bool:
    """Whether a facet lets a text, a number, a boolean or null through, by the keywords of which one can say so."""
    return all(_TAKES[keyword](value, said) for keyword, said in facet.items() if keyword in _TAKES)


_TAKES: dict[str, Callable[[Any, Any], bool]] = {
    "enum": lambda value, values: value in values,
    "integer": lambda value, _: float(value).is_integer(),
    "minimum": lambda value, limit: value > limit.value or (value == limit.value and not limit.excluded),
    "maximum": lambda value, limit: value < limit.value or (value == limit.value and not limit.excluded),
    "minLength": lambda value, limit: len(value) >= limit,
    "maxLength": lambda value, limit: len(value) <= limit,
    "multipleOf": lambda value, numbers: all(_divides(number, value) for number in numbers),
    "pattern": lambda value, patterns: all(matches(pattern, value) for pattern in patterns),
    "width": lambda value, bits: abs(value) <= 1 << (bits - 1),
}


def _divides(divisor: float, number: float) -> bool:
    return divisor > 0 and math.isclose(number / divisor, round(number / divisor), rel_tol=1e-12)


def _equal(wide: Facet, narrow: Facet, keyword: str) -> bool:
    return keyword in narrow and bool(wide[keyword] == narrow[keyword])


def _covers_low(wide: Facet, narrow: Facet, keyword: str) -> bool:
    return keyword in narrow and bool(BOTH[keyword](wide[keyword], narrow[keyword]) == narrow[keyword])


def _covers_numbers(wide: Facet, narrow: Facet, _: str) -> bool:
    divisors = narrow.get("multipleOf", frozenset()) | ({1} if narrow.get("integer") else frozenset())
    return all(any(_divides(number, divisor) for divisor in divisors) for number in wide["multipleOf"])


def _covers_integers(_: Facet, narrow: Facet, __: str) -> bool:
    return bool(narrow.get("integer")) or any(float(number).is_integer() for number in narrow.get("multipleOf", ()))


def _covers_items(wide: Facet, narrow: Facet, _: str) -> bool:
    positions = longest_prefix(wide, narrow)
    positions = min(positions, narrow.get("maxItems", positions))
    firsts = all(covers(item_of(wide, index), item_of(narrow, index)) for index in range(positions))
    return firsts and (narrow.get("maxItems", positions + 1) <= positions or covers(rest_of(wide), rest_of(narrow)))


def _covers_properties(wide: Facet, narrow: Facet, _: str) -> bool:
    """A property that a document neither mentions nor demands is none of its values, unless it says what further ones may be."""
    names = dict.fromkeys((*narrow.get("properties", ()), *sorted(narrow.get("required", ()))))
    if "additionalProperties" in narrow or "patternProperties" in narrow:
        names |= dict.fromkeys(wide.get("properties", ()))
    return all(covers(property_of(wide, name), property_of(narrow, name)) for name in names)


def _covers_further(wide: Facet, narrow: Facet, keyword: str) -> bool:
    if not _covers_properties(wide, narrow, keyword) or not covers(further_of(wide), further_of(narrow)):
        return False
    patterns, others = wide.get("patternProperties", {}), narrow.get("patternProperties", {})
    return all(covers(shape, others.get(pattern, further_of(narrow))) for pattern, shape in patterns.items()) and all(
        covers(further_of(wide), shape) for pattern, shape in others.items() if pattern not in patterns
    )


def _covers_dependencies(wide: Facet, narrow: Facet, _: str) -> bool:
    known, always = narrow.get("dependentRequired", {}), narrow.get("required", frozenset())
    return all(names <= known.get(name, frozenset()) | always for name, names in wide["dependentRequired"].items())


def _covers_conditions(wide: Facet, narrow: Facet, _: str) -> bool:
    return all(any(_implies(known, said) for known in narrow.get("conditions", ())) for said in wide["conditions"])


def _implies(known: tuple[Any, ...], said: tuple[Any, ...]) -> bool:
    """Whether who keeps the first condition keeps the second one."""
    if known == said:
        return True
    if known[0] == said[0] == "not":
        return covers(known[1], said[1])
    if known[0] == said[0] == "contains":
        (least, most), (low, high) = known[1], said[1]
        fewer = known[2] == said[2] and high is not None and most is not None and most <= high
        return bool(low <= least and covers(said[2], known[2]) and (high is None or fewer))
    same = known[:-1] == said[:-1]  # the last part is what has to hold then
    return same and covers(said[-1], known[-1])


_COVERS: dict[str, Callable[[Facet, Facet, str], bool]] = {
    **dict.fromkeys((*LOWER, *UPPER, "required", "pattern"), _covers_low),
    "width": lambda wide, narrow, _: narrow.get("width", wide["width"]) <= wide["width"],
    "integer": _covers_integers,
    "multipleOf": _covers_numbers,
    "items": _covers_items,
    "prefixItems": _covers_items,
    "properties": _covers_properties,
    "additionalProperties": _covers_further,
    "patternProperties": _covers_further,
    "dependentRequired": _covers_dependencies,
    "conditions": _covers_conditions,
}
