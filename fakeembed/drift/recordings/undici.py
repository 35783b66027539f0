"""Snapshots of undici."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fakeembed.drift.recordings import bodies
from fakeembed.drift.recordings.exchange import Exchange, folded, what_is_lost

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


def exchanges(document: Any, path: Path) -> Iterator[Exchange]:
    """Every answer of every snapshot, in the order in which the file has them."""
    number = 0
    for each in document:
        request = each["snapshot"]["request"]
        sent = folded(request.get("headers"))
        question = _question(request.get("body"), sent)
        for response in each["snapshot"]["responses"]:
            number += 1
            headers = folded(response.get("headers"))
            given = bodies.of_base64(response.get("body") or "")
            answer, unread = bodies.decoded(given, headers)
            place, status = f"{path.name}, exchange {number}", int(response["statusCode"])
            yield Exchange(
                place,
                request["method"].upper(),
                request["url"],
                sent,
                question,
                status,
                headers,
                answer,
                what_is_lost(question, answer),
                unread=unread,
            )


def _question(body: Any, sent: Mapping[str, str]) -> bytes | None:
    """A body that was text; of others only what JavaScript prints of an object is left."""
    if not body:
        return b""
    is_json = sent.get("content-type", "").startswith("application/json")
    return bodies.of_text(body, None) if is_json and isinstance(body, str) else None
