"""The names of properties: what an object says of one, which ones it demands, and which ones two patterns may share."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from fakeembed.drift.openapi.facets import ANYTHING, property_of
from fakeembed.drift.openapi.patterns import fits
from fakeembed.drift.openapi.values import matches

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fakeembed.drift.openapi.facets import Facet, Shape

_LITERAL = re.compile(r"\^([\w-]*)(?![*?{])")


def said_of(facet: Facet, name: str) -> Shape | None:
    """What a property may be; None where an object is open and does not describe it."""
    is_said = (
        name in facet.get("properties", ())
        or "additionalProperties" in facet
        or any(matches(pattern, name) for pattern in facet.get("patternProperties", ()))
    )
    return property_of(facet, name) if is_said else None


def may_be_said(facet: Facet, name: str) -> bool:
    """Whether a property without a name of its own may be one of a pattern, and that cannot be said."""
    patterns = facet.get("patternProperties", ()) if name not in facet.get("properties", ()) else ()
    return any(fits(pattern, name) is None for pattern in patterns)


def consequences(facet: Facet) -> Iterator[Facet]:
    """What an object is under the conditions on it."""
    for condition in facet.get("conditions", ()):
        if condition[0] in {"dependentSchemas", "then", "else"}:
            yield from condition[-1].facets.get("object", ())


def under_conditions(facet: Facet, name: str) -> list[Shape]:
    """What a property may be by each condition that describes it, and anything where it is only demanded; none without either."""
    found: list[Shape] = []
    for part in consequences(facet):
        shape = said_of(part, name)
        found.extend([shape] if shape is not None else under_conditions(part, name))
    return found or [ANYTHING] * (name in demanded(facet))


def is_idle(shape: Shape) -> bool:
    """Whether a condition with this consequence says nothing: it describes properties at most, and each may be anything."""
    objects = shape.facets.get("object", ())
    plain = all(
        facet.keys() <= {"properties"} and all(part == ANYTHING for part in facet.get("properties", {}).values())
        for facet in objects
    )
    return plain and bool(objects) and replace(shape, facets={**shape.facets, "object": ({},)}).anything


def only_demands(shape: Shape) -> bool:
    """Whether all that it says of an object is which properties must be there."""
    objects = shape.facets.get("object", ())
    return len(objects) == 1 and objects[0].keys() == {"required"} and not (shape.unread or shape.shared)


def described(facets: Iterable[Facet]) -> frozenset[str]:
    """The properties and patterns that are described, always or under a condition."""
    found: set[str] = set()
    for facet in facets:
        found |= {*facet.get("properties", ()), *facet.get("patternProperties", ()), *described(consequences(facet))}
    return frozenset(found)


def demanded(facet: Facet) -> frozenset[str]:
    """The properties that must be there, always or with others or under a condition."""
    return frozenset(_demanded(facet))


def _demanded(facet: Facet) -> Iterator[str]:
    yield from facet.get("required", ())
    for name, others in facet.get("dependentRequired", {}).items():
        yield from (name, *others)
    for condition in facet.get("conditions", ()):
        if condition[0] == "dependentSchemas":
            yield condition[1]
    for part in consequences(facet):
        yield from _demanded(part)


def may_share_names(pattern: str, other: str) -> bool:
    """Whether a name may fit both patterns, as far as their first letters say."""
    one, two = (found.group(1) if (found := _LITERAL.match(text)) and "|" not in text else "" for text in (pattern, other))
    return one.startswith(two) or two.startswith(one)
