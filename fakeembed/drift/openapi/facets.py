"""Sets of JSON values in one normal form, and what can be asked of two of them: their intersection, their union, and inclusion.

A `Shape` lists for each JSON type the alternatives that a value of it may have. An alternative, a facet, is a table of keywords;
one without any lets every value of its type through. Nullable, `anyOf` with null and `type: [x, "null"]` are the same shape that
way, and so are an exclusive limit of an integer and the inclusive one beside it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any

from fakeembed.drift.openapi.values import closed, divides, is_finite, is_whole, matches, once

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    Facet = Mapping[str, Any]
    """Keyword to what it says: see `BOTH` for the keywords and `Reader` in `shapes.py` for how they are read."""
    Overlap = frozenset[Any]
    """What two alternatives share: of objects the properties that one of them demands, of arrays nothing, else the keywords."""

TYPES = ("null", "boolean", "number", "string", "array", "object")
"""The JSON types; an integer is a number whose facet says `integer`."""

MOST_ALTERNATIVES = 64

LOWER = ("minimum", "minLength", "minItems", "minProperties")
UPPER = ("maximum", "maxLength", "maxItems", "maxProperties")


@dataclass(frozen=True, slots=True)
class Limit:
    """One end of a range of numbers; `excluded` when the end itself is outside."""

    value: float
    excluded: bool = False

    def __str__(self) -> str:
        """As a report shows it."""
        return f"{'exclusive ' if self.excluded else ''}{self.value if isinstance(self.value, int) else format(self.value, 'g')}"


@dataclass(frozen=True, slots=True)
class Shape:
    """A set of JSON values, and what is said about it.

    Attributes:
        facets: The alternatives by JSON type; a type that is not there is not let through.
        notes: `default`, `deprecated`, `readOnly` and `writeOnly` where they are said.
        unread: Keywords that change what is let through and that nobody here understands, with the content of what they say.
        contents: Of schemas that contain themselves, by JSON type: the content (`Contents`) of each whose alternatives of that type
            are the ones here, with "no " before it where it has none. Where it stands in itself it is cut off, and the facets have
            `again`: the content of what comes there once more.
        shared: By JSON type what two alternatives let through at once where that is refused (`oneOf` in a request).
    """

    facets: Mapping[str, tuple[Facet, ...]]
    notes: Mapping[str, Any] = field(default_factory=dict)
    unread: Mapping[str, str] = field(default_factory=dict)
    contents: Mapping[str, frozenset[str]] = field(default_factory=dict)
    shared: Mapping[str, frozenset[Overlap]] = field(default_factory=dict)

    @property
    def anything(self) -> bool:
        """Whether every value is let through."""
        return not self.unread and not self.shared and self.facets == ANYTHING.facets

    @property
    def words(self) -> frozenset[str]:
        """The JSON Schema names of its types; empty for any type."""
        if len(self.facets) == len(TYPES):
            return frozenset()
        whole = all(facet.get("integer") for facet in self.facets.get("number", ()))
        return frozenset("integer" if name == "number" and whole else name for name in self.facets)


ANYTHING = Shape({name: ({},) for name in TYPES})
NOTHING = Shape({})


# both: what two tables of keywords let through together


def both(one: Shape, other: Shape) -> Shape:
    """What both let through.

    Raises:
        ValueError: When that needs too many alternatives.
    """
    if one is ANYTHING or other is ANYTHING:
        return other if one is ANYTHING else one
    notes, unread, shared = {**one.notes, **other.notes}, unread_of_all((one, other)), shared_in_all((one, other))
    if one.facets == ANYTHING.facets:  # it narrows nothing, as in most schemas that are a reference
        one, other = other, one
    contents = one.contents if other.facets == ANYTHING.facets else {}
    facets = dict(one.facets)
    for name in TYPES if other.facets != ANYTHING.facets else ():
        facets.pop(name, None)
        pairs = [(a, b) for a in one.facets.get(name, ()) for b in other.facets.get(name, ())]
        if found := alternatives(made for a, b in pairs if (made := both_facets(a, b)) is not None):
            facets[name] = found
    return Shape(facets, notes, unread, contents, {name: shared[name] for name in shared if name in facets})


def unread_of_all(shapes: Sequence[Shape]) -> dict[str, str]:
    """What nobody here understands of several shapes: of each word all that it says in them."""
    if not any(shape.unread for shape in shapes):
        return {}
    found: dict[str, set[str]] = {}
    for word, content in chain.from_iterable(shape.unread.items() for shape in shapes):
        found.setdefault(word, set()).add(content)
    return {word: " ".join(sorted(contents)) for word, contents in found.items()}


def shared_in_all(shapes: Sequence[Shape]) -> dict[str, frozenset[Overlap]]:
    """What is refused in one of several shapes because two alternatives share it."""
    if not any(shape.shared for shape in shapes):
        return {}
    names = dict.fromkeys(chain.from_iterable(shape.shared for shape in shapes))
    return {name: frozenset(chain.from_iterable(shape.shared.get(name, ()) for shape in shapes)) for name in names}


def both_facets(one: Facet, other: Facet) -> Facet | None:
    """What two facets of one type let through together; None for nothing."""
    made = {**one, **other}
    for keyword in one.keys() & other.keys():
        made[keyword] = BOTH[keyword](one[keyword], other[keyword])
    if "prefixItems" in made:
        made["prefixItems"] = tuple(both(item_of(one, at), item_of(other, at)) for at in range(longest_prefix(one, other)))
    if "properties" in made:
        made["properties"] = {name: both(property_of(one, name), property_of(other, name)) for name in made["properties"]}
    if "patternProperties" in made:
        made["patternProperties"] = {
            name: both(*(_by_pattern(facet, name) for facet in (one, other))) for name in made["patternProperties"]
        }
    return normal(made)


def _by_pattern(facet: Facet, pattern: str) -> Shape:
    found: Shape = facet.get("patternProperties", {}).get(pattern, further_of(facet))
    return found


def _in_steps(facet: dict[str, Any]) -> dict[str, Any]:
    """Without numbers that a multiple of another one is a multiple of anyway."""
    numbers = facet.pop("multipleOf")
    if facet.get("integer") or any(map(is_whole, numbers)):
        facet["integer"] = True
        numbers = {number for number in numbers if not divides(number, 1)}
    if kept := frozenset(one for one in numbers if not any(one != other and divides(one, other) for other in numbers)):
        facet["multipleOf"] = kept
    return facet


def _demanding(facet: dict[str, Any]) -> dict[str, Any]:
    """With all that is demanded with what is demanded, and without what then holds anyway."""
    rules, demanded = facet.pop("dependentRequired", {}), facet["required"]
    while more := frozenset(chain(*(rules[name] for name in rules.keys() & demanded))) - demanded:
        demanded |= more
    if rest := {name: names - demanded for name, names in rules.items() if names - demanded}:
        facet["dependentRequired"] = rest
    if facet.get("minProperties", 0) <= len(demanded):
        facet.pop("minProperties", None)
    return {**facet, "required": demanded}


def _ended(facet: dict[str, Any]) -> dict[str, Any]:
    """Without positions that no list has; with a limit where nothing may come behind the others, and the other way round."""
    positions, rest = facet.get("prefixItems", ()), rest_of(facet)
    most = min(facet.get("maxItems", len(positions) + 1), len(positions) + bool(rest.facets or rest.unread))
    return facet if most > len(positions) else {**facet, "prefixItems": positions[:most], "items": NOTHING, "maxItems": most}


def normal(facet: dict[str, Any]) -> Facet | None:
    """The same in the words by which it is compared; None where nothing is let through.

    What is a multiple of a whole number is an integer, and limits of integers are inclusive and whole. A vocabulary is what the
    other keywords leave of it, and they say no more then.
    """
    if "multipleOf" in facet:
        facet = _in_steps(facet)
    if "required" in facet:
        facet = _demanding(facet)
    if "items" in facet or "maxItems" in facet:
        facet = _ended(facet)
    if "enum" in facet:
        return closed(facet)
    if facet.get("integer"):
        for keyword, rounded, step in (("minimum", math.ceil, 1), ("maximum", math.floor, -1)):
            if keyword in facet and is_finite(facet[keyword].value):
                value = rounded(facet[keyword].value)
                facet[keyword] = Limit(value + step if facet[keyword].excluded and value == facet[keyword].value else value)
    return facet


def _stricter_low(a: Limit, b: Limit) -> Limit:
    return max(a, b, key=lambda limit: (limit.value, limit.excluded))


def _stricter_high(a: Limit, b: Limit) -> Limit:
    return min(a, b, key=lambda limit: (limit.value, not limit.excluded))


def _in_one_order(a: str, b: str) -> str:
    return " and ".join(sorted({*a.split(" and "), *b.split(" and ")}))


def _sets_both(a: Mapping[str, frozenset[str]], b: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    return {name: a.get(name, frozenset()) | b.get(name, frozenset()) for name in {**a, **b}}


BOTH: dict[str, Callable[[Any, Any], Any]] = {
    "again": lambda a, b: a | b,
    "enum": lambda a, b: tuple(value for value in a if value in b),
    "integer": lambda a, b: a or b,
    "width": min,
    "minimum": _stricter_low,
    "maximum": _stricter_high,
    **dict.fromkeys(LOWER[1:], max),
    **dict.fromkeys(UPPER[1:], min),
    "multipleOf": lambda a, b: a | b,
    **dict.fromkeys(("format", "contentEncoding"), _in_one_order),
    "pattern": lambda a, b: a | b,
    "uniqueItems": lambda a, b: a or b,
    "items": both,
    "prefixItems": lambda a, _: a,
    **dict.fromkeys(("properties", "patternProperties"), lambda a, b: {**a, **b}),
    "additionalProperties": both,
    "required": lambda a, b: a | b,
    "dependentRequired": _sets_both,
    "conditions": lambda a, b: (*a, *(one for one in b if one not in a)),
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
    """What a property of that name may be, whether it is named or not; what is named has been put together with its patterns."""
    known: Shape | None = facet.get("properties", {}).get(name)
    if known is not None:
        return known
    patterns = facet.get("patternProperties", {})
    return with_patterns(ANYTHING, name, patterns) if any(matches(one, name) for one in patterns) else further_of(facet)


def with_patterns(shape: Shape, name: str, patterns: Mapping[str, Shape]) -> Shape:
    """What a property may be by itself and by every pattern that its name fits."""
    for pattern, said in patterns.items():
        if matches(pattern, name):
            shape = both(shape, said)
    return shape


def further_of(facet: Facet) -> Shape:
    """What a property may be that is not named."""
    found: Shape = facet.get("additionalProperties", ANYTHING)
    return found


def longest_prefix(*facets: Facet) -> int:
    """How many positions some facet names one by one."""
    return max(len(facet.get("prefixItems", ())) for facet in facets)


def alternatives(facets: Iterable[Facet]) -> tuple[Facet, ...]:
    """Each alternative once, without those that can never hold beside others that can.

    Raises:
        ValueError: When there are too many.
    """
    listed = once(facets)
    found = (tuple(facet for facet in listed if _can_hold(facet)) or listed) if len(listed) > 1 else listed
    if len(found) > MOST_ALTERNATIVES:
        raise ValueError(f"a schema has more than {MOST_ALTERNATIVES} alternatives")
    return found


def _can_hold(facet: Facet) -> bool:
    """Whether each property that is demanded may have some value; what is not described may."""
    properties = facet.get("properties", {})
    return all(properties[name].facets for name in facet.get("required", ()) if name in properties)
