"""How a schema of OpenAPI 3.0, 3.1 or 3.2 becomes a shape: references followed, compositions carried out, each keyword read.

What is sent differs from what comes back: a property that is `readOnly` is none of a request, one that is `writeOnly` none of an
answer. A discriminator says of each branch what its tag is. `format` says something only about text, and only where JSON Schema or
OpenAPI knows it; `binary` does not change what is sent (decision D87).
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial, reduce
from typing import TYPE_CHECKING, Any, Literal

from fakeembed.drift.openapi.alternatives import either
from fakeembed.drift.openapi.content import Contents, only_part, says_types, target
from fakeembed.drift.openapi.facets import (
    ANYTHING,
    LOWER,
    NOTHING,
    TYPES,
    UPPER,
    Shape,
    both,
    normal,
    property_of,
    shared_in_all,
    with_patterns,
)
from fakeembed.drift.openapi.keywords import (
    KNOWN,
    NOTES,
    is_plain,
    number,
    of_type,
    says_something,
    stated_types,
    text,
    type_words,
    unread,
    vocabulary,
)
from fakeembed.drift.openapi.names import is_idle, only_demands
from fakeembed.drift.openapi.overlap import overlaps
from fakeembed.drift.openapi.recursion import all_of, combined, one_of
from fakeembed.drift.openapi.unevaluated import with_unevaluated

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fakeembed.drift.openapi.content import Follow, Named
    from fakeembed.drift.openapi.recursion import Part

    Side = Literal["request", "response"]

SIDES: tuple[Side, ...] = ("request", "response")

MOST = 50_000
"""The most parts that the schemas of one operation may expand to."""

_COMBINING = frozenset({"$ref", "allOf", "oneOf", "anyOf", "discriminator", "nullable"})
_IMPLIED = {"properties": "object", "items": "array"}
_OF_EVERY_NAME = frozenset({"", "^", ".*", "^.*", ".*$", "^.*$"})
"""Patterns that each name of a property fits: what they say is said of every further one."""

_WHOLE = {"null": 1, "boolean": 2}
"""How many values there are of a JSON type: a vocabulary of as many says nothing."""


class Reader:
    """Reads the schemas of a document, and counts how much those of one operation make."""

    def __init__(self, side: Side, contents: Contents | None = None) -> None:
        """Read as what is sent ("request") or as what comes back ("response"); `contents` are those of the whole document."""
        self._side = side
        self._hidden = "readOnly" if side == "request" else "writeOnly"
        self._contents = contents or Contents()
        self._made = 0
        self._cuts = 0
        self._cut_at: dict[int, int] = {}
        self._known: dict[int, tuple[Shape, int]] = {}

    def begin_operation(self) -> None:
        """Count anew: the bound is for each operation."""
        self._made = 0

    def shape(self, schema: Any, follow: Follow, above: frozenset[int] = frozenset()) -> Shape:
        """The shape of a schema that stands for itself: where it says no type, what it says of one type implies that type.

        Args:
            schema: A schema object, or a boolean one.
            follow: Finds what a `$ref` names, and how to follow references from there.
            above: Schemas that this one stands in, by identity; where one comes again it is cut off.

        Raises:
            ValueError: When the schema is none, or expands beyond all bounds.
        """
        shape = self._of(schema, follow, above)
        if len(shape.facets) < len(TYPES):
            return shape
        implied = {name for word, name in _IMPLIED.items() if all(word in facet for facet in shape.facets[name])}
        facets = {name: facets for name, facets in shape.facets.items() if name in implied}
        return replace(shape, facets=facets) if implied and not says_types(schema, follow) else shape

    def _of(self, schema: Any, follow: Follow, above: frozenset[int]) -> Shape:
        if isinstance(schema, bool):
            return ANYTHING if schema else NOTHING
        if not isinstance(schema, dict):
            raise ValueError(f"a schema is an object, not {schema!r:.60}")  # noqa: TRY004 - a fault of the document
        if id(schema) in above:
            self._cuts += 1
            self._cut_at[id(schema)] = self._cuts
            again = frozenset({self._contents.of(schema, follow)})
            notes = {name: schema[name] for name in NOTES if name in schema}
            return Shape({name: ({"again": again},) for name in stated_types(schema)}, notes)
        if id(schema) in self._known:
            shape, size = self._known[id(schema)]
            self._count(size)
            return shape
        made, cuts = self._made, self._cuts
        self._count(1)
        shape = self._composed(schema, follow, above | {id(schema)})
        if cuts == self._cuts:  # what was cut off depends on where one came from
            self._known[id(schema)] = (shape, self._made - made)
        if self._cut_at.get(id(schema), 0) > cuts:
            content = self._contents.of(schema, follow)
            exactly = {name: frozenset({content if name in shape.facets else f"no {content}"}) for name in TYPES}
            return replace(shape, contents=exactly)
        return shape

    def _count(self, parts: int) -> None:
        self._made += parts
        if self._made > MOST:
            raise ValueError(f"its schemas expand to more than {MOST} parts")

    def _composed(self, schema: Mapping[str, Any], follow: Follow, above: frozenset[int]) -> Shape:
        if schema.keys() == {"$ref"}:
            return self._of(*follow(str(schema["$ref"])), above)
        own = self._own(schema, follow, above)
        parts: list[Part] = [(own, lambda: self._said_alone(schema, follow))]
        if "$ref" in schema:
            named, further = follow(str(schema["$ref"]))
            parts.append((self._of(named, further, above), lambda: self._contents.of(named, further)))
            own = both(parts[-1][0], own)
        for part in self._combined(schema, follow, above):
            parts.append(part)
            own = both(own, part[0])
        own = combined(own, all_of(parts))
        own = with_unevaluated(own, schema, follow)
        return either([own, Shape({"null": ({},)})]) if schema.get("nullable") is True else own

    def _combined(self, schema: Mapping[str, Any], follow: Follow, above: frozenset[int]) -> Iterator[Part]:
        """The parts that compositions name, each with its content; what at least one of several lets through is one part."""
        for part in schema.get("allOf", ()):
            yield self._of(part, follow, above), partial(self._contents.of, part, follow)
        for part, within in _refused_twice(schema, follow):
            yield self._of(part, within, above), partial(self._contents.of, part, within)
        for word in ("oneOf", "anyOf"):
            if schema.get(word):
                shapes, tags = zip(*self._branches(schema, schema[word], follow, above), strict=True)
                whole = combined(either(shapes), one_of(shapes, tags))
                if word == "oneOf" and self._side == "request":
                    whole = replace(whole, shared=shared_in_all([whole, Shape({}, shared=overlaps(shapes))]))
                yield whole, partial(self._contents.of_keyword, word, schema, follow)

    def _said_alone(self, schema: Mapping[str, Any], follow: Follow) -> dict[str, str]:
        """The content of what a schema says itself, without references and compositions."""
        words = sorted(word for word in map(str, schema) if word not in _COMBINING and says_something(word))
        return {word: self._contents.of_keyword(word, schema, follow) for word in words}

    def _branches(
        self, schema: Mapping[str, Any], parts: list[Any], follow: Follow, above: frozenset[int]
    ) -> Iterator[tuple[Shape, tuple[str, ...]]]:
        """The shapes of alternatives, and the tags that lead to them."""
        discriminator = schema.get("discriminator") or {}
        for part in parts:
            shape = self._of(part, follow, above)
            tags = _tags(part, discriminator.get("mapping") or {}) if "propertyName" in discriminator else ()
            yield (_tagged(shape, str(discriminator["propertyName"]), tags) if tags else shape), tags

    def _own(self, schema: Mapping[str, Any], follow: Follow, above: frozenset[int]) -> Shape:
        """What the schema itself says, without references and compositions."""
        conditions = tuple(self._conditions(schema, follow, above))
        refused = self._of(schema["not"], follow, above) if "not" in schema and not _refused_twice(schema, follow) else NOTHING
        facets = {}
        for name in stated_types(schema):
            if refused.facets.get(name) == ({},) and not refused.unread and not refused.shared:
                continue
            facet = self._facet(name, schema, follow, above)
            own = [("not", replace(refused, facets={name: refused.facets[name]}))] if name in refused.facets else []
            if conditions or own:
                facet["conditions"] = (*facet.get("conditions", ()), *own, *conditions)
            if "integer" in type_words(schema) and "number" not in type_words(schema) and name == "number":
                facet["integer"] = True
            if (values := vocabulary(schema)) is not None:
                facet["enum"] = of_type(values, name)
            if len(facet.get("enum", ())) == _WHOLE.get(name):
                del facet["enum"]
            if (found := normal(facet)) is not None:
                facets[name] = (found,)
        notes = {name: schema[name] for name in NOTES if name in schema}
        return Shape(facets, notes, {word: self._contents.of_keyword(word, schema, follow) for word in unread(schema)})

    def _facet(self, name: str, schema: Mapping[str, Any], follow: Follow, above: frozenset[int]) -> dict[str, Any]:
        """What the keywords for one JSON type say."""
        said = {word: schema[word] for word in KNOWN[name] if word in schema and schema[word] is not None}
        if name == "object" and "unevaluatedProperties" in schema and is_plain(schema):
            said.setdefault("additionalProperties", schema["unevaluatedProperties"])
        if name == "number":
            return number(said)
        if name == "string":
            return text(said)
        limits = {word: said[word] for word in (*LOWER, *UPPER) if word in said and not (word in LOWER and said[word] == 0)}
        if name == "array":
            return {**limits, **self._array(said, follow, above)}
        return {**limits, **self._object(said, follow, above)} if name == "object" else {}

    def _array(self, said: Mapping[str, Any], follow: Follow, above: frozenset[int]) -> dict[str, Any]:
        made: dict[str, Any] = {"uniqueItems": True} if said.get("uniqueItems") is True else {}
        if isinstance(said.get("items"), dict | bool) and not (shape := self.shape(said["items"], follow, above)).anything:
            made["items"] = shape
        if said.get("prefixItems"):
            made["prefixItems"] = tuple(self.shape(part, follow, above) for part in said["prefixItems"])
        if "contains" in said:
            numbers = (said.get("minContains", 1), said.get("maxContains"))
            made["conditions"] = (("contains", numbers, self.shape(said["contains"], follow, above)),)
        return made

    def _object(self, said: Mapping[str, Any], follow: Follow, above: frozenset[int]) -> dict[str, Any]:
        properties = {str(name): self.shape(part, follow, above) for name, part in (said.get("properties") or {}).items()}
        hidden = {name for name, shape in properties.items() if shape.notes.get(self._hidden) is True}
        required = said["required"] if isinstance(said.get("required"), list) else ()
        patterns = {
            str(pattern): self.shape(part, follow, above) for pattern, part in (said.get("patternProperties") or {}).items()
        }
        dependent = {
            str(name): frozenset(map(str, others)) - {str(name)} for name, others in (said.get("dependentRequired") or {}).items()
        }
        further = self.shape(said.get("additionalProperties", True), follow, above)
        properties = {n: with_patterns(shape, n, patterns) if patterns else shape for n, shape in properties.items()}
        if every := [patterns.pop(pattern) for pattern in sorted(patterns) if pattern in _OF_EVERY_NAME]:
            further = reduce(both, every)
            patterns = {pattern: both(shape, further) for pattern, shape in patterns.items()}
        names = self._of(said.get("propertyNames", True), follow, above)
        dependent_on = {str(name): self._of(part, follow, above) for name, part in said.get("dependentSchemas", {}).items()}
        for name in [name for name, shape in dependent_on.items() if only_demands(shape)]:
            [facet] = dependent_on.pop(name).facets["object"]
            dependent[name] = dependent.get(name, frozenset()) | facet["required"] - {name}
        conditions = [
            *(("dependentSchemas", name, shape) for name, shape in dependent_on.items() if not is_idle(shape)),
            *([] if names.anything or names.facets.get("string") == ({},) else [("propertyNames", names)]),
        ]
        made = {
            "properties": {name: shape for name, shape in properties.items() if name not in hidden},
            "required": frozenset(map(str, required)) - hidden,
            "patternProperties": patterns,
            "dependentRequired": {name: others for name, others in dependent.items() if others},
            "conditions": tuple(conditions),
        }
        found: dict[str, Any] = {
            word: value for word, value in made.items() if value or (word == "properties" and "properties" in said)
        }
        return found if further.anything else {**found, "additionalProperties": further}

    def _conditions(self, schema: Mapping[str, Any], follow: Follow, above: frozenset[int]) -> Iterator[tuple[Any, ...]]:
        if "if" in schema:
            when = self._of(schema["if"], follow, above)
            for word in ("then", "else"):
                if word in schema and not is_idle(part := self._of(schema[word], follow, above)):
                    yield word, when, part


def _refused_twice(schema: Mapping[str, Any], follow: Follow) -> list[Named]:
    """What a schema refuses to refuse, which is what it lets through."""
    if "not" not in schema:
        return []
    refused, within = only_part(*target(schema["not"], follow))
    is_refusal = isinstance(refused, dict) and [word for word in refused if says_something(str(word))] == ["not"]
    return [(refused["not"], within)] if is_refusal else []


def _tags(part: Any, mapping: Mapping[str, str]) -> tuple[str, ...]:
    """The tags of one branch: those that lead to it, or the name of its schema."""
    reference = part.get("$ref") if isinstance(part, dict) else None
    if reference is None:
        return ()
    name = str(reference).rpartition("/")[2]
    return tuple(str(tag) for tag, target in mapping.items() if target in {reference, name}) or (name,)


def _tagged(shape: Shape, name: str, tags: tuple[str, ...]) -> Shape:
    """The shape with its tag demanded; as it is when it names other tags itself."""
    word = Shape({"string": ({"enum": tags},)})
    objects = shape.facets.get("object", ())
    if not objects or not all(both(property_of(facet, name), word).facets for facet in objects):
        return shape
    tagged = both(shape, Shape({"object": ({"properties": {name: word}, "required": frozenset({name})},)}))
    return replace(shape, facets={**shape.facets, "object": tagged.facets["object"]}, contents={})
