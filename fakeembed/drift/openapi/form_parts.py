"""How the fields of a form are written: as a document says (`encoding`), or else as OpenAPI has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fakeembed.drift.openapi.keywords import type_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fakeembed.drift.openapi.content import Follow

_WORDS = ("contentType", "style", "explode", "allowReserved")
_USUAL = {"object": "application/json", **dict.fromkeys(("string", "number", "integer", "boolean"), "text/plain")}


def encoding(said: Mapping[str, Any]) -> dict[str, str]:
    """What a document says of one field."""
    facts = {word: str(said[word]).lower() for word in _WORDS if word in said}
    if "contentType" in facts:
        facts["contentType"] = ", ".join(sorted(part.strip() for part in facts["contentType"].split(",")))
    headers = sorted(str(name).lower() for name in said.get("headers") or {})
    return {**facts, **({"headers": ", ".join(headers)} if headers else {})}


def usual_types(media_type: str, schema: Any, follow: Follow) -> dict[str, str]:
    """The content type that each field of a form has where nobody names one, as far as its schema tells; none of other bodies."""
    if not media_type.lower().startswith(("multipart/", "application/x-www-form-urlencoded")):
        return {}
    form, within = next(_down_to_items(schema, follow), ({}, follow))
    found = {str(name): _usual(field, within) for name, field in (form.get("properties") or {}).items()}
    return {name: usual for name, usual in found.items() if usual}


def _usual(schema: Any, follow: Follow) -> str:
    """The content type of one field; empty where it depends, and for a list of lists without an end."""
    for field, _ in _down_to_items(schema, follow):
        kinds = {_USUAL.get(word, word) for word in type_words(field)} - {"null"}
        if kinds == {"text/plain"} and (field.get("format") == "binary" or "contentEncoding" in field):
            return "application/octet-stream"
        if kinds != {"array"}:
            return kinds.pop() if len(kinds) == 1 else ""
    return ""


def _down_to_items(schema: Any, follow: Follow) -> Iterator[tuple[dict[str, Any], Follow]]:
    """A schema, that of its items, that of theirs, and so on, with the references between them followed; each once."""
    met: list[dict[str, Any]] = []
    while isinstance(schema, dict) and not any(schema is one for one in met):
        met.append(schema)
        if "$ref" in schema:
            schema, follow = follow(schema["$ref"])
        else:
            yield schema, follow
            schema = schema.get("items")
