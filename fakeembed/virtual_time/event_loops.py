"""Waits in asyncio's own event loops: when nothing can go on, the timer that ends first is brought forward.

Timers stay in the heap of their loop with their real deadlines, so strangers in the same loop are not touched, and what is left
behind by a fake is right. A sleep is brought forward whenever its loop is idle; any other timer, which may be the limit of a wait
for something real, only while nothing real can be in flight.
"""

from __future__ import annotations

import asyncio
import heapq
import sys
from asyncio import base_events
from asyncio.base_events import BaseEventLoop
from contextlib import suppress
from selectors import BaseSelector
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from fakeembed.virtual_time import turns
from fakeembed.virtual_time.callers import LONGEST_SKIP, Caller, current, enter
from fakeembed.virtual_time.clocks import really_monotonic
from fakeembed.virtual_time.shared import floor_of
from fakeembed.virtual_time.threads import SLICE, awaits_answer, is_skipped, really_sleep, skipping
from fakeembed.virtual_time.timers import OFTEN, Loop, Timer, wakes_sleeper

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from contextvars import Context

_really_async_sleep = asyncio.sleep
_really_call_at = BaseEventLoop.call_at
_really_call_later = BaseEventLoop.call_later
_really_run_once = BaseEventLoop._run_once  # type: ignore[attr-defined]  # noqa: SLF001 - the one place where a loop is idle


_loops: WeakKeyDictionary[Any, Loop] = WeakKeyDictionary()


async def async_sleep(delay: float, result: Any = None) -> Any:
    """Sleep; where the timers of a loop are out of reach, as uvloop's are, a caller that takes part has slept at once.

    Where a loop skips time on its own, it does so here, too, and the caller comes as far.
    """
    loop, caller = asyncio.get_running_loop(), current()
    if _uses_real_time(loop) or caller is None or not is_skipped(caller, delay):
        return await _really_async_sleep(delay, result)
    caller.waits("asyncio.sleep()")
    caller.sleeps += 1
    until = caller.now + delay
    if not all(skipping) or _skips_time(loop) or (caller.sleeps > 1 and not turns.is_quiet()):
        await _really_async_sleep(delay)
    else:
        await _really_async_sleep(0 if caller.sleeps == 1 else min(delay, SLICE))
    caller.reach(until)
    return result


def call_later(loop: Any, delay: float, callback: Callable[..., Any], *args: Any, context: Context | None = None) -> Any:
    """Schedule a callback; a caller's is due so long after its own now."""
    caller = _caller_in(loop)
    if caller is None or delay is None:
        return _really_call_later(loop, delay, callback, *args, context=context)
    return _scheduled(loop, caller, delay, callback, *args, context=context)


def call_at(loop: Any, when: float, callback: Callable[..., Any], *args: Any, context: Context | None = None) -> Any:
    """Schedule a callback; a caller's moment is one of the clock that it sees."""
    caller = _caller_in(loop)
    if caller is None or when is None:
        return _really_call_at(loop, when, callback, *args, context=context)
    return _scheduled(loop, caller, round(when - caller.monotonic(), 9), callback, *args, context=context)


def _scheduled(loop: Any, caller: Caller, delay: float, *what: Any, context: Context | None) -> Any:
    timer = Timer(_really_call_at(loop, really_monotonic() + delay, *what, context=context), caller, delay)
    if timer.is_sleep and caller.takes_part():
        caller.sleeps += 1
        caller.waits("asyncio.sleep()")
    _known(loop).timers.append(timer)
    return timer.handle


def can_wait(seconds: float) -> bool:
    """Whether an answer that comes so late can be waited for in the event loop that runs: whether its timers are seen."""
    loop = asyncio._get_running_loop()  # noqa: SLF001 - it does not raise
    return loop is not None and all(skipping) and seconds <= LONGEST_SKIP and _caller_in(loop) is not None


def arrival(seconds: float) -> asyncio.Future[None]:
    """The end of the wait for an answer that comes late; others go on until then, and a limit around the request comes first."""
    loop: Any = asyncio.get_running_loop()
    caller = enter(0.0)
    future: asyncio.Future[None] = loop.create_future()
    until, arrived = caller.now + seconds, awaits_answer(caller)
    handle = _really_call_at(loop, really_monotonic() + seconds, wakes_sleeper, future, None)
    timer = Timer(handle, caller, seconds)
    timer.answer = future
    _known(loop).timers.append(timer)
    if not skipping:  # the fake has gone meanwhile, in another thread
        _call_soon(loop, wakes_sleeper, future, None)

    def ended(_: Any) -> None:
        handle.cancel()
        arrived()
        if not future.cancelled():
            caller.reach(until)

    future.add_done_callback(ended)
    return future


def loop_time(loop: Any) -> float:
    """What the clock of a loop shows to who asks; to the loop itself the real time."""
    asker = sys._getframe(1)  # noqa: SLF001 - the documented way to who asks
    if asker.f_code.co_name == "time" and asker.f_back is not None:  # of a loop that overrides it
        asker = asker.f_back
    caller = None if asker.f_globals is base_events.__dict__ else _caller_in(loop)
    return really_monotonic() if caller is None else caller.monotonic()


def run_once(loop: Any) -> None:
    """One round of a loop; before it would wait, time is brought forward."""
    known = _loops.get(loop)
    if known is not None and known.timers and known.pending() and _uses_real_time(loop):
        known.rounds += 1
        if not loop._ready:  # noqa: SLF001 - its own
            _bring_forward(loop, known)
    _really_run_once(loop)


