"""Cassettes of cassetter, YAML and TOML. It sorts them by method and URL; `recorded_at` says in which order they happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fakeembed.drift.recordings import bodies
from fakeembed.drift.recordings.exchange import Exchange, folded, what_is_lost

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


def fits(document: Any) -> bool:
    """Whether it has interactions whose status is a number, where vcrpy has a table with a code."""
    interactions = document.get("interactions") if isinstance(document, dict) else None
    first = interactions[0] if isinstance(interactions, list) and interactions else None
    response = first.get("response") if isinstance(first, dict) else None
    return isinstance(response, dict) and isinstance(response.get("status"), int)


def exchanges(document: Any, path: Path) -> Iterator[Exchange]:
    """Every interaction of a cassette, in the order in which they happened."""
    numbered = enumerate(document["interactions"], 1)
    for number, interaction in sorted(numbered, key=lambda one: str(one[1].get("recorded_at", ""))):
        request, response = interaction["request"], interaction["response"]
        sent, headers = folded(request.get("headers")), folded(response.get("headers"))
        method = request["method"].upper()
        question, given = _question(_body(request), method, sent), _content(_body(response))
        answer, unread = bodies.decoded(given, headers)
        place, lost = f"{path.name}, exchange {number}", what_is_lost(question, answer)
        yield Exchange(place, method, request["uri"], sent, question, response["status"], headers, answer, lost, unread=unread)


def _body(part: Mapping[str, Any]) -> Mapping[str, Any]:
    """Its body; TOML has no null, so there a JSON body is its text."""
    if "body" in part:
        return part["body"]  # type: ignore[no-any-return]
    kind = part["body_type"]
    return {"type": "text" if kind == "json" else kind, "content": part.get("body_content")}


def _question(body: Mapping[str, Any], method: str, sent: Mapping[str, str]) -> bytes | None:
    """None also for a form of aiohttp, of which nothing is kept."""
    return None if body["type"] == "none" and bodies.needs_a_body(method, sent) else _content(body)


def _content(body: Mapping[str, Any]) -> bytes | None:
    import orjson

    kind, content = body["type"], body.get("content")
    if kind == "json":
        return orjson.dumps(content)
    return bodies.of_hex(content) if kind == "binary" else bodies.of_text(content or "", None)
