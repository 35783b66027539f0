"""How far a run is, on the terminal of whoever waits for it."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

INTERVAL = 0.2
"""Seconds between two looks."""


@contextmanager
def shown(path: str) -> Iterator[None]:
    """Show what `session.note_progress` writes into a file, and wipe it away at the end; nothing without a file."""
    if not path:
        yield
        return
    over = Event()
    thread = Thread(target=_show, args=(Path(path), over), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def line(text: str) -> str:
    """What a file of progress says: a number of contracts in its first line, then a dot for each that is done."""
    total, _, done = text.partition("\n")
    return f"{len(done)} of {total} contracts" if total else ""


def _show(path: Path, over: Event) -> None:
    widest = 0
    while not over.wait(INTERVAL):
        text = line(path.read_text("ascii")) if path.is_file() else ""
        widest = max(widest, len(text))
        print(f"\r{text.ljust(widest)}", end="", file=sys.stderr, flush=True)  # noqa: T201 - a person waits
    print(f"\r{' ' * widest}\r", end="", file=sys.stderr, flush=True)  # noqa: T201
