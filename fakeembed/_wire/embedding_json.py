"""How an embedding is written in an answer: float32 numbers in their shortest form, each vector encoded once."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from fakeembed._core.vectors import vector

if TYPE_CHECKING:
    import orjson

    from fakeembed._core.vectors import Embedding

CACHED = 4096
"""Vectors whose text is kept; about 6 kB each at 512 numbers."""


@lru_cache(maxsize=CACHED)
def numbers(embedding: Embedding) -> orjson.Fragment:
    """The vector as JSON text, ready to be placed into an answer."""
    import orjson

    return orjson.Fragment(orjson.dumps(vector(embedding), option=orjson.OPT_SERIALIZE_NUMPY))


def seconds(value: float) -> float:
    """Seconds as the service prints them: an integral number without a fraction (recorded 2026-07-20)."""
    return int(value) if value.is_integer() else value
