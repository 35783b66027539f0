"""What the recorder of `responses` writes: answers by method and URL, and nothing of the requests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fakeembed.drift.recordings.exchange import Exchange, folded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def exchanges(document: Any, path: Path) -> Iterator[Exchange]:
    """Every answer of a recording."""
    for number, each in enumerate(document["responses"] or (), 1):
        response = each["response"]
        headers = folded(response.get("headers"))
        headers.setdefault("content-type", str(response.get("content_type") or ""))
        body = response.get("body")
        answer = body.encode() if isinstance(body, str) else body
        method, lost = response["method"].upper(), ("the body of the request",)
        kept = {"GET", "HEAD", "DELETE"}
        yield Exchange(
            f"{path.name}, exchange {number}",
            method,
            response["url"],
            {},
            b"" if method in kept else None,
            int(response["status"]),
            headers,
            answer,
            () if method in kept else lost,
        )
