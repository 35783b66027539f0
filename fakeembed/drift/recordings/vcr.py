"""Cassettes of vcrpy, pytest-recording and go-vcr; vcrpy 4 and 5 wrote the answers of httpx in a form of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fakeembed.drift.recordings import bodies
from fakeembed.drift.recordings.exchange import Exchange, folded, what_is_lost

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


def exchanges(document: Any, path: Path) -> Iterator[Exchange]:
    """Every interaction of a cassette."""
    for number, interaction in enumerate(document["interactions"] or (), 1):
        request, response = interaction["request"], interaction["response"]
        sent, headers = folded(request.get("headers")), folded(response.get("headers"))
        method, (code, given) = request["method"].upper(), _status_and_content(response)
        broke_off = bodies.breaks_off(given, headers)
        question = _question(request.get("body"), method, sent)
        answer, unread = (None, "") if broke_off else bodies.decoded(given, headers)
        url = request["uri"] if "uri" in request else request["url"]  # as go-vcr calls it
        place, lost = f"{path.name}, exchange {number}", what_is_lost(question, answer)
        yield Exchange(place, method, url, sent, question, code, headers, answer, lost, broke_off, unread)


def _question(body: Any, method: str, sent: Mapping[str, str]) -> bytes | None:
    if not body:
        return None if bodies.needs_a_body(method, sent) else b""
    length = sent.get("content-length", "")
    if isinstance(body, str):
        return bodies.of_text(body, int(length) if length.isdigit() else None)
    return body if isinstance(body, bytes) else None  # the object of a client, which only that client can send


def _status_and_content(response: Mapping[str, Any]) -> tuple[int, bytes | None]:
    if isinstance(response.get("status"), dict):
        return int(response["status"]["code"]), _content(response.get("body") or {})
    if "status_code" in response:
        return int(response["status_code"]), _content({"string": response.get("content")})
    return int(response["code"]), _content({"string": response.get("body")})  # go-vcr


def _content(body: Mapping[str, Any]) -> bytes | None:
    if "base64_string" in body:
        return bodies.of_base64(body["base64_string"])
    given = body.get("string") or b""
    return bodies.of_text(given, None) if isinstance(given, str) else given
