"""A set of JSON values in one normal form.

A `Shape` lists for each JSON type the alternatives that a value of it may have. An alternative, a facet, is a table of keywords;
one without any lets every value of its type through. Nullable, `anyOf` with null and `type: [x, "null"]` are the same shape that
way, and so are an exclusive limit of an integer and the inclusive one beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from fakeembed.drift.openapi.assumptions import Assumptions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Facet = Mapping[str, Any]
    """Keyword to what it says: see `BOTH` for the keywords and `Reader` in `schema_reader.py` for how they are read."""

TYPES = ("null", "boolean", "number", "string", "array", "object")
"""The JSON types; an integer is a number whose facet says `integer`."""


@dataclass(frozen=True, slots=True)
class Limit:
    """One end of a range of numbers; `excluded` when the end itself is outside."""

    value: float
    excluded: bool = False

    def __str__(self) -> str:
        """As a report shows it."""
        return f"{'exclusive ' if self.excluded else ''}{self.value:g}"


class Shape:
    """A set of JSON values, and what is said about it.

    A schema may contain itself, so what a part of a shape lets through is found out when somebody wants to know.

    Attributes:
        facets: The alternatives by JSON type; a type that is not there is not let through.
        notes: `default`, `deprecated`, `readOnly` and `writeOnly` where they are said.
        unread: Keywords that change what is let through and that nobody here understands, with their values.
    """

    __slots__ = ("__weakref__", "_facets", "_make", "_notes", "_parts", "_unread")

    def __init__(
        self,
        facets: Mapping[str, tuple[Facet, ...]],
        notes: Mapping[str, Any] = MappingProxyType({}),
        unread: Mapping[str, Any] = MappingProxyType({}),
    ) -> None:
        """Know all of it already."""
        self._facets, self._notes, self._unread = facets, notes, unread
        self._make: Callable[[], Shape] | None = None
        self._parts: Mapping[int, Shape] = {}

    @classmethod
    def later(cls, make: Callable[[], Shape], parts: Mapping[int, Shape] = MappingProxyType({})) -> Shape:
        """The shape that `make` returns, which is asked once and not before; `parts` are what it is made of, by identity."""
        shape = cls({})
        shape._make, shape._parts = make, parts
        return shape

    @property
    def facets(self) -> Mapping[str, tuple[Facet, ...]]:
        """The alternatives by JSON type."""
        self._find_out()
        return self._facets

    @property
    def notes(self) -> Mapping[str, Any]:
        """What is said beside them."""
        self._find_out()
        return self._notes

    @property
    def unread(self) -> Mapping[str, Any]:
        """What nobody here understands."""
        self._find_out()
        return self._unread

    def _find_out(self) -> None:
        if self._make is not None:
            make, self._make = self._make, _made_of_itself
            made = make()
            self._facets, self._notes, self._unread, self._make = made.facets, made.notes, made.unread, None

    def __eq__(self, other: object) -> bool:
        """Whether both say the same; where they come to the same two again, nothing has told them apart."""
        if not isinstance(other, Shape):
            return NotImplemented
        return self is other or _EQUAL.hold(self, other, _say_the_same)

    __hash__ = None  # type: ignore[assignment]

    @property
    def anything(self) -> bool:
        """Whether every value is let through."""
        return self is ANYTHING or (not self.unread and all(self.facets.get(name) == ({},) for name in TYPES))

    @property
    def words(self) -> frozenset[str]:
        """The JSON Schema names of its types; empty for any type."""
        if len(self.facets) == len(TYPES):
            return frozenset()
        whole = all(facet.get("integer") for facet in self.facets.get("number", ()))
        return frozenset("integer" if name == "number" and whole else name for name in self.facets)


def _made_of_itself() -> Shape:
    raise ValueError("a schema is made of itself")


def _say_the_same(one: Shape, other: Shape) -> bool:
    return one.facets.keys() == other.facets.keys() and all(
        getattr(one, what) == getattr(other, what) for what in ("notes", "unread", "facets")
    )


_EQUAL = Assumptions()

ANYTHING = Shape({name: ({},) for name in TYPES})
NOTHING = Shape({})
