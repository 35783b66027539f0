"""What threads do at the moment, as their frames and the system show it: whether they wait for others, or get the processor."""

from __future__ import annotations

import os
import threading
from concurrent.futures import thread as pool_thread
from pathlib import Path
from selectors import BaseSelector
from threading import Condition
from typing import TYPE_CHECKING

from fakeembed.virtual_time.callers import is_watchdog

if TYPE_CHECKING:
    from types import FrameType

_TASKS = Path("/proc/self/task")
_LOOP = os.path.join("asyncio", "base_events")  # noqa: PTH118 - a part of a file's name

unlimited_waits = {Condition.wait.__code__}
"""The code of waits for a notification, which call `self`, `timeout` and `waiter` the same."""


def is_idle(ident: int, frame: FrameType) -> bool:
    """Whether a thread waits for others, without a limit of time: a worker of a pool, a queue, an event loop without a task.

    One that was woken, and has not had the processor since, looks as if it still waited, but for what it was woken for.
    """
    if frame.f_code is pool_thread._worker.__code__:  # noqa: SLF001 - where idle workers are
        held, pool = frame.f_locals, frame.f_locals["executor_reference"]()
        is_open = pool is not None and not pool._shutdown  # noqa: SLF001 - else it has been woken, to end
        return is_open and held.get("work_item") is None and held["work_queue"].empty()
    if frame.f_code in unlimited_waits:
        held = frame.f_locals
        thread = threading._active.get(ident)  # type: ignore[attr-defined]  # noqa: SLF001 - enumerate() needs a lock
        is_asleep = held.get("timeout") is None and held.get("waiter") in held["self"]._waiters  # noqa: SLF001 - its own
        return is_asleep or is_watchdog(thread)
    if frame.f_code.co_name == "select" and isinstance(frame.f_locals.get("self"), BaseSelector):
        held = frame.f_locals
        loop = frame.f_back and frame.f_back.f_locals.get("self")
        is_unlimited = held.get("timeout") in (None, -1)  # epoll's own words for None, and nobody else's
        return is_unlimited and len(held["self"].get_map() or ()) <= 1 and not getattr(loop, "_ready", ())
    return "execnet" in frame.f_code.co_filename  # pytest-xdist's thread that reads what the main process says


def runs_event_loop(frame: FrameType | None) -> bool:
    """Whether a thread is anywhere in an event loop of asyncio."""
    while frame is not None:
        if _LOOP in frame.f_code.co_filename:
            return True
        frame = frame.f_back
    return False


def turns_of(ident: int) -> object:
    """What changes when a thread gets the processor, and differs while it waits for it; on Linux, elsewhere None."""
    thread = threading._active.get(ident)  # type: ignore[attr-defined]  # noqa: SLF001 - enumerate() needs a lock
    try:
        told = (_TASKS / str(thread and thread.native_id) / "status").read_text("ascii", "replace")
    except OSError:
        return None
    return object() if "\nState:\tR" in told else told.partition("\nvoluntary_ctxt_switches:")[2]
