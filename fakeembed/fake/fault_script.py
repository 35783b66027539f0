"""What a test can let go wrong: the methods by which it scripts faults and limits, and the account of what never fired."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._core.faults import Delay, Drop, Fault, How, Throttle
from fakeembed._core.quota import LIMIT, PER, REQUEST, TOKEN, Limit
from fakeembed._wire.fault_words import error
from fakeembed.errors import UnfiredFault

if TYPE_CHECKING:
    from collections.abc import Mapping

    from typing_extensions import TypedDict, Unpack

    from fakeembed._core.faults import Faults
    from fakeembed._core.quota import Quota
    from fakeembed.fake.request_log import RequestLog

    class When(TypedDict, total=False):
        """Which requests a fault is for: the keyword arguments that all of them take."""

        times: int | None
        method: str | None
        path: str | None
        after: int
        optional: bool


class FaultScript:
    """The part of a FakeEmbed that makes it misbehave.

    Faults fire in the order in which they were declared, and a request meets at most one: the first that fits it, is due and has
    not fired as often as it may. One that has not fired as often as it should fails the test unless it is `optional`.

    Every fault takes these keyword arguments:
        times: How many requests; 1 by default, None for all from now on.
        method: Only requests of this method.
        path: Only paths that end like this (`/embed/tasks`) or match this pattern (`*/status`).
        after: How many requests that fit pass first: `after=2` fails the third poll.
        optional: Whether the test may end without the fault having fired.
    """

    _faults: Faults
    _quota: Quota
    requests: RequestLog

    def fail_next(
        self,
        status: int = 500,
        *,
        code: str | None = None,
        message: str | None = None,
        headers: Mapping[str, str] | None = None,
        **when: Unpack[When],
    ) -> None:
        """Answer the next request that fits with an error instead; the service does nothing then.

        Args:
            status: The HTTP status, 400 to 599.
            code: The `code` in the body; by default the service's own for 401, 403, 404, 413 and 429, its generic error for
                the rest.
            message: The `message` in the body; by default the one that goes with the code.
            headers: More headers of the answer.
            when: `times`, `method`, `path`, `after` and `optional`, as every fault takes them.

        Raises:
            ValueError: For a status that is no error, a header that cannot be sent, fewer than one time, or a negative `after`.
        """
        self._faults.declare(Fault(error(status, code, message, headers or {}), **when))

    def rate_limit(
        self,
        limit: int | None = None,
        *,
        tokens: int | None = None,
        per: str = PER,
        retry_after: float | None = None,
        **when: Unpack[When],
    ) -> None:
        """Refuse with the recorded 429: the next request that fits, or, with a `limit`, every request beyond it.

        Without a limit this is a fault like the others, and its words are those of 100 requests a day. With one it is a quota that
        really counts, a setting and not a fault: every POST that is not refused for what it says uses up one, reads use up nothing
        (decisions D31, D100), the headers of the answers count down, and the one too many is refused until the virtual clock passes
        the end of the window, which opens with the first request. A test may end without having used it up, and a later call puts
        another quota in its place. Recorded on 2025-11-07: code, message, `retry-after` and `x-ratelimit-*`.

        Args:
            limit: How many requests are answered in a window; None for a scripted 429.
            tokens: How many input tokens of marengo3.5 are read in a window instead; the request that crosses this limit is
                answered, and the next one is refused (documented in 2026-10; the words are decision D104).
            per: The window, as the message has it: "1day", "1hour", "15minutes", "30seconds".
            retry_after: Seconds to wait, as the scripted 429 says; by default what is left of the window.
            when: `times`, `method`, `path`, `after` and `optional`, as every fault takes them; with a limit `path` alone: only
                requests to such paths count.

        Raises:
            ValueError: For a negative limit, a window that is none, negative seconds, or a limit with what is scripted only.
        """
        if limit is None and tokens is None:
            self._faults.declare(Fault(Throttle(LIMIT, per, retry_after), **when))
        elif retry_after is None and when.keys() <= {"path"}:
            for amount, dimension in ((limit, REQUEST), (tokens, TOKEN)):
                if amount is not None:
                    self._quota.set(Limit(amount, per, when.get("path"), dimension))
        else:
            raise ValueError(
                "with a limit the window decides who is refused: give no retry_after, times, method, after or optional"
            )

    def slow(self, seconds: float, **when: Unpack[When]) -> None:
        """Answer the next request that fits late.

        The wait is on the virtual clock alone, whatever `fast_forward` is, and `clock.slept` counts it; a served fake really waits,
        ten minutes at most. A client whose read timeout is shorter gets the timeout error of its own library after that time, and a
        shorter limit around the request, such as `asyncio.timeout()`, comes first as well; the service has done its work all the
        same.

        Args:
            seconds: How late.
            when: `times`, `method`, `path`, `after` and `optional`, as every fault takes them.

        Raises:
            ValueError: For a delay that is none, fewer than one time, or a negative `after`.
        """
        self._faults.declare(Fault(Delay(seconds), **when))

    def drop(self, how: How = "connect", **when: Unpack[When]) -> None:
        """Give the next request that fits no answer; its client gets the error of its own library.

        Args:
            how: "connect": the connection fails and nothing happens (`httpx.ConnectError`, `requests.ConnectionError`,
                `aiohttp.ClientConnectorError`). "timeout": the service does its work, but no answer comes before the client's read
                timeout is over (`httpx.ReadTimeout`, `requests.ReadTimeout`, `aiohttp.ServerTimeoutError`); a client without a
                timeout waits 600 virtual seconds until the connection breaks (decision D96). "reset": the service does its
                work, and the connection breaks half-way through the answer (`httpx.ReadError`,
                `requests.exceptions.ChunkedEncodingError`, `aiohttp.ClientPayloadError`). A served fake closes the real
                connection, and "connect" closes it before a byte was sent.
            when: `times`, `method`, `path`, `after` and `optional`, as every fault takes them.

        Raises:
            ValueError: For another way to lose an answer, fewer than one time, or a negative `after`.
        """
        self._faults.declare(Fault(Drop(how), **when))

    def assert_faults_fired(self) -> None:
        """Raise UnfiredFault when a scripted fault that is not optional has not fired as often as it should."""
        overdue = self._faults.overdue()
        if overdue:
            listed = "\n".join(f"  {fault}" for fault in overdue)
            raise UnfiredFault(
                f"scripted faults that never fired as often as they should:\n{listed}\n"
                f"Requests that came:\n{self.requests!r}\n"
                "Declare a fault with optional=True when the test may end without it."
            )
