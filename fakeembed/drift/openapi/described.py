"""How shapes and their parts are shown in a report: as JSON values that a person reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from fakeembed.drift.openapi.facets import Shape

if TYPE_CHECKING:
    from collections.abc import Callable

    from fakeembed.drift.openapi.facets import Facet


_DEEPEST = 8


def words(shape: Shape) -> Any:
    """The types of a shape as a report shows them."""
    named = sorted(shape.words)
    return named[0] if len(named) == 1 else named or ("anything" if shape.facets else "nothing")


def shown_apart(show: Callable[[Any, int], Any], old: Any, new: Any) -> list[Any]:
    """An old and a new value as a report shows them, as deep as it takes to tell them apart."""
    shown = [show(one, 0) for one in (old, new)]
    for depth in range(1, _DEEPEST):
        if shown[0] != shown[1]:
            break
        shown = [show(one, depth) for one in (old, new)]
    return shown


def describe(facet: Facet, depth: int = 0) -> Any:
    """One alternative as a report shows it: its keywords, those of parts down to a depth, and of deeper ones the types."""
    made: dict[str, Any] = {}
    for word, said in facet.items():
        if word == "again":
            made[word] = "as above"
        elif word == "conditions":
            made[word] = [[condition[0], *condition_words(condition, depth)] for condition in said]
        else:
            made[word] = shown(said, depth)
    return made


def condition_words(condition: tuple[Any, ...], depth: int = 0) -> Any:
    """What a condition says of each part, as a report shows it."""
    return [_by_type(part, depth) if isinstance(part, Shape) else shown(part) for part in condition[1:]]


def _by_type(shape: Shape, depth: int) -> Any:
    return {name: [describe(facet, depth) for facet in facets if facet] for name, facets in shape.facets.items() if any(facets)}


def shown(said: Any, depth: int = 0) -> Any:
    """What a keyword says, as a report shows it."""
    if isinstance(said, frozenset):
        values = sorted(said)
        return values[0] if len(values) == 1 else values
    if isinstance(said, Mapping):
        return {name: shown(part, depth) for name, part in said.items()}
    if isinstance(said, tuple):
        return [shown(part, depth) for part in said]
    if isinstance(said, Shape):
        return (depth and _by_type(said, depth - 1)) or words(said)
    return said if isinstance(said, str | int | float | bool | list | None) else str(said)


def listed(values: tuple[Any, ...] | None) -> Any:
    """A vocabulary as a report shows it."""
    return "any value" if values is None else list(values)
