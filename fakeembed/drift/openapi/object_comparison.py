"""How two objects differ in their properties: those with a name of their own, those of a pattern, and all further ones.

What a document says of a property is what all of it says: a name that one document describes may be one of a map in the other one,
and is compared with what the map says then (decision D401). Where an object is open and nobody mentions a name, nobody sends it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fakeembed.drift.differences import Kind
from fakeembed.drift.openapi.alternatives import either
from fakeembed.drift.openapi.described import words
from fakeembed.drift.openapi.facets import ANYTHING, NOTHING, Shape, both, further_of
from fakeembed.drift.openapi.inclusion import READ
from fakeembed.drift.openapi.names import may_be_said, may_share_names, said_of, under_conditions

if TYPE_CHECKING:
    from fakeembed.drift.openapi.facets import Facet
    from fakeembed.drift.openapi.shape_comparison import Found, ShapeComparison


def object_differences(by: ShapeComparison, old: Facet, new: Facet, where: str) -> Found:
    """Every difference between the properties of two alternatives."""
    if not by.silence or new.get("properties"):
        yield from _properties(by, old, new, where)
    yield from _further(by, old, new, where)
    yield from _dependencies(by, old, new, where)


def _properties(by: ShapeComparison, old: Facet, new: Facet, where: str) -> Found:
    before, after = old.get("properties", {}), new.get("properties", {})
    unclear = [name for name in dict.fromkeys((*before, *after)) if may_be_said(old, name) or may_be_said(new, name)]
    for name in unclear:
        yield from _presence(by, name, old, new, f"{where}.{name}")
        yield by.expectation.unchecked(f"{where}.{name}", "whether the name of this property fits a pattern cannot be said")
    for name in [name for name in dict.fromkeys((*before, *after)) if name not in unclear]:
        place = f"{where}.{name}"
        was = before[name] if name in before else said_of(old, name)
        said = after[name] if name in after else said_of(new, name)
        if name not in after and was and was.facets and not (said and said.facets):
            if was.anything and name in new.get("required", ()):  # as it is where nothing describes it
                continue
            breaking = not by.silence or name in old.get("required", ())
            yield by.expectation.broken(Kind.FIELD_REMOVED, place, expected=words(was), observed=None, breaking=breaking)
        elif name not in before and name not in old.get("required", ()) and not (was and was.facets):
            is_demanded = by.side == "request" and name in new.get("required", ())
            kind = Kind.FIELD_REQUIRED if is_demanded else Kind.FIELD_ADDED
            yield by.found(kind, place, None, words(after[name]), narrower=is_demanded)
            if was is None and (some := under_conditions(old, name)):
                yield from by.differences(either(some), after[name], place)
        else:
            yield from _presence(by, name, old, new, place)
            yield from by.differences(was or ANYTHING, said or ANYTHING, place)
    demands, demanded_now = (facet.get("required", frozenset()) for facet in (old, new))
    for name in sorted((demands ^ demanded_now) - before.keys() - after.keys()):
        yield from _presence(by, name, old, new, f"{where}.{name}")


def _presence(by: ShapeComparison, name: str, old: Facet, new: Facet, place: str) -> Found:
    """Whether a property that both have must be there."""
    before, after = (name in facet.get("required", ()) for facet in (old, new))
    if after and not before:
        yield by.found(Kind.FIELD_REQUIRED, place, "optional", "required", narrower=True)
    elif before and not after and not by.silence:
        yield by.found(Kind.FIELD_OPTIONAL, place, "required", "optional", wider=True)


def _further(by: ShapeComparison, old: Facet, new: Facet, where: str) -> Found:
    """Properties without a name of their own: `additionalProperties`, `patternProperties`."""
    before, after = further_of(old), further_of(new)
    patterns, others = old.get("patternProperties", {}), new.get("patternProperties", {})
    if by.is_closed_apart:  # what either document lets pass beside its own patterns nobody has read
        before = after = ANYTHING
        patterns, others = (
            {name: said for name, said in some.items() if name in patterns and name in others} for some in (patterns, others)
        )
    yield from _part(by, before, after, f"{where}.*")
    for pattern in dict.fromkeys([*patterns, *others]):
        was, said = patterns.get(pattern, before), others.get(pattern, after)
        found = list(_part(by, was, said, f"{where}./{pattern}/"))
        yield from found
        tight, loose = (others, patterns) if by.side == "request" else (patterns, others)
        beside = [shape for other, shape in loose.items() if pattern not in loose and may_share_names(pattern, other)]
        if not any(getattr(one, "breaking", True) for one in found) and not all(READ.covers(tight[pattern], one) for one in beside):
            reason = "what else is said of the names that fit this pattern and another one is not compared"
            yield by.expectation.unchecked(f"{where}./{pattern}/", reason)


def _part(by: ShapeComparison, old: Shape, new: Shape, where: str) -> Found:
    """As anywhere, but where an answer had nothing that comes now, that is a further field."""
    if old == NOTHING != new and by.side == "response" and not by.silence:
        yield by.found(Kind.FIELD_ADDED, where, None, words(new))
    else:
        yield from by.part(old, new, where)


def under(condition: tuple[Any, ...], facet: Facet) -> Shape:
    """What an object is wherever a condition on it holds, by what is said beside the condition."""
    known = Shape({**ANYTHING.facets, "object": ({word: facet[word] for word in _PROPERTIES if word in facet},)})
    if condition[0] == "then":
        return both(known, Shape({**ANYTHING.facets, "object": condition[1].facets.get("object", ({},))}))
    required = {"required": frozenset({condition[1]})} if condition[0] == "dependentSchemas" else {}
    return both(known, Shape({**ANYTHING.facets, "object": (required,)}))


_PROPERTIES = ("properties", "patternProperties", "additionalProperties", "required", "dependentRequired")


def _dependencies(by: ShapeComparison, old: Facet, new: Facet, where: str) -> Found:
    rules, further = old.get("dependentRequired", {}), new.get("dependentRequired", {})
    for name in sorted({*rules, *further} if not by.silence else rules.keys() & further.keys()):
        had, has = rules.get(name, frozenset()), further.get(name, frozenset())
        if had != has:
            place, kept = f"{where}.{name} dependentRequired", (sorted(had) or None, sorted(has) or None)
            yield by.found(Kind.CONDITION_CHANGED, place, *kept, narrower=bool(has - had), wider=bool(had - has))
