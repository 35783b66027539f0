"""What numbers a vector has: a weighted sum of directions drawn from hashes, fixed by its arguments alone.

Everything up to the one division is exact integer arithmetic, so the bits are the same on every platform, Python and numpy.
What the directions *mean* is decided in `meaning.py`.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import shake_128
from math import isqrt, sqrt
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LENGTH = 1 << 20
"""The integer length of one direction."""

HEAVIEST = 2500
"""The weights of one blend in all: `(HEAVIEST * LENGTH) ** 2` still fits into 63 bits."""


class Part(NamedTuple):
    """One direction in a blend: its integer weight, and the text it is drawn from or the blend it is itself."""

    weight: int
    of: str | tuple[Part, ...]


Blend = tuple[Part, ...]


class Embedding(NamedTuple):
    """A vector that nobody has computed yet: what it is blended from and how many numbers it has."""

    blend: Blend
    width: int


def vector(embedding: Embedding) -> NDArray[np.float32]:
    """The unit vector of an embedding: `width` float32 numbers whose L2 norm is 1 within 1e-6.

    >>> vector(Embedding((Part(1, "hello"),), 3)).tolist()
    [-0.653497040271759, -0.7474245429039001, -0.11957491934299469]
    """
    import numpy as np

    total = _sum(embedding.blend, embedding.width)
    unit: NDArray[np.float32] = (total / sqrt(int(np.dot(total, total)))).astype(np.float32)
    return unit


def _sum(blend: Blend, width: int) -> NDArray[np.int64]:
    import numpy as np

    if sum(abs(weight) for weight, _ in blend) > HEAVIEST:
        msg = f"the weights of a blend add up to {HEAVIEST} at most: {blend!r}"
        raise ValueError(msg)
    total = np.zeros(width, dtype=np.int64)
    for weight, of in blend:
        total += weight * _direction(of, width)
    return total


@lru_cache(maxsize=4096)
def _direction(of: str | Blend, width: int) -> NDArray[np.int64]:
    """A direction in space, `LENGTH` long; two different texts give directions nearly at right angles."""
    import numpy as np

    if isinstance(of, str):
        digest = shake_128(of.encode("utf-8", "surrogatepass")).digest(2 * width)
        drawn = np.frombuffer(digest, dtype="<i2").astype(np.int64)
    else:
        drawn = _sum(of, width)
    direction: NDArray[np.int64] = drawn * LENGTH // max(1, isqrt(int(np.dot(drawn, drawn))))
    direction.setflags(write=False)
    return direction
