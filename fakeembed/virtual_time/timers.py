"""What is known of the event loops of asyncio and of the timers in them, which callers have."""

from __future__ import annotations

from asyncio import futures
from typing import TYPE_CHECKING, Any

from fakeembed.virtual_time import turns
from fakeembed.virtual_time.callers import LONGEST_SKIP
from fakeembed.virtual_time.clocks import really_monotonic

if TYPE_CHECKING:
    import asyncio

    from fakeembed.virtual_time.callers import Caller

wakes_sleeper = futures._set_result_unless_cancelled  # type: ignore[attr-defined]  # noqa: SLF001 - how asyncio.sleep ends

OFTEN = 10
"""For how many rounds a loop lets what has come arrive."""


class Timer:
    """A timer of a caller, and the virtual moment at which it is due."""

    def __init__(self, handle: Any, caller: Caller, delay: float) -> None:
        """A timer of a loop (`handle`), which is due in `delay` seconds."""
        self.handle, self.caller, self.due = handle, caller, caller.now + delay
        self.is_sleep = handle._callback is wakes_sleeper  # noqa: SLF001 - the loop's own
        self.is_short = delay <= LONGEST_SKIP
        self.is_free = not self.is_sleep or caller.sleeps < 1
        self.answer: asyncio.Future[None] | None = None


class Loop:
    """What is known of one event loop."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.timers: list[Timer] = []
        self.rounds, self.busy_round = 0, -OFTEN
        self.tick: Any = None
        self._passing, self._since = (0.0, 0.0), 0.0

    def lets_pass(self, first: float, due: float, *, is_busy: bool) -> bool:
        """Let the thread go on whose wait ends first, if before `due`, for a moment; false when it cannot go on."""
        now = really_monotonic()
        if self._passing != (first, due):
            self._passing, self._since = (first, due), now
        if first >= due or now - self._since > turns.LONGEST_PATIENCE:
            return False
        turns.let_pass(due, is_busy=is_busy)
        return True

    def pending(self) -> list[Timer]:
        """The timers that can still come; who had one that came has waited for it."""
        for timer in self.timers:
            came = not timer.handle._scheduled and not timer.handle.cancelled()  # noqa: SLF001 - the loop's own
            if came and timer.caller.takes_part():
                timer.caller.reach(timer.due)
        self.timers = [timer for timer in self.timers if timer.handle._scheduled and not timer.handle.cancelled()]  # noqa: SLF001
        return self.timers
