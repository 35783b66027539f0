"""What the index of an MP4 or a QuickTime file says beside what PyAV tells: how tracks are turned, how many samples there are.

Reference: ISO/IEC 14496-12, 8.2.2 (`mvhd`), 8.3.2 (`tkhd`) and 8.7.3.2 (`stsz`).
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_BOXES = 10_000
"""Boxes that are looked at in one place: the index comes first, or after the media, and has a track for each stream."""


class _Box(NamedTuple):
    start: int
    end: int


def is_on_its_side(content: bytes | memoryview, track: int) -> bool:
    """Whether the track of that number is turned by a right angle; False as well where the index is cut off.

    The movie and each track have a matrix; a picture is turned by that of its track, then by that of the movie.
    """
    whole = _Box(0, len(content))
    try:
        movie = next(_inside(content, whole, b"moov", b"mvhd"))
        tracks = (box for box in _inside(content, whole, b"moov", b"trak", b"tkhd") if _number(content, box) == track)
        first, second = _matrix(content, next(tracks), 40)[:2]
        across, down, back, up = _matrix(content, movie, 36)
    except (StopIteration, IndexError, struct.error):
        return False
    return first * across + second * back == 0 != first * down + second * up


def has_room_for_its_samples(content: bytes | memoryview) -> bool:
    """Whether samples that are all of one size fit into the file: FFmpeg takes memory for as many as the index says there are."""
    for box in _inside(content, _Box(0, len(content)), b"moov", b"trak", b"mdia", b"minf", b"stbl", b"stsz"):
        if box.start + 12 <= box.end:
            size, count = struct.unpack(">2I", content[box.start + 4 : box.start + 12])
            if size * count > len(content):
                return False
    return True


def _inside(content: bytes | memoryview, box: _Box, wanted: bytes, *further: bytes) -> Iterator[_Box]:
    """The boxes at the end of a path of names."""
    for found in _boxes(content, box, wanted):
        if further:
            yield from _inside(content, found, *further)
        else:
            yield found


def _boxes(content: bytes | memoryview, box: _Box, wanted: bytes) -> Iterator[_Box]:
    """The boxes of that name directly inside another one."""
    start = box.start
    for _ in range(MOST_BOXES):
        if start + 16 > box.end:
            return
        size, kind, long = struct.unpack(">I4sQ", content[start : start + 16])
        head = 16 if size == 1 else 8
        size = long if size == 1 else size or box.end - start
        if size < head:
            return
        if kind == wanted:
            yield _Box(start + head, min(start + size, box.end))
        start += size


def _number(content: bytes | memoryview, box: _Box) -> int:
    at = box.start + (20 if content[box.start] else 12)
    return int.from_bytes(content[at : at + 4], "big")


def _matrix(content: bytes | memoryview, box: _Box, at: int) -> tuple[int, int, int, int]:
    """The four numbers that turn: two of the first line, and two of the second."""
    at += box.start + (12 if content[box.start] else 0)  # times are longer in version 1
    first, second, _, third, fourth = struct.unpack(">5i", content[at : at + 20])
    return first, second, third, fourth
