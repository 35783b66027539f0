"""Which thread goes on first when several wait: the one whose wait ends first, as soon as all others wait as well."""

from __future__ import annotations

import os
import sys
import threading
from concurrent.futures import thread as pool_thread
from contextlib import contextmanager
from itertools import count
from selectors import BaseSelector
from threading import Condition, get_ident
from typing import TYPE_CHECKING, Any

from fakeembed.virtual_time.callers import is_watchdog
from fakeembed.virtual_time.children import has_children

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from fakeembed.virtual_time.callers import Caller

PATIENCE = 0.02
"""Real seconds for which a wait is held up by a thread of the same conversation that does something else than to wait."""


class _Unpatched(Condition):
    """A condition that keeps the genuine functions while others' are replaced."""

    wait = Condition.wait
    notify = Condition.notify
    notify_all = Condition.notify_all


_changed = _Unpatched(threading.Lock())
_at_work: set[Caller] = set()
_waiting: dict[Caller, tuple[float, int]] = {}
_serial = count()
_changes = [0]


def works(caller: Caller) -> None:
    """Note that a thread takes part; others do not overtake it."""
    if caller not in _at_work:
        with _changed:
            _at_work.add(caller)
            _change()


def goes_on(*callers: Caller) -> None:
    """Note that threads that waited do so no more: somebody has woken them."""
    with _changed:
        for caller in callers:
            _waiting.pop(caller, None)
        _change()


def leaves(caller: Caller) -> None:
    """Note that the work of a thread is over."""
    with _changed:
        _at_work.discard(caller)
        _waiting.pop(caller, None)
        _change()


def clear() -> None:
    """Forget all threads."""
    with _changed:
        _at_work.clear()
        _waiting.clear()
        _change()


@contextmanager
def waiting(caller: Caller, until: float) -> Iterator[None]:
    """Let others go on while a thread waits; `until` is the virtual moment at which its wait ends by itself."""
    waits(caller, until)
    try:
        yield
    finally:
        goes_on(caller)


def waits(caller: Caller, until: float) -> None:
    """Note that a thread waits, and until when at the latest."""
    with _changed:
        if caller not in _waiting or _waiting[caller][0] != until:
            _waiting[caller] = (until, next(_serial))
            _change()


def take(caller: Caller, until: float) -> None:
    """Wait until all others wait and the wait of this thread ends first of all."""
    with waiting(caller, until), _changed:
        while not is_next(caller):
            before = _standing()
            _changed.wait(PATIENCE)
            if _is_first(caller) and before == _standing():
                return


def is_next(caller: Caller) -> bool:
    """Whether all threads of this time wait, and this one's wait ends first."""
    return _is_first(caller) and not _others()


def _is_first(caller: Caller) -> bool:
    return caller not in _waiting or _waiting[caller] == min(_waiting.values())


def _others() -> list[Caller]:
    mine = get_ident()
    return [caller for caller in _at_work if caller.ident != mine and caller not in _waiting and not caller.over()]


def _standing() -> tuple[Any, ...]:
    """What changes while somebody works: equal twice, it is blocked in something that nobody here knows."""
    frames = sys._current_frames()  # noqa: SLF001 - the documented way to other threads
    busy = ((caller.ident, frames.get(caller.ident)) for caller in _others())
    return _changes[0], *((ident, id(frame), frame and frame.f_lasti) for ident, frame in busy)


def _change() -> None:
    _changes[0] += 1
    _changed.notify_all()


def is_alone() -> bool:
    """Whether nothing unknown could end a wait: no thread that runs and takes no part, and no child process."""
    known = {caller.ident for caller in (*_waiting, *_at_work) if not caller.over()}  # the id of a thread that ended is given anew
    others = ((ident, frame) for ident, frame in sys._current_frames().items() if ident != get_ident())  # noqa: SLF001 - see above
    return all(ident in known or _is_idle(ident, frame) for ident, frame in others) and not has_children()


def is_quiet() -> bool:
    """Whether nobody else could end a wait of this thread at all."""
    return is_alone() and not _others()


def _is_idle(ident: int, frame: FrameType) -> bool:
    """Whether a thread waits for others, without a limit of time: a worker of a pool, a queue, an event loop without a task."""
    if frame.f_code is pool_thread._worker.__code__:  # noqa: SLF001 - where idle workers are
        return True
    if frame.f_code is _Unpatched.wait.__code__:
        thread = threading._active.get(ident)  # type: ignore[attr-defined]  # noqa: SLF001 - enumerate() needs a lock
        return is_watchdog(thread) or frame.f_locals.get("timeout") is None
    if frame.f_code.co_name == "select" and isinstance(frame.f_locals.get("self"), BaseSelector):
        return frame.f_locals.get("timeout") is None and len(frame.f_locals["self"].get_map() or ()) <= 1
    return _belongs_to(frame, "execnet")  # pytest-xdist's thread that reads what the main process says


def _belongs_to(frame: FrameType | None, library: str) -> bool:
    while frame is not None:
        if library in frame.f_code.co_filename:
            return True
        frame = frame.f_back
    return False


def _begin_anew() -> None:
    """In a forked child no other thread is left, and the lock may have been one's that held it."""
    _changed.__init__(threading.Lock())  # type: ignore[misc]
    _at_work.clear()
    _waiting.clear()


if hasattr(os, "register_at_fork"):  # not on Windows, where nothing is forked
    os.register_at_fork(after_in_child=_begin_anew)
