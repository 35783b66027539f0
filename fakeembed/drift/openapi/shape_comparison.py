"""How two shapes differ, and whom each difference breaks.

A request breaks clients when it becomes narrower: what they send is refused. An answer breaks them when it becomes wider: what they
never saw comes. Two exceptions: a further field and a further word of a vocabulary are what a tolerant reader survives, and a word
that is gone breaks whoever waits for it (decision D86).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from fakeembed.drift.differences import Kind
from fakeembed.drift.openapi.shapes import LOWER, UPPER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fakeembed.drift.differences import Drift, Expectation
    from fakeembed.drift.openapi.shapes import Shape


@dataclass(frozen=True, slots=True)
class ShapeComparison:
    """Compares the shapes of one body, or of one set of parameters.

    Attributes:
        expectation: What the old document demands.
        side: "request" or "response".
        silence: Whether the new document contradicts nothing by saying nothing. So it is against the contracts (decision D88): they
            know more than any document says, and exports drop bounds, headers and vocabularies.
    """

    expectation: Expectation
    side: Literal["request", "response"]
    silence: bool

    def differences(self, old: Shape, new: Shape, where: str) -> Iterator[Drift]:
        """Every difference between two shapes, and between their properties and items."""
        yield from self._types(old, new, where)
        yield from self._vocabulary(old, new, where)
        yield from self._limits(old, new, where)
        yield from self._formats(old, new, where)
        yield from self._default(old, new, where)
        yield from self._properties(old, new, where)
        if old.items and new.items:
            yield from self.differences(old.items, new.items, f"{where}[*]")

    def _found(self, kind: Kind, where: str, old: Any, new: Any, *, breaking: bool) -> Drift:
        return self.expectation.broken(kind, where, expected=old, observed=new, breaking=breaking)

    def _breaks(self, *, narrower: bool, wider: bool) -> bool:
        return narrower if self.side == "request" else wider

    def _types(self, old: Shape, new: Shape, where: str) -> Iterator[Drift]:
        if self.silence and (not old.types or not new.types):
            return
        narrower, wider = not _covers(new.types, old.types), not _covers(old.types, new.types)
        if narrower or wider:
            breaking = (narrower and wider) or self._breaks(narrower=narrower, wider=wider)
            yield self._found(Kind.TYPE_CHANGED, where, _words(old.types), _words(new.types), breaking=breaking)

    def _vocabulary(self, old: Shape, new: Shape, where: str) -> Iterator[Drift]:
        if old.values == new.values or (self.silence and new.values is None):
            return
        if old.values is None or new.values is None:
            kind = Kind.ENUM_REDUCED if old.values is None else Kind.ENUM_EXTENDED
            known = self.silence and old.values is None  # the contract leaves it open; the document closes it
            breaking = self.side == "request" and kind is Kind.ENUM_REDUCED and not known
            yield self._found(kind, where, _listed(old.values), _listed(new.values), breaking=breaking)
            return
        gone = [value for value in old.values if value not in new.values]
        come = [value for value in new.values if value not in old.values]
        if gone:
            yield self._found(Kind.ENUM_REDUCED, where, gone, _listed(new.values), breaking=True)
        if come:
            yield self._found(Kind.ENUM_EXTENDED, where, _listed(old.values), come, breaking=False)

    def _limits(self, old: Shape, new: Shape, where: str) -> Iterator[Drift]:
        for word in (*LOWER, *UPPER):
            before, after = old.bounds.get(word), new.bounds.get(word)
            if before == after or (self.silence and (before is None or after is None)):
                continue
            narrower = before is None or (after is not None and (after > before if word in LOWER else after < before))
            breaking = self._breaks(narrower=narrower, wider=not narrower)
            yield self._found(Kind.BOUND_CHANGED, f"{where} {word}", before, after, breaking=breaking)

    def _formats(self, old: Shape, new: Shape, where: str) -> Iterator[Drift]:
        for word in sorted({*old.formats, *new.formats}):
            before, after = old.formats.get(word), new.formats.get(word)
            if before == after or (self.silence and (before is None or after is None or word == "pattern")):
                continue
            both = before is not None and after is not None
            breaking = both or self._breaks(narrower=before is None, wider=after is None)
            yield self._found(Kind.FORMAT_CHANGED, f"{where} {word}", before, after, breaking=breaking)

    def _default(self, old: Shape, new: Shape, where: str) -> Iterator[Drift]:
        if self.side == "request" and old.default != new.default and not (self.silence and None in (old.default, new.default)):
            yield self._found(Kind.VALUE_CHANGED, f"{where} default", old.default, new.default, breaking=old.default is not None)

    def _properties(self, old: Shape, new: Shape, where: str) -> Iterator[Drift]:
        if self.silence and not new.properties:
            return
        for name, shape in old.properties.items():
            place = f"{where}.{name}"
            if name not in new.properties:
                breaking = not self.silence or name in old.required
                yield self._found(Kind.FIELD_REMOVED, place, _words(shape.types), None, breaking=breaking)
                continue
            yield from self._presence(name, old, new, place)
            yield from self.differences(shape, new.properties[name], place)
        for name, shape in new.properties.items():
            if name not in old.properties:
                demanded = self.side == "request" and name in new.required
                kind = Kind.FIELD_REQUIRED if demanded else Kind.FIELD_ADDED
                yield self._found(kind, f"{where}.{name}", None, _words(shape.types), breaking=demanded)

    def _presence(self, name: str, old: Shape, new: Shape, place: str) -> Iterator[Drift]:
        """Whether a property that both have must be there."""
        if name in new.required and name not in old.required:
            yield self._found(Kind.FIELD_REQUIRED, place, "optional", "required", breaking=self.side == "request")
        elif name in old.required and name not in new.required and not self.silence:
            yield self._found(Kind.FIELD_OPTIONAL, place, "required", "optional", breaking=self.side == "response")


def _covers(wide: frozenset[str], narrow: frozenset[str]) -> bool:
    """Whether every value of the narrow types has one of the wide ones; no type at all is any type."""
    if not wide:
        return True
    return bool(narrow) and all(name in wide or (name == "integer" and "number" in wide) for name in narrow)


def _words(types: frozenset[str]) -> Any:
    words = sorted(types)
    return words[0] if len(words) == 1 else words or "anything"


def _listed(values: tuple[Any, ...] | None) -> Any:
    return "any value" if values is None else list(values)
