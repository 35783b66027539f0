"""Schemas that contain themselves: their shapes are cut off where they stand in themselves, and what that means for two of them.

Where both are cut off and what comes there once more is the same, or is being compared further up, there is nothing more to say;
where it is something else, that is not compared (decision D310).
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any

from fakeembed.drift.openapi.facets import ANYTHING, TYPES, Shape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from fakeembed.drift.openapi.facets import Facet

    Pairs = frozenset[tuple[str, str, str]]
    """A JSON type, and the contents of an old and of a new schema of which the alternatives of that type are being compared."""
    Part = tuple[Shape, Callable[[], object]]
    """What a schema is put together of, and how to find its content."""


COMBINED = "what is combined with a schema that comes again"
"""A word of `Shape.unread`: how what is cut off just here is combined with other schemas, where that makes a difference."""


def recurs(shape: Shape) -> bool:
    """Whether something is cut off just here, or was before it was combined with others."""
    for facets in shape.facets.values():
        for facet in facets:  # not any(): this is asked of every part of every document
            if "again" in facet:
                return True
    return COMBINED in shape.unread


def combined(shape: Shape, said: str) -> Shape:
    """A shape of which `COMBINED` says that, if anything."""
    return replace(shape, unread={**shape.unread, COMBINED: said}) if said else shape


def one_of(shapes: Sequence[Shape], tags: Sequence[object]) -> str:
    """What `COMBINED` says of alternatives with their tags; nothing where one alone is cut off and no other has a type of it."""
    again = [(shape, tag) for shape, tag in zip(shapes, tags, strict=True) if recurs(shape)]
    types = {name for shape, _ in again for name in shape.facets}
    beside = any(not recurs(shape) and types & shape.facets.keys() for shape in shapes)
    if not again or (len(again) == 1 and not beside):
        return ""
    said = sorted(f"{tag} {shape.unread.get(COMBINED, 'again')}" for shape, tag in again)
    return f"one of {said}{' and others' if beside else ''}"


def all_of(parts: Iterable[Part]) -> str:
    """What `COMBINED` says of shapes that hold together; nothing where only one of them says something."""
    saying = [(shape, content) for shape, content in parts if shape.facets != ANYTHING.facets]
    if len(saying) < 2 or not any(recurs(shape) for shape, _ in saying):
        return ""
    said = sorted(shape.unread.get(COMBINED, "again") if recurs(shape) else str(content()) for shape, content in saying)
    return f"all of {said}"


def compared(old: Shape, new: Shape) -> Pairs:
    """What is compared when two shapes are: by JSON type the schemas of which these are the alternatives."""
    names = old.contents.keys() & new.contents.keys() if old.contents and new.contents else ()
    return frozenset((name, before, after) for name in names for before in old.contents[name] for after in new.contents[name])


def cut_off_within(facets: Iterable[Facet]) -> frozenset[str]:
    """The contents of what is cut off in them, at whatever depth."""
    found: set[str] = set()
    rest: list[Any] = list(facets)
    while rest:
        one = rest.pop()
        if isinstance(one, Shape):
            rest.extend(chain(*one.facets.values()))
        elif isinstance(one, dict):
            found |= one.get("again", frozenset())
            rest.extend(one.values())
        elif isinstance(one, tuple):
            rest.extend(one)
    return frozenset(found)


def fit(old: Shape, new: Shape, above: Pairs) -> bool:
    """Whether what is cut off just here in an old and in a new shape is the same or is being compared above, and combined alike."""
    is_combined_alike = old.unread.get(COMBINED) == new.unread.get(COMBINED)
    return is_combined_alike and all(_fit(name, _cut_off(old, name), _cut_off(new, name), above) for name in TYPES)


def is_compared_above(old: Shape, new: Shape, above: Pairs) -> bool:
    """Whether one shape is cut off and the other one is what comes there, so that all has been said."""
    before, after = (_only_again(shape) for shape in (old, new))
    cut, whole = (old, new) if before else (new, old)
    if bool(before) is bool(after) or old.notes != new.notes or cut.facets.keys() not in (whole.facets.keys(), set(TYPES)):
        return False
    return all(_fit(name, before or _exactly(old), after or _exactly(new), above) for name in TYPES)


def _fit(name: str, olds: frozenset[str], news: frozenset[str], above: Pairs) -> bool:
    def fits(old: str, new: str) -> bool:
        return old == new or (name, old, new) in above or (name, f"no {old}", f"no {new}") in above

    return all(any(fits(old, new) for new in news) for old in olds) and all(any(fits(old, new) for old in olds) for new in news)


def _cut_off(shape: Shape, name: str) -> frozenset[str]:
    return frozenset(content for facet in shape.facets.get(name, ()) for content in facet.get("again", ()))


def _only_again(shape: Shape) -> frozenset[str]:
    """The content of what comes here once more, when that is all that is said here."""
    found = frozenset(chain(*(_cut_off(shape, name) for name in TYPES)))
    plain = all(facet.keys() == {"again"} for facet in chain(*shape.facets.values())) and not shape.unread
    return found if plain and len(found) == 1 else frozenset()


def _exactly(shape: Shape) -> frozenset[str]:
    """The content of the schema of which this is the shape."""
    by_type = [{content.removeprefix("no ") for content in shape.contents.get(name, ())} for name in TYPES]
    return frozenset(set.intersection(*by_type))
