"""How a JSON body becomes values: an object or a refusal, never an exception of a library (decision D48)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fakeembed._core.rules import BODY_INVALID, refuse

if TYPE_CHECKING:
    from fakeembed._wire.http import Request

JSON = "application/json"

LARGEST = 64 * 1024 * 1024
"""Bytes of a JSON text that is looked at: a medium of 36 MB (documented) is 48 MB in base64, and there is room for more (D140)."""

FREELY_READ = 1024 * 1024
MOST_VALUES = 100_000
"""Marks of structure in a JSON text of more than `FREELY_READ` bytes: as many values would take tens of times the memory of their
text, and no operation takes nearly so many (decision D141)."""


def decode(request: Request) -> dict[str, Any]:
    """The members of the JSON object in a request's body."""
    value = parsed(request.body)
    return value if isinstance(value, dict) else refuse(BODY_INVALID)


def parsed(text: bytes | str) -> Any:
    """A JSON value, or None for text that is no JSON or of which too much would be made."""
    import orjson

    if len(text) > FREELY_READ and not _is_modest(text):
        return None
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return None


def _is_modest(text: bytes | str) -> bool:
    if len(text) > LARGEST:
        return False
    content = text.encode(errors="replace") if isinstance(text, str) else text
    return sum(content.count(mark) for mark in (b",", b":", b"[", b"{")) <= MOST_VALUES
