"""How shapes and their parts are shown in a report: as JSON values that a person reads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from fakeembed.drift.openapi.facets import Shape

if TYPE_CHECKING:
    from fakeembed.drift.openapi.facets import Facet


def words(shape: Shape) -> Any:
    """The types of a shape as a report shows them."""
    named = sorted(shape.words)
    return named[0] if len(named) == 1 else named or ("anything" if shape.facets else "nothing")


def describe(facet: Facet) -> Any:
    """One alternative as a report shows it: its keywords, and of parts only their types."""
    made: dict[str, Any] = {}
    for word, said in facet.items():
        if word in {"properties", "patternProperties"}:
            made[word] = {name: words(shape) for name, shape in said.items()}
        elif word == "again":
            made[word] = "as above"
        elif word == "conditions":
            made[word] = [[condition[0], *condition_words(condition)] for condition in said]
        else:
            made[word] = shown(said)
    return made


def condition_words(condition: tuple[Any, ...]) -> Any:
    """What a condition says of each part, as a report shows it."""
    return [
        {name: [describe(facet) for facet in facets if facet] for name, facets in part.facets.items() if any(facets)}
        if isinstance(part, Shape)
        else shown(part)
        for part in condition[1:]
    ]


def shown(said: Any) -> Any:
    """What a keyword says, as a report shows it."""
    if isinstance(said, frozenset):
        values = sorted(said)
        return values[0] if len(values) == 1 else values
    if isinstance(said, Mapping):
        return {name: shown(part) for name, part in said.items()}
    if isinstance(said, tuple):
        return [shown(part) for part in said]
    if isinstance(said, Shape):
        return words(said)
    return said if isinstance(said, str | int | float | bool | list | None) else str(said)


def listed(values: tuple[Any, ...] | None) -> Any:
    """A vocabulary as a report shows it."""
    return "any value" if values is None else list(values)
