"""Waits that took real time though somebody polls: the first of each test is told at its end, with its place and a way out."""

from __future__ import annotations

import os
import sys
import warnings
from pathlib import Path
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

_PACKAGES = {"site-packages", "dist-packages"}
"""Folders in which packages are installed, wherever a Python has them."""
_LIBRARIES = tuple(f"{folder}{os.sep}" for folder in (Path(__file__).parent.parent, Path(os.__file__).parent))
"""Where this package and the standard library lie; what lies beside them may be a program (a prefix of Python may be `/usr`)."""


def place() -> Place:
    """The nearest line of code that is neither ours nor a library's."""
    frame: FrameType | None = sys._getframe(1)  # noqa: SLF001 - the documented way to the caller
    while frame is not None:
        if not _is_of_a_library(frame):
            return Place(frame.f_code.co_filename, frame.f_lineno, frame.f_code.co_name)
        frame = frame.f_back
    return Place("unknown", 0, "code that is no longer on the stack")


def _is_of_a_library(frame: FrameType) -> bool:
    """Whether nobody would look there; code without a file is made by a library, or given to the interpreter by its user."""
    file = frame.f_code.co_filename
    if file.startswith("<"):
        return bool(frame.f_globals.get("__name__") != "__main__")
    return file.startswith(_LIBRARIES) or not _PACKAGES.isdisjoint(Path(file).parts)


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
