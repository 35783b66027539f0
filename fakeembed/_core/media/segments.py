"""Which stretches of a medium get a vector of their own, and in which order they are listed."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

SHORTEST_CLIP = 2.0
"""Seconds; a remainder shorter than this at the end of the window is dropped.

Documented: https://docs.twelvelabs.io/api-reference/video-embeddings/create-video-embedding-task; recorded 2025-07-15:
34.667392, 1448.88 and 24.45679 seconds give 6, 242 and 4 clips.
"""

_WHOLE = 2**24
"""Below this, every whole number is a single-precision one."""

_ROUNDING = 1e-6
"""Seconds by which sums of offsets such as 6.1 and 2 may miss the decimal that they mean."""


@dataclass(frozen=True, slots=True)
class Segment:
    """One stretch of a medium with one embedding of its own; offsets are seconds from the beginning of the file.

    Attributes:
        start: Its first second.
        end: The second at which it is over.
        option: `visual`, `audio`, `transcription`, `visual-text` or `fused`.
        scope: `clip`, `video` or `asset`.
        parts: What its vector is the mean of: the clips of a whole video, the options of a fused stretch; empty when it has a
            vector of its own.
    """

    start: float
    end: float
    option: str
    scope: str
    parts: tuple[Segment, ...] = ()


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
    listed: list[Segment] = []
    for option in options:
        found = tuple(Segment(first, last, option, "clip") for first, last in grid)
        listed += found
        if "video" in wanted:
            listed.append(Segment(0.0, float32(duration), option, "video", parts=found))
    return listed


@lru_cache(maxsize=4096)
def float32(seconds: float) -> float:
    """The nearest single-precision number, as a Python float with a decimal text of at most nine digits that names it.

    Of several such texts it is the shortest that begins like `seconds`, so that a value the service printed stays what it is.
    Recorded: offsets and durations of the live service are float32 seconds such as 21.087732 and 28.066667 (2025).

    >>> float32(21.0877321)
    21.087732
    """
    if float(seconds).is_integer() and abs(seconds) < _WHOLE:
        return float(seconds)
    single: float = struct.unpack("<f", struct.pack("<f", seconds))[0]
    # Nine digits of the single-precision number itself name it in any case; those of `seconds` may round to its neighbour.
    texts = (f"{number:.{digits}g}" for digits in range(6, 10) for number in (seconds, single))
    return next(float(text) for text in texts if struct.unpack("<f", struct.pack("<f", float(text)))[0] == single)
