"""How an embedding is written in an answer: float32 numbers in their shortest form, each vector computed and encoded once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._core.kept import Kept
from fakeembed._core.vectors import vectors
from fakeembed._wire.http import encoded

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

    import orjson

    from fakeembed._core.vectors import Embedding

MEGABYTE = 1 << 20

_texts: Kept[Embedding, orjson.Fragment] = Kept(32 * MEGABYTE)
"""The text of vectors, about 6 kB each at 512 numbers."""

_answers: Kept[Hashable, bytes] = Kept(32 * MEGABYTE)
"""The text of whole answers; a hundred clips take about 600 kB."""


def numbers(embedding: Embedding) -> orjson.Fragment:
    """The vector as JSON text, ready to be placed into an answer."""
    return all_numbers([embedding])[0]


def all_numbers(embeddings: Sequence[Embedding]) -> list[orjson.Fragment]:
    """The vectors as JSON texts, in their order."""
    import orjson

    texts = [_texts.get(embedding) for embedding in embeddings]
    missing = [index for index, text in enumerate(texts) if text is None]
    for index, vector in zip(missing, vectors(embeddings[index] for index in missing), strict=True):
        written = orjson.dumps(vector, option=orjson.OPT_SERIALIZE_NUMPY)
        texts[index] = text = orjson.Fragment(written)
        _texts.put(embeddings[index], text, size=len(written))
    return [text for text in texts if text is not None]


def encoded_once(key: Hashable, make: Callable[[], object]) -> bytes:
    """The JSON text of what `make` returns, which depends on nothing but `key`."""
    text = _answers.get(key)
    if text is None:
        text = encoded(make())
        _answers.put(key, text, size=len(text))
    return text


def seconds(value: float) -> float:
    """Seconds as the service prints them: an integral number without a fraction (recorded 2026-07-20)."""
    return int(value) if value.is_integer() else value
