"""The keywords of a schema that are read, and what those say that have no schemas in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fakeembed.drift.mismatch import json_type
from fakeembed.drift.openapi.facets import TYPES, Limit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FORMATS = {
    **{name: name for name in ("date-time", "date", "time", "duration", "email", "idn-email", "hostname", "idn-hostname", "ipv4")},
    **{name: name for name in ("ipv6", "uri", "uri-reference", "uri-template", "iri", "iri-reference", "uuid", "regex")},
    **{name: name for name in ("json-pointer", "relative-json-pointer")},
    "url": "uri",
}
"""The formats that say more about a text than that it is one, by the names that documents give them."""

KNOWN = {
    "null": (),
    "boolean": (),
    "number": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "format"),
    "string": ("minLength", "maxLength", "pattern", "format", "contentEncoding"),
    "array": ("minItems", "maxItems", "uniqueItems", "items", "prefixItems", "contains", "minContains", "maxContains"),
    "object": (
        *("minProperties", "maxProperties", "properties", "patternProperties", "additionalProperties"),
        *("required", "dependentRequired", "dependentSchemas", "propertyNames"),
    ),
}
_COMPOSED = ("type", "enum", "const", "nullable", "$ref", "allOf", "oneOf", "anyOf", "not", "if", "then", "else", "discriminator")
_OF_MORE_THAN_TEXT = frozenset([*_COMPOSED, *KNOWN["array"], *KNOWN["object"]])
NOTES = ("default", "deprecated", "readOnly", "writeOnly")
_SAY_NOTHING = (
    "title",
    "description",
    "example",
    "examples",
    "externalDocs",
    "xml",
    "contentMediaType",
    "contentSchema",
    "definitions",
)
_READ = frozenset([*_COMPOSED, *NOTES, *_SAY_NOTHING, *(word for words in KNOWN.values() for word in words)])
_EVALUATE = frozenset({"$ref", "$dynamicRef", "allOf", "oneOf", "anyOf", "if", "then", "else", "dependentSchemas"})
_NAMES_ONLY = frozenset({"$id", "$schema", "$anchor", "$dynamicAnchor", "$comment", "$defs", "$vocabulary"})
PARTS = frozenset(
    {
        *("allOf", "oneOf", "anyOf", "not", "if", "then", "else", "items", "prefixItems", "contains", "propertyNames"),
        *("additionalProperties", "unevaluatedProperties", "unevaluatedItems"),
    }
)
"""The keywords of which the value is a schema or a list of schemas."""


def type_words(schema: Mapping[str, Any]) -> list[str]:
    """The types that a schema names."""
    stated = schema.get("type")
    return [] if stated is None else [stated] if isinstance(stated, str) else list(map(str, stated))


def stated_types(schema: Mapping[str, Any]) -> list[str]:
    """The JSON types that a schema lets through by itself; all of them when it says nothing.

    A file is text to 3.0 (`format: binary`), and has only a media type from 3.1 on ("Migrating binary descriptions from OAS 3.0").
    """
    words = type_words(schema)
    if not words and "enum" not in schema and "const" not in schema:
        return ["string"] if "contentMediaType" in schema and not schema.keys() & _OF_MORE_THAN_TEXT else list(TYPES)
    if not words:
        words = [json_type(value) for value in vocabulary(schema) or ()]
    stated = {"number" if word == "integer" else word for word in words}
    if unknown := stated - set(TYPES):
        raise ValueError(f"{', '.join(sorted(unknown))} is no type of JSON Schema")
    return [name for name in TYPES if name in stated]


def vocabulary(schema: Mapping[str, Any]) -> list[Any] | None:
    """The closed vocabulary; what YAML takes for a day is text, and `{value: ready}` is how pages print a word (decision D202)."""
    if "enum" not in schema and "const" not in schema:
        return None
    values = schema["enum"] if "enum" in schema else [schema["const"]]
    values = [value for value in values if "const" not in schema or value == schema["const"]]
    values = [value["value"] if isinstance(value, dict) and value.keys() == {"value"} else value for value in values]
    return [value if isinstance(value, str | int | float | list | dict | None) else str(value) for value in values]


def of_type(values: list[Any], name: str) -> tuple[Any, ...]:
    """Those values of a vocabulary that are of one JSON type, each once."""
    found: list[Any] = []
    for value in values:
        word = json_type(value)
        if ("number" if word == "integer" else word) == name and value not in found:
            found.append(value)
    return tuple(found)


def number(said: Mapping[str, Any]) -> dict[str, Any]:
    """What the keywords for numbers say."""
    made: dict[str, Any] = {}
    for keyword, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        ends = []
        if _is_number(said.get(keyword)):
            ends.append(Limit(said[keyword], said.get(exclusive) is True))  # as 3.0 writes it
        if _is_number(said.get(exclusive)):
            ends.append(Limit(said[exclusive], excluded=True))
        if ends:
            strictest = max if keyword == "minimum" else min
            made[keyword] = strictest(ends, key=lambda end: (end.value, end.excluded if keyword == "minimum" else not end.excluded))
    if _is_number(said.get("multipleOf")):
        made["multipleOf"] = frozenset({said["multipleOf"]})
    if said.get("format") in {"int32", "int64"}:
        made["width"] = int(said["format"][3:])
    return made


def text(said: Mapping[str, Any]) -> dict[str, Any]:
    """What the keywords for texts say."""
    made = {
        word: said[word] for word in ("minLength", "maxLength") if word in said and not (word == "minLength" and said[word] == 0)
    }
    if "pattern" in said:
        made["pattern"] = frozenset({str(said["pattern"])})
    if known := FORMATS.get(str(said.get("format"))):
        made["format"] = known
    encoding = "base64" if said.get("format") == "byte" else said.get("contentEncoding")
    return {**made, "contentEncoding": str(encoding)} if encoding else made


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def says_something(word: str) -> bool:
    """Whether a keyword may change what is let through."""
    return word not in _SAY_NOTHING and word not in _NAMES_ONLY and not word.startswith("x-")


def is_plain(schema: Mapping[str, Any]) -> bool:
    """Whether nothing but the names beside it evaluates a property: `unevaluatedProperties` is `additionalProperties` then."""
    return "additionalProperties" in schema or not _EVALUATE & schema.keys()


def unread(schema: Mapping[str, Any]) -> Iterator[str]:
    """The keywords that change what is let through and that nobody here understands."""
    for word in schema:
        if str(word) not in _READ and says_something(str(word)) and not (word == "unevaluatedProperties" and is_plain(schema)):
            yield str(word)
    if isinstance(schema.get("items"), list):
        yield "items"
    discriminator = schema.get("discriminator")
    if isinstance(discriminator, dict) and ("defaultMapping" in discriminator or not {"oneOf", "anyOf"} & schema.keys()):
        yield "discriminator"
