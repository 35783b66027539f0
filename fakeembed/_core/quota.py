"""How many requests an account has in a window of time, when a test asks for a limit that really counts.

The window opens with the first request that counts: the one that was recorded did not end at midnight (2025-11-07).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from math import ceil
from typing import TYPE_CHECKING

from fakeembed._core.rules import Refusal, Stage, recorded

if TYPE_CHECKING:
    from fakeembed._core.state.store import Store

TOO_MANY_REQUESTS = Refusal(
    "rate_limit_is_kept",
    Stage.ROUTE,
    "too_many_requests",
    "You have exceeded the rate limit ({limit}req/{per}). Please try again later after {moment}.",
    recorded("pixeltable, test_http_utils.py, 2025-11-07"),
    status=429,
)
PER = "1day"
"""The window of the recorded message."""

LIMIT = 100
"""The limit of the recorded message."""

_SECONDS = {"second": 1.0, "minute": 60.0, "hour": 3_600.0, "day": 86_400.0}
_SPAN = re.compile(r"([1-9][0-9]{0,5})(second|minute|hour|day)s?")


def span(per: str) -> float:
    """The seconds of a window; only `1day` was recorded, the other units are a decision (D95). ValueError for what is none.

    >>> span("1day"), span("15minutes")
    (86400.0, 900.0)
    """
    found = _SPAN.fullmatch(per)
    if found is None:
        raise ValueError(f"a window is a number and a unit, such as '1day', '1hour' or '15minutes', not {per!r}")
    return int(found[1]) * _SECONDS[found[2]]


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit that counts.

    Attributes:
        requests: How many are answered in a window.
        per: The window, as the message has it.
        path: Only paths that end like this or match this pattern count; None for all.
    """

    requests: int
    per: str
    path: str | None = None

    def __post_init__(self) -> None:
        """Refuse what is no limit (ValueError)."""
        span(self.per)
        if self.requests < 0:
            raise ValueError(f"a limit is zero or more requests, not {self.requests!r}")


@dataclass(frozen=True, slots=True)
class Window:
    """What has become of a limit in one window.

    Attributes:
        limit: How many requests are answered in it.
        used: How many were.
        ends_at: Epoch seconds, a whole number of them: what a header and the message can say.
        exceeded: Whether the request that was counted last was one too many.
    """

    limit: int
    used: int
    ends_at: int
    exceeded: bool = False


class Quota:
    """The limit of one account, or none, and the window that is open."""

    def __init__(self, store: Store) -> None:
        """Read and keep them in `store`."""
        self._store = store
        self._kept = store.table("quota")

    def set(self, limit: Limit) -> None:
        """Have this limit from now on, in a window that is not open yet, and no other."""
        self._kept["limit"] = limit
        self._kept.pop("window", None)

    @property
    def limit(self) -> Limit | None:
        """The limit, or None."""
        found: Limit | None = self._kept.get("limit")
        return found

    @property
    def per(self) -> str:
        """The window of the limit, as the message has it."""
        return PER if self.limit is None else self.limit.per

    def open_window(self, now: float) -> Window | None:
        """The window that is open at the moment `now`, or None."""
        window: Window | None = self._kept.get("window")
        return window if window is not None and now < window.ends_at else None

    def count(self, limit: Limit, now: float) -> Window:
        """Count one request at the moment `now`, and open a window when none is open; a request too many uses nothing up."""
        with self._store.alone():
            window = self.open_window(now) or Window(limit.requests, 0, ceil(now + span(limit.per)))
            exceeded = window.used >= window.limit
            window = replace(window, used=window.used + (not exceeded), exceeded=exceeded)
            self._kept["window"] = window
        return window
