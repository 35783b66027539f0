"""How embeddings are written in an answer, and how long the text of an answer is kept that would come out the same again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._core.cache import LRUCache
from fakeembed._core.vectors.numbers import bfloat16, vectors

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    import numpy as np
    from numpy.typing import NDArray

    from fakeembed._core.models import Model
    from fakeembed._core.vectors.numbers import Embedding

_answers: LRUCache[Hashable, bytes] = LRUCache(64 << 20)
"""The text of answers, 64 MB of it; one with a hundred clips of 512 numbers takes about 600 kB."""


def numbers(embedding: Embedding, model: Model, kind: str) -> NDArray[np.float32]:
    """The vector of an input of `POST /embed` as a JSON value; float32 numbers are printed in their shortest form, as live."""
    return all_numbers([embedding], coarse=kind in model.coarse)[0]


def all_numbers(embeddings: Iterable[Embedding], *, coarse: bool = False) -> list[NDArray[np.float32]]:
    """The vectors as JSON values, in their order, `coarse` as bfloat16; many at once are computed faster than one by one."""
    found = vectors(embeddings)
    return list(map(bfloat16, found) if coarse else found)


def written_once(key: Hashable, write: Callable[[], bytes]) -> bytes:
    """The text that `write` returns, which depends on nothing but `key`."""
    text = _answers.get(key)
    if text is None:
        text = write()
        _answers.put(key, text, size=len(text))
    return text


def seconds(value: float) -> float:
    """Seconds as the service prints them: an integral number without a fraction (recorded 2026-07-20)."""
    return int(value) if value.is_integer() else value
