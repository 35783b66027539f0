"""How two shapes differ, and whom each difference breaks.

A request breaks clients when it becomes narrower: what they send is refused. An answer breaks them when it becomes wider: what they
never saw comes. Exceptions: a further field and a further word of a vocabulary are what a tolerant reader survives (decision D86),
and a word that another one replaces breaks whoever waits for it (decision D200). What a document says in a keyword that is not read
here is neither a difference nor agreement: it comes out as `Unchecked`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from fakeembed.drift.differences import Drift, Kind
from fakeembed.drift.openapi.alternatives import is_without_a_condition, merged
from fakeembed.drift.openapi.described import condition_words, describe, listed, shown, shown_apart, words
from fakeembed.drift.openapi.facets import (
    LOWER,
    TYPES,
    UPPER,
    both,
    item_of,
    longest_prefix,
    rest_of,
)
from fakeembed.drift.openapi.inclusion import LENIENT, READ, covers_types, implies, refuses_more
from fakeembed.drift.openapi.object_comparison import object_differences, under
from fakeembed.drift.openapi.recursion import compared, cut_off_within, fit, is_compared_above, recurs
from fakeembed.drift.openapi.tags import by_tag, moved, tag_of
from fakeembed.drift.openapi.unevaluated import UNEVALUATED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fakeembed.drift.differences import Expectation, Unchecked
    from fakeembed.drift.openapi.facets import Facet, Shape
    from fakeembed.drift.openapi.recursion import Pairs
    from fakeembed.drift.openapi.shapes import Side

    Found = Iterator[Drift | Unchecked]


@dataclass(frozen=True, slots=True)
class ShapeComparison:
    """Compares the shapes of one body, or of one set of parameters.

    Attributes:
        expectation: What the old document demands.
        side: "request" or "response".
        silence: Whether the new document contradicts nothing by saying nothing. So it is against the contracts (decision D88): they
            know more than any document says, and exports drop bounds, headers and vocabularies.
        above: The schemas that contain themselves and that are being compared just now.
        is_closed_apart: Whether just these two objects differ in `unevaluatedProperties`, which is not read, so that what further
            properties may be is not compared (decision D401).
    """

    expectation: Expectation
    side: Side
    silence: bool
    above: Pairs = frozenset()
    is_closed_apart: bool = False

    def differences(self, old: Shape, new: Shape, where: str) -> Found:
        """Every difference between two shapes, and between their properties and items."""
        if recurs(old) or recurs(new):
            if is_compared_above(old, new, self.above):
                return
            if not fit(old, new, self.above) and not (self.silence and old.anything):
                yield self.not_compared(where)
                return
        yield from self._types(old, new, where)
        if old.unread or new.unread:
            yield from self._unread(old, new, where)
        if (old.shared or new.shared) and not self.silence:
            yield from self._shared(old, new, where)
        yield from self._notes(old, new, where)
        if (old.anything or new.anything) and (self.silence or old.facets == new.facets or old.words != new.words):
            return
        pairs = compared(old, new) - self.above
        apart = old.unread.get(UNEVALUATED) != new.unread.get(UNEVALUATED)
        within = (
            replace(self, above=self.above | pairs, is_closed_apart=apart) if pairs or apart is not self.is_closed_apart else self
        )
        for name in TYPES:
            if name in old.facets and name in new.facets:
                yield from within.alternatives(old.facets[name], new.facets[name], where)

    def not_compared(self, where: str) -> Unchecked:
        """What is said where the comparison ends."""
        return self.expectation.unchecked(where, "a schema that contains itself differs here, and is not compared any deeper")

    def found(self, kind: Kind, where: str, old: Any, new: Any, *, narrower: bool = False, wider: bool = False) -> Drift:  # noqa: PLR0913 - two ends, two directions
        """A difference that breaks whom it breaks by its direction."""
        breaking = narrower if self.side == "request" else wider
        return self.expectation.broken(kind, where, expected=old, observed=new, breaking=breaking)

    def _types(self, old: Shape, new: Shape, where: str) -> Found:
        if self.silence and (not old.words or not new.words):
            return
        narrower, wider = not covers_types(new, old), not covers_types(old, new)
        if narrower or wider:
            yield self.found(Kind.TYPE_CHANGED, where, words(old), words(new), narrower=narrower, wider=wider)

    def _unread(self, old: Shape, new: Shape, where: str) -> Found:
        for word in sorted({*old.unread, *new.unread}):
            if old.unread.get(word, ...) != new.unread.get(word, ...) and not (self.silence and word not in new.unread):
                reason = f"{word} differs between the documents, and what it says is not compared"
                yield self.expectation.unchecked(f"{where} {word}", reason)

    def _shared(self, old: Shape, new: Shape, where: str) -> Found:
        """What only one of several alternatives may let through."""
        if refuses_more(new, old):
            reason = "a value of several alternatives is refused now, and whether one was taken before is not compared"
            yield self.expectation.unchecked(f"{where} oneOf", reason)
        elif refuses_more(old, new):
            yield self.found(Kind.CONDITION_CHANGED, f"{where} oneOf", "only one alternative", "several alternatives")

    def _notes(self, old: Shape, new: Shape, where: str) -> Found:
        if new.notes.get("deprecated") is True and old.notes.get("deprecated") is not True:
            yield self.found(Kind.DEPRECATED, where, None, "deprecated")
        before, after = old.notes.get("default"), new.notes.get("default")
        if self.side == "request" and before != after and not (self.silence and None in (before, after)):
            yield self.found(Kind.VALUE_CHANGED, f"{where} default", before, after, narrower=before is not None)

    def alternatives(self, olds: tuple[Facet, ...], news: tuple[Facet, ...], where: str) -> Found:
        """Every difference between the alternatives of one JSON type."""
        if len(olds) == len(news) == 1:
            yield from self._facet(olds[0], news[0], where)
            return
        rests = [tuple(facet for facet in facets if facet.keys() != {"again"}) for facets in (olds, news)]
        if rests != [olds, news]:
            if all(rests):
                yield from self.alternatives(rests[0], rests[1], where)
            elif any(rests):
                yield self.not_compared(where)
            return
        tag = None if self.silence else tag_of(olds, news)
        if tag is not None:
            yield from self._branches(tag, by_tag(olds, tag), by_tag(news, tag), where)
            return
        found = list(self._facet(merged(olds), merged(news), where))
        yield from found
        if not self.silence:
            yield from self._uncovered(olds, news, where, found)

    def _uncovered(self, olds: tuple[Facet, ...], news: tuple[Facet, ...], where: str, found: list[Drift | Unchecked]) -> Found:
        """What alternatives say together and no keyword by itself."""
        if self.is_closed_apart:
            olds, news = (
                tuple({k: v for k, v in one.items() if k != "additionalProperties"} for one in some) for some in (olds, news)
            )
        narrower = not all(any(READ.covers_facet(new, old) for new in news) for old in olds)
        wider = not all(any(READ.covers_facet(old, new) for old in olds) for new in news)
        if (narrower or wider) and cut_off_within(olds) != cut_off_within(news):
            yield self.not_compared(where)
            return
        breaking = narrower if self.side == "request" else wider
        if breaking and any(getattr(one, "breaking", False) for one in found):
            return
        tight, loose = (news, olds) if self.side == "request" else (olds, news)
        if breaking and all(any(LENIENT.covers_facet(one, other) for one in tight) for other in loose):
            yield self.expectation.unchecked(f"{where} alternatives", _UNCLEAR)
        elif not breaking and is_without_a_condition(loose, tight):
            yield self.expectation.unchecked(f"{where} alternatives", "a condition on one of them differs, and is not compared")
        elif breaking or ((narrower or wider) and not found):
            kept = shown_apart(lambda facets, depth: [describe(facet, depth) for facet in facets], olds, news)
            yield self.found(Kind.CONDITION_CHANGED, f"{where} alternatives", *kept, narrower=narrower, wider=wider)

    def _branches(self, tag: str, olds: Mapping[str, Facet], news: Mapping[str, Facet], where: str) -> Found:
        """Branch by branch, by their tag; what all of them have in common is said once."""
        place = f"{where}.{tag}"
        yield from self._words(list(olds), list(news), place)
        both = [name for name in olds if name in news]
        found = [list(self._facet(olds[name], news[name], where)) for name in both]
        common = [one for one in found[0] if all(one in others for others in found)] if len(found) > 1 else []
        yield from common
        for name, some in zip(both, found, strict=True):
            for one in some:
                if one not in common:
                    yield moved(one, where, f"{where}({tag}={name})")

    # one alternative

    def _facet(self, old: Facet, new: Facet, where: str) -> Found:
        for compare in (self._vocabulary, self._limits, self._marks, self._items):
            yield from compare(old, new, where)
        yield from object_differences(self, old, new, where)
        yield from self._conditions(old, new, where)

    def _vocabulary(self, old: Facet, new: Facet, where: str) -> Found:
        before, after = old.get("enum"), new.get("enum")
        if before == after or (self.silence and after is None):
            return
        if before is None or after is None:
            kind = Kind.ENUM_REDUCED if before is None else Kind.ENUM_EXTENDED
            known = self.silence and before is None  # the contract leaves it open; the document closes it
            breaking = self.side == "request" and kind is Kind.ENUM_REDUCED and not known
            yield self.expectation.broken(kind, where, expected=listed(before), observed=listed(after), breaking=breaking)
        else:
            yield from self._words(list(before), list(after), where)

    def _words(self, before: list[Any], after: list[Any], where: str) -> Found:
        has_come = any(value not in before for value in after)
        if any(value not in after for value in before):
            breaking = self.side == "request" or has_come
            yield self.expectation.broken(Kind.ENUM_REDUCED, where, expected=before, observed=after, breaking=breaking)
        if has_come:
            yield self.expectation.broken(Kind.ENUM_EXTENDED, where, expected=before, observed=after, breaking=False)

    def _limits(self, old: Facet, new: Facet, where: str) -> Found:
        for word in (*LOWER, *UPPER, "width"):
            before, after = old.get(word), new.get(word)
            if before == after or ((self.silence or word == "width") and (before is None or after is None)):
                continue
            narrower = after is not None and not READ.covers_facet({word: after}, old)
            wider = before is not None and not READ.covers_facet({word: before}, new)
            kept = [getattr(end, "value", end) if not getattr(end, "excluded", False) else str(end) for end in (before, after)]
            if narrower or wider:  # what a vocabulary keeps anyway is no limit that came or went
                yield self.found(Kind.BOUND_CHANGED, f"{where} {word}", *kept, narrower=narrower, wider=wider)

    def _marks(self, old: Facet, new: Facet, where: str) -> Found:
        """Keywords of which a value holds or does not."""
        for word, kind in _MARKS.items():
            before, after = old.get(word), new.get(word)
            if before == after or (self.silence and (before is None or after is None or word == "pattern")):
                continue
            narrower = word in new and not READ.covers_facet({word: after}, old)
            wider = word in old and not READ.covers_facet({word: before}, new)
            tight, loose, breaking = (new, old, narrower) if self.side == "request" else (old, new, wider)
            if breaking and LENIENT.covers_facet({word: tight[word]}, loose):
                yield self.expectation.unchecked(f"{where} {word}", _UNCLEAR)
            else:
                yield self.found(kind, f"{where} {word}", shown(before), shown(after), narrower=narrower, wider=wider)

    def _items(self, old: Facet, new: Facet, where: str) -> Found:
        positions = longest_prefix(old, new)
        for index in range(positions):
            yield from self.part(item_of(old, index), item_of(new, index), f"{where}[#{index}]")
        if any(facet.get("maxItems", positions + 1) > positions for facet in (old, new)):
            yield from self.part(rest_of(old), rest_of(new), f"{where}[*]")

    def part(self, old: Shape, new: Shape, where: str) -> Found:
        """The differences of two parts of which either may say nothing."""
        if not (self.silence and (old.anything or new.anything)):
            yield from self.differences(old, new, where)

    def _conditions(self, old: Facet, new: Facet, where: str) -> Found:
        before, after = old.get("conditions", ()), new.get("conditions", ())
        if self.silence or before == after:
            return
        if cut_off_within([{"conditions": before}]) != cut_off_within([{"conditions": after}]):
            yield self.not_compared(where)
            return
        narrower = not READ.covers_facet({"conditions": after}, old)
        wider = not READ.covers_facet({"conditions": before}, new)
        yield from self._consequences(old, before, after, where)
        changed = [one for one in (*before, *after) if (one in before) != (one in after)] if narrower or wider else []
        for word in dict.fromkeys(str(one[0]) for one in changed):
            some = ([one for one in side if one[0] == word] for side in (before, after))
            kept = shown_apart(lambda side, depth: [condition_words(one, depth) for one in side] or None, *some)
            yield self.found(Kind.CONDITION_CHANGED, f"{where} {word}", *kept, narrower=narrower, wider=wider)

    def _consequences(self, facet: Facet, olds: tuple[Any, ...], news: tuple[Any, ...], where: str) -> Found:
        """What has to hold under conditions that are the same: as anywhere else, a further property that is open so far is news."""
        for old in olds:
            alike = next((new for new in news if implies(READ, old, new) and implies(READ, new, old)), None)
            if alike is not None and old not in news and old[0] in {"then", "else", "dependentSchemas"}:
                beside = under(old, facet)
                yield from self.differences(both(beside, old[-1]), both(beside, alike[-1]), f"{where} {old[0]}")


_UNCLEAR = "whether a word of the vocabulary fits the pattern cannot be said"

_MARKS = {
    "format": Kind.FORMAT_CHANGED,
    "contentEncoding": Kind.FORMAT_CHANGED,
    "pattern": Kind.FORMAT_CHANGED,
    "multipleOf": Kind.BOUND_CHANGED,
    "uniqueItems": Kind.BOUND_CHANGED,
}
