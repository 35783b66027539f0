"""When each question was last asked, and by whom: asking again at the same moment lets time pass.

Somebody who looks twice at what is not done has waited in between, in a way that nobody here knows. A look by somebody whose work
is over, as a thread or an asyncio task made for one poll is, was a look of whoever asks next.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fakeembed.virtual_time.clocks import really_monotonic

if TYPE_CHECKING:
    from fakeembed.virtual_time.callers import Caller

BUSY_POLL = 1.0
"""Virtual seconds between two looks without any time between them, so that every loop of polls ends (decision D130)."""

_KEPT = 1_000
"""How many questions are remembered; a loop asks one or a few."""


@dataclass(slots=True)
class _Look:
    since: float
    really_at: float
    by: dict[Caller, float] = field(default_factory=dict)


class Looks:
    """The last looks of an account that found something unfinished, by what was asked."""

    def __init__(self) -> None:
        """Nobody has looked yet."""
        self._looks: OrderedDict[str, _Look] = OrderedDict()

    def cost(self, question: str, caller: Caller, now: float) -> float:
        """The virtual seconds that a caller must have waited since a look at `now`: none when its clock has moved since.

        Real time counts in full from one second on; less is taken for the program's own work.
        """
        look = self._looks.get(question)
        if look is None:
            return 0.0
        mine = set(caller.lineage())
        if not any(at >= now and (by in mine or by.over()) for by, at in look.by.items()):
            return 0.0
        return max(BUSY_POLL, really_monotonic() - look.really_at)

    def note(self, question: str, caller: Caller, now: float, *, unfinished: bool) -> float:
        """Remember a look, or forget it when the answer was final; say since when the answers have not been."""
        look = self._looks.get(question)
        if not unfinished:
            if look is not None:
                look.by.pop(caller, None)
            return now
        if look is None or not look.by:
            look = self._looks[question] = _Look(now, 0.0)
            if len(self._looks) > _KEPT:
                self._looks.popitem(last=False)
        look.really_at = really_monotonic()
        look.by = {by: at for by, at in look.by.items() if at >= now or not by.over()}
        look.by[caller] = now
        return look.since

    def clear(self) -> None:
        """Forget all looks."""
        self._looks.clear()
