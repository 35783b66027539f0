"""Whether one shape lets through all that another one does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fakeembed.drift.openapi.facets import (
    BOTH,
    LOWER,
    UPPER,
    Shape,
    further_of,
    item_of,
    longest_prefix,
    property_of,
    rest_of,
)
from fakeembed.drift.openapi.names import demanded, may_share_names, said_of, under_conditions
from fakeembed.drift.openapi.overlap import mentioned, shared_by
from fakeembed.drift.openapi.values import TAKES, divides, may_match

if TYPE_CHECKING:
    from collections.abc import Callable

    from fakeembed.drift.openapi.facets import Facet, Overlap


def covers_types(wide: Shape, narrow: Shape) -> bool:
    """Whether every value of the narrow types has one of the wide ones."""
    if not narrow.facets.keys() <= wide.facets.keys():
        return False
    numbers = narrow.facets.get("number", ())
    if not numbers or "integer" not in wide.words or "integer" in narrow.words:
        return True
    return all("enum" in facet for facet in (*numbers, *wide.facets["number"]))  # their words say it


@dataclass(frozen=True, slots=True)
class Inclusion:
    """Whether every value of one shape or facet is one of another, as far as that can be said; no is the answer when it cannot.

    Attributes:
        strict: Whether an object may have any property that nobody mentions, as a validator has it. To who reads documents it has
            none of them, unless it says what further ones may be.
        lenient: Whether a word is taken to fit a pattern where that cannot be said.
    """

    strict: bool
    lenient: bool = False

    def covers(self, wide: Shape, narrow: Shape) -> bool:
        """Whether every value of `narrow` is one of `wide`."""
        if wide is narrow or wide.anything:
            return True
        if (wide.unread and wide.unread != narrow.unread) or (wide.shared and refuses_more(wide, narrow)):
            return False
        return all(
            any(self.covers_facet(one, facet) for one in wide.facets.get(name, ()))
            for name, facets in narrow.facets.items()
            for facet in facets
        )

    def covers_facet(self, wide: Facet, narrow: Facet) -> bool:
        """The same for two facets of one type."""
        if wide == narrow:
            return True
        words = narrow.get("enum", ())
        told = {"enum"} if any(isinstance(word, list | dict) for word in words) else TAKES.keys()
        return all(
            (words and keyword in told and all(self._takes(keyword, wide[keyword], word) for word in words))
            or _COVERS.get(keyword, _equal)(self, wide, narrow, keyword)
            for keyword in wide
        )

    def _takes(self, keyword: str, said: Any, word: Any) -> bool:
        return TAKES[keyword](word, said) or (self.lenient and keyword == "pattern" and may_match(said, word))


def refuses_more(new: Shape, old: Shape) -> bool:
    """Whether something that an old shape may let through is refused by a new one because two of its alternatives share it."""
    return any(
        name in old.facets and _is_lost(name, overlap, old)
        for name, overlaps in new.shared.items()
        for overlap in overlaps - old.shared.get(name, frozenset())
    )


def _is_lost(name: str, overlap: Overlap, old: Shape) -> bool:
    facets, known = old.facets[name], old.shared.get(name, ())
    if name in {"array", "object"}:
        return overlap <= mentioned(facets) and not any(one <= overlap for one in known)
    lost = dict(overlap)
    may_come = any(shared_by(name, lost, facet) is not None for facet in facets)
    return may_come and not any(STRICT.covers_facet(dict(one), lost) for one in known)


READ, STRICT, LENIENT = Inclusion(strict=False), Inclusion(strict=True), Inclusion(strict=False, lenient=True)


def _equal(_: Inclusion, wide: Facet, narrow: Facet, keyword: str) -> bool:
    return keyword in narrow and bool(wide[keyword] == narrow[keyword])


def _covers_low(_: Inclusion, wide: Facet, narrow: Facet, keyword: str) -> bool:
    return keyword in narrow and bool(BOTH[keyword](wide[keyword], narrow[keyword]) == narrow[keyword])


def _covers_width(_: Inclusion, wide: Facet, narrow: Facet, __: str) -> bool:
    return bool(narrow.get("width", wide["width"]) <= wide["width"])


def _covers_numbers(_: Inclusion, wide: Facet, narrow: Facet, __: str) -> bool:
    divisors = narrow.get("multipleOf", frozenset()) | ({1} if narrow.get("integer") else frozenset())
    return all(any(divides(number, divisor) for divisor in divisors) for number in wide["multipleOf"])


def _covers_items(by: Inclusion, wide: Facet, narrow: Facet, _: str) -> bool:
    positions = longest_prefix(wide, narrow)
    positions = min(positions, narrow.get("maxItems", positions))
    firsts = all(by.covers(item_of(wide, index), item_of(narrow, index)) for index in range(positions))
    return firsts and (narrow.get("maxItems", positions + 1) <= positions or by.covers(rest_of(wide), rest_of(narrow)))


def _covers_properties(by: Inclusion, wide: Facet, narrow: Facet, _: str) -> bool:
    names = dict.fromkeys((*narrow.get("properties", ()), *sorted(demanded(narrow))))
    if by.strict or "additionalProperties" in narrow or "patternProperties" in narrow:
        names |= dict.fromkeys(wide.get("properties", ()))
    return all(by.covers(property_of(wide, name), said) for name in names for said in _said_of(by, narrow, name))


def _said_of(by: Inclusion, facet: Facet, name: str) -> list[Shape]:
    """What a property may be; to who reads documents, what each condition says where they alone describe it (decision D401)."""
    if by.strict or name in facet.get("required", ()) or said_of(facet, name) is not None:
        return [property_of(facet, name)]
    return under_conditions(facet, name) or [property_of(facet, name)]


def _covers_further(by: Inclusion, wide: Facet, narrow: Facet, keyword: str) -> bool:
    if not _covers_properties(by, wide, narrow, keyword) or not by.covers(further_of(wide), further_of(narrow)):
        return False
    patterns, others = wide.get("patternProperties", {}), narrow.get("patternProperties", {})
    return all(_covers_named(by, pattern, shape, narrow) for pattern, shape in patterns.items()) and all(
        by.covers(further_of(wide), shape) for pattern, shape in others.items() if pattern not in patterns
    )


def _covers_named(by: Inclusion, pattern: str, shape: Shape, narrow: Facet) -> bool:
    """Whether what fits a pattern may be all that a narrow facet lets it be, by that pattern or by others that share names."""
    patterns = narrow.get("patternProperties", {})
    if pattern in patterns:
        return by.covers(shape, patterns[pattern])
    beside = (one for other, one in patterns.items() if may_share_names(pattern, other))
    return by.covers(shape, further_of(narrow)) and all(by.covers(shape, one) for one in beside)


def _covers_dependencies(_: Inclusion, wide: Facet, narrow: Facet, __: str) -> bool:
    known, always = narrow.get("dependentRequired", {}), narrow.get("required", frozenset())
    return all(names <= known.get(name, frozenset()) | always for name, names in wide["dependentRequired"].items())


def _covers_conditions(by: Inclusion, wide: Facet, narrow: Facet, _: str) -> bool:
    return all(any(implies(by, known, said) for known in narrow.get("conditions", ())) for said in wide["conditions"])


def implies(by: Inclusion, known: tuple[Any, ...], said: tuple[Any, ...]) -> bool:
    """Whether who keeps the first condition keeps the second one; which values it is about is a matter of all that may come."""
    if known == said:
        return True
    if known[0] != said[0]:
        return False
    if known[0] == "not":
        return STRICT.covers(known[1], said[1])
    if known[0] == "contains":
        (least, most), (low, high) = known[1], said[1]
        fewer = high is None or (most is not None and most <= high and STRICT.covers(known[2], said[2]))
        return bool(low <= least and fewer and STRICT.covers(said[2], known[2]))
    if known[0] in {"then", "else"}:
        when, other = (known[1], said[1]) if known[0] == "then" else (said[1], known[1])
        return STRICT.covers(when, other) and by.covers(said[2], known[2])
    return known[:-1] == said[:-1] and by.covers(said[-1], known[-1])  # the last part is what has to hold then


_COVERS: dict[str, Callable[[Inclusion, Facet, Facet, str], bool]] = {
    **dict.fromkeys((*LOWER, *UPPER, "required", "pattern"), _covers_low),
    "width": _covers_width,
    "multipleOf": _covers_numbers,
    **dict.fromkeys(("items", "prefixItems"), _covers_items),
    "properties": _covers_properties,
    **dict.fromkeys(("additionalProperties", "patternProperties"), _covers_further),
    "dependentRequired": _covers_dependencies,
    "conditions": _covers_conditions,
}
