"""Which stretches of a medium get a vector of their own, and in which order they are listed."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SHORTEST_CLIP = 2.0
"""Seconds; a remainder shorter than this at the end of the window is dropped.

Documented: https://docs.twelvelabs.io/api-reference/video-embeddings/create-video-embedding-task; recorded 2025-07-15:
34.667392, 1448.88 and 24.45679 seconds give 6, 242 and 4 clips.
"""

_ROUNDING = 1e-6
"""Seconds by which sums of offsets such as 6.1 and 2 may miss the decimal that they mean."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One stretch of a medium with one embedding of its own; offsets are seconds from the beginning of the file."""

    start: float
    end: float
    option: str
    scope: str


def clips(start: float, end: float, length: float) -> Iterator[tuple[float, float]]:
    """The clip grid of a window: `length` seconds each, the last one shorter but never below `SHORTEST_CLIP`.

    >>> len(list(clips(0, 31, 6))), list(clips(0, 32, 6))[-1]
    (5, (30.0, 32.0))
    """
    for index in range(ceil((end - start) / length) if end > start else 0):
        first, last = start + index * length, min(start + (index + 1) * length, end)
        if last - first > SHORTEST_CLIP - _ROUNDING:  # judged before float32, which may be a hair shorter
            yield float32(first), float32(last)


def v1_order(
    *, options: Iterable[str], scopes: Iterable[str], window: tuple[float, float], length: float, duration: float
) -> list[Segment]:
    """All segments of a v1 task: option by option, each option's clips in time order and then its `video` segment.

    Recorded 2025-07-15 (option-major: entry 212 of 484 starts at 1272 seconds). The `video` segment spans the whole file even
    when offsets narrow the clips (decision D22).
    """
    wanted = set(scopes)
    grid = list(clips(*window, length)) if "clip" in wanted else []
    listed = []
    for option in options:
        listed += [Segment(first, last, option, "clip") for first, last in grid]
        if "video" in wanted:
            listed.append(Segment(0.0, float32(duration), option, "video"))
    return listed


def float32(seconds: float) -> float:
    """The nearest single-precision number, as a Python float with the shortest decimal text that names it.

    Recorded: offsets and durations of the live service are float32 seconds such as 21.087732 and 28.066667 (2025).

    >>> float32(21.0877321)
    21.087732
    """
    single: float = struct.unpack("<f", struct.pack("<f", seconds))[0]
    for digits in range(6, 10):
        text = f"{single:.{digits}g}"
        if struct.unpack("<f", struct.pack("<f", float(text)))[0] == single:
            return float(text)
    raise AssertionError(seconds)  # pragma: no cover - nine digits name every single-precision number
