"""`oneOf` where a value may be of two alternatives at once: who sends one is refused where `anyOf` takes it.

So it is with what is sent. An answer that is of both is one that the readers of either understand, and published documents write
`oneOf` where one alternative is part of another: there the words mean the same (decision D390).
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Any

from fakeembed.drift.openapi.facets import LOWER, TYPES, UPPER, Limit, both_facets, property_of
from fakeembed.drift.openapi.inclusion import covers_facet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fakeembed.drift.openapi.facets import Facet, Shape


def only_one(whole: Shape, branches: Sequence[Shape]) -> dict[str, tuple[Facet, ...]]:
    """The facets of what at least one branch lets through, with the condition of `oneOf` where branches may overlap.

    That they may is all that is said of how they do, and how often one of them is part of another one.
    """
    return {
        name: tuple({**facet, "conditions": (*facet.get("conditions", ()), *conditions)} for facet in whole.facets[name])
        if (conditions := _conditions([shape.facets[name] for shape in branches if name in shape.facets]))
        else whole.facets[name]
        for name in whole.facets
    }


def _conditions(branches: list[tuple[Facet, ...]]) -> tuple[tuple[str, str], ...]:
    """The condition on the values of one JSON type, if there is one; what is cut off is compared by its content."""
    if any("again" in facet for facets in branches for facet in facets):
        return ()
    pairs = [pair for pair in combinations(branches, 2) if not _is_one_vocabulary(pair)]
    overlapping = [pair for pair in pairs if _overlap(*pair)]
    parts = sum(_is_part(*pair) + _is_part(*pair[::-1]) for pair in overlapping)
    inside = f"; {parts} times one is part of another" if parts else ""
    return (("oneOf", f"only one of them, where they overlap{inside}"),) if overlapping else ()


def _is_one_vocabulary(branches: tuple[tuple[Facet, ...], ...]) -> bool:
    """Two vocabularies that share a word are meant as one."""
    return all("enum" in facet for facets in branches for facet in facets)


def _overlap(ones: tuple[Facet, ...], others: tuple[Facet, ...]) -> bool:
    return any(not _are_apart(one, other) for one in ones for other in others)


def _is_part(ones: tuple[Facet, ...], others: tuple[Facet, ...]) -> bool:
    return all(any(covers_facet(other, one) for other in others) for one in ones)


def _are_apart(one: Facet, other: Facet) -> bool:
    """Whether no value can be of both, as far as that can be said; no is the answer when it cannot."""
    demanded = one.get("required", frozenset()) | other.get("required", frozenset())
    if any(_none_of_both(property_of(one, name), property_of(other, name)) for name in demanded):
        return True  # first, as most are told apart by a tag
    together = both_facets(one, other)
    return together is None or any(_is_empty(together, low, high) for low, high in zip(LOWER, UPPER, strict=True))


def _is_empty(facet: Facet, low: str, high: str) -> bool:
    least, most = (_end(facet.get(word)) for word in (low, high))
    return least is not None and most is not None and (least[0] > most[0] or (least[0] == most[0] and (least[1] or most[1])))


def _end(limit: Any) -> tuple[float, bool] | None:
    return (limit.value, limit.excluded) if isinstance(limit, Limit) else None if limit is None else (limit, False)


def _none_of_both(one: Shape, other: Shape) -> bool:
    return all(not _overlap(one.facets[name], other.facets[name]) for name in TYPES if name in one.facets and name in other.facets)
