"""Which thread goes on first when several wait: the one whose wait ends first, as soon as all others wait as well."""

from __future__ import annotations

import os
import sys
import threading
from concurrent.futures import thread as pool_thread
from contextlib import contextmanager, suppress
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
"""Real seconds for which one that runs holds up others until it asks or waits again (decision D230): it may wait for their end."""

_TASKS = Path("/proc/self/task")
_LOOP = os.path.join("asyncio", "base_events")  # noqa: PTH118 - a part of a file's name

unlimited_waits = {Condition.wait.__code__}
"""The code of waits for a notification, which call `self`, `timeout` and `waiter` the same."""

_at_work: set[Caller] = set()
_waiting: dict[Caller, tuple[float, int]] = {}
_joining: dict[Caller, threading.Thread] = {}
_beginning: set[object] = set()
_bells: set[Any] = set()
_serial = count()
_last_change = [0]


def works(caller: Caller) -> None:
    """Note that a thread takes part; others do not overtake it, nor the limit of its wait."""
    caller.is_overtaken = False
    if caller.limit and caller in _waiting:
        waits(caller, caller.limit)
    if caller not in _at_work:
        _at_work.difference_update([known for known in (*_at_work,) if known.over()])
        _at_work.add(caller)
        _change()


def goes_on(*callers: Caller) -> None:
    """Note that threads that waited do so no more: somebody has woken them."""
    for caller in callers:
        _waiting.pop(caller, None)
        caller.is_overtaken = False
    _change()


def leaves(caller: Caller) -> None:
    """Note that the work of a thread is over."""
    _at_work.discard(caller)
    goes_on(caller)


def clear() -> None:
    """Forget all threads; in a forked child no other one is left."""
    for known in (_at_work, _waiting, _joining, _beginning, _bells):
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
    try:
        waits(caller, until)
        yield
    finally:
        caller.limit = 0.0
        goes_on(caller)


def waits(caller: Caller, until: float) -> None:
    """Note that a thread waits, and until when at the latest."""
    before = _waiting.get(caller)
    if before is None or before[0] != until:
        _waiting[caller] = (until, next(_serial))
        _change()


def take(caller: Caller, until: float) -> None:
    """Wait until all others wait and the wait of this thread ends first of all."""
    with waiting(caller, until), _bell() as bell:
        since = really_monotonic()
        while caller.is_of_this_time() and not _is_turn_of(caller):
            before = _standing()
            bell.acquire(timeout=PATIENCE)
            if not is_first(caller):
                since = really_monotonic()
            elif before == _standing() or (really_monotonic() - since > LONGEST_PATIENCE and not _overtakes_all()):
                return


@contextmanager
def _bell() -> Iterator[Any]:
    """A locked lock that is released whenever a thread begins or ends to wait.

    Each that waits has one of its own: one that they shared would stay locked, and all of them hang, where the handler of a signal
    raises an error just behind its acquisition, or waits for one of them.
    """
    bell = threading.Lock()
    bell.acquire()
    try:
        _bells.add(bell)
        yield bell
    finally:
        _bells.discard(bell)


def _overtakes_all() -> bool:
    """Hold nobody up any more for those that compute; false beside an event loop, which holds up the next wait again.

    It moves between the waits of others by itself, and neither asks nor waits where it does.
    """
    frames = sys._current_frames()  # noqa: SLF001 - the documented way to other threads
    loops = []
    for other in _others():
        if _belongs_to(frames.get(other.ident), _LOOP):
            loops.append(other)
        else:
            other.is_overtaken = True
    return not loops


def _is_turn_of(caller: Caller) -> bool:
    """Whether all others wait, and longer; one that begins to wait while this is asked is seen by the second look."""
    before = _last_change[0]
    return is_first(caller) and all(other.is_overtaken for other in _others()) and is_first(caller) and before == _last_change[0]


def is_first(caller: Caller) -> bool:
    """Whether no wait ends before a caller's."""
    mine = _waiting.get(caller)
    return mine is None or mine <= min(_waiting.values(), default=mine)


def first_of_others() -> float:
    """The virtual moment at which the first wait of another thread ends."""
    mine = get_ident()
    return min((ends for caller, (ends, _) in (*_waiting.items(),) if caller.ident != mine), default=float("inf"))


def let_pass(until: float) -> None:
    """Let other threads go on for a moment: whoever works in this one waits until then."""
    here = [caller for caller in (*_at_work,) if caller.ident == get_ident()]
    try:
        for caller in here:
            waits(caller, until)
        with _bell() as bell:
            bell.acquire(timeout=PATIENCE)
    finally:
        goes_on(*here)


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
    # Nobody tells when a thread has done what it was lent the context of a caller for, or when a worker has done a stranger's job.
    return not _is_idle(caller.ident, frames[caller.ident])


def _standing() -> tuple[Any, ...]:
    """What changes while somebody works: equal twice, it is blocked in something that nobody here knows."""
    frames = sys._current_frames()  # noqa: SLF001 - the documented way to other threads
    busy = ((caller.ident, frames.get(caller.ident)) for caller in _others())
    return _last_change[0], *((ident, id(frame), frame and frame.f_lasti, _turns_of(ident)) for ident, frame in busy)


def _turns_of(ident: int) -> object:
    """What changes when a thread gets the processor, and differs while it waits for it; on Linux, elsewhere None."""
    thread = threading._active.get(ident)  # type: ignore[attr-defined]  # noqa: SLF001 - enumerate() needs a lock
    try:
        told = (_TASKS / str(thread and thread.native_id) / "status").read_text("ascii", "replace")
    except OSError:
        return None
    return object() if "\nState:\tR" in told else told.partition("\nvoluntary_ctxt_switches:")[2]


def _change() -> None:
    """Let those look again who wait for their turn."""
    _last_change[0] = next(_serial)
    for bell in (*_bells,):
        with suppress(RuntimeError):  # it has been released already
            bell.release()


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
    before = _last_change[0]
    return not _others() and is_alone() and before == _last_change[0]


def _is_idle(ident: int, frame: FrameType) -> bool:
    """Whether a thread waits for others, without a limit of time: a worker of a pool, a queue, an event loop without a task.

    One that was woken, and has not had the processor since, looks as if it still waited, but for what it was woken for.
    """
    if frame.f_code is pool_thread._worker.__code__:  # noqa: SLF001 - where idle workers are
        held = frame.f_locals
        return held.get("work_item") is None and held["work_queue"].empty()
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


def _belongs_to(frame: FrameType | None, library: str) -> bool:
    while frame is not None:
        if library in frame.f_code.co_filename:
            return True
        frame = frame.f_back
    return False


if hasattr(os, "register_at_fork"):  # not on Windows, where nothing is forked
    os.register_at_fork(after_in_child=clear)
