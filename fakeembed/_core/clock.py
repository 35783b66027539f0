"""What time it is for the fake, and how the service writes a moment down."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from threading import Lock

DAY = 86_400.0

_RFC3339 = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d\d):(\d\d))",
    re.ASCII,
)


class Clock:
    """A clock that moves only when it is told to.

    Times are seconds of the Unix epoch inside the fake and aware UTC datetimes outside of it.
    """

    def __init__(self, start: float) -> None:
        """Start at `start`, in seconds of the Unix epoch."""
        self._lock = Lock()
        self._seconds = start
        self._slept = 0.0

    @property
    def seconds(self) -> float:
        """The virtual time, in seconds of the Unix epoch."""
        return self._seconds

    @property
    def slept(self) -> float:
        """The virtual seconds that clients have waited, or would have waited, between their polls."""
        return self._slept

    def now(self) -> datetime:
        """The virtual time, as an aware datetime in UTC."""
        return moment(self.seconds)

    def advance(self, seconds: float) -> datetime:
        """Let `seconds` pass and say what time it is then; time never goes back (ValueError)."""
        if not 0 <= seconds < float("inf"):
            raise ValueError(f"the clock can be advanced by zero or more seconds, not by {seconds!r}")
        with self._lock:
            self._seconds += seconds
            return moment(self._seconds)

    def put_back(self, *, now: float, slept: float) -> None:
        """Go on from the moment at which another clock was, in seconds of the Unix epoch."""
        with self._lock:
            self._seconds, self._slept = now, slept

    def sleep(self, seconds: float) -> None:
        """Let `seconds` pass because a client slept so long."""
        with self._lock:
            self._seconds += seconds
            self._slept += seconds


def moment(seconds: float) -> datetime:
    """Seconds of the Unix epoch as an aware datetime in UTC."""
    return datetime.fromtimestamp(seconds, tz=timezone.utc)


def rfc3339(seconds: float) -> str:
    """A moment as the service prints it: RFC 3339, UTC, milliseconds (fact recorded 2026-07-20; decision D35).

    >>> rfc3339(1784579552.418)
    '2026-07-20T20:32:32.418Z'
    """
    return moment(round(seconds, 3)).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def from_rfc3339(text: str) -> float:
    """The epoch seconds of an RFC 3339 text; ValueError when it is none.

    >>> from_rfc3339("2026-07-20T22:32:32.5+02:00")
    1784579552.5
    """
    found = _RFC3339.fullmatch(text)
    if found is None:
        raise ValueError(f"not an RFC 3339 date and time: {text!r}")
    year, month, day, hour, minute, second = (int(part) for part in found.groups()[:6])
    fraction, sign, ahead_hours, ahead_minutes = found.groups()[6:]
    ahead = timedelta(hours=int(ahead_hours or 0), minutes=int(ahead_minutes or 0)) * (-1 if sign == "-" else 1)
    try:
        local = datetime(year, month, day, hour, minute, second, tzinfo=timezone.utc)
        return (local - ahead).timestamp() + float(f"0.{fraction or 0}")
    except (ValueError, OverflowError) as error:
        raise ValueError(f"not a real date and time: {text!r}") from error


def from_date(text: str) -> float:
    """The epoch seconds at which the UTC day `text` ("2025-07-15") begins; ValueError when it is no day."""
    return from_rfc3339(f"{text}T00:00:00Z")
