"""What several alternatives of a `oneOf` let through at once, and what is refused for that (decision D400)."""

from __future__ import annotations

from itertools import chain, combinations, product
from typing import TYPE_CHECKING

from fakeembed.drift.openapi.facets import LOWER, TYPES, UPPER, Limit, both_facets, item_of, longest_prefix, property_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from fakeembed.drift.openapi.facets import Facet, Overlap, Shape


def overlaps(shapes: Sequence[Shape]) -> dict[str, frozenset[Overlap]]:
    """What two of several alternatives may let through at once, by JSON type; vocabularies that share a word are meant as one."""
    found = {}
    for name in TYPES:
        branches = [shape.facets[name] for shape in shapes if name in shape.facets]
        pairs = chain.from_iterable(product(ones, others) for ones, others in combinations(branches, 2))
        shared = (shared_by(name, *pair) for pair in pairs if not all("enum" in facet for facet in pair))
        found[name] = frozenset(overlap for overlap in shared if overlap is not None)
    return {name: some for name, some in found.items() if some}


def shared_by(name: str, one: Facet, other: Facet) -> Overlap | None:
    """What two facets of one type share; None when they share no value, as far as that can be said."""
    demanded: frozenset[str] = one.get("required", frozenset()) | other.get("required", frozenset())
    if any(_are_apart(property_of(one, key), property_of(other, key)) for key in demanded):
        return None
    if name == "object":
        return demanded
    if name == "array":
        fewest = min(max(one.get("minItems", 0), other.get("minItems", 0)), longest_prefix(one, other) + 1)
        return None if any(_are_apart(item_of(one, at), item_of(other, at)) for at in range(fewest)) else frozenset()
    together = both_facets(*({word: said for word, said in facet.items() if word != "conditions"} for facet in (one, other)))
    return None if together is None or _has_no_room(together) else frozenset(together.items())


def mentioned(facets: Iterable[Facet]) -> frozenset[str]:
    """The properties that objects have by what is said of them."""
    return frozenset(chain.from_iterable((*facet.get("properties", ()), *facet.get("required", ())) for facet in facets))


def _are_apart(one: Shape, other: Shape) -> bool:
    return all(
        shared_by(name, *pair) is None
        for name in one.facets.keys() & other.facets.keys()
        for pair in product(one.facets[name], other.facets[name])
    )


def _has_no_room(facet: Facet) -> bool:
    for low, high in zip(LOWER, UPPER, strict=True):
        ends = [end if isinstance(end, Limit) else Limit(end) for word in (low, high) if (end := facet.get(word)) is not None]
        if len(ends) == 2 and (ends[0].value, any(end.excluded for end in ends)) > (ends[1].value, False):
            return True
    return False
