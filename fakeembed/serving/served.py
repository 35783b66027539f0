"""The fake as a server holds it: its clock follows real time, its state may be shared, and it can be controlled from outside."""

from __future__ import annotations

import logging
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import orjson

from fakeembed._core.clock import Clock, from_date, moment, rfc3339
from fakeembed._core.faults import Fault
from fakeembed._core.media.catalog import Declaration
from fakeembed._core.quota import Limit
from fakeembed._core.state.store import Memory
from fakeembed._wire import control
from fakeembed._wire.http import own_words
from fakeembed.fake.fake_embed import FakeEmbed
from fakeembed.fake.hints import Hints
from fakeembed.fake.logged_request import LoggedRequest
from fakeembed.fake.request_log import RequestLog
from fakeembed.fake.settings import checked_day
from fakeembed.redaction import redacted
from fakeembed.serving import live_page, stored_log
from fakeembed.serving.stores import UnreadableRecord
from fakeembed.serving.stores.replica import Replica

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence
    from datetime import datetime

    from fakeembed._core.state.store import Store
    from fakeembed._core.stubs import Stub
    from fakeembed._wire.http import Request, Response
    from fakeembed.fake.conduct.finding import Finding
    from fakeembed.page.source import Logged, Source

KEPT_REQUESTS = 10_000
"""Requests in the log of a served fake unless it is told otherwise; older ones are forgotten (decision D94)."""

_IDENTITY = ("seed", "api_date", "dimension")

_UNREACHABLE = "This fake cannot reach {engine}, where it keeps its state; its log says why. Ask again."  # decision D99

_UNREADABLE = "This fake cannot read a record of its state; its log says which."  # decision D145

_MOST_ALIKE = 4096

_TRIES = 2
"""How often several requests are done again together because of other workers; then each of them is alone."""

_log = logging.getLogger("fakeembed")


class _Contended(Exception):  # noqa: N818 - named after the fact
    """Other workers were faster each time."""


class LiveClock(Clock):
    """A clock that follows real time and can be advanced; all who share a store have the same one.

    It shows the real time, or, for a service of another day, begins with that day when the state begins (decision D90).
    """

    def __init__(self, store: Store, day: str | None) -> None:
        """Read `store` for how far the clock was advanced."""
        super().__init__(0.0)
        self._store = store
        began: float = store.table("account").setdefault("began", time.time())
        self._ahead = 0.0 if day is None else from_date(day) - began
        self._stopped: float | None = None

    @property
    def seconds(self) -> float:
        """The time, in seconds of the Unix epoch; during one request it stands still."""
        return self._running() if self._stopped is None else self._stopped

    @property
    def last_known(self) -> float:
        """The time without a question to a database, which may be out of reach: others may have advanced it since the last one."""
        return time.time() + self._ahead + self._store.known("advanced")

    def advance(self, seconds: float) -> datetime:
        """Let `seconds` pass for everybody."""
        now = moment(self._running() + seconds)
        super().advance(seconds)
        self._store.count("advanced", seconds)
        return now

    def put_back(self, *, now: float, slept: float) -> None:
        """Go on from a moment."""
        super().put_back(now=now, slept=slept)
        self._store.count("advanced", now - self._running())

    def stop(self) -> None:
        """Stand still, so that one request has one time."""
        self._stopped = self._running()

    def go_on(self) -> None:
        """Follow real time again."""
        self._stopped = None

    def _running(self) -> float:
        return time.time() + self._ahead + self._store.count("advanced", 0)


