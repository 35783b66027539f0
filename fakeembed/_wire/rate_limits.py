"""What an answer says about limits: the headers of the day's family, the recorded 429, and when to come back.

A 429 was recorded once, on 2025-11-07, in the family of that time. Since the family of 2026 its words and `retry-after` are those
of the recording (decision D95), because clients of both times read them.
"""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from fakeembed._core.clock import moment
from fakeembed._core.faults import fits
from fakeembed._core.quota import TOO_MANY_REQUESTS, Window
from fakeembed._core.rules import Refused
from fakeembed._core.service import DURATION_QUOTA, REQUEST_QUOTA

if TYPE_CHECKING:
    from fakeembed._core.editions import Edition
    from fakeembed._core.faults import Throttle
    from fakeembed._core.service import Service


def counted(service: Service, path: str) -> Window | None:
    """The window in which a request that costs something was counted, or None when no limit is set for its path."""
    limit = service.quota.limit
    return service.quota.count(limit, service.clock.seconds) if limit is not None and fits(limit.path, path) else None


def seen(service: Service, path: str) -> Window | None:
    """The window that is open for a path, or None; nothing is counted."""
    limit = service.quota.limit
    return service.quota.open_window(service.clock.seconds) if limit is not None and fits(limit.path, path) else None


def scripted(effect: Throttle, service: Service) -> Window:
    """A window that is used up, because a test says so."""
    if effect.retry_after is None:
        return Window(effect.limit, effect.limit, ceil(service.window_ends_at), exceeded=True)
    return Window(effect.limit, effect.limit, ceil(service.clock.seconds + effect.retry_after), exceeded=True)


def refusal(window: Window, per: str) -> Refused:
    """The recorded refusal of a request too many."""
    later = moment(window.ends_at).strftime("%Y-%m-%dT%H:%M:%SZ")  # without milliseconds, as recorded
    return Refused(TOO_MANY_REQUESTS, TOO_MANY_REQUESTS.message.format(limit=window.limit, per=per, moment=later))


def retry_after(window: Window, now: float, scripted: float | None) -> dict[str, str]:
    """Whole seconds until the window is over, or as a test has it; recorded with a 429, documented nowhere (decision D33)."""
    return {"retry-after": str(ceil(window.ends_at - now if scripted is None else scripted))}


def headers(row: Edition, service: Service, window: Window | None) -> dict[str, str]:
    """The family of the edition, on every answer of an operation that is a POST, whatever its status (recorded on a 400; D31, D55).

    Without a window the counts are those of one account that nobody limits: a quota is enforced only when a test asks for one.
    """
    usage = service.usage
    limit, used, ends_at = (
        (REQUEST_QUOTA, min(usage.requests, REQUEST_QUOTA), service.window_ends_at)
        if window is None
        else (window.limit, window.used, window.ends_at)
    )
    if row.rate_headers == "dimensions":
        return {
            "x-ratelimit-dimensions": "Duration,Request",
            "x-ratelimit-duration-limit": f"{DURATION_QUOTA:.0f}",
            "x-ratelimit-duration-remaining": f"{max(0.0, DURATION_QUOTA - usage.seconds):.0f}",
            "x-ratelimit-request-limit": str(limit),
            "x-ratelimit-request-remaining": str(limit - used),
        }
    return {
        "x-ratelimit-limit": str(limit),
        "x-ratelimit-remaining": str(limit - used),
        "x-ratelimit-used": str(used),
        "x-ratelimit-reset": f"{ends_at:.0f}",
    }
