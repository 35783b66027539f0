"""Which thread goes on first when several wait: the one whose wait ends first, as soon as all others wait as well."""

from __future__ import annotations

import os
import sys
import threading
from concurrent.futures import thread as pool_thread
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from selectors import BaseSelector
from threading import Condition, get_ident
from typing import TYPE_CHECKING, Any

from fakeembed.virtual_time.callers import is_watchdog
from fakeembed.virtual_time.children import has_children
from fakeembed.virtual_time.clocks import really_monotonic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    from fakeembed.virtual_time.callers import Caller

PATIENCE = 0.02
"""Real seconds for which a wait is held up by a thread of the same conversation that is blocked in something else than a wait."""

LONGEST_PATIENCE = 1.0
"""Real seconds for which it is held up by one that runs, as a loop does that waits for the end of the very thread that waits."""

_TASKS = Path("/proc/self/task")


class _Unpatched(Condition):
    """A condition that keeps the genuine functions while others' are replaced."""

    wait = Condition.wait
    notify = Condition.notify
    notify_all = Condition.notify_all


_changed = _Unpatched(threading.RLock())  # whoever holds it may be interrupted by a signal whose handler wakes somebody
_at_work: set[Caller] = set()
_waiting: dict[Caller, tuple[float, int]] = {}
_joining: dict[Caller, threading.Thread] = {}
_beginning: set[object] = set()
_serial = count()
_changes = [0]


def works(caller: Caller) -> None:
    """Note that a thread takes part; others do not overtake it."""
    if caller not in _at_work:
        _at_work.difference_update([known for known in (*_at_work,) if known.over()])
        _at_work.add(caller)
        _change()


def goes_on(*callers: Caller) -> None:
    """Note that threads that waited do so no more: somebody has woken them."""
    for caller in callers:
        _waiting.pop(caller, None)
    _change()


def leaves(caller: Caller) -> None:
    """Note that the work of a thread is over."""
    _at_work.discard(caller)
    _waiting.pop(caller, None)
    _change()


def clear() -> None:
    """Forget all threads."""
    for known in (_at_work, _waiting, _joining, _beginning):
        known.clear()
    _change()


@contextmanager
def beginning(function: Callable[..., Any]) -> Iterator[Callable[..., Any]]:
    """What a thread without a name is to run; until it does, or cannot be started, nobody sees it."""
    thread = object()
    _beginning.add(thread)

    def run(*args: Any, **kwargs: Any) -> Any:
        _beginning.discard(thread)
        return function(*args, **kwargs)

    try:
        yield run
    except BaseException:
        _beginning.discard(thread)
        raise


@contextmanager
def joining(caller: Caller, thread: threading.Thread) -> Iterator[None]:
    """Remember for whose end a caller waits: nobody tells it by a notification."""
    _joining[caller] = thread
    try:
        yield
    finally:
        _joining.pop(caller, None)


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
    before = _waiting.get(caller)
    if before is None or before[0] != until:
        _waiting[caller] = (until, next(_serial))
        _change()


def take(caller: Caller, until: float) -> None:
    """Wait until all others wait and the wait of this thread ends first of all."""
    with waiting(caller, until), _changed:
        since = really_monotonic()
        while not (is_first(caller) and not _others()):
            before = _standing()
            _changed.wait(PATIENCE)
            if not is_first(caller):
                since = really_monotonic()
            elif before == _standing() or really_monotonic() - since > LONGEST_PATIENCE:
                return


def is_first(caller: Caller) -> bool:
    """Whether no wait ends before a caller's."""
    mine = _waiting.get(caller)
    return mine is None or mine <= min(_waiting.values(), default=mine)


def let_pass(until: float) -> bool:
    """Let other threads go on for a moment if any wait ends before `until`; false when none does."""
    mine = get_ident()
    if all(caller.ident == mine or ends >= until for caller, (ends, _) in (*_waiting.items(),)):
        return False
    here = [caller for caller in (*_at_work,) if caller.ident == mine]
    for caller in here:
        waits(caller, until)
    with _changed:
        _changed.wait(PATIENCE)
    goes_on(*here)
    return True


def _others() -> list[Caller]:
    """Who works in other threads, or has been woken by the end of one and does not know it yet."""
    mine = get_ident()
    others = [caller for caller in (*_at_work, *_joining) if caller.ident != mine and not caller.over()]
    if not others:
        return []
    frames = sys._current_frames()  # noqa: SLF001 - the documented way to other threads
    return [caller for caller in others if caller.ident in frames and _is_at_work(caller, frames)]


