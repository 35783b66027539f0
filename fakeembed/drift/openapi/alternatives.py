"""What at least one of several shapes lets through, as alternatives; and the one facet that says most of it."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from fakeembed.drift.openapi.facets import (
    ANYTHING,
    LOWER,
    TYPES,
    UPPER,
    Shape,
    alternatives,
    rest_of,
    shared_in_all,
    unread_of_all,
)
from fakeembed.drift.openapi.inclusion import READ, STRICT, implies
from fakeembed.drift.openapi.values import once

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fakeembed.drift.openapi.facets import Facet

_PARTS = frozenset({"additionalProperties", "patternProperties", "prefixItems", "items", "properties"})


def either(shapes: Iterable[Shape]) -> Shape:
    """What at least one of them lets through, as alternatives."""
    listed = list(shapes)
    facets = {}
    for name in TYPES:
        if found := _simplified(facet for shape in listed for facet in shape.facets.get(name, ())):
            facets[name] = found
    some = [shape for shape in listed if set(shape.facets) != {"null"}] or listed
    notes = {name: value for name, value in some[0].notes.items() if all(shape.notes.get(name) == value for shape in some)}
    contents = {name: frozenset(_contents(listed, name)) for name in TYPES if any(shape.contents for shape in listed)}
    said = {name: words for name, words in contents.items() if words}
    return Shape(facets, notes, unread_of_all(listed), said, shared_in_all(listed))


def _contents(shapes: list[Shape], name: str) -> Iterator[str]:
    """What of one type is still exactly that of a schema that contains itself: what it lets through alone, or does not."""
    having = sum(name in shape.facets for shape in shapes)
    for shape in shapes:
        for content in shape.contents.get(name, ()):
            if having == (0 if content.startswith("no ") else 1):
                yield content


def merged(facets: tuple[Facet, ...]) -> Facet:
    """The smallest single facet that lets through what each of several does, as far as one can say so keyword by keyword."""
    if len(facets) == 1:
        return facets[0]
    common = set.intersection(*(set(facet) for facet in facets)) - _PARTS
    made = {keyword: _loosest(keyword, [facet[keyword] for facet in facets]) for keyword in common}
    names = dict.fromkeys(name for facet in facets for name in facet.get("properties", ()))
    if names:
        made["properties"] = {name: _loosest_property(name, facets) for name in names}
    if all("additionalProperties" in facet for facet in facets):
        made["additionalProperties"] = either(facet["additionalProperties"] for facet in facets)
    if any("items" in facet or "prefixItems" in facet for facet in facets):
        made["items"] = either(shape for facet in facets for shape in (*facet.get("prefixItems", ()), rest_of(facet)))
    return {keyword: value for keyword, value in made.items() if value not in (None, frozenset(), (), {})}


def is_without_a_condition(loose: tuple[Facet, ...], tight: tuple[Facet, ...]) -> bool:
    """Whether some alternative is another one, and a condition on one of the tight ones is on none of the loose ones.

    What they let through without it may be of another alternative only as long as it has none of that one's properties.
    """
    kept = [condition for facet in loose for condition in _conditions(facet)]
    said = [condition for facet in tight for condition in _conditions(facet)]
    bound = [facet for facet in tight if any(_conditions(facet))]
    return not all(any(_are_the_same(one, other) for other in kept) for one in said) and any(
        facet not in tight and not any(READ.covers_facet(one, facet) for one in bound) for facet in loose
    )


def _conditions(facet: Facet) -> Iterator[tuple[Any, ...]]:
    yield from facet.get("conditions", ())
    for name, others in facet.get("dependentRequired", {}).items():
        yield "dependentSchemas", name, Shape({**ANYTHING.facets, "object": ({"required": others},)})


def _are_the_same(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    return implies(STRICT, one, other) and implies(STRICT, other, one)


def _loosest_property(name: str, facets: tuple[Facet, ...]) -> Shape:
    return either(facet["properties"][name] for facet in facets if name in facet.get("properties", ()))


def _loosest(keyword: str, values: list[Any]) -> Any:
    if keyword == "enum":
        return once(chain.from_iterable(values))
    if keyword == "minimum":
        return min(values, key=lambda limit: (limit.value, limit.excluded))
    if keyword == "maximum":
        return max(values, key=lambda limit: (limit.value, not limit.excluded))
    if keyword in LOWER or keyword in UPPER:
        return min(values) if keyword in LOWER else max(values)
    if isinstance(values[0], frozenset):
        return frozenset.intersection(*values)
    return values[0] if all(value == values[0] for value in values) else None


def _simplified(facets: Iterable[Facet]) -> tuple[Facet, ...]:
    """Without those that another one covers, unless they name parts; vocabularies that differ in nothing else are one."""
    kept: list[Facet] = []
    for facet in facets:
        if any(facet == other or (_is_plain(facet) and STRICT.covers_facet(other, facet)) for other in kept):
            continue
        kept = [other for other in kept if not (_is_plain(other) and STRICT.covers_facet(facet, other))]
        twin = next((other for other in kept if "enum" in facet and _but_enum(other) == _but_enum(facet)), None)
        if twin is not None and "enum" in twin:
            kept[kept.index(twin)] = {**facet, "enum": once((*twin["enum"], *facet["enum"]))}
        else:
            kept.append(facet)
    return alternatives(kept)


def _is_plain(facet: Facet) -> bool:
    return not _PARTS & facet.keys()


def _but_enum(facet: Facet) -> dict[str, Any]:
    return {keyword: value for keyword, value in facet.items() if keyword != "enum"}
