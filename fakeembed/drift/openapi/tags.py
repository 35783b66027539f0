"""Alternatives that can be told apart by a tag: a property that each of them demands, with words of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fakeembed.drift.differences import Drift
from fakeembed.drift.openapi.facets import ANYTHING

if TYPE_CHECKING:
    from fakeembed.drift.differences import Unchecked
    from fakeembed.drift.openapi.facets import Facet


def tag_of(olds: tuple[Facet, ...], news: tuple[Facet, ...]) -> str | None:
    """The property by whose value the alternatives of both can be told apart."""
    names = sorted(olds[0].get("required", ()))
    return next((name for name in names if by_tag(olds, name) and by_tag(news, name)), None)


def by_tag(facets: tuple[Facet, ...], name: str) -> dict[str, Facet]:
    """The alternatives by the values of that property; empty when they cannot be told apart so."""
    found: dict[str, Facet] = {}
    for facet in facets:
        shape = facet.get("properties", {}).get(name)
        [only] = shape.facets.get("string", ()) if shape and len(shape.facets.get("string", ())) == 1 else [{}]
        tags = only.get("enum", ())
        if name not in facet.get("required", ()) or not tags or any(tag in found for tag in tags):
            return {}
        own = {**facet, "properties": {**facet["properties"], name: ANYTHING}}
        found.update(dict.fromkeys(tags, own))
    return found


def moved(one: Drift | Unchecked, where: str, to: str) -> Drift | Unchecked:
    """The same, found in one branch."""
    if isinstance(one, Drift):
        return replace(one, where=to + one.where.removeprefix(where))
    return replace(one, case=one.case.replace(where, to, 1))
