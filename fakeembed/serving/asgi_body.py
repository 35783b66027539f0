"""How the body of a request to a served fake is read: whole, and not beyond a bound."""

from __future__ import annotations

from typing import Any

from fakeembed._wire.http import Response, own_words

LARGEST_BODY = 256 * 1024 * 1024
"""Bytes in a request; the fake holds a whole upload in memory (decision D92)."""


def too_large() -> Response:
    """The refusal of a body that is too large; what the client still sends is not read."""
    return own_words(413, "request_too_large", f"This fake takes requests of up to {LARGEST_BODY} bytes.", connection="close")


def is_announced(scope: dict[str, Any], headers: dict[str, str]) -> bool:
    """Whether a body comes: in HTTP/1 none follows a head without these headers (RFC 9112, section 6.3), and asking takes time."""
    return "content-length" in headers or "transfer-encoding" in headers or not scope["http_version"].startswith("1")


async def read(headers: dict[str, str], receive: Any) -> bytes | None:
    """The whole body, or None as soon as it is known to be too large; ConnectionError when the client has left."""
    declared = headers.get("content-length", "")
    if declared.isdecimal() and (len(declared) > len(str(LARGEST_BODY)) or int(declared) > LARGEST_BODY):
        return None
    chunks: list[bytes] = []
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ConnectionError
        chunks.append(message.get("body", b""))
        size += len(chunks[-1])
        more = message.get("more_body", False)
        if size > LARGEST_BODY:
            return None
    return b"".join(chunks)
