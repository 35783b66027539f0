"""What a test can let go wrong: the methods by which it scripts faults and limits, and the account of what never fired."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._core.faults import Delay, Drop, ErrorAnswer, Fault, How, Throttle
from fakeembed._core.quota import LIMIT, PER, Limit
from fakeembed._core.rules import METHOD_NOT_ALLOWED
from fakeembed.errors import UnfiredFault

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fakeembed._core.faults import Effect, Faults
    from fakeembed._core.quota import Quota
    from fakeembed.fake.request_log import RequestLog


class FaultScript:
    """The part of a FakeEmbed that makes it misbehave.

    Faults fire in the order in which they were declared, and a request meets at most one: the first that fits it, is due and has
    not fired as often as it may. One that has not fired as often as it should fails the test unless it is `optional`.
    """

    _faults: Faults
    _quota: Quota
    requests: RequestLog

    def fail_next(  # noqa: PLR0913 - each is one independent part of a fault
        self,
        status: int = 500,
        *,
        code: str = METHOD_NOT_ALLOWED.code,
        message: str = METHOD_NOT_ALLOWED.message,
        times: int | None = 1,
        method: str | None = None,
        path: str | None = None,
        after: int = 0,
        headers: Mapping[str, str] | None = None,
        optional: bool = False,
    ) -> None:
        """Answer the next request that fits with an error instead; the service does nothing then.

        The default body is the generic error of the specification.

        Args:
            status: The HTTP status, 400 to 599.
            code: The `code` in the body.
            message: The `message` in the body.
            times: How many requests; None for all from now on.
            method: Only requests of this method.
            path: Only paths that end like this (`/embed/tasks`) or match this pattern (`*/status`).
            after: How many requests that fit pass first: `after=2` fails the third poll.
            headers: More headers of the answer.
            optional: Whether the test may end without the fault having fired.

        Raises:
            ValueError: For a status that is no error, fewer than one time, or a negative `after`.
        """
        effect = ErrorAnswer(status, code, message, tuple((headers or {}).items()))
        self._declare(effect, times=times, method=method, path=path, after=after, optional=optional)

    def rate_limit(  # noqa: PLR0913 - each is one independent part of a fault
        self,
        limit: int | None = None,
        *,
        per: str = PER,
        retry_after: float | None = None,
        times: int | None = 1,
        method: str | None = None,
        path: str | None = None,
        after: int = 0,
        optional: bool = False,
    ) -> None:
        """Refuse with the recorded 429: the next request that fits, or, with a `limit`, every request beyond it.

        Without a limit this is a fault like the others, and its words are those of 100 requests a day. With one it is a quota that
        really counts, a setting and not a fault: every POST of an operation uses up one, whatever its answer, reads use up nothing
        (decision D31), the headers of the answers count down, and the one too many is refused until the virtual clock passes
        the end of the window, which opens with the first request. A test may end without having used it up, and a later call puts
        another quota in its place. Recorded on 2025-11-07: code, message, `retry-after` and `x-ratelimit-*`.

        Args:
            limit: How many requests are answered in a window; None for a scripted 429.
            per: The window, as the message has it: "1day", "1hour", "15minutes", "30seconds".
            retry_after: Seconds to wait, as the scripted 429 says; by default what is left of the day that began with the account.
            times: How many requests are refused; None for all from now on. Scripted only.
            method: Only requests of this method. Scripted only.
            path: Only paths that end like this (`/embed/tasks`) or match this pattern (`*/embed*`); with a limit only they count.
            after: How many requests that fit pass first. Scripted only.
            optional: Whether the test may end without the fault having fired. Scripted only.

        Raises:
            ValueError: For a negative limit, a window that is none, negative seconds, or a limit with what is scripted only.
        """
        if limit is None:
            effect = Throttle(LIMIT, per, retry_after)
            self._declare(effect, times=times, method=method, path=path, after=after, optional=optional)
            return
        if (retry_after, times, method, after, optional) != (None, 1, None, 0, False):
            msg = "with a limit the window decides who is refused: give no retry_after, times, method, after or optional"
            raise ValueError(msg)
        self._quota.set(Limit(limit, per, path))

    def slow(  # noqa: PLR0913 - each is one independent part of a fault
        self,
        seconds: float,
        *,
        times: int | None = 1,
        method: str | None = None,
        path: str | None = None,
        after: int = 0,
        optional: bool = False,
    ) -> None:
        """Answer the next request that fits late.

        The wait is on the virtual clock alone, whatever `fast_forward` is, and `clock.slept` counts it; a served fake really waits,
        ten minutes at most. A client whose read timeout is shorter gets the timeout error of its own library after that time, and
        the service has done its work all the same.

        Args:
            seconds: How late.
            times: How many requests; None for all from now on.
            method: Only requests of this method.
            path: Only paths that end like this (`/embed/tasks`) or match this pattern (`*/status`).
            after: How many requests that fit pass first.
            optional: Whether the test may end without the fault having fired.

        Raises:
            ValueError: For a delay that is none, fewer than one time, or a negative `after`.
        """
        self._declare(Delay(seconds), times=times, method=method, path=path, after=after, optional=optional)

    def drop(  # noqa: PLR0913 - each is one independent part of a fault
        self,
        how: How = "connect",
        *,
        times: int | None = 1,
        method: str | None = None,
        path: str | None = None,
        after: int = 0,
        optional: bool = False,
    ) -> None:
        """Give the next request that fits no answer; its client gets the error of its own library.

        Args:
            how: "connect": nobody can be reached and nothing happens (`httpx.ConnectError`, `requests.ConnectionError`,
                `aiohttp.ClientConnectorError`). "timeout": the service does its work, but no answer comes before the client's read
                timeout is over (`httpx.ReadTimeout`, `requests.ReadTimeout`, `aiohttp.ServerTimeoutError`); a client without a
                timeout waits 600 virtual seconds until the connection breaks (decision D96). "reset": the service does its
                work, and the connection breaks half-way through the answer (`httpx.ReadError`,
                `requests.exceptions.ChunkedEncodingError`, `aiohttp.ClientPayloadError`). A served fake closes the real
                connection, and "connect" closes it before a byte was sent.
            times: How many requests; None for all from now on.
            method: Only requests of this method.
            path: Only paths that end like this (`/embed/tasks`) or match this pattern (`*/status`).
            after: How many requests that fit pass first.
            optional: Whether the test may end without the fault having fired.

        Raises:
            ValueError: For another way to lose an answer, fewer than one time, or a negative `after`.
        """
        self._declare(Drop(how), times=times, method=method, path=path, after=after, optional=optional)

    def assert_faults_fired(self) -> None:
        """Raise UnfiredFault when a scripted fault that is not optional has not fired as often as it should."""
        overdue = self._faults.overdue()
        if overdue:
            listed = "\n".join(f"  {fault}" for fault in overdue)
            msg = (
                f"scripted faults that never fired as often as they should:\n{listed}\n"
                f"Requests that came:\n{self.requests!r}\n"
                "Declare a fault with optional=True when the test may end without it."
            )
            raise UnfiredFault(msg)

    def _declare(  # noqa: PLR0913 - each is one independent part of a fault
        self, effect: Effect, *, times: int | None, method: str | None, path: str | None, after: int, optional: bool
    ) -> None:
        self._faults.declare(Fault(effect, times=times, method=method, path=path, after=after, optional=optional))
