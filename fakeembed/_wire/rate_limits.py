"""What one request uses of the account's limits, what its answer says about them, and when to come back.

The family of 2025 was recorded on a 429 (2025-11-07), that of 2026 on a whole 400 (2026-04-15) and on a cut one (2026-07-09).
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from fakeembed._core.faults import fits
from fakeembed._core.quota import ACCOUNT, DURATION, PER, REQUEST, TOKEN, Window, span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fakeembed._core.editions import Edition
    from fakeembed._core.faults import Throttle
    from fakeembed._core.quota import Limit
    from fakeembed._core.service import Service


class Meter:
    """What one request uses up: itself, seconds of media, input tokens. It is given back when the request is refused."""

    def __init__(self, service: Service, path: str, dimensions: Iterable[str] = (REQUEST,)) -> None:
        """Count for a request to a path; `dimensions` are those that its operation has, whatever the request says."""
        self._quota = service.quota
        self._clock = service.clock
        self._path = path
        self._dimensions = set(dimensions)
        self._window: Window | None = None

    def count_request(self) -> None:
        """Use up one request; `QuotaExceeded` when there is none left."""
        if self._dimensions:
            self._window = self._quota.use(self._limit(REQUEST), self._clock.seconds)

    def give_back(self) -> None:
        """Take back the request, because it was refused (recorded 2026-04-15: its own headers count it, later ones do not)."""
        if self._window is not None:
            self._quota.give_back(self._limit(REQUEST), self._window)

    def count_seconds(self, seconds: float) -> None:
        """Use up seconds of audio or video."""
        self._dimensions.add(DURATION)
        self._quota.use(self._limit(DURATION), self._clock.seconds, seconds)

    def count_tokens(self, tokens: int) -> None:
        """Use up input tokens of marengo3.5, if a test has limited them; `QuotaExceeded` when none is left.

        The request that crosses the limit is answered, and the next one is refused (documented, 2026-10-03).
        """
        limit = self._quota.limit(TOKEN)
        if limit is not None and fits(limit.path, self._path):
            self._dimensions.add(TOKEN)
            self._quota.use(limit, self._clock.seconds, tokens)

    def headers(self, row: Edition, scripted: Window | None = None) -> dict[str, str]:
        """The family of the edition, with the window of requests that a test scripted; none for what uses nothing up."""
        if not self._dimensions:
            return {}
        windows = {name: self._quota.window(self._limit(name), self._clock.seconds) for name in sorted(self._dimensions)}
        windows[REQUEST] = scripted or self._window or windows[REQUEST]
        return _in_dimensions(windows) if row.rate_dimensions else _in_one(windows[REQUEST])

    def _limit(self, dimension: str) -> Limit:
        limit = self._quota.limit(dimension)
        return limit if limit is not None and fits(limit.path, self._path) else ACCOUNT[dimension]


def _in_dimensions(windows: dict[str, Window]) -> dict[str, str]:
    """Recorded of requests, and of seconds up to what remains; that every dimension has all three is decision D101."""
    headers = {"x-ratelimit-dimensions": ",".join(windows)}
    for name, window in windows.items():
        facts = {"limit": window.limit, "remaining": window.left, "reset": window.ends_at}
        headers |= {f"x-ratelimit-{name.lower()}-{fact}": str(value) for fact, value in facts.items()}
    return headers


def _in_one(window: Window) -> dict[str, str]:
    return {
        "x-ratelimit-limit": str(window.limit),
        "x-ratelimit-remaining": str(window.left),
        "x-ratelimit-used": str(window.limit - window.left),
        "x-ratelimit-reset": str(window.ends_at),
    }


def scripted(effect: Throttle, service: Service) -> Window:
    """A window that is used up, because a test says so; without a pause it is what is left of the account's window."""
    now = service.clock.seconds
    if effect.retry_after is not None:
        ends_at = ceil(now + effect.retry_after)
    elif effect.per == PER:
        ends_at = service.quota.window(ACCOUNT[REQUEST], now).ends_at
    else:
        ends_at = ceil(now + span(effect.per))
    return Window(effect.limit, effect.limit, ends_at, effect.per)


def retry_after(window: Window, now: float, scripted: float | None = None) -> dict[str, str]:
    """Whole seconds until the window is over, or as a test has it (recorded 2025-11-07; documented of v2 tasks since; D33)."""
    return {"retry-after": str(ceil(window.ends_at - now if scripted is None else scripted))}
