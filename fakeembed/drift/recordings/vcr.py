"""Cassettes of vcrpy, pytest-recording, go-vcr, replayx and vcr-test, which say the same in different words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fakeembed.drift.recordings import bodies
from fakeembed.drift.recordings.exchange import Exchange, folded, what_is_lost

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


def is_of_vcr_test(document: Any) -> bool:
    """Whether it is a list of interactions whose status is a number."""
    first = document[0] if isinstance(document, list) and document else None
    response = first.get("response") if isinstance(first, dict) and "request" in first else None
    return isinstance(response, dict) and isinstance(response.get("status"), int)


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
    if isinstance(body, dict) and list(body) in (["base64"], ["text"]):  # and not what was sent itself, which has a text, too
        return _content(body)
    return body if isinstance(body, bytes) else None  # the object of a client, which only that client can send


def _status_and_content(response: Mapping[str, Any]) -> tuple[int, bytes | None]:
    """The status and the body of an answer; replayx, and vcrpy 4 and 5 for httpx, call the one `status_code`, go-vcr `code`."""
    status = response.get("status")
    code = status["code"] if isinstance(status, dict) else response.get("status_code", response.get("code", status))
    return int(code), _content(response["content"] if "content" in response else response.get("body"))


def _content(body: Any) -> bytes | None:
    """What a body says itself or in a table: bytes, a text, or base64, in the words of one recorder or another.

    Raises:
        KeyError: For a table in other words, which is no empty body.
    """
    if isinstance(body, dict) and body:
        for name in ("base64_string", "base64"):
            if name in body:
                return bodies.of_base64(body[name])
        body = body["text"] if "text" in body else body["string"]
    return bodies.of_text(body, None) if isinstance(body, str) else body or b""