class ServedFake(FakeEmbed):
    """A FakeEmbed behind a socket.

    Waiting takes real time here: nothing is fast-forwarded, and a poll does not move the clock.
    """

    clock: LiveClock

    def __init__(self, *, store: Store | None = None, kept_requests: int = KEPT_REQUESTS, **settings: Any) -> None:
        """Serve the state in `store`, by default one in memory; `settings` are those of FakeEmbed.

        Raises:
            ValueError: When the state was begun with another seed, day or dimension, which decide its vectors (decision D93).
        """
        self._served_from = Memory() if store is None else store
        self._served_day: str | None = settings.get("api_date")
        super().__init__(**settings)
        self._kept_requests = kept_requests
        self.requests = RequestLog(most=kept_requests, hints=Hints(checked_day(settings.get("api_date"))))
        self._entries: dict[Hashable, bytes] = {}
        mine = {name: self._settings[name] for name in _IDENTITY}
        begun = self._store.table("account").setdefault("settings", mine)
        if begun != mine:
            said = ", ".join(f"{name}={value!r}" for name, value in begun.items())
            msg = f"the state was begun with {said}; serve it with the same, or begin another state"
            raise ValueError(msg)

    @property
    def _engine_name(self) -> str:
        return self._store.engine.name if isinstance(self._store, Replica) else "its memory"

    def _opened(self, day: str) -> tuple[Store, Clock]:  # noqa: ARG002 - without an api_date the clock shows the real time
        return self._served_from, LiveClock(self._served_from, self._served_day)

    def app(self, request: Request) -> Response:
        """Answer one request, whether it is for the service or for the fake itself."""
        try:
            if control.concerns(request):
                return self._shown(request) if live_page.concerns(request) else control.answer(self, request)
            if request.path == live_page.WITHOUT_SLASH:
                return live_page.moved()
            with self._lock:
                response = self._store.transact(lambda: self._answer(request))
        except self._store.failures as error:
            return self._failed(request, error)
        return self._known(request, response)

    @property
    def is_shared(self) -> bool:
        """Whether the state is kept outside of this process."""
        return isinstance(self._store, Replica)

    def app_together(self, requests: Sequence[Request]) -> list[Response] | None:
        """Answer requests for the service by one commit; None when nothing was done, and each has to be answered alone."""
        tries = 0

        def answer_all() -> list[Response]:
            nonlocal tries
            tries += 1
            if tries > _TRIES:  # all of them would keep others out for long
                raise _Contended
            return [self._answer(request) for request in requests]

        try:
            with self._lock:
                responses = self._store.transact(answer_all)
        except UnreadableRecord:
            return None  # it is the failure of one of them
        except self._store.failures as error:
            return [self._failed(request, error) for request in requests]
        except BaseException:  # noqa: BLE001 - whoever answers them alone meets it again
            return None
        return [self._known(*pair) for pair in zip(requests, responses, strict=True)]

    def _failed(self, request: Request, error: Exception) -> Response:
        """The answer when the state cannot be used."""
        _log.error("%s %s: the state is of no use: %s", request.method, redacted(request.path), redacted(str(error)))
        if isinstance(error, UnreadableRecord):
            return own_words(503, "state_unreadable", _UNREADABLE)
        response = own_words(503, "state_unavailable", _UNREACHABLE.format(engine=self._engine_name))
        response.headers["retry-after"] = "1"
        return response

    def _known(self, request: Request, response: Response) -> Response:
        """An answer, unless a strict fake does not know what was asked for."""
        if not self._strict or not response.unknown:
            return response
        error = self._note_unknown(request)
        _log.error("%s", error)
        return own_words(404, "unknown_endpoint", str(error))

    # for the control endpoints

    def reset(self) -> None:
        """Forget every task, medium, fault and request, and the seconds by which the clock was advanced."""
        with self._lock:
            self._store.transact(self._forget)
            self._service.renew()
            self.requests.clear()

    def _forget(self) -> None:
        account = self._store.table("account")
        kept = [(key, account.get(key)) for key in account]
        self._store.clear()
        for key, value in kept:
            account[key] = value

    def conduct(self) -> list[Finding]:
        """Findings about the clients; ValueError when the state is kept outside of the process, and the log with it."""
        if not isinstance(self._store, Memory):
            msg = "only a fake that keeps its state in its own process knows how its clients behave: serve it without --state"
            raise ValueError(msg)  # noqa: TRY004 - it becomes an answer
        return super().conduct()

    def declare(self, said: Declaration | Fault | Limit | Stub) -> None:
        """Let a medium have these facts, a request go wrong, a limit count, or a stub answer."""
        with self._lock:
            self._store.transact(lambda: self._declare(said))

    def _declare(self, said: Declaration | Fault | Limit | Stub) -> None:
        if isinstance(said, Declaration):
            self._service.media.declare(said)
        elif isinstance(said, Fault):
            self._faults.declare(said)
        elif isinstance(said, Limit):
            self._quota.set(said)
        else:
            self._app.stub(said)

    def found(self) -> list[dict[str, Any]]:
        """The findings about the clients as plain JSON values."""
        return [finding.described() for finding in self.conduct()]

    def logged(self) -> list[dict[str, Any]]:
        """The requests that came, oldest first, as plain JSON values."""
        if isinstance(self._store, Replica):
            return [orjson.loads(entry) for entry in self._store.logged(self._kept_requests)[1]]
        return [logged.described() for logged in list(self.requests)]

    # for the page

    def _shown(self, request: Request) -> Response:
        with self._lock:
            return live_page.answer(self._source(url=request.origin), request)

    def _source(self, **shown: Any) -> Source:
        """This fake as its page sees it; of a shared log there are no findings."""
        source = super()._source(**shown)
        return source if isinstance(self._store, Memory) else replace(source, findings=None)

    def changes(self) -> Hashable:
        """A value that is another one after each request, and after whatever was declared or made."""
        try:
            logged = self._store.logged(0)[0] if isinstance(self._store, Replica) else self.requests.total
            return logged, tuple(self._store.counters().items())
        except self._store.failures:  # whoever looks again then is told so
            return None

    def _newest(self) -> Iterator[tuple[int, Logged]]:
        if not isinstance(self._store, Replica):
            return super()._newest()
        return stored_log.newest(*self._store.logged(self._kept_requests))

    def _answer(self, request: Request) -> Response:
        self.clock.stop()
        try:
            self._service.synonyms.renew()
            response = self._app.answer(request)
            self._note(request, response, self.clock.seconds)
        finally:
            self.clock.go_on()
        return response

    def _note(self, request: Request, response: Response, at: float) -> None:
        if isinstance(self._store, Replica):
            self._store.log(self._entry(request, response, at), self._kept_requests)
        else:
            self.requests.add(request, response, at)

    def _entry(self, request: Request, response: Response, at: float) -> bytes:
        """What the log has of a request; polls are alike but for their time, and to hide secrets takes longer than to answer."""
        if request.body or response.assumed or response.status >= 400:
            return orjson.dumps(LoggedRequest.of(request, response, at).described())
        sent = response.status, response.delay, response.failure
        alike = (request.method, request.path, request.query, request.header("x-api-key"), response.resource_id, sent)
        rest = self._entries.get(alike)
        if rest is None:
            if len(self._entries) >= _MOST_ALIKE:
                self._entries.clear()
            described = LoggedRequest.of(request, response, at).described()
            del described["at"]
            rest = self._entries[alike] = orjson.dumps(described)[1:]
        return b'{"at":"%s",%s' % (rfc3339(at).encode(), rest)
