"""Waits that took real time though somebody polls: the first of each test is told at its end, with its place and a way out."""

from __future__ import annotations

import sys
import warnings
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from types import FrameType

LONGEST_UNSAID = 2.0
"""Real seconds of a wait between polls that nobody is told of."""


class Place(NamedTuple):
    """A line of the program under test."""

    file: str
    line: int
    function: str

    def __str__(self) -> str:
        """As a traceback would have it, in one line."""
        return f"{self.file}:{self.line} in {self.function}" if self.line else self.function


_told: list[tuple[str, Place]] = []


def place() -> Place:
    """The nearest line of code that is neither ours nor a library's."""
    frame: FrameType | None = sys._getframe(1)  # noqa: SLF001 - the documented way to the caller
    while frame is not None:
        name = frame.f_code.co_filename
        if not any(part in name for part in ("site-packages", "fakeembed/", "fakeembed\\", "<", sys.base_prefix)):
            return Place(name, frame.f_lineno, frame.f_code.co_name)
        frame = frame.f_back
    return Place("unknown", 0, "code that is no longer on the stack")


def note(seconds: float, text: str) -> None:
    """Remember a wait that took `seconds` of real time, if it is the first that is long; `text` says why, and what would not."""
    if seconds > LONGEST_UNSAID and not _told:
        _told.append((f"{seconds:.1f} real seconds {text}", place()))


def tell() -> None:
    """Warn of the wait that was noted, at the line where it was."""
    if _told:
        text, where = _told.pop()
        warnings.warn_explicit(text, RuntimeWarning, where.file, where.line)


def forget() -> None:
    """Begin a test."""
    _told.clear()
