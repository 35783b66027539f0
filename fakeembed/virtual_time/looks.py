"""When each question was last asked, and by whom: asking again at the same moment lets time pass.

Somebody who looks twice at what is not done has waited in between, in a way that nobody here knows. A look by somebody whose work
is over, as a thread or an asyncio task made for one poll is, was a look of whoever asks next.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from dataclasses import dataclass, field
from threading import Thread
from typing import TYPE_CHECKING, Any
from weakref import ref

if TYPE_CHECKING:
    from collections.abc import Callable

BUSY_POLL = 1.0
"""Virtual seconds between two looks without any time between them, so that every loop of polls ends (decision D130)."""

_KEPT = 1_000
"""How many questions are remembered; a loop asks one or a few."""

_real_monotonic = time.monotonic


@dataclass(slots=True)
class _Look:
    at: float
    really_at: float
    by: list[Callable[[], Any]] = field(default_factory=list)


class Looks:
    """The last looks of an account that found something unfinished, by what was asked."""

    def __init__(self) -> None:
        """Nobody has looked yet."""
        self._looks: OrderedDict[str, _Look] = OrderedDict()

    def cost(self, question: str, caller: Any, now: float) -> float:
        """The virtual seconds that a caller must have waited since a look at `now`: none when the clock has moved since.

        Real time counts in full from one second on; less is taken for the program's own work.
        """
        look = self._looks.get(question)
        if look is None or look.at < now or not any(_is_same(by(), caller) for by in look.by):
            return 0.0
        return max(BUSY_POLL, _real_monotonic() - look.really_at)

    def note(self, question: str, caller: Any, now: float, *, unfinished: bool) -> None:
        """Remember a look, or forget the question when its answer was final."""
        if not unfinished:
            self._looks.pop(question, None)
            return
        look = self._looks.get(question)
        if look is None or look.at < now:
            look = self._looks[question] = _Look(now, _real_monotonic())
            self._looks.move_to_end(question)
            if len(self._looks) > _KEPT:
                self._looks.popitem(last=False)
        look.by.append(ref(caller))

    def ended(self, caller: Any) -> None:
        """Note that the work of a caller is over, though a thread of a pool lives on: whoever looks next looks again."""
        for look in self._looks.values():
            look.by = [_nobody if by() is caller else by for by in look.by]

    def clear(self) -> None:
        """Forget all looks."""
        self._looks.clear()


def _nobody() -> None:
    """What a reference to somebody who is gone says."""


def _is_same(before: Any, caller: Any) -> bool:
    return before is caller or is_over(before)


def is_over(caller: Any) -> bool:
    """Whether the work of a caller has ended; None stands for one that is gone."""
    if isinstance(caller, asyncio.Future):
        return caller.done()
    if isinstance(caller, Thread):
        return not caller.is_alive()
    return caller is None
