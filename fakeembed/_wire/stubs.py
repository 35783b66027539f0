"""What a stub answers: values as JSON, texts and bytes as they are, and streams of both as one body."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from fakeembed._wire.http import Response, encoded, unframed
from fakeembed._wire.json_body import parsed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from fakeembed._core.stubs import Stub
    from fakeembed._wire.http import Request

    Maker = Callable[[Request], Response]

JSON = "application/json"
NDJSON = "application/x-ndjson"
"""The type of a stream of JSON values, a line each, as the published clients read one (decision D150)."""
EVENTS = "text/event-stream"
TEXT = "text/plain; charset=utf-8"
BYTES = "application/octet-stream"

FINAL = frozenset({"ready", "failed"})
"""What the `status` of a stubbed GET says when there is nothing to wait for (decision D151)."""


def written(given: Mapping[str, object]) -> tuple[str, bytes]:
    """The media type and the bytes of an answer that is given as `json`, `content` or `stream`; no body for none of them.

    Raises:
        ValueError: For more than one of them, and for what cannot be written so.
    """
    if len(given) > 1:
        raise ValueError(f"a stub answers with one of {', '.join(KINDS)}, not with {' and '.join(given)}")
    if not given:
        return JSON, b""
    ((kind, value),) = given.items()
    try:
        return KINDS[kind](value)
    except TypeError as error:
        raise ValueError(f"{kind} of a stub cannot be {value!r}: {error}") from None


def _json(value: object) -> tuple[str, bytes]:
    return JSON, encoded(value)


def _content(value: object) -> tuple[str, bytes]:
    if isinstance(value, str):
        return TEXT, value.encode()
    if isinstance(value, bytes):
        return BYTES, value
    raise TypeError("content is a text or bytes")


def _stream(value: Any) -> tuple[str, bytes]:
    """JSON values are lines of NDJSON; texts are sent as they are, which is how server-sent events are given."""
    parts: Iterable[Any] = list(value)
    if all(isinstance(part, (str, bytes)) for part in parts):
        return EVENTS, b"".join(part.encode() if isinstance(part, str) else part for part in parts)
    return NDJSON, b"".join(encoded(part) + b"\n" for part in parts)


KINDS: dict[str, Callable[[Any], tuple[str, bytes]]] = {"json": _json, "content": _content, "stream": _stream}
"""How each way to give an answer is written: its media type and its bytes."""


def answered(stub: Stub, request: Request, make: Maker | None) -> Response:
    """The answer of a stub to a request, as `make` returns it if it is given."""
    response = Response(stub.status, {"content-type": stub.content_type}, stub.body) if make is None else make(request)
    return replace(response, headers=unframed(response.headers), retryable=response.retryable or _waits(request, response))


def _waits(request: Request, response: Response) -> bool:
    """Whether a reader has something to wait for: an error that may pass, or a `status` that is not final."""
    if response.status >= 500 or response.status == 429:
        return True
    body = parsed(response.body) if request.method == "GET" and response.status < 300 else None
    return isinstance(body, dict) and isinstance(body.get("status"), str) and body["status"] not in FINAL
