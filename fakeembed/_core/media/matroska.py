"""What a Matroska file says of its pictures beside what PyAV tells: how much of them is cut off before they are shown.

Reference: RFC 9559, 5.1.4.1.28 (`Video`).
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_SEGMENT, _TRACKS, _TRACK, _VIDEO = 0x18538067, 0x1654AE6B, 0xAE, 0xE0
_LEFT, _RIGHT, _TOP, _BOTTOM = 0x54CC, 0x54DD, 0x54BB, 0x54AA

_DESCRIPTION = 65536
"""Bytes of the description of tracks that are looked at."""

_MOST = 10_000
"""Elements of a file that are passed over: FFmpeg 5.1 writes 3,000 for an hour of 100 MB."""


class _Element(NamedTuple):
    start: int
    end: int


def description_of_tracks(content: bytes | memoryview) -> bytes:
    """What a file says of its tracks: before its pictures, or behind them, where an editor puts what has grown.

    The beginning of the file where that is not found.
    """
    try:
        [segment] = islice(_elements(content, _Element(0, len(content)), _SEGMENT), 1)
        [found] = islice(_elements(content, segment, _TRACKS), 1)
    except (IndexError, ValueError):
        found = _Element(0, len(content))
    return bytes(content[found.start : min(found.end, found.start + _DESCRIPTION)])


def cut_off(description: bytes) -> list[tuple[int, int]]:
    """Columns and rows of stored pictures that are not shown, by track with pictures; none where the description breaks off."""
    try:
        videos = list(_inside(description, _Element(0, len(description)), _TRACK, _VIDEO))
        edges = [[_value(description, video, edge) for edge in (_LEFT, _RIGHT, _TOP, _BOTTOM)] for video in videos]
    except IndexError:
        return []
    return [(left + right, top + bottom) for left, right, top, bottom in edges]


def _value(head: bytes, within: _Element, wanted: int) -> int:
    """A number that an element holds; 0 where it has none."""
    found = next(_inside(head, within, wanted), None)
    return 0 if found is None else int.from_bytes(head[found.start : found.end], "big")


def _inside(head: bytes, within: _Element, wanted: int, *further: int) -> Iterator[_Element]:
    """The elements at the end of a path of names."""
    for found in _elements(head, within, wanted):
        if further:
            yield from _inside(head, found, *further)
        else:
            yield found


def _elements(head: bytes | memoryview, within: _Element, wanted: int) -> Iterator[_Element]:
    """The elements of that name directly inside another one; one of unknown size goes on to the end.

    Raises:
        IndexError: Where the bytes end within a head.
    """
    at, met = within.start, 0
    while at < within.end and head[at] and met < _MOST:
        name, at = _number(head, at, keep_mark=True)
        size, start = _number(head, at, keep_mark=False)
        unknown = size == (1 << 7 * (start - at)) - 1
        end = within.end if unknown else min(start + size, within.end)
        if name == wanted:
            yield _Element(start, end)
        at, met = end, met + 1


def _number(head: bytes | memoryview, at: int, *, keep_mark: bool) -> tuple[int, int]:
    """A number that says its own length by its first bit that is set, with or without that bit, and where it ends."""
    length = 9 - head[at].bit_length()
    number = int.from_bytes(head[at : at + length], "big")
    return number if keep_mark else number & ((1 << 7 * length) - 1), at + length
