"""Which sleeps cost no real time: those of a caller whose last answer left it something to wait for, and no others.

While a fake is installed, `time.sleep` and `asyncio.sleep` look at what the same thread, or the same asyncio task, last heard from
the fake. A task that is still processing, or an error that may pass, lets one sleep move the virtual clock instead of the real one.
What a worker thread or another asyncio task heard on somebody's behalf is known to that one as soon as the work is over.
"""

from __future__ import annotations

import asyncio
import sys
import time
from dataclasses import dataclass, field, replace
from threading import Lock, current_thread
from typing import TYPE_CHECKING, Any, NamedTuple
from weakref import WeakKeyDictionary

from fakeembed._core.clock import DAY
from fakeembed._wire.http import Response
from fakeembed.errors import EndlessPolling
from fakeembed.redaction import redacted
from fakeembed.transports.callers import caller, client_of, follow, unfollow
from fakeembed.virtual_time.looks import Looks

if TYPE_CHECKING:
    from types import FrameType

    from fakeembed._core.clock import Clock
    from fakeembed._wire.http import Request

LONGEST_SKIP = DAY
"""Seconds of the longest sleep that costs no real time: who sleeps longer waits for something else (decision D131)."""

PATIENCE = 1_000
"""How often in a row one caller may sleep and ask the same question when time cannot change the answer."""

LONG_PATIENCE = 10_000
"""How often in a row one caller may sleep and poll a task that is still processing, or poll anything without sleeping."""

LONGEST_WAIT = 600.0
"""Virtual seconds after which the connection of a client that waits for ever for an answer breaks (decision D96)."""

_real_sleep = time.sleep
_real_async_sleep = asyncio.sleep


class _Heard(NamedTuple):
    """What a caller last heard: how often in a row it asked the same and heard the same, and how often it slept in between."""

    question: str
    times: int
    slept: int
    waiting: bool
    poll: bool


@dataclass(slots=True)
class _Talk:
    """What one caller has heard: last of all, of tasks that are not done, and, when it works for somebody, of tasks that are."""

    heard: _Heard | None = None
    unfinished: set[str] = field(default_factory=set)
    finished: set[str] = field(default_factory=set)


class FastForward:
    """The conversation of each caller with one fake, as far as waiting is concerned."""

    def __init__(self, clock: Clock, *, enabled: bool) -> None:
        """Move `clock` for sleeps; with `enabled` False they cost their real time as well."""
        self._clock = clock
        self._enabled = enabled
        self._talks: WeakKeyDictionary[Any, _Talk] = WeakKeyDictionary()
        self._looks = Looks()
        self._lock = Lock()

    def asked(self, request: Request) -> None:
        """Before an answer: let a second pass when this is a poll right behind a poll that left something to wait for."""
        if request.method == "GET":
            cost = self._looks.cost(f"{request.path}?{request.query}", caller(), self._clock.seconds)
            self._clock.advance(cost)

    def answered(self, request: Request, response: Response) -> None:
        """After an answer: remember whether it left something to wait for; EndlessPolling when it was asked too often."""
        asker = caller()
        poll, failed = request.method == "GET", response.status >= 400 or bool(response.failure)
        question = f"{request.method} {request.path}?{request.query} {response.failure or response.status} {response.retryable}"
        if poll:
            self._looks.note(f"{request.path}?{request.query}", asker, self._clock.seconds, unfinished=response.retryable)
        heard = self._heard_before(asker, request)
        times, slept = (heard.times + 1, heard.slept) if heard is not None and heard.question == question else (1, 0)
        # Asking again for what is final, or for what was refused, is a loop; its sleeps must not take real time either.
        waiting = response.retryable or (times > 1 and (failed or (poll and bool(response.resource_id))))
        # Some clients sleep before they ask: behind the end of one task they wait for the next one.
        others = bool(response.resource_id) and self._is_left_with_others(asker, response)
        # A thread may run an event loop, and so a new asyncio task, for each poll, and sleep in between on its own.
        for hearer in {asker, current_thread()}:
            self._talk(hearer).heard = _Heard(question, times, slept, waiting or others, poll and waiting)
        # Many equal answers in a row are a loop that waits when somebody slept between them; a fuzzer and a reader do not.
        endless = slept >= (LONG_PATIENCE if response.retryable and not failed else PATIENCE) or (poll and times >= LONG_PATIENCE)
        if endless and self in _installed:
            raise EndlessPolling(self._story(request, response, times))

    def told(self, worker: Any, client: Any) -> None:
        """After work in another thread or asyncio task: let the one for whom it was done know what was heard there."""
        with self._lock:
            self._looks.ended(worker)
            talk = self._talks.pop(worker, None)
            if talk is None or talk.heard is None:
                return
            mine = self._talk(client)
            mine.unfinished = (mine.unfinished - talk.finished) | talk.unfinished
            if client_of(client) is not None:
                mine.finished |= talk.finished
            mine.heard = talk.heard._replace(waiting=talk.heard.waiting or bool(mine.unfinished))

    def _talk(self, who: Any) -> _Talk:
        return self._talks.setdefault(who, _Talk())

    def _heard_before(self, who: Any, request: Request) -> _Heard | None:
        """What a caller last heard, or the one for whom it works, or its thread when it asked the same."""
        while who is not None:
            talk = self._talks.get(who)
            if talk is not None and talk.heard is not None:
                return talk.heard
            who = client_of(who)
        heard = self._talk(current_thread()).heard
        asked = f"{request.method} {request.path}?{request.query} "
        return heard if heard is not None and heard.question.startswith(asked) else None

    def _is_left_with_others(self, who: Any, response: Response) -> bool:
        talk = self._talk(who)
        if response.retryable:
            talk.unfinished.add(response.resource_id)
            return True
        talk.unfinished.discard(response.resource_id)
        if client_of(who) is not None:
            talk.finished.add(response.resource_id)
        return bool(talk.unfinished)

    def skips(self, seconds: float) -> bool:
        """Whether a sleep of the current caller has happened on the virtual clock alone."""
        talk = self._talks.get(caller())
        heard = None if talk is None else talk.heard
        if heard is None or not heard.waiting or not 0 < seconds <= LONGEST_SKIP:
            return False
        for hearer in {caller(), current_thread()}:
            talk = self._talk(hearer)
            if talk.heard == heard:  # one answer pays for one sleep
                talk.heard = heard._replace(waiting=False, slept=heard.slept + 1)
        self._clock.sleep(seconds)
        return self._enabled

    def install(self) -> None:
        """Let sleeps look here first; `uninstall` puts everything back also when this has failed half-way."""
        _installed.append(self)
        if len(_installed) == 1:
            _patch()
        follow(self.told)

    def uninstall(self) -> None:
        """Stop looking here; the last one to leave puts the real sleeps back."""
        if self in _installed:
            _installed.remove(self)
        unfollow(self.told)
        self._talks.clear()
        self._looks.clear()
        if not _installed:
            _unpatch()

    def _story(self, request: Request, response: Response, times: int) -> str:
        about = f"task {response.resource_id} " if response.resource_id else ""
        body = redacted(response.body[:1000].decode(errors="replace"), request.header("x-api-key"))
        body = body if len(body) < 300 else f"{body[:300]}..."
        came = f"lost ({response.failure})" if response.failure else f"{response.status} {body}"
        lines = [
            f"{request.method} {request.path} was asked {times:,} times in a row, and {about}will not answer anything new.",
            f"The last answer was {came}",
            f"It was asked from {_asked_from()}; {self._clock.slept:,.0f} virtual seconds were slept in all.",
            "A loop that waits for a status has to end on `ready` and on `failed`, and to give up after some errors.",
        ]
        if response.retryable and response.status < 400:
            lines.append(
                "It is still processing. A deadline measured with time.monotonic() or time.time() hardly comes nearer, because"
                " these sleeps cost no real time: limit the polls as well, or test it with FakeEmbed(fast_forward=False)."
            )
        return redacted("\n".join(lines), request.header("x-api-key"))


