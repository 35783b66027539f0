"""What waiting means to one account: at whose moment it answers, what is left to wait for, and when a loop is endless."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from fakeembed._wire.http import Response
from fakeembed.errors import EndlessPolling
from fakeembed.redaction import redacted
from fakeembed.virtual_time import callers, event_loops, installation, real_waits, threads, turns
from fakeembed.virtual_time.looks import Looks

if TYPE_CHECKING:
    from collections.abc import Callable

    from fakeembed._core.clock import Clock
    from fakeembed._wire.http import Request
    from fakeembed.virtual_time.callers import Caller
    from fakeembed.virtual_time.shared import Conversation

PATIENCE = 1_000
"""How often in a row one conversation may wait and ask the same question when time cannot change the answer."""

LONG_PATIENCE = 10_000
"""How often in a row it may wait and poll a task that is still processing, or poll anything without waiting."""

LONGEST_PATIENCE = 86_400.0
"""Virtual seconds for which the same may be asked and be unfinished (decision D134)."""

LONGEST_WAIT = 600.0
"""Virtual seconds after which the connection of a client that waits for ever for an answer breaks (decision D96)."""

UNSEEN = (
    "passed between two polls, in a wait that is not seen (a lock, a SimpleQueue, trio, gevent, a sleep held under another name);"
    " time.sleep() and asyncio.sleep() are free"
)

_KEPT = 1_000


class _Run(NamedTuple):
    """How often the same was asked and answered the same, in a row and with waits in between, and when it was asked last."""

    answer: str
    times: int = 0
    waited: int = 0
    waits: int = 0
    asks: int = 0


class Polling:
    """The waits of those who ask one account."""

    def __init__(self, clock: Clock, *, settings: installation.Settings, is_processing: Callable[[str], bool]) -> None:
        """Move `clock` with who asks; `is_processing` knows of a task or an asset whether time still has to pass."""
        self._clock, self._settings, self.is_processing = clock, settings, is_processing
        self._looks = Looks()
        self._runs: OrderedDict[tuple[Conversation, str], _Run] = OrderedDict()
        self._began = 0.0
        self._is_installed = False
        self._stopped = ""
        self._alone = callers.Caller(None, None)
        self._alone.world = None  # who asks a fake that is not installed moves nobody else

    def install(self) -> None:
        """Take part in the waits of this process."""
        self._began = installation.install(self._settings, self._moved) - self._clock.slept
        self._is_installed = True

    def uninstall(self) -> None:
        """Leave the waits of this process alone, also when the installation has failed half-way."""
        self._is_installed = False
        self._looks.clear()
        for conversation, _ in tuple(self._runs):  # other threads may be asking
            conversation.unfinished = {(told_by, resource) for told_by, resource in conversation.unfinished if told_by is not self}
            conversation.retrying = {(told_by, other) for told_by, other in conversation.retrying if told_by is not self}
        self._runs.clear()
        installation.uninstall(self._settings, self._moved)  # last: a warning of a real wait may be an error

    def _moved(self, caller: Caller) -> None:
        self._clock.reach(caller.now - self._began)

    def _slept(self, caller: Caller) -> float:
        return max(0.0, caller.now - self._began)

    def _caller(self) -> Caller:
        if self._is_installed:
            caller = callers.current() or callers.enter(self._began + self._clock.slept)
            caller.sync()
            return caller
        self._began = 0.0
        self._alone.reach(self._clock.slept)
        return self._alone

    def asked(self, request: Request) -> Caller:
        """Let the clock show the moment of who asks; a second look at the same has let time pass."""
        caller = self._caller()
        self._clock.show(self._slept(caller))
        if request.method == "GET":
            cost = self._looks.cost(f"{request.path}?{request.query}", caller, self._clock.seconds)
            if cost:
                caller.reach(caller.now + cost)
                self._moved(caller)
                self._clock.show(self._slept(caller))
            self._note_real_wait(caller, cost)
        return caller

    def _note_real_wait(self, caller: Caller, seconds: float) -> None:
        """A long real wait once may be a machine that stalls; twice it is how the program waits."""
        if seconds > real_waits.LONGEST_UNSAID and self._settings.skips and self._is_installed:
            caller.conversation.unseen += 1
            if caller.conversation.unseen > 1:
                real_waits.note(seconds, UNSEEN)

    def tell(self, error: BaseException) -> None:
        """Add a note about the last loop that was stopped to the error of a test that does not say so.

        Frameworks put their own in the place of one that is no `Exception`: the test client of Starlette in a `with` block says
        "This portal is not running".
        """
        seen: BaseException | None = error
        while seen is not None:
            if self._stopped in str(seen):
                return
            seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
        # `add_note` of Python 3.11; before that pytest shows it as well
        vars(error).setdefault("__notes__", []).append(f"Before that EndlessPolling ended a loop: {self._stopped}")

    def arriving(self, request: Request, response: Response) -> Response:
        """What of a late answer reaches a client that waits as long as `request` says; its `delay` is still to be waited for."""
        if response.delay < float("inf") and (request.timeout is None or response.delay <= request.timeout):
            return response
        seconds, failure = (LONGEST_WAIT, "reset") if request.timeout is None else (request.timeout, "timeout")
        return Response(0, retryable=True, resource_id=response.resource_id, failure=failure, delay=seconds)

    def arrived(self, caller: Caller, request: Request, response: Response) -> Response:
        """A late answer, when it has been waited for; in an event loop that is left to who can."""
        if self._is_installed and request.can_wait and event_loops.can_wait(response.delay):
            return response
        if self._is_installed and self._settings.skips and not caller.is_task:
            threads.wait_for_answer(caller, response.delay)
        else:
            caller.reach(caller.now + response.delay)
            self._moved(caller)
        return replace(response, delay=0.0)

    def answered(self, caller: Caller, request: Request, response: Response, now: float) -> None:
        """After an answer, at `now`: remember whether something is left to wait for; EndlessPolling when it was asked too often."""
        failed = response.status >= 400 or bool(response.failure)
        asked = f"{request.path}?{request.query}"
        since = now
        if request.method == "GET":
            since = self._looks.note(asked, caller, now, unfinished=response.retryable)
        if not self._is_installed:
            return  # the waits of who asks are real, and no loop of theirs is ended
        run = self._run(caller, f"{request.method} {asked}", f"{response.failure or response.status} {response.retryable}")
        # Asking again for what is final, or for what was refused, is a loop; its waits must not take real time either.
        again = run.times > 1 and (failed or (request.method == "GET" and bool(response.resource_id)))
        self._remember(caller, response, retrying=(response.retryable and not response.resource_id) or again)
        many = LONG_PATIENCE if response.retryable and not failed else PATIENCE
        too_long = run.waited > 0 and now - since >= LONGEST_PATIENCE  # and it was not a test that moved the clock
        if run.waited >= many or (request.method == "GET" and run.times >= LONG_PATIENCE) or too_long:
            self._stopped = self._explanation(caller, request, response, run.times)
            raise EndlessPolling(self._stopped)

    def _run(self, caller: Caller, question: str, answer: str) -> _Run:
        conversation = caller.conversation
        conversation.asks += 1
        before = self._runs.pop((conversation, question), None)
        if before is None or before.answer != answer:
            run = _Run(answer, 1, 0, conversation.waits, conversation.asks)
        else:
            times = before.times + 1 if before.asks == conversation.asks - 1 else 1
            run = _Run(answer, times, before.waited + (conversation.waits > before.waits), conversation.waits, conversation.asks)
        self._runs[conversation, question] = run
        if len(self._runs) > _KEPT:
            self._runs.popitem(last=False)
        return run

    def _remember(self, caller: Caller, response: Response, *, retrying: bool) -> None:
        conversation = caller.conversation
        if conversation.retrying:
            mine = (self, caller)
            done = [other for other in (*conversation.retrying,) if other == mine or other[1].over()]
            conversation.retrying.difference_update(done)  # and not a new set: others may be adding to this one
        if retrying:
            conversation.retrying.add((self, caller))
        if response.resource_id and response.retryable:
            conversation.unfinished.add((self, response.resource_id))
        elif response.resource_id:
            conversation.unfinished.discard((self, response.resource_id))
        elif conversation.unfinished and not response.retryable:
            conversation.unfinished = {
                (told_by, resource)
                for told_by, resource in conversation.unfinished
                if told_by is not self or self.is_processing(resource)
            }
        for other in caller.lineage():
            other.is_answered()
            if not other.is_task or other.is_from_another_thread():
                turns.works(other)
            other.sync()

    def _explanation(self, caller: Caller, request: Request, response: Response, times: int) -> str:
        about = f"task {response.resource_id} " if response.resource_id else ""
        body = redacted(response.body[:1000].decode(errors="replace"), request.header("x-api-key"))
        body = body if len(body) < 300 else f"{body[:300]}..."
        came = f"lost ({response.failure})" if response.failure else f"{response.status} {body}"
        waited_by = caller.conversation.waited_by
        how = f"the last by {waited_by}" if waited_by else "none by a wait that is seen here"
        lines = [
            f"{request.method} {request.path} was asked {times:,} times in a row, and {about}will not answer anything new.",
            f"The last answer was {came}",
            f"It was asked from {real_waits.place()}; {self._clock.slept:,.0f} virtual seconds were slept in all, {how}.",
            "A loop that waits for a status has to end on `ready` and on `failed`, and to give up after some errors.",
        ]
        if response.retryable and response.status < 400:
            lines.append("It is still processing: give up after some time as well, as the loop would have to in production.")
        return redacted("\n".join(lines), request.header("x-api-key"))
