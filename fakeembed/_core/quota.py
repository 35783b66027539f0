"""How much an account may use in a window of time: requests, seconds of media, and input tokens.

A window opens with the first request in it: those that were recorded end neither at midnight (2025-11-07) nor at a full minute
(2026-04-15). Nothing is refused for it unless a test sets a limit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from math import ceil
from typing import TYPE_CHECKING

from fakeembed._core.clock import moment
from fakeembed._core.evidence import recorded
from fakeembed._core.rules import Refusal, Refused, Stage

if TYPE_CHECKING:
    from fakeembed._core.state.store import Store

TOO_MANY_REQUESTS = Refusal(
    "rate_limit_is_kept",
    Stage.ROUTE,
    "too_many_requests",
    "You have exceeded the rate limit ({limit}{unit}/{per}). Please try again later after {moment}.",
    recorded("pixeltable, test_http_utils.py, 2025-11-07; with a window of a minute, 2026-03-07; on earlier days by D103"),
    status=429,
)
PER = "1day"
"""The window of the recorded message."""

LIMIT = 100
"""The limit of the recorded message."""

REQUEST, DURATION, TOKEN = "Request", "Duration", "Token"
"""What is counted. The first two names were recorded (2026-07-09); that of input tokens is a decision (D104)."""

_UNITS = {REQUEST: "req", TOKEN: "tokens"}
"""What the message calls them: the first was recorded, the other is a decision (D104)."""

_SECONDS = {"second": 1.0, "minute": 60.0, "hour": 3_600.0, "day": 86_400.0}
_SPAN = re.compile(r"([1-9][0-9]{0,5})(second|minute|hour|day)s?")


def span(per: str) -> float:
    """The seconds of a window; `1day` and `1minute` were recorded, other spellings are a decision (D95). ValueError for none.

    >>> span("1day"), span("15minutes")
    (86400.0, 900.0)
    """
    found = _SPAN.fullmatch(per)
    if found is None:
        raise ValueError(f"a window is a number and a unit, such as '1day', '1hour' or '15minutes', not {per!r}")
    return int(found[1]) * _SECONDS[found[2]]


@dataclass(frozen=True, slots=True)
class Limit:
    """How much may be used in a window.

    Attributes:
        amount: Requests, seconds or tokens.
        per: The window, as the message has it.
        path: Only paths that end like this or match this pattern count; None for all.
        dimension: What is counted.
        enforced: Whether what is too much is refused.
    """

    amount: int
    per: str = PER
    path: str | None = None
    dimension: str = REQUEST
    enforced: bool = True

    def __post_init__(self) -> None:
        """Refuse what is no limit (ValueError)."""
        span(self.per)
        if self.amount < 0:
            raise ValueError(f"a limit is zero or more requests or tokens, not {self.amount!r}")


ACCOUNT = {
    REQUEST: Limit(1000, enforced=False),
    DURATION: Limit(36_000, dimension=DURATION, enforced=False),
}
"""What headers say of an account that no test has limited.

Requests a day as the rate-limit page of v1.2 had them for the Developer plan, seconds of media as recorded (2026-07-09).
"""


@dataclass(frozen=True, slots=True)
class Window:
    """What has become of a limit in one window.

    Attributes:
        limit: How much may be used in it.
        used: How much was.
        ends_at: Epoch seconds, a whole number of them: what a header and the message can say.
        per: Its length, as the message has it.
    """

    limit: int
    used: float
    ends_at: int
    per: str = PER

    @property
    def left(self) -> int:
        """What is left of the limit, in whole units."""
        return max(0, round(self.limit - self.used))


class QuotaExceeded(Refused):
    """A request that comes when a window is used up."""

    def __init__(self, window: Window, dimension: str = REQUEST) -> None:
        """Say so in the recorded words."""
        later = moment(window.ends_at).strftime("%Y-%m-%dT%H:%M:%SZ")  # without milliseconds, as recorded
        facts = {"limit": window.limit, "unit": _UNITS[dimension], "per": window.per, "moment": later}
        super().__init__(TOO_MANY_REQUESTS, TOO_MANY_REQUESTS.message.format(**facts))
        self.window = window


class Quota:
    """The limits of one account, and the windows that are open."""

    def __init__(self, store: Store) -> None:
        """Read and keep them in `store`."""
        self._store = store
        self._kept = store.table("quota")

    def set(self, limit: Limit) -> None:
        """Have this limit from now on, in a window that is not open yet, and no other of its dimension."""
        self._kept[f"{limit.dimension} limit"] = limit
        self._kept.pop(_key(limit), None)

    def limit(self, dimension: str) -> Limit | None:
        """The limit that a test has set for a dimension, or None."""
        found: Limit | None = self._kept.get(f"{dimension} limit")
        return found

    def window(self, limit: Limit, now: float) -> Window:
        """The window that is open at the moment `now`, or the one that a request would open."""
        kept: Window | None = self._kept.get(_key(limit))
        return kept if kept is not None and now < kept.ends_at else Window(limit.amount, 0, ceil(now + span(limit.per)), limit.per)

    def use(self, limit: Limit, now: float, amount: float = 1) -> Window:
        """Use up so much at the moment `now`, and open a window when none is open; `QuotaExceeded` when it is used up already.

        Whoever crosses the limit may: of what is counted one by one, nobody can.
        """
        with self._store.alone():
            window = self.window(limit, now)
            exceeded = limit.enforced and window.used >= window.limit
            window = window if exceeded else replace(window, used=window.used + amount)
            self._kept[_key(limit)] = window
        if exceeded:
            raise QuotaExceeded(window, limit.dimension)
        return window

    def give_back(self, limit: Limit, window: Window) -> None:
        """Take back one unit that was used up in a window, if that window is still there; it stays open (decision D100)."""
        with self._store.alone():
            kept: Window | None = self._kept.get(_key(limit))
            if kept is not None and kept.ends_at == window.ends_at:
                self._kept[_key(limit)] = replace(kept, used=kept.used - 1)


def _key(limit: Limit) -> str:
    return f"{limit.dimension} {'window' if limit.enforced else 'of the account'}"