def waited_for(response: Response, request: Request, clock: Clock) -> Response:
    """What of a late answer reaches a client that waits as long as `request` says; the wait is on `clock`, which counts it."""
    if not response.delay:
        return response
    if response.delay < float("inf") and (request.timeout is None or response.delay <= request.timeout):
        clock.sleep(response.delay)
        return replace(response, delay=0.0)
    clock.sleep(LONGEST_WAIT if request.timeout is None else request.timeout)
    return Response(0, retryable=True, resource_id=response.resource_id, failure="reset" if request.timeout is None else "timeout")


_installed: list[FastForward] = []
_patched: list[tuple[dict[str, Any], Any]] = []


def _skipped(seconds: float) -> bool:
    skipped = [fast_forward.skips(seconds) for fast_forward in _installed]  # each one hears of it
    return any(skipped)


def _sleep(seconds: float, /) -> None:
    if not _skipped(seconds):
        _real_sleep(seconds)


async def _async_sleep(delay: float, result: Any = None) -> Any:
    if not _skipped(delay):
        return await _real_async_sleep(delay, result)
    await _real_async_sleep(0)
    return result


def _patch() -> None:
    """Replace both sleeps wherever a module holds them under their own name, as `from time import sleep` leaves them."""
    for module in list(sys.modules.values()):
        names = getattr(module, "__dict__", None)
        held = names.get("sleep") if isinstance(names, dict) else None
        if names is not None and names is not globals() and (held is _real_sleep or held is _real_async_sleep):
            _patched.append((names, held))
            names["sleep"] = _sleep if held is _real_sleep else _async_sleep


def _unpatch() -> None:
    while _patched:
        names, held = _patched.pop()
        names["sleep"] = held


def _asked_from() -> str:
    """The nearest line of code that is neither ours nor a library's."""
    frame: FrameType | None = sys._getframe(1)  # noqa: SLF001 - the documented way to the caller
    nearest = "code that is no longer on the stack"
    while frame is not None:
        name = frame.f_code.co_filename
        if not any(part in name for part in ("site-packages", "fakeembed/", "fakeembed\\", "<", sys.base_prefix)):
            return f"{name}:{frame.f_lineno} in {frame.f_code.co_name}"
        frame = frame.f_back
    return nearest
