"""What `unevaluatedProperties` says of a schema that is composed of others, as far as it is read (decision D401).

Where references and `allOf` lead to names alone, these are all that is evaluated, and the object is closed over all of them.
Elsewhere the word stays unread, and which names it says nothing of is a part of its content.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from fakeembed.drift.openapi.facets import NOTHING, Shape, unread_of_all
from fakeembed.drift.openapi.keywords import NOTES, says_something
from fakeembed.drift.openapi.names import described
from fakeembed.drift.openapi.recursion import recurs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fakeembed.drift.openapi.content import Follow

UNEVALUATED = "unevaluatedProperties"
_NAMES = frozenset(
    {"type", "properties", "patternProperties", "required", "dependentRequired", "minProperties", "maxProperties", *NOTES}
)
_DEEPEST = 32
"""How many references and compositions are followed one below the other."""


def with_unevaluated(shape: Shape, schema: Mapping[str, Any], follow: Follow) -> Shape:
    """The shape of a schema with what its `unevaluatedProperties` says of it."""
    if UNEVALUATED not in schema or UNEVALUATED not in shape.unread:
        return shape
    beside = {word: said for word, said in schema.items() if word != UNEVALUATED}
    if schema[UNEVALUATED] is False and not recurs(shape) and _names_alone(beside, follow, _DEEPEST):
        closed = tuple({**facet, "additionalProperties": NOTHING} for facet in shape.facets.get("object", ()))
        facets = {name: closed if name == "object" else facets for name, facets in shape.facets.items()}
        return replace(
            shape, facets=facets, contents={}, unread={word: shape.unread[word] for word in shape.unread if word != UNEVALUATED}
        )
    names = sorted(described(shape.facets.get("object", ())) if isinstance(schema[UNEVALUATED], dict) else _only_evaluated(schema))
    return replace(shape, unread=unread_of_all([shape, Shape({}, unread={UNEVALUATED: f"but of {names}"})])) if names else shape


def _names_alone(schema: Any, follow: Follow, depth: int) -> bool:
    """Whether a schema names properties and composes others that do the same."""
    if not isinstance(schema, dict) or not depth:
        return False
    said = {word for word in map(str, schema) if says_something(word)}
    if said - _NAMES - {"$ref", "allOf"}:
        return False
    named = [follow(str(schema["$ref"]))] if "$ref" in schema else []
    parts = [*named, *((part, follow) for part in schema.get("allOf", ()))]
    return all(_names_alone(part, within, depth - 1) for part, within in parts)


def _only_evaluated(schema: Mapping[str, Any]) -> set[str]:
    """The names of which conditions say that they are evaluated, and nothing else."""
    parts = [schema.get("then"), schema.get("else"), *(schema.get("dependentSchemas") or {}).values()]
    named = [part.get("properties") or {} for part in parts if isinstance(part, dict)]
    return {str(name) for some in named for name, said in some.items() if said in ({}, True)}
