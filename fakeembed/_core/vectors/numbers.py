"""What numbers a vector has: a weighted sum of directions drawn from hashes, fixed by its arguments alone.

What the directions *mean* is decided in `meaning.py`. The bits are the same on every platform, Python and numpy, with SIMD and
without, because nothing here is added up that could be rounded: every sum, dot product and matrix product is one of integers
below 2**53, which float64 holds exactly, so its order does not matter. Only single divisions, products and square roots round, and
IEEE 754 fixes how. The bounds, for up to 1024 numbers:

- a draw: at most 2**7, times weights that add up to `HEAVIEST_DRAW` = 2**13 at most, 1024 squares of that at most 2**50; mixed over
  16 lanes at most 2**24, which float32 holds exactly as well;
- a direction: `LENGTH` = 2**24 long; rounding adds at most 1/2 to each of 1024 numbers, so its square is below (2**24 + 16)**2;
- a blend: weights that add up to `HEAVIEST` = 2**28 at most, times 2**24 + 16, so below 2**53;
- a blend divided by its weights is a mean of directions, so no longer than one; its square, and the product of two, below 2**49.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import shake_128
from itertools import accumulate, groupby, islice, pairwise
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from fakeembed._core.cache import LRUCache

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    import numpy as np
    from numpy.typing import NDArray

LENGTH = 1 << 24
"""The length of a direction, whose numbers are integers."""

HEAVIEST = 1 << 28
"""What the weights of one blend add up to at most."""

HEAVIEST_DRAW = 1 << 13
"""What the weights of the texts of one direction add up to at most."""

LANES = 16
"""A space is made of this many lanes; its width is a multiple of it."""

_TOGETHER = 32
"""Vectors computed in one go: enough to spare numpy's calls, few enough to stay in the processor's cache."""


class Plane(NamedTuple):
    """Some lanes of a space, from the first on. Directions drawn in planes without a common lane are at right angles."""

    first: int
    lanes: int


class RandomDirection(NamedTuple):
    """A direction drawn from a text, or added up of those of several; two without a common text are nearly at right angles."""

    texts: tuple[str, ...]
    plane: Plane
    weights: tuple[int, ...] = (1,)


class Orthogonalized(NamedTuple):
    """A direction without what it has in common with some others, which are at right angles to each other."""

    of: Direction
    others: tuple[Direction, ...]


class Part(NamedTuple):
    """One direction in a blend and its weight."""

    weight: int
    of: Direction


Blend: TypeAlias = tuple[Part, ...]


class Shared:
    """The direction of a blend that many others have a part in; it is looked up quickly because it knows its hash."""

    __slots__ = ("_hash", "blend")

    def __init__(self, blend: Blend) -> None:
        """Stand for the direction of a blend."""
        self.blend = blend
        self._hash = hash(blend)

    def __hash__(self) -> int:
        """That of the blend."""
        return self._hash

    def __eq__(self, other: object) -> bool:
        """Whether it is the direction of the same blend."""
        return self is other or (isinstance(other, Shared) and self.blend == other.blend)


Composed: TypeAlias = Orthogonalized | Shared | Blend
Direction: TypeAlias = RandomDirection | Composed


class Embedding(NamedTuple):
    """A vector that nobody has computed yet.

    Attributes:
        blend: What it is made of.
        space: How many numbers the model's vectors have.
        width: How many of them are wanted, from the first on: a shorter vector is the beginning of the longer one, scaled to unit
            length (decision D76; documented of marengo3.5 and its `embedding_dimension`).
    """

    blend: Blend
    space: int
    width: int

    def first(self, numbers: int) -> Embedding:
        """The embedding with no more than that many numbers."""
        return self._replace(width=min(numbers, self.width))


def vector(embedding: Embedding) -> NDArray[np.float32]:
    """The unit vector of an embedding: `width` float32 numbers whose L2 norm is 1 within 1e-6.

    >>> vector(Embedding((Part(1, RandomDirection(("hello",), Plane(0, 16))),), 512, 3)).tolist()
    [-0.9473685026168823, -0.1554761379957199, 0.27985721826553345]
    """
    return next(vectors([embedding]))


def vectors(embeddings: Iterable[Embedding]) -> Iterator[NDArray[np.float32]]:
    """The unit vectors of many embeddings, in their order, computed some at a time while they are asked for."""
    # A mean is never computed together with what it is the mean of, so that its parts are kept by then.
    for (space, width, _), alike in groupby(embeddings, key=_kind):
        while together := [embedding.blend for embedding in islice(alike, _TOGETHER)]:
            found = _units(together, space)
            yield from found if width == space else _beginnings(found, width)


def bfloat16(unit: NDArray[np.float32]) -> NDArray[np.float32]:
    """A vector with its numbers rounded to bfloat16, ties to even, by their bits alone; its norm is 1 within 0.004.

    >>> bfloat16(vector(Embedding((Part(1, RandomDirection(("hello",), Plane(0, 16))),), 512, 3))).tolist()
    [-0.94921875, -0.1552734375, 0.279296875]
    """
    import numpy as np

    bits = unit.view(np.uint32)
    rounded = bits + np.uint32(0x7FFF) + ((bits >> np.uint32(16)) & np.uint32(1))
    return (rounded & np.uint32(0xFFFF0000)).view(np.float32)


def _kind(embedding: Embedding) -> tuple[int, int, bool]:
    return embedding.space, embedding.width, isinstance(embedding.blend[-1].of, RandomDirection)


_cache: LRUCache[tuple[Composed, int], NDArray[np.float32]] = LRUCache(8192)
"""Unit vectors, 2 or 4 kB each: the words of a scene, the source of a video, the 7,200 clips of the longest video."""


def _units(directions: Sequence[Composed], space: int) -> list[NDArray[np.float32]]:
    """The unit vectors of directions made of others, as long as the space is wide."""
    units = [_cache.get((direction, space)) for direction in directions]
    missing = [index for index, unit in enumerate(units) if unit is None]
    for first in range(0, len(missing), _TOGETHER):  # all at once, most of their matrix of weights would be zeros
        some = missing[first : first + _TOGETHER]
        blends = [direction.blend if isinstance(direction := directions[index], Shared) else direction for index in some]
        found = _blended([() if isinstance(blend, Orthogonalized) else blend for blend in blends], space)
        for row, blend in enumerate(blends):
            if isinstance(blend, Orthogonalized):
                found[row] = _orthogonalized(blend, space)
        for index, unit in zip(some, _scaled_to_one(found), strict=True):
            units[index] = unit
            _cache.put((directions[index], space), unit)
    return [unit for unit in units if unit is not None]


def _beginnings(units: Sequence[NDArray[np.float32]], width: int) -> NDArray[np.float32]:
    """Unit vectors in the direction of the first `width` numbers of others."""
    return _scaled_to_one(_integers([unit[:width] for unit in units]))


def _blended(blends: Sequence[Blend], space: int) -> NDArray[np.float64]:
    """The weighted mean of the directions of each blend, as integers, a row each."""
    import numpy as np

    heavy = [sum(abs(weight) for weight, _ in blend) or 1 for blend in blends]
    if max(heavy) > HEAVIEST:
        raise ValueError(f"the weights of a blend add up to {HEAVIEST} at most, not to {max(heavy)}")
    if all(len(blend) == 1 and blend[0].weight > 0 for blend in blends):
        return _rows([blend[0].of for blend in blends], space)  # as the words of a text are
    different: dict[Direction, int] = {}
    weights = np.zeros((len(blends), sum(map(len, blends))))
    for row, blend in enumerate(blends):
        for weight, direction in blend:
            weights[row, different.setdefault(direction, len(different))] += weight
    blended: NDArray[np.float64] = weights[:, : len(different)] @ _rows(different, space)
    blended /= np.array(heavy)[:, None]
    return np.rint(blended, out=blended)


def _rows(directions: Collection[Direction], space: int) -> NDArray[np.float64]:
    """The directions as integers, `LENGTH` long, a row each."""
    import numpy as np

    rows = np.empty((len(directions), space))
    drawn: dict[Plane, dict[int, RandomDirection]] = {}
    composed: dict[int, Composed] = {}
    for index, direction in enumerate(directions):
        if isinstance(direction, RandomDirection):
            drawn.setdefault(direction.plane, {})[index] = direction
        else:
            composed[index] = direction
    for plane, found in drawn.items():
        rows[list(found)] = _draw(plane, found.values(), space)
    if composed:
        rows[list(composed)] = _integers(_units(list(composed.values()), space))
    return rows


def _integers(units: Sequence[NDArray[np.float32]]) -> NDArray[np.float64]:
    """Unit vectors as integers, `LENGTH` long, a row each."""
    import numpy as np

    rows = np.array(units, np.float64)
    rows *= LENGTH
    return np.rint(rows, out=rows)


def _orthogonalized(direction: Orthogonalized, space: int) -> NDArray[np.float64]:
    """A direction without its share in the others, as a row of integers."""
    import numpy as np

    row = _rows((direction.of,), space)
    for other in _rows(direction.others, space):
        row -= np.rint(other * (np.einsum("j,j->", row[0], other) / np.einsum("j,j->", other, other)))
    return row


def _draw(plane: Plane, directions: Collection[RandomDirection], space: int) -> NDArray[np.float64]:
    """Directions drawn in the lanes of a plane and mixed over all numbers of the space, a row of integers each.

    The mixing is orthogonal, so it changes no angle; without it a text's vector would be zero where a picture's is not.
    """
    import numpy as np

    size = space // LANES * plane.lanes
    drawn = [shake_128(text.encode("utf-8", "surrogatepass")).digest(size) for one in directions for text in one.texts]
    lanes = np.frombuffer(b"".join(drawn), np.int8).reshape(-1, size).astype(np.float32)
    if len(drawn) > len(directions):
        weights = np.array([weight for one in directions for weight in one.weights], np.float32)
        firsts = [*accumulate([len(one.texts) for one in directions], initial=0)]
        lanes = np.array([weights[a:b] @ lanes[a:b] for a, b in pairwise(firsts)])
    mixed = lanes.reshape(-1, plane.lanes) @ _mixing()[plane.first : plane.first + plane.lanes]
    rows = mixed.reshape(-1, space).astype(np.float64)
    rows *= LENGTH / (_lengths(lanes.astype(np.float64)) * LANES**0.5)  # mixing makes each of them four times as long
    return np.rint(rows, out=rows)


@lru_cache(maxsize=1)
def _mixing() -> NDArray[np.float32]:
    """Sylvester's Hadamard matrix of order 16: each number of a block is a signed sum of its lanes."""
    import numpy as np

    return np.array([[(-1) ** (row & column).bit_count() for column in range(LANES)] for row in range(LANES)], np.float32)


def _scaled_to_one(rows: NDArray[np.float64]) -> NDArray[np.float32]:
    """Rows of integers as unit vectors; a row of zeros stays one."""
    import numpy as np

    units: NDArray[np.float32] = (rows / _lengths(rows)).astype(np.float32)
    units.setflags(write=False)
    return units


def _lengths(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """The lengths of rows of integers, in a column, and 1 for a row of zeros."""
    import numpy as np

    lengths: NDArray[np.float64] = np.sqrt(np.maximum(np.einsum("ij,ij->i", rows, rows), 1.0))
    return lengths[:, None]
