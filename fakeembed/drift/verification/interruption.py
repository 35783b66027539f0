"""How a run ends before its time: SIGTERM and the death of its parent are a Ctrl-C, and cleaning up is not interrupted."""

from __future__ import annotations

import os
import signal
from contextlib import contextmanager
from threading import Event, Thread, current_thread, main_thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

LOOKED_AFTER = 0.2
"""Seconds between two looks at whether the parent lives."""


@contextmanager
def as_ctrl_c(parent: int = 0) -> Iterator[Event]:
    """Inside the block Ctrl-C, SIGTERM and the end of the process `parent` raise KeyboardInterrupt in the main thread.

    The event is set then.
    """
    interrupted, over = Event(), Event()

    def interrupt(number: int, frame: Any) -> None:
        interrupted.set()
        signal.default_int_handler(number, frame)

    with _handled({signal.SIGINT: interrupt, signal.SIGTERM: interrupt}):
        if parent:
            Thread(target=_watch, args=(parent, over), daemon=True).start()
        try:
            yield interrupted
        finally:
            over.set()


@contextmanager
def ignored() -> Iterator[None]:
    """Inside the block neither Ctrl-C nor SIGTERM does anything."""
    with _handled({signal.SIGINT: signal.SIG_IGN, signal.SIGTERM: signal.SIG_IGN}):
        yield


@contextmanager
def _handled(handlers: dict[int, Any]) -> Iterator[None]:
    if current_thread() is not main_thread():  # only there can handlers be set
        yield
        return
    before = {number: signal.signal(number, handler) for number, handler in handlers.items()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _watch(parent: int, over: Event) -> None:
    while not over.wait(LOOKED_AFTER):
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGTERM)
            return
