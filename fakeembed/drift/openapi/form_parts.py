"""How the parts of a form are written, as a published document says it of its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fakeembed.drift.openapi.content import followed
from fakeembed.drift.openapi.keywords import type_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fakeembed.drift.openapi.content import Follow

_ENCODING = ("contentType", "style", "explode", "allowReserved")
_USUAL = {"object": "application/json", **dict.fromkeys(("string", "number", "integer", "boolean"), "text/plain")}


def encodings(written: Mapping[str, Mapping[str, Any]], schema: Any, follow: Follow) -> dict[str, dict[str, str]]:
    """What `written`, the encoding of a form with this schema, says of each field."""
    usual = {name: _usual(*part) for name, part in _fields(schema, follow)} if written else {}
    return {name: _encoding(said, usual.get(name, "")) for name, said in written.items()}


def _encoding(said: Mapping[str, Any], usual: str) -> dict[str, str]:
    """How a part of a form is written; that it is of its `usual` content type goes without saying."""
    facts = {word: str(said[word]).lower() for word in _ENCODING if word in said}
    if "contentType" in facts:
        facts["contentType"] = ", ".join(sorted(part.strip() for part in facts["contentType"].split(",")))
    if facts.get("contentType") == usual:
        del facts["contentType"]
    headers = sorted(str(name).lower() for name in said.get("headers") or {})
    return {**facts, **({"headers": ", ".join(headers)} if headers else {})}


def _fields(schema: Any, follow: Follow) -> Iterator[tuple[str, tuple[Any, Follow]]]:
    """The schemas of the fields that the schema of a form names itself."""
    if isinstance(schema, dict):
        form, within = followed(schema, follow)
        yield from ((str(name), (field, within)) for name, field in (form.get("properties") or {}).items())


def _usual(schema: Any, follow: Follow) -> str:
    """The content type of a field of a form where nobody names one, as OpenAPI has it; empty where it depends."""
    if not isinstance(schema, dict):
        return ""
    field, within = followed(schema, follow)
    kinds = {_USUAL.get(word, word) for word in type_words(field)} - {"null"}
    if kinds == {"array"}:
        return _usual(field.get("items"), within)
    if kinds == {"text/plain"} and (field.get("format") == "binary" or "contentEncoding" in field):
        return "application/octet-stream"
    return kinds.pop() if len(kinds) == 1 else ""
