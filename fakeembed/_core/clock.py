"""What time it is for the fake, and how the service writes a moment down."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from threading import Lock, get_ident

_RFC3339 = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d\d):(\d\d))",
    re.ASCII,
)


class Clock:
    """A clock that moves only when it is told to.

    Times are seconds of the Unix epoch inside the fake and aware UTC datetimes outside of it. Those who ask may have waited more or
    less than others: the clock shows the furthest of them, and during a request the moment at which its sender is.
    """

    def __init__(self, start: float) -> None:
        """Start at `start`, in seconds of the Unix epoch."""
        self._lock = Lock()
        self._start = start
        self._slept = 0.0
        self._shown: tuple[int, float] | None = None

    @property
    def seconds(self) -> float:
        """The virtual time, in seconds of the Unix epoch."""
        start, slept = self.start_and_slept()
        shown = self._shown
        return start + (shown[1] if shown is not None and shown[0] == get_ident() else slept)

    @property
    def last_known(self) -> float:
        """The virtual time as far as it is known here without asking anybody else, in seconds of the Unix epoch."""
        return self.seconds

    @property
    def slept(self) -> float:
        """The virtual seconds that have passed because clients waited, or would have waited; waits beside each other count once."""
        return self._slept

    @property
    def asked_at(self) -> float | None:
        """The virtual seconds that the sender of the request had waited which this thread answers; None between requests."""
        shown = self._shown
        return shown[1] if shown is not None and shown[0] == get_ident() else None

    def start_and_slept(self) -> tuple[float, float]:
        """The moment at which nobody had waited, in seconds of the Unix epoch, and the longest that anybody has."""
        return self._start, self._slept

    def now(self) -> datetime:
        """The virtual time, as an aware datetime in UTC."""
        return moment(self.seconds)

    def advance(self, seconds: float) -> datetime:
        """Let `seconds` pass for everybody and say what time it is then; time never goes back (ValueError)."""
        if not 0 <= seconds < float("inf"):
            raise ValueError(f"the clock can be advanced by zero or more seconds, not by {seconds!r}")
        with self._lock:
            now = moment(self.seconds + seconds)  # a time that there is not is refused, and nothing has happened
            self._start += seconds
            return now

    def put_back(self, *, now: float, slept: float) -> None:
        """Go on from the moment at which another clock was, in seconds of the Unix epoch."""
        with self._lock:
            self._start, self._slept = now - slept, slept

    def reach(self, slept: float) -> None:
        """Know that a client has waited so many seconds in all."""
        with self._lock:
            self._slept = max(self._slept, slept)

    def sleep(self, seconds: float) -> None:
        """Let `seconds` pass because a client slept so long after all others."""
        self.reach(self.slept + seconds)

    def show(self, slept: float | None) -> None:
        """Show this thread the moment of a client that has waited so many seconds; None shows the furthest again."""
        self._shown = None if slept is None else (get_ident(), slept)


def moment(seconds: float) -> datetime:
    """Seconds of the Unix epoch as an aware datetime in UTC."""
    return datetime.fromtimestamp(seconds, tz=timezone.utc)


def rfc3339(seconds: float) -> str:
    """A moment as the service prints it: RFC 3339, UTC, milliseconds (fact recorded 2026-07-20; decision D35).

    >>> rfc3339(1784579552.418)
    '2026-07-20T20:32:32.418Z'
    """
    return moment(round(seconds, 3)).isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"


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