def _bring_forward(loop: Any, known: Loop) -> None:
    waits = [timer for timer in known.timers if timer.is_short and timer.caller.takes_part()]
    if not waits or not all(skipping):
        return
    first = turns.first_of_others()  # before it is asked who works: whoever ends to wait meanwhile passes
    is_busy = _is_busy(loop, known)  # asked next: what is in flight no more has left what it brought, which is looked for then
    events = loop._selector.select(0)  # noqa: SLF001 - its own
    loop._process_events(events)  # noqa: SLF001 - its own
    if events or loop._ready:  # noqa: SLF001 - its own
        return
    awaiting = {timer.caller for timer in waits if timer.answer}  # who waits for an answer waits for nothing else
    coming = _first(timer for timer in waits if timer.is_sleep or not is_busy or timer.caller in awaiting)
    if not coming or (is_busy and not any(timer.is_free for timer in coming)):
        _look_again(loop, known)
        return
    if known.lets_pass(first, coming[0].due, is_busy=_is_busy_itself(loop, known)):
        _look_again(loop, known, 0.0)
        return
    if not any(timer.is_free for timer in coming):
        really_sleep(min(SLICE, max(0.0, coming[0].handle.when() - really_monotonic())))
    floor = floor_of(loop)
    floor.now = max(floor.now, coming[0].due)
    for timer in coming:
        timer.caller.reach(timer.due)
    _ring(loop, coming)


def _first(timers: Iterable[Timer]) -> list[Timer]:
    """Those that are due first."""
    timers = [*timers]
    first = min((timer.due for timer in timers), default=0.0)
    return [timer for timer in timers if timer.due == first]


def _look_again(loop: Any, known: Loop, seconds: float = SLICE) -> None:
    """Wake the loop after a moment: what is in flight may have ended by then, in a thread that tells nobody."""
    if known.tick is None or not known.tick._scheduled:  # noqa: SLF001 - the loop's own
        known.tick = _really_call_at(loop, really_monotonic() + seconds, lambda: None)


def come_further(caller: Caller) -> None:
    """Somebody has come further by looking again: timers of its own and of those for whom it works may be due.

    Nothing real may be in flight, nor have been a few rounds before: what it brought takes some until it is where it is waited for.
    """
    loop = asyncio._get_running_loop()  # noqa: SLF001 - it does not raise
    known = None if loop is None else _loops.get(loop)
    if known is None or not known.timers:
        return
    family = {*caller.lineage()}
    timers = [timer for timer in known.timers if timer.caller in family and timer.caller.takes_part()]
    if timers and _is_busy(loop, known):
        known.busy_round = known.rounds
    elif known.rounds - known.busy_round >= OFTEN:
        _ring(loop, [timer for timer in timers if timer.due <= caller.own])


def wake(caller: Caller) -> None:
    """A thread waits that works for tasks of a loop, which may have gone to sleep before they took part: a limit may come first."""
    family = {*caller.lineage()}
    for loop in {loop for loop, timer in _all_timers() if timer.caller in family}:
        _call_soon(loop, int)


def _ring(loop: Any, timers: list[Timer]) -> None:
    """Let timers be due in real time as well."""
    if not timers:
        return
    now = really_monotonic()
    for timer in timers:
        timer.handle._when = min(timer.handle._when, now)  # noqa: SLF001 - its own
    heapq.heapify(loop._scheduled)  # noqa: SLF001 - its own


def _is_busy(loop: Any, known: Loop) -> bool:
    """Whether anything real may be in flight that ends a wait: a call in a thread, a connection, a child, another thread."""
    return _is_busy_itself(loop, known) or not turns.is_quiet()


def _is_busy_itself(loop: Any, known: Loop) -> bool:
    """Whether a loop waits for something real: a timer of a stranger, or a connection."""
    ours = {id(timer.handle) for timer in known.timers if timer.caller.takes_part()} | {id(known.tick)}
    strange = any(id(handle) not in ours and not handle.cancelled() for handle in loop._scheduled)  # noqa: SLF001 - its own
    return strange or len(loop._selector.get_map() or ()) > 1  # noqa: SLF001 - its own


def forget() -> None:
    """Forget the timers of loops that live on: they are strangers' from here on. Only late answers come, at once."""
    for loop, answer in [(loop, timer.answer) for loop, timer in _all_timers() if timer.answer]:
        _call_soon(loop, wakes_sleeper, answer, None)
    _loops.clear()


def _all_timers() -> Iterator[tuple[Any, Timer]]:
    """The timers of the loops of all threads."""
    for reference in _loops.keyrefs():  # a list, while loops come and go
        if (loop := reference()) is not None:
            yield from ((loop, timer) for timer in _known(loop).timers)


def _call_soon(loop: Any, *what: Any) -> None:
    with suppress(RuntimeError):  # it is closed
        loop.call_soon_threadsafe(*what)


def _known(loop: Any) -> Loop:
    return _loops.setdefault(loop, Loop())


def _uses_real_time(loop: Any) -> bool:
    """Whether a loop's clock is nobody else's; looptime and others like it skip time on their own, where they are switched on."""
    is_real = type(loop).time is loop_time or not getattr(loop, "looptime_on", True)
    return is_real and isinstance(getattr(loop, "_selector", None), BaseSelector)


def _skips_time(loop: Any) -> bool:
    """Whether a loop has a clock of its own; uvloop's and that of Windows' proactor run in real time."""
    return isinstance(loop, BaseEventLoop) and type(loop).time is not loop_time


def _caller_in(loop: Any) -> Caller | None:
    return current() if _uses_real_time(loop) else None


REPLACED = (
    (BaseEventLoop, "call_at", call_at),
    (BaseEventLoop, "call_later", call_later),
    (BaseEventLoop, "time", loop_time),
    (BaseEventLoop, "_run_once", run_once),
)
HELD_BY_NAME = {_really_async_sleep: async_sleep}
"""What is replaced wherever a module holds it under its own name."""