def _is_at_work(caller: Caller, frames: dict[int, FrameType]) -> bool:
    if caller in _waiting:
        joined = _joining.get(caller)
        return joined is not None and joined.ident not in frames
    # Nobody tells when a thread has done what it was lent the context of a caller for.
    return caller.stands_for is None or not _is_idle(caller.ident, frames[caller.ident])


def _standing() -> tuple[Any, ...]:
    """What changes while somebody works: equal twice, it is blocked in something that nobody here knows."""
    frames = sys._current_frames()  # noqa: SLF001 - the documented way to other threads
    busy = ((caller.ident, frames.get(caller.ident)) for caller in _others())
    return _changes[0], *((ident, id(frame), frame and frame.f_lasti, _turns_of(ident)) for ident, frame in busy)


def _turns_of(ident: int) -> object:
    """What changes when a thread gets the processor, and differs while it waits for it; on Linux, elsewhere None."""
    thread = threading._active.get(ident)  # type: ignore[attr-defined]  # noqa: SLF001 - enumerate() needs a lock
    try:
        told = (_TASKS / str(thread and thread.native_id) / "status").read_text("ascii", "replace")
    except OSError:
        return None
    return object() if "\nState:\tR" in told else told.partition("\nvoluntary_ctxt_switches:")[2]


def _change() -> None:
    """Let those look again who wait for their turn; they do so by themselves when the lock cannot be had.

    It may be held by a thread in whose place the handler of a signal runs, and waits for a lock that this one holds.
    """
    _changes[0] += 1
    if _changed.acquire(timeout=PATIENCE):
        try:
            _changed.notify_all()
        finally:
            _changed.release()


def is_alone() -> bool:
    """Whether nothing unknown could end a wait: no thread that runs and takes no part, and no child process.

    It is asked before a last look at what is waited for: what has ended by then has left what it brought.
    """
    if _beginning or threading._limbo:  # type: ignore[attr-defined]  # noqa: SLF001 - threads that have not begun to run
        return False
    known = {caller.ident for caller in (*_waiting, *_at_work) if not caller.over()}  # the id of a thread that ended is given anew
    others = ((ident, frame) for ident, frame in sys._current_frames().items() if ident != get_ident())  # noqa: SLF001 - see above
    return all(ident in known or _is_idle(ident, frame) for ident, frame in others) and not has_children()


def is_quiet() -> bool:
    """Whether nobody else could end a wait of this thread at all: nobody has begun anything between two questions."""
    before = _changes[0]
    return not _others() and is_alone() and before == _changes[0]


def _is_idle(ident: int, frame: FrameType) -> bool:
    """Whether a thread waits for others, without a limit of time: a worker of a pool, a queue, an event loop without a task.

    One that was woken, and has not had the processor since, looks as if it still waited, but for what it was woken for.
    """
    if frame.f_code is pool_thread._worker.__code__:  # noqa: SLF001 - where idle workers are
        held = frame.f_locals
        return held.get("work_item") is None and held["work_queue"].empty()
    if frame.f_code is _Unpatched.wait.__code__:
        held = frame.f_locals
        thread = threading._active.get(ident)  # type: ignore[attr-defined]  # noqa: SLF001 - enumerate() needs a lock
        is_asleep = held.get("timeout") is None and held.get("waiter") in held["self"]._waiters  # noqa: SLF001 - its own
        return is_asleep or is_watchdog(thread)
    if frame.f_code.co_name == "select" and isinstance(frame.f_locals.get("self"), BaseSelector):
        held = frame.f_locals
        loop = frame.f_back and frame.f_back.f_locals.get("self")
        is_unlimited = held.get("timeout") in (None, -1)  # epoll's own words for None, and nobody else's
        return is_unlimited and len(held["self"].get_map() or ()) <= 1 and not getattr(loop, "_ready", ())
    return _belongs_to(frame, "execnet")  # pytest-xdist's thread that reads what the main process says


def _belongs_to(frame: FrameType | None, library: str) -> bool:
    while frame is not None:
        if library in frame.f_code.co_filename:
            return True
        frame = frame.f_back
    return False


def _begin_anew() -> None:
    """In a forked child no other thread is left, and the lock may have been one's that held it."""
    _changed.__init__(threading.RLock())  # type: ignore[misc]
    _at_work.clear()
    _waiting.clear()
    _joining.clear()
    _beginning.clear()


if hasattr(os, "register_at_fork"):  # not on Windows, where nothing is forked
    os.register_at_fork(after_in_child=_begin_anew)
