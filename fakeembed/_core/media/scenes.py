"""Where embed v2 cuts audio and video into clips: every so many seconds, or where a scene ends.

Reference: https://docs.twelvelabs.io/api-reference/create-embeddings-v2/create-async-embedding-task
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import shake_128
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING

from fakeembed._core.media.segments import clips, float32

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fakeembed._core.media.catalog import Medium

LONGEST_SCENE = 2.5
"""How long a scene may be, in multiples of the shortest (decision D39)."""


@dataclass(frozen=True, slots=True)
class Cut:
    """How a medium is cut into clips: `fixed`, each so many seconds long, or `dynamic`, each at least so long."""

    strategy: str
    seconds: int


def pieces(medium: Medium, cut: Cut, start: float, end: float) -> list[tuple[float, float]]:
    """The clips of a window, in time order, each with its first and its last second.

    `fixed`: each `cut.seconds` long; a remainder shorter than two seconds is dropped unless it is all there is (decision D23).
    `dynamic`: scenes, one behind the other, each at least `cut.seconds` long unless the whole window is shorter (decision D39).
    """
    if cut.strategy == "fixed":
        return list(clips(start, end, cut.seconds)) or [(float32(start), float32(end))]
    inside = [edge for edge in _edges(medium, cut.seconds) if start + cut.seconds <= edge <= end - cut.seconds]
    return list(pairwise([float32(start), *inside, float32(end)]))


def _edges(medium: Medium, shortest: int) -> Iterator[float]:
    """Where one scene ends and the next begins, for the whole file, so that windows of one file share their edges.

    A scene that a test declared ends one here as well, as far as none gets too short by it (decision D62).
    """
    declared = sorted({edge for scene in medium.scenes for edge in (scene.start, scene.end)})
    draws = ceil(medium.duration / shortest)
    drawn = shake_128(f"scenes|{shortest}|{medium.identity}".encode("utf-8", "surrogatepass")).digest(2 * draws)
    position = 0.0
    for index in range(draws):
        share = int.from_bytes(drawn[2 * index : 2 * index + 2], "big") / 0xFFFF
        following = round(position + shortest * (1 + (LONGEST_SCENE - 1) * share), 1)
        known = (edge for edge in declared if position + shortest <= edge <= following)
        position = float32(next(known, following))
        if position >= medium.duration:
            return
        yield position
