"""How a JSON body becomes values: an object or a refusal, never an exception of a library (decision D48)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fakeembed._core.rules import BODY_INVALID, refuse

if TYPE_CHECKING:
    from fakeembed._wire.http import Request

JSON = "application/json"


def decode(request: Request) -> dict[str, Any]:
    """The members of the JSON object in a request's body."""
    value = parsed(request.body)
    return value if isinstance(value, dict) else refuse(BODY_INVALID)


def parsed(text: bytes | str) -> Any:
    """A JSON value, or None for text that is no JSON."""
    import orjson

    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return None
