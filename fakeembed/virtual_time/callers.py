"""Who waits, and how far each has come: the model of time, of which the rest of this folder is mechanism.

A caller is a thread, a job of a pool or an asyncio task. It has its own `now`, in virtual seconds since the first fake was
installed, and begins with that of whoever started it. Callers that come from one root are a conversation; it takes part in
virtual time while anything that it was told is not the end: a task that is processing, an error that may pass. Everybody else
is a stranger, to whom `current()` is None and whose time is real.
"""

from __future__ import annotations

import asyncio
import os
from contextlib import contextmanager
from contextvars import ContextVar
from threading import RLock, Timer, current_thread, get_ident
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary, ref

from fakeembed.virtual_time.clocks import Clocks
from fakeembed.virtual_time.shared import Conversation, Floor, floor_of, floors

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LONGEST_SKIP = 86_400.0
"""Seconds of the longest wait that costs no real time: who waits longer waits for something else (decision D131)."""


class Caller:
    """One who waits: its place in time, and for whom it works."""

    def __init__(self, owner: Any, parent: Caller | None, *, now: float = 0.0, is_task: bool = False) -> None:
        """Begin at the `now` of `parent`, or at `now` as a root; `owner` is the thread or the task, or None for a job."""
        self.world: object = _world[0] if parent is None else parent.world
        self.parent, self.is_task, self.is_over = parent, is_task, False
        self.stands_for: Caller | None = None
        self.conversation: Conversation = Conversation() if parent is None else parent.conversation
        self.ident = get_ident() if is_task or parent is None else 0
        self.has_asked = self.is_overtaken = False
        self.sleeps = 0
        self._floor = floor_of(asyncio._get_running_loop()) if is_task else Floor()  # noqa: SLF001 - see running_task
        self.owner = None if owner is None else ref(owner)
        self.own = now if parent is None else parent.now
        self._clocks: Clocks = Clocks(0.0 if parent is None else parent._clocks.ahead(parent.now))  # noqa: SLF001 - one of its own

    @property
    def now(self) -> float:
        """The virtual seconds that it has come."""
        return max(self.own, self._floor.now)

    def reach(self, now: float) -> None:
        """Have come so far, unless it is further already."""
        if now > self.own:
            with _reaching:
                self.own = max(self.own, now)
            self._clocks.come_to_rest()
        if self.stands_for is not None:
            self.stands_for.reach(now)
        if self.is_of_this_time():
            for moved in on_move:
                moved(self)

    def waits(self, by: str) -> None:
        """Note a virtual wait, and by which idiom."""
        self.conversation.waits += 1
        self.conversation.waited_by = by

    def is_answered(self) -> None:
        """Have asked, and begin its own work here: what the answer took was the fake's."""
        self.has_asked, self.sleeps = True, 0
        self._clocks.come_to_rest()

    def takes_part(self) -> bool:
        """Whether its waits are virtual at the moment: it has asked, or works for one that has, and was not told the end."""
        left = self.conversation
        return bool(left.unfinished or left.retrying) and self.is_of_this_time() and self._asks()

    def _asks(self) -> bool:
        return self.has_asked or (self.is_task and self.parent is not None and self.parent._asks())  # noqa: SLF001 - its own

    def lineage(self) -> Iterator[Caller]:
        """Itself, for whom it works, and so on."""
        caller: Caller | None = self
        while caller is not None:
            yield caller
            caller = caller.parent

    def is_of_this_time(self) -> bool:
        """Whether it is not left over from an earlier fake, as a thread is that goes on waiting when the fake has gone."""
        return self.world is _world[0]

    def is_from_another_thread(self) -> bool:
        """Whether it is a task that was given to the event loop of another thread."""
        return self.is_task and self.parent is not None and self.parent.ident != self.ident

    def over(self) -> bool:
        """Whether its work has ended: with its time, as it was told, with its thread or task, or with that of whom it stood for."""
        if not self.is_of_this_time():
            return True
        if self.is_over or self.owner is None:
            return self.is_over
        owner = self.owner()
        if owner is None or (owner.done() if self.is_task else not owner.is_alive()):
            return True
        return self.stands_for is not None and self.stands_for.over()

    def end(self, _task: Any = None) -> None:
        """Its work is over; an asyncio task for which it was done goes on from there."""
        self.is_over = True
        if self.parent is not None and (self.is_task or self.parent.is_task):
            self.parent.reach(self.now)

    def monotonic(self) -> float:
        """What `time.monotonic()` shows to it."""
        self._read()
        return self._clocks.monotonic(self.now)

    def wall_time(self) -> float:
        """What `time.time()` shows to it."""
        self._read()
        return self._clocks.wall(self.now)

    def _read(self) -> None:
        self.sync()
        if waited := self._clocks.waited_by_them():
            self.reach(self.now + waited)

    def sync(self) -> None:
        """Let its clocks stand still while it takes part, or go on."""
        self._clocks.sync(self.now, still=all(clocks_shown) and self.takes_part())


