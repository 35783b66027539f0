"""How a schema of OpenAPI 3.0, 3.1 or 3.2 becomes a shape: references followed, compositions carried out, each keyword read.

What is sent differs from what comes back: a property that is `readOnly` is none of a request, one that is `writeOnly` none of an
answer. A discriminator says of each branch what its tag is. `format` says something only about text, and only where JSON Schema or
OpenAPI knows it; `binary` does not change what is sent (decision D87).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from fakeembed.drift.openapi.alternatives import either
from fakeembed.drift.openapi.facets import LOWER, UPPER, both, in_integers
from fakeembed.drift.openapi.keywords import (
    DESCRIBE,
    KNOWN,
    NOTES,
    SAY_NOTHING,
    number,
    of_type,
    stated_types,
    text,
    type_words,
    unread,
    vocabulary,
)
from fakeembed.drift.openapi.shape import ANYTHING, NOTHING, TYPES, Shape

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    Follow = Callable[[str], tuple[Any, "Follow"]]
    Side = Literal["request", "response"]

MOST = 50_000
"""The most schemas that one operation may have."""

_IMPLIED = {"properties": "object", "items": "array"}


class Reader:
    """Reads the schemas of one operation, each once: a schema that contains itself is a shape that does."""

    def __init__(self, side: Side) -> None:
        """Read as what is sent ("request") or as what comes back ("response")."""
        self._hidden = "readOnly" if side == "request" else "writeOnly"
        self._known: dict[tuple[int, bool], Shape] = {}
        self._waiting: list[Shape] = []
        self._open: set[int] = set()

    def shape(self, schema: Any, follow: Follow) -> Shape:
        """The shape of a schema that stands for itself: where it says no type, what it says of one type implies that type.

        Args:
            schema: A schema object, or a boolean one.
            follow: Finds what a `$ref` names, and how to follow references from there.

        Raises:
            ValueError: When the schema is none, or there are more than `MOST` of them.
        """
        return self._of(schema, follow, implied=True)

    def finish(self) -> None:
        """Read everything that was put off, so that what is wrong in it is found here.

        Raises:
            ValueError: As for `shape`.
        """
        while self._waiting:
            self._waiting.pop().facets  # noqa: B018 - read by being asked for

    def _of(self, schema: Any, follow: Follow, *, implied: bool = False) -> Shape:
        schema, follow = _named(schema, follow)
        if isinstance(schema, bool):
            return ANYTHING if schema else NOTHING
        key = (id(schema), implied)
        if key not in self._known:
            if len(self._known) >= MOST:
                raise ValueError(f"it has more than {MOST} schemas")
            read = self._implied if implied else self._composed
            self._known[key] = Shape.later(lambda: read(schema, follow))
            self._waiting.append(self._known[key])
        return self._known[key]

    def _implied(self, schema: Mapping[str, Any], follow: Follow) -> Shape:
        shape = self._of(schema, follow)
        if len(shape.facets) < len(TYPES):
            return shape
        implied = {name for word, name in _IMPLIED.items() if all(word in facet for facet in shape.facets[name])}
        facets = {name: facets for name, facets in shape.facets.items() if name in implied}
        return Shape(facets, shape.notes, shape.unread) if implied else shape

    def _composed(self, schema: Mapping[str, Any], follow: Follow) -> Shape:
        self._open.add(id(schema))
        own = self._own(schema, follow)
        if "$ref" in schema:
            named, further = follow(str(schema["$ref"]))
            own = both(self._component(named, further), own)
        for part in schema.get("allOf", ()):
            own = both(own, self._component(part, follow))
        for word in ("oneOf", "anyOf"):
            if parts := schema.get(word):
                own = both(own, either(self._branches(schema, parts, follow)))
        if schema.get("nullable") is True:
            own = Shape({**own.facets, "null": ({},)}, own.notes, own.unread)
        self._open.discard(id(schema))
        return own

    def _component(self, schema: Any, follow: Follow) -> Shape:
        """What another schema is made of; when that is the schema itself, nothing follows from it."""
        schema, follow = _named(schema, follow)
        if id(schema) in self._open:
            return Shape({name: ({},) for name in stated_types(schema)})
        return self._of(schema, follow)

    def _branches(self, schema: Mapping[str, Any], parts: list[Any], follow: Follow) -> Iterator[Shape]:
        discriminator = schema.get("discriminator") or {}
        for part in parts:
            shape = self._component(part, follow)
            tags = _tags(part, discriminator.get("mapping") or {}) if "propertyName" in discriminator else ()
            yield _tagged(shape, str(discriminator["propertyName"]), tags) if tags else shape

    def _own(self, schema: Mapping[str, Any], follow: Follow) -> Shape:
        """What the schema itself says, without references and compositions."""
        conditions = tuple(self._conditions(schema, follow))
        facets = {}
        for name in stated_types(schema):
            facet = self._facet(name, schema, follow)
            if conditions:
                facet["conditions"] = (*facet.get("conditions", ()), *conditions)
            if "integer" in type_words(schema) and "number" not in type_words(schema) and name == "number":
                facet["integer"] = True
            if (values := vocabulary(schema)) is not None:
                facet["enum"] = of_type(values, name)
            if facet.get("enum") == ():
                continue
            if name == "null" or (name == "boolean" and len(facet.get("enum", ())) == 2):
                facet.pop("enum", None)
            facets[name] = (in_integers(facet),)
        return Shape(facets, {name: schema[name] for name in NOTES if name in schema}, dict(unread(schema)))

    def _facet(self, name: str, schema: Mapping[str, Any], follow: Follow) -> dict[str, Any]:
        """What the keywords for one JSON type say."""
        said = {word: schema[word] for word in KNOWN[name] if word in schema and schema[word] is not None}
        if name == "number":
            return number(said)
        if name == "string":
            return text(said)
        limits = {word: said[word] for word in (*LOWER, *UPPER) if word in said and not (word in LOWER and said[word] == 0)}
        if name == "array":
            return {**limits, **self._array(said, follow)}
        return {**limits, **self._object(said, follow)} if name == "object" else {}

    def _array(self, said: Mapping[str, Any], follow: Follow) -> dict[str, Any]:
        made: dict[str, Any] = {"uniqueItems": True} if said.get("uniqueItems") is True else {}
        if isinstance(said.get("items"), dict | bool) and not _says_nothing(said["items"], follow):
            made["items"] = self.shape(said["items"], follow)
        if said.get("prefixItems"):
            made["prefixItems"] = tuple(self.shape(part, follow) for part in said["prefixItems"])
        if "contains" in said:
            numbers = (said.get("minContains", 1), said.get("maxContains"))
            made["conditions"] = (("contains", numbers, self.shape(said["contains"], follow)),)
        return made

    def _object(self, said: Mapping[str, Any], follow: Follow) -> dict[str, Any]:
        properties = {str(name): self.shape(part, follow) for name, part in (said.get("properties") or {}).items()}
        hidden = {str(name) for name, part in (said.get("properties") or {}).items() if self._is_hidden(part, follow)}
        required = said["required"] if isinstance(said.get("required"), list) else ()
        patterns = (said.get("patternProperties") or {}).items()
        dependent = (said.get("dependentRequired") or {}).items()
        further, names = said.get("additionalProperties", True), said.get("propertyNames", True)
        conditions = [
            *(("dependentSchemas", str(name), self._of(part, follow)) for name, part in said.get("dependentSchemas", {}).items()),
            *([] if _says_nothing(names, follow) or names == {"type": "string"} else [("propertyNames", self._of(names, follow))]),
        ]
        made = {
            "properties": {name: shape for name, shape in properties.items() if name not in hidden},
            "required": frozenset(map(str, required)) - hidden,
            "patternProperties": {str(pattern): self.shape(part, follow) for pattern, part in patterns},
            "dependentRequired": {str(name): frozenset(map(str, others)) for name, others in dependent},
            "conditions": tuple(conditions),
        }
        found: dict[str, Any] = {
            word: value for word, value in made.items() if value or (word == "properties" and "properties" in said)
        }
        return found if _says_nothing(further, follow) else {**found, "additionalProperties": self.shape(further, follow)}

    def _is_hidden(self, schema: Any, follow: Follow, hops: int = 32) -> bool:
        """Whether a property is none of this side: said of it, of what it refers to, or of a part of it."""
        if not isinstance(schema, dict) or not hops:
            return False
        if self._hidden in schema:
            return schema[self._hidden] is True
        if "$ref" in schema and self._is_hidden(*follow(str(schema["$ref"])), hops - 1):
            return True
        if any(self._is_hidden(part, follow, hops - 1) for part in schema.get("allOf") or ()):
            return True
        parts = [part for part in schema.get("oneOf") or schema.get("anyOf") or () if part != {"type": "null"}]
        return bool(parts) and all(self._is_hidden(part, follow, hops - 1) for part in parts)

    def _conditions(self, schema: Mapping[str, Any], follow: Follow) -> Iterator[tuple[Any, ...]]:
        if "not" in schema:
            yield "not", self._of(schema["not"], follow)
        if "if" in schema:
            when = self._of(schema["if"], follow)
            for word in ("then", "else"):
                if word in schema and not _says_nothing(schema[word], follow):
                    yield word, when, self._of(schema[word], follow)


def _named(schema: Any, follow: Follow, hops: int = 32) -> tuple[Any, Follow]:
    """The schema that is meant: one that only refers to another one, and says nothing more, is that one.

    Raises:
        ValueError: When it is no schema, or only refers to itself.
    """
    while isinstance(schema, dict) and "$ref" in schema and all(word == "$ref" or word in DESCRIBE for word in schema):
        schema, follow = follow(str(schema["$ref"]))
        hops -= 1
        if not hops:
            raise ValueError("a chain of references has no end")
    if not isinstance(schema, dict | bool):
        raise ValueError(f"a schema is an object, not {schema!r:.60}")  # noqa: TRY004 - a fault of the document
    return schema, follow


def _says_nothing(schema: Any, follow: Follow) -> bool:
    """Whether a schema lets everything through, as far as one sees without reading it."""
    schema, _ = _named(schema, follow)
    if not isinstance(schema, dict):
        return schema is True
    telling = [word for word in schema if str(word) not in SAY_NOTHING and not str(word).startswith("x-")]
    return not telling


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
    tagged = both(shape, Shape({"object": ({"properties": {name: word}, "required": frozenset({name})},)}))
    objects = tagged.facets.get("object", ())
    fits = objects and all(facet["properties"][name].facets for facet in objects)
    return Shape({**shape.facets, "object": objects}, shape.notes, shape.unread) if fits else shape
