"""Which thread goes on first when several wait: the one whose wait ends first, as soon as all others wait as well."""

from __future__ import annotations

import os
import sys
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count
from threading import get_ident
from typing import TYPE_CHECKING, Any

from fakeembed.virtual_time.children import has_children
from fakeembed.virtual_time.clocks import really_monotonic
from fakeembed.virtual_time.standing import is_idle, runs_event_loop, turns_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    from fakeembed.virtual_time.callers import Caller

PATIENCE = 0.02
"""Real seconds for which a wait is held up by a thread of the same conversation that is blocked in something else than a wait."""

LONGEST_PATIENCE = 1.0
"""Real seconds for which one that runs holds up others until it asks or waits again (decision D230): it may wait for their end."""


@dataclass(slots=True)
class _Wait:
    """A wait of a thread, and the virtual moment at which it ends by itself."""

    until: float
    serial: int
    is_limit: bool
    is_real: bool = False

    def end(self, caller: Caller) -> tuple[float, int]:
        """When it ends, and which one began first; the limit of a wait that is real, or whose caller takes no part, never comes.

        It is asked by whoever may overtake it: its caller takes part as soon as a thread has asked that works for it.
        """
        never = self.is_limit and (self.is_real or not caller.takes_part())
        return float("inf") if never else self.until, self.serial

    def ends_really(self, caller: Caller) -> bool:
        """Whether it ends by itself in real time: it has a limit, and its caller takes no part."""
        return self.is_limit and self.until < float("inf") and not caller.takes_part()


_at_work: set[Caller] = set()
_waiting: dict[Caller, _Wait] = {}
_joining: dict[Caller, threading.Thread] = {}
_beginning: set[object] = set()
_busy: set[int] = set()
_bells: set[Any] = set()
_serial = count()
_last_change = [0]

on_take: list[Callable[[Caller], None]] = []
"""What is told of every thread that waits for its turn."""


def works(caller: Caller) -> None:
    """Note that a thread takes part; others do not overtake it."""
    caller.is_overtaken = False
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
    for known in (_at_work, _waiting, _joining, _beginning, _busy, _bells):
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
def waiting(caller: Caller, until: float, *, is_limit: bool = False) -> Iterator[None]:
    """Let others go on while a thread waits; `until` is the virtual moment at which its wait ends by itself."""
    try:
        waits(caller, until, is_limit=is_limit)
        yield
    finally:
        goes_on(caller)


def waits(caller: Caller, until: float, *, is_limit: bool = False) -> None:
    """Note that a thread waits, and until when at the latest."""
    _waiting[caller] = _Wait(until, next(_serial), is_limit)
    _change()


def comes_really(caller: Caller, *, limit_does: bool) -> None:
    """Note whether the limit of a wait has to come in real time: who really waits holds up nobody."""
    wait = _waiting.get(caller)
    if wait is not None and wait.is_real != limit_does:
        wait.is_real = limit_does
        _change()


def take(caller: Caller, until: float) -> None:
    """Wait until all others wait and the wait of this thread ends first of all."""
    with waiting(caller, until), _bell() as bell:
        for waits_for_turn in on_take:
            waits_for_turn(caller)
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
        if runs_event_loop(frames.get(other.ident)):
            loops.append(other)
        else:
            other.is_overtaken = True
    return not loops


def _is_turn_of(caller: Caller) -> bool:
    """Whether all others wait, and longer; one that begins to wait while this is asked is seen by the second look.

    Who starts a thread waits until it runs, and then goes on.
    """
    before = _last_change[0]
    if _starts_thread() or not is_first(caller) or not all(other.is_overtaken for other in _others()):
        return False
    return is_first(caller) and before == _last_change[0]


def _starts_thread() -> bool:
    """Whether a thread has been started that has not begun to run."""
    return bool(threading._limbo)  # type: ignore[attr-defined]  # noqa: SLF001 - nothing public tells it


def is_first(caller: Caller) -> bool:
    """Whether no wait ends before a caller's."""
    mine = _waiting.get(caller)
    if mine is None:
        return True
    end = mine.end(caller)
    return all(end <= wait.end(other) for other, wait in _waiting.copy().items())


def first_of_others() -> float:
    """The virtual moment at which the first wait of another thread ends."""
    mine = get_ident()
    return min((wait.end(caller)[0] for caller, wait in _waiting.copy().items() if caller.ident != mine), default=float("inf"))


def let_pass(until: float, *, is_busy: bool) -> None:
    """Let other threads go on for a moment: whoever works in this one waits until then, or as long as what it is busy with."""
    here = [caller for caller in (*_at_work,) if caller.ident == get_ident()]
    try:
        if is_busy:
            _busy.add(get_ident())
        for caller in here:
            waits(caller, until)
        with _bell() as bell:
            bell.acquire(timeout=PATIENCE)
    finally:
        _busy.discard(get_ident())
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
    return not is_idle(caller.ident, frames[caller.ident])


def _standing() -> tuple[Any, ...]:
    """What changes while somebody works: equal twice, it is blocked in something that nobody here knows."""
    frames = sys._current_frames()  # noqa: SLF001 - the documented way to other threads
    busy = ((caller.ident, frames.get(caller.ident)) for caller in _others())
    change = object() if _starts_thread() else _last_change[0]
    return change, *((ident, id(frame), frame and frame.f_lasti, turns_of(ident)) for ident, frame in busy)


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
    if _beginning or _busy or _starts_thread():
        return False
    waiting = [caller for caller, wait in _waiting.copy().items() if not wait.ends_really(caller)]
    known = {caller.ident for caller in (*waiting, *_at_work) if not caller.over()}  # the id of a thread that ended is given anew
    others = ((ident, frame) for ident, frame in sys._current_frames().items() if ident != get_ident())  # noqa: SLF001 - see above
    return all(ident in known or is_idle(ident, frame) for ident, frame in others) and not has_children()


def is_quiet() -> bool:
    """Whether nobody else could end a wait of this thread at all: nobody has begun anything between two questions."""
    before = _last_change[0]
    return not _others() and is_alone() and before == _last_change[0]


if hasattr(os, "register_at_fork"):  # not on Windows, where nothing is forked
    os.register_at_fork(after_in_child=clear)