_world: list[object] = [object()]
_reaching = RLock()
_context: ContextVar[Caller | None] = ContextVar("fakeembed_caller", default=None)
_asking: ContextVar[Any] = ContextVar("fakeembed_asking_task", default=None)
_threads: WeakKeyDictionary[Any, Caller] = WeakKeyDictionary()
_tasks: WeakKeyDictionary[Any, Caller] = WeakKeyDictionary()
_derived: WeakKeyDictionary[Any, dict[int, Caller]] = WeakKeyDictionary()
_working: dict[int, Caller] = {}

on_move: list[Callable[[Caller], None]] = []
"""What is told of every caller that has come further."""

clocks_shown: list[bool] = []
"""For each installed fake whether it shows virtual time on the clocks."""


def end() -> None:
    """End a time: everybody is a stranger again, and in the next one nobody has waited."""
    _world[0] = object()
    for known in (_threads, _tasks, _derived, floors):
        known.clear()


@contextmanager
def as_task(task: Any) -> Iterator[None]:
    """Let what is asked inside the block count as asked by an asyncio task that is not running at the moment."""
    before = _asking.set(task)
    try:
        yield
    finally:
        _asking.reset(before)


@contextmanager
def as_caller(caller: Caller) -> Iterator[None]:
    """Let the block be run by a caller, and be all of its work: a thread, or a job of a pool."""
    caller.ident = ident = get_ident()
    before = _context.set(caller)
    _working[ident] = caller
    try:
        yield
    finally:
        _context.reset(before)
        _working.pop(ident, None)
        caller.end()


def running_task() -> Any:
    """The asyncio task that runs in this thread, or None."""
    loop = asyncio._get_running_loop()  # noqa: SLF001 - documented as internal, and stable; it does not raise
    return None if loop is None else _asking.get() or asyncio.current_task(loop)


def owner() -> Any:
    """The asyncio task that runs, or the thread outside of one."""
    return running_task() or current_thread()


def current() -> Caller | None:
    """Who runs; None for a stranger."""
    held = _context.get()
    if held is not None and not held.is_of_this_time():
        held = None
    task = running_task()
    if task is not None:
        return _tasks.get(task) or (None if held is None else _started(task, held))
    if held is None:
        return _threads.get(current_thread())
    return held if held.ident == get_ident() else _working_for(held)


def enter(now: float) -> Caller:
    """Who runs; a stranger becomes a caller that has come as far as `now`."""
    caller = current()
    if caller is None:
        thread, task = current_thread(), running_task()
        if task is None:
            caller = _threads[thread] = Caller(thread, None, now=now)
        else:
            caller = _tasks[task] = Caller(task, _threads.get(thread), now=now, is_task=True)
        _context.set(caller)
    return caller


@contextmanager
def starting(thread: Any) -> Iterator[None]:
    """Let a thread that is started inside the block begin where the current caller is; one that cannot be started is as it was."""
    parent = current()
    if parent is None or thread in _threads:  # which was started before, as Python will say
        yield
        return
    caller, really_run = Caller(thread, parent), thread.run
    caller.has_asked = isinstance(thread, Timer) and parent.takes_part() and not is_watchdog(thread)

    def run() -> None:
        del thread.run
        with as_caller(caller):
            really_run()

    thread.run, _threads[thread] = run, caller
    try:
        yield
    except BaseException:
        thread.run = really_run
        _threads.pop(thread, None)
        raise


def is_watchdog(thread: Any) -> bool:
    """Whether a thread limits the real time of a test."""
    return isinstance(thread, Timer) and str(thread.function.__module__).startswith("pytest_timeout")


def of_thread(thread: Any) -> Caller | None:
    """The caller that a thread is, if it is known."""
    return _threads.get(thread)


def _own() -> Caller | None:
    """The caller whose work this thread does, or that it is."""
    return _working.get(get_ident()) or _threads.get(current_thread())


def _started(task: Any, parent: Caller) -> Caller:
    """The caller that an asyncio task is, met for the first time in the context of who made it, or of earlier work of the same."""
    own = _own()
    if own is not None and parent.over() and own.conversation is parent.conversation:
        parent = own
    caller = Caller(task, parent, is_task=True)
    _tasks[task] = caller
    _context.set(caller)
    task.add_done_callback(caller.end)
    return caller


def _working_for(held: Caller) -> Caller:
    """A thread that was handed the context of a caller, as worker threads of anyio are."""
    own, thread = _own(), current_thread()  # and not its number, which is given anew when it has ended
    if own is not None and own.owner is None and held in own.lineage():  # asyncio.to_thread
        return own
    if own is not None and own in held.lineage():  # it was handed back the context of its own work, as asgiref does
        own.reach(held.now)
        return own
    derived = _derived.setdefault(thread, {})
    caller = derived.get(id(held))
    if caller is None or caller.parent is not held:
        caller = derived[id(held)] = Caller(thread, held)
        caller.ident, caller.stands_for = get_ident(), held
    caller.reach(held.now)
    return caller


if hasattr(os, "register_at_fork"):  # not on Windows; in a forked child the thread that holds it may not be there
    os.register_at_fork(after_in_child=_reaching._at_fork_reinit)  # type: ignore[attr-defined]  # noqa: SLF001 - as threading does
