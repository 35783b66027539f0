"""Waits of threads: sleeping, waiting for others, and working for somebody in a pool.

A sleep of a caller that takes part is virtual. A wait for somebody else ends at its limit without taking that time only when
nothing in the process could end it earlier; until then it is the genuine wait, in slices.
"""

from __future__ import annotations

import _thread
import sched
import select as select_module
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from heapq import heappop, heappush
from threading import Condition, Thread
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from fakeembed.virtual_time import real_waits, turns
from fakeembed.virtual_time.callers import LONGEST_SKIP, Caller, as_caller, current, of_thread, starting
from fakeembed.virtual_time.clocks import really_monotonic, really_time
from fakeembed.virtual_time.patches import shown
from fakeembed.virtual_time.standing import unlimited_waits

if TYPE_CHECKING:
    from collections.abc import Callable

SLICE = 0.02
"""Real seconds after which a genuine wait looks whether it can be virtual by now."""

SLEPT = (
    "were slept between two polls, after another sleep, because a thread or a child process was there that the program might have"
    " waited for; the first sleep behind a poll is free: sleep once, for longer"
)
WAITED = (
    "were waited for another thread, up to the limit of the wait, because a thread that takes no part, or a child process, might"
    " have ended it; time.sleep() between two polls is free"
)

really_sleep = time.sleep
_really_wait = Condition.wait
_really_notify = Condition.notify
_really_start = Thread.start
_really_start_new = _thread.start_new_thread
_really_join = Thread.join
_really_result = Future.result
_really_submit = ThreadPoolExecutor.submit
_really_select = select_module.select
_really_schedule: Any = sched.scheduler.__init__

skipping: list[bool] = []
"""For each installed fake whether waits are skipped; one that wants them real has its way."""

_jobs: WeakKeyDictionary[Any, Caller] = WeakKeyDictionary()
_slots: WeakKeyDictionary[Any, list[float]] = WeakKeyDictionary()
_waiters: dict[Any, Caller] = {}


monotonic = shown(really_monotonic, Caller.monotonic)


def is_skipped(caller: Caller | None, seconds: Any) -> bool:
    """Whether a wait of a caller moves its virtual time, and may cost no real time."""
    return caller is not None and caller.takes_part() and isinstance(seconds, (int, float)) and 0 < seconds <= LONGEST_SKIP


def sleep(seconds: float, /) -> None:
    """Sleep, really or not.

    Behind one look the first sleep is free. More of them may be a wait for something real that nobody here knows: they are real
    as long as anything else is alive that could be waited for, and take a moment each when nothing is (decision D133).
    """
    caller = current()
    if caller is None or not is_skipped(caller, seconds):
        really_sleep(seconds)
        return
    until = caller.now + seconds
    caller.waits("time.sleep()")
    if not all(skipping):
        really_sleep(seconds)
    else:
        caller.sleeps += 1
        if caller.sleeps == 1 or _is_alone_within(caller, seconds):
            turns.take(caller, until)
    caller.reach(until)


def _is_alone_within(caller: Caller, seconds: float) -> bool:
    """Really sleep until nothing is left that could be waited for, at least for a moment; false when that took all the time."""
    ends = really_monotonic() + seconds
    while (left := ends - really_monotonic()) > 0:
        really_sleep(min(left, SLICE))
        if caller.takes_part() and turns.is_alone():
            return True
    if caller.takes_part():
        real_waits.note(seconds, SLEPT)
    return False


def awaits_answer(caller: Caller) -> Callable[[], None]:
    """Let a caller take part until an answer has come that is late; what is returned says that it has."""
    awaited = (object(), caller)
    caller.conversation.retrying.add(awaited)
    for other in caller.lineage():
        other.sync()
    return lambda: caller.conversation.retrying.discard(awaited)


def wait_for_answer(caller: Caller, seconds: float) -> None:
    """Wait for an answer that comes late; others go on until then, and who waits for this thread with a limit may give up."""
    until, arrived = caller.now + seconds, awaits_answer(caller)
    try:
        turns.take(caller, until)
    finally:
        arrived()
    caller.reach(until)


def select(*files_and_timeout: Any) -> Any:
    """Wait for files; without any it is a sleep."""
    if len(files_and_timeout) == 4 and not any(files_and_timeout[:3]) and files_and_timeout[3]:
        sleep(files_and_timeout[3])
        return [], [], []
    return _really_select(*files_and_timeout)


def schedule(scheduler: Any, timefunc: Any = monotonic, delayfunc: Any = sleep) -> None:
    """Begin a schedule; it waits by functions that it holds from its beginning."""
    _really_schedule(scheduler, timefunc, delayfunc)


def wait(self: Any, timeout: float | None = None) -> bool:
    """Wait for a notification, really or until nothing can bring it any more.

    As the genuine one does it, but in slices: between them its place among those that are to be notified is kept, and others, such
    as the handler of a signal, may have the lock of the condition.
    """
    caller = current()
    if caller is None or caller.is_task or not self._is_owned():
        return _really_wait(self, timeout)
    waiter = threading.Lock()  # that of gevent where it has replaced it since
    waiter.acquire()
    _waiters[waiter] = caller
    self._waiters.append(waiter)
    held = self._release_save()
    try:
        if timeout is None:  # not in `_limited`: others look at this very frame, to see whether it waits without a limit
            with turns.waiting(caller, float("inf")):
                return waiter.acquire()
        happened = _limited(caller, "a wait for another thread", lambda left: waiter.acquire(timeout=max(0, left)), timeout)
    finally:
        self._acquire_restore(held)
        del _waiters[waiter]
        if waiter in self._waiters:
            self._waiters.remove(waiter)
    return happened or waiter.acquire(blocking=False)  # somebody had the lock when the limit came, and has notified


