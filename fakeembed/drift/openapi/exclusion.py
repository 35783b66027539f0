"""`oneOf` where a value may be of two alternatives at once: who sends one is refused where `anyOf` takes it.

So it is with what is sent. An answer that is of both is one that the readers of either understand, and published documents write
`oneOf` where one alternative is part of another: there the words mean the same (decision D390).
"""

from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING, Any

from fakeembed.drift.openapi.facets import LOWER, TYPES, UPPER, Limit, Shape, both_facets, once, property_of
from fakeembed.drift.openapi.inclusion import covers_facet

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fakeembed.drift.openapi.facets import Facet


def only_one(whole: Shape, branches: Sequence[Shape]) -> dict[str, tuple[Facet, ...]]:
    """The facets of what at least one branch lets through, with the condition of `oneOf` where branches may overlap.

    How often one of them is part of another one is said, and what is of two at once; of objects, which say too little of what they
    are not, only that they may overlap.
    """
    return {
        name: tuple({**facet, "conditions": (*facet.get("conditions", ()), *conditions)} for facet in whole.facets[name])
        if (conditions := _conditions(name, [shape.facets[name] for shape in branches if name in shape.facets]))
        else whole.facets[name]
        for name in whole.facets
    }


def _conditions(name: str, branches: list[tuple[Facet, ...]]) -> tuple[tuple[str, str, Shape], ...]:
    """The condition on the values of one JSON type, if there is one; what is cut off is compared by its content."""
    if any("again" in facet for facets in branches for facet in facets):
        return ()
    pairs = [pair for pair in combinations(branches, 2) if not _is_one_vocabulary(pair)]
    overlapping = [pair for pair in pairs if _overlap(*pair)]
    if not overlapping:
        return ()
    parts = sum(_is_part(*pair) + _is_part(*pair[::-1]) for pair in overlapping)
    inside = f"; {parts} times one is part of another" if parts else ""
    of_two = () if name == "object" else once(facet for pair in overlapping for facet in _of_both(*pair))
    return (("oneOf", f"only one of them, where they overlap{inside}", Shape({name: of_two})),)


def _of_both(ones: tuple[Facet, ...], others: tuple[Facet, ...]) -> Iterator[Facet]:
    for one, other in product(ones, others):
        if not _are_apart(one, other) and (facet := both_facets(one, other)) is not None:
            yield facet


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
