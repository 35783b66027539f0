"""What the clocks show to one caller: they stand still but for its waits while it takes part, and never go back."""

from __future__ import annotations

import math
import time

MANY_READS = 100
"""How often a clock that stands still may be read before it runs: whoever reads so often waits by it (decision D132)."""

LONGEST_STILL = 5.0
"""Real seconds after which it runs at the first reading: who waited in between did so in a way that nobody sees here."""

_TICK = 1024.0
"""A clock that stands still begins at a multiple of 1/1024 s, so that sums with usual waits are exact: 60 - 55 is 5."""

_STEP = 1.0
"""Seconds by which the wall clock differs from what it must be when somebody has set it, as time-machine does."""

really_monotonic = time.monotonic
really_time = time.time


def _rounded(seconds: float) -> float:
    return math.ceil(seconds * _TICK) / _TICK


class Clocks:
    """`time.monotonic()` and `time.time()` of one caller."""

    def __init__(self, ahead: float) -> None:
        """Run, so many seconds ahead of the real ones."""
        self._ahead = ahead
        self._base: float | None = None
        self._wall = (0.0, 0.0, 0.0)
        self._still_since, self._reads = really_monotonic(), 0

    def ahead(self, now: float) -> float:
        """The seconds that they are ahead of the real ones at the moment; `now` is how far the caller has come."""
        return self._ahead if self._base is None else self._base + now - really_monotonic()

    def come_to_rest(self) -> None:
        """Begin to stand still once more: the caller has come further, or was answered."""
        self._still_since, self._reads = really_monotonic(), 0

    def sync(self, now: float, *, still: bool) -> None:
        """Stand still, or go on from where they stood."""
        if still and self._base is None:
            self.come_to_rest()
            self._base = _rounded(self._still_since + self._ahead) - now
            self._set_wall(now)
        elif not still and self._base is not None:
            self._ahead = max(self._ahead, self.ahead(now))
            self._base = None

    def waited_by_them(self) -> float:
        """The real seconds for which the caller seems to have waited by reading clocks; this is one more reading."""
        reads, passed = self._reads + 1, really_monotonic() - self._still_since
        self._reads = reads
        return passed if self._base is not None and (reads > MANY_READS or passed >= LONGEST_STILL) else 0.0

    def monotonic(self, now: float) -> float:
        """What `time.monotonic()` shows."""
        return really_monotonic() + self._ahead if self._base is None else self._base + now

    def wall(self, now: float) -> float:
        """What `time.time()` shows."""
        if self._base is None:
            return really_time() + self._ahead
        base, read, at = self._wall
        if not -_STEP < really_time() - read < really_monotonic() - at + _STEP:
            self._set_wall(now)
            base = self._wall[0]
        return base + now

    def _set_wall(self, now: float) -> None:
        read = really_time()
        self._wall = (_rounded(read + self._ahead) - now, read, really_monotonic())