unlimited_waits.add(wait.__code__)


def notify(condition: Any, n: Any = 1) -> None:
    """Wake some that wait; they have come as far as who wakes them, and nobody overtakes them."""
    woken = []
    if _waiters and condition._is_owned():  # noqa: SLF001 - as the genuine one asks
        first = [waiter for index, waiter in enumerate((*condition._waiters,)) if index < n]  # noqa: SLF001 - see wait
        woken = [_waiters[waiter] for waiter in first if waiter in _waiters]
    if woken:
        if (waker := current()) is not None:
            for other in woken:
                other.reach(waker.now)
        turns.goes_on(*woken)
    _really_notify(condition, n)


def _limited(caller: Caller, by: str, really: Callable[[Any], bool], timeout: float | None) -> bool:
    """A genuine wait with a limit of time; when the limit comes although nothing has happened, the answer is false."""
    if timeout is None or not 0 < timeout <= LONGEST_SKIP:
        with turns.waiting(caller, float("inf")):
            return really(timeout)
    until, ends = caller.now + timeout, really_monotonic() + timeout
    with turns.waiting(caller, until, is_limit=True):
        while (left := ends - really_monotonic()) > 0:
            if happened := really(min(left, SLICE)):
                return happened
            takes_part = caller.takes_part()
            is_virtual = takes_part and all(skipping) and turns.is_alone()
            turns.comes_really(caller, limit_does=takes_part and not is_virtual)
            if is_virtual and turns.is_first(caller) and turns.is_quiet():
                if happened := really(0):  # it may have come, and who brought it may have gone, since it was looked for
                    return happened
                break
        else:
            if caller.takes_part() and all(skipping):
                real_waits.note(timeout, WAITED)
    if caller.takes_part():
        caller.waits(by)
        caller.reach(until)
    return False


def start(thread: Thread) -> None:
    """Start a thread that begins where its starter is."""
    with starting(thread):
        _really_start(thread)


def start_new_thread(function: Any, *args_and_names: Any) -> int:
    """Start a thread without a name; it begins as a stranger."""
    with turns.beginning(function) as run:
        return _really_start_new(run if callable(function) else function, *args_and_names)


def join(thread: Thread, timeout: float | None = None) -> None:
    """Wait for the end of a thread, and go on from where it ended."""

    def ended(seconds: float | None) -> bool:
        _really_join(thread, seconds)
        return not thread.is_alive()

    caller, other = current(), of_thread(thread)
    if caller is None:
        _really_join(thread, timeout)
    else:
        with turns.joining(caller, thread):
            has_ended = _limited(caller, "Thread.join()", ended, timeout)
        if has_ended and other is not None:
            caller.reach(other.now)


def result(future: Future[Any], timeout: float | None = None) -> Any:
    """The result of a job, and going on from where it ended."""
    try:
        return _really_result(future, timeout)
    finally:
        caller, job = current(), _jobs.get(future)
        if caller is not None and job is not None and job.is_over:
            caller.reach(job.now)


def submit(pool: ThreadPoolExecutor, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
    """Let a pool work for the current caller; `asyncio.to_thread` and `run_in_executor` come here as well."""
    parent = current()
    if parent is None:
        return _really_submit(pool, function, *args, **kwargs)
    job = Caller(None, parent)
    future = _really_submit(pool, _worked, job, pool, function, *args, **kwargs)
    _jobs[future] = job
    return future


def _worked(job: Caller, pool: Any, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
    """One job; it begins when, in virtual time, a thread of the pool has nothing else to do."""
    if not job.is_of_this_time():
        return function(*args, **kwargs)
    slots = _slots.setdefault(pool, [0.0] * pool._max_workers)  # noqa: SLF001 - it is not public how many there are
    try:
        with as_caller(job):
            turns.works(job)
            job.reach(heappop(slots) if slots else 0.0)
            return function(*args, **kwargs)
    finally:
        heappush(slots, job.now)
        turns.leaves(job)


def forget() -> None:
    """Forget how far anybody has come in a pool that lives on."""
    _slots.clear()
    _jobs.clear()


REPLACED = (
    (Condition, "wait", wait),
    (Condition, "notify", notify),
    (Thread, "start", start),
    (_thread, "start_new_thread", start_new_thread),
    (Thread, "join", join),
    (Future, "result", result),
    (ThreadPoolExecutor, "submit", submit),
    (select_module, "select", select),
    (sched.scheduler, "__init__", schedule),
)
HELD_BY_NAME: dict[Any, Any] = {
    really_sleep: sleep,
    really_monotonic: monotonic,
    really_time: shown(really_time, Caller.wall_time),
    time.monotonic_ns: shown(time.monotonic_ns, lambda caller: round(caller.monotonic() * 1e9)),
    time.time_ns: shown(time.time_ns, lambda caller: round(caller.wall_time() * 1e9)),
}
"""What is replaced wherever a module holds it under its own name."""
