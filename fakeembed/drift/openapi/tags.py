"""Alternatives that can be told apart by a tag: a property that all of them demand, of which each has values of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed.drift.openapi.shape import ANYTHING

if TYPE_CHECKING:
    from fakeembed.drift.openapi.shape import Facet


def tag_of(olds: tuple[Facet, ...], news: tuple[Facet, ...]) -> str | None:
    """The property by whose value the alternatives of both can be told apart."""
    for name in olds[0].get("required", frozenset()):
        if all(by_tag(facets, name) for facets in (olds, news)):
            return str(name)
    return None


def by_tag(facets: tuple[Facet, ...], name: str) -> dict[str, Facet]:
    """The alternatives by the values of that property; empty when they cannot be told apart so."""
    found: dict[str, Facet] = {}
    for facet in facets:
        shape = facet.get("properties", {}).get(name)
        [only] = shape.facets.get("string", ()) if shape and len(shape.facets.get("string", ())) == 1 else [{}]
        tags = only.get("enum", ())
        if name not in facet.get("required", ()) or not tags or any(tag in found for tag in tags):
            return {}
        found.update(dict.fromkeys(tags, facet))
    return found


def without(name: str, facet: Facet) -> Facet:
    """The alternative with any value of its tag."""
    return {**facet, "properties": {**facet["properties"], name: ANYTHING}}
