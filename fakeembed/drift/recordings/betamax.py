"""Cassettes of betamax."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from fakeembed.drift.recordings import bodies, vcr

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fakeembed.drift.recordings.exchange import Exchange


def exchanges(document: Any, path: Path) -> Iterator[Exchange]:
    """Every interaction of a cassette, which is vcrpy's but that the body of a request says its encoding as well."""
    interactions = [
        {"request": {**each["request"], "body": _content(each["request"].get("body"))}, "response": each["response"]}
        for each in document["http_interactions"] or ()
    ]
    for exchange in vcr.exchanges({"interactions": interactions}, path):
        yield replace(exchange, broke_off=False)  # an empty body is what it makes of one that it could not write


def _content(body: Any) -> Any:
    if not isinstance(body, dict):
        return body
    return bodies.of_base64(body["base64_string"]) if "base64_string" in body else body.get("string")
