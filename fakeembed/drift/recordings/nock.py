"""Recordings of nock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fakeembed.drift.recordings import bodies
from fakeembed.drift.recordings.exchange import Exchange, folded, what_is_lost

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


def exchanges(document: Any, path: Path) -> Iterator[Exchange]:
    """Every scope of a recording."""
    for number, scope in enumerate(document, 1):
        sent, headers = _headers(scope.get("reqheaders")), _headers(scope.get("rawHeaders"))
        question, given = _question(scope.get("body"), sent), _answer(scope.get("response"))
        answer, unread = bodies.decoded(given, headers)
        place, url, lost = f"{path.name}, exchange {number}", f"{scope['scope']}{scope['path']}", what_is_lost(question, answer)
        yield Exchange(
            place, scope["method"].upper(), url, sent, question, int(scope["status"]), headers, answer, lost, unread=unread
        )


def _headers(given: Any) -> dict[str, str]:
    """Headers as an object, or as a list in which names and values alternate."""
    pairs = zip(given[::2], given[1::2], strict=True) if isinstance(given, list) else (given or {}).items()
    return folded(pairs)


def _question(body: Any, sent: Mapping[str, str]) -> bytes | None:
    import orjson

    if body is None or body == "":
        return b""
    if not isinstance(body, str):
        return orjson.dumps(body)
    is_a_form = sent.get("content-type", "").startswith("multipart/")
    return (bodies.of_hex(body) if is_a_form else None) or bodies.of_text(body, None)


def _answer(response: Any) -> bytes | None:
    import orjson

    if isinstance(response, list) and response and all(isinstance(piece, str) for piece in response):
        return bodies.of_hex(response)
    if isinstance(response, str):
        return bodies.of_hex(response) or bodies.of_text(response, None)
    return orjson.dumps(response)
