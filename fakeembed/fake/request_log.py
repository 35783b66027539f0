"""What the code under test asked for, request by request, and assertions that say what came instead."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import count
from typing import TYPE_CHECKING

from fakeembed._core.faults import fits
from fakeembed.fake.logged_body import BodyFacts
from fakeembed.fake.logged_request import LoggedRequest, Sender
from fakeembed.virtual_time.callers import owner
from fakeembed.virtual_time.clocks import really_monotonic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fakeembed._wire.http import Request, Response
    from fakeembed.fake.hints import Hints

KEPT_ANSWER = 4096
"""Bytes of an answer that the log keeps; longer ones are results, and their bodies are not needed to tell what happened."""

SHOWN = 100
"""Requests that a failure text lists, the newest ones."""

WHOLE_BODIES = 64 * 1024 * 1024
"""Bytes of all bodies that the log keeps as they were sent, the newest; of the others it keeps facts (decision D94)."""


@dataclass(slots=True)
class _Entry:
    """One request in the log; what reads it is made when it is read."""

    request: Request
    response: Response
    at: float
    facts: BodyFacts | None = None
    sender: Sender | None = None

    def read(self, hints: Hints | None) -> LoggedRequest:
        return LoggedRequest.of(self.request, self.response, self.at, self.facts, self.sender, hints)

    def forget_body(self) -> None:
        self.facts = BodyFacts.of(self.request)
        self.request = replace(self.request, body=b"")


class RequestLog:
    """Every request that reached a fake, oldest first: a sequence with `len(...)`, positions and iteration."""

    def __init__(
        self,
        *,
        most: int | None = None,
        most_bytes: int = WHOLE_BODIES,
        in_process: bool = False,
        skips_waits: bool = False,
        hints: Hints | None = None,
    ) -> None:
        """Start empty.

        Args:
            most: How many requests are kept, the newest.
            most_bytes: How many bytes of the newest bodies are kept; of other bodies there are facts.
            in_process: Whether the code under test asks in this process, so that it is known which thread or task of it does.
            skips_waits: Whether its waits cost no real time, so that real time counts beside that of the fake's clock.
            hints: Who knows what may have been meant by a request that was refused.
        """
        self._hints = hints
        self._in_process = in_process
        self._skips_waits = skips_waits
        self._logged: deque[_Entry] = deque(maxlen=most)
        self._whole: deque[_Entry] = deque()  # those of them whose bodies are kept
        self._most_bytes = most_bytes
        self._bytes = 0
        self._added = 0

    def __iter__(self) -> Iterator[LoggedRequest]:
        """The requests, oldest first."""
        return (entry.read(self._hints) for entry in list(self._logged))

    def __len__(self) -> int:
        """How many there were."""
        return len(self._logged)

    def __getitem__(self, index: int) -> LoggedRequest:
        """The request at a position; negative ones count from the newest."""
        return self._logged[index].read(self._hints)

    @property
    def total(self) -> int:
        """How many requests there were, those included that are no longer kept."""
        return self._added

    def newest(self) -> Iterator[tuple[int, LoggedRequest]]:
        """The requests, newest first, each with its number, which counts from 1 and stays."""
        entries = list(self._logged)
        return ((number, entry.read(self._hints)) for number, entry in zip(count(self._added, -1), reversed(entries)))

    def __repr__(self) -> str:
        """The newest requests, a line each."""
        earlier = len(self._logged) - SHOWN
        lines = [f"({earlier} earlier requests)"] if earlier > 0 else []
        for entry in list(self._logged)[-SHOWN:]:
            logged = entry.read(self._hints)
            lines += [str(logged), *(f"  assumed: {sentence}" for sentence in logged.assumed)]
            lines += [f"  hint: {logged.hint}"] if logged.hint else []
        return "\n".join(lines) or "(no requests)"

    def all(self, *, method: str | None = None, path: str | None = None) -> list[LoggedRequest]:
        """The requests with this method and this path, oldest first.

        Args:
            method: "GET", "POST", ...; None for any.
            path: The end of a path ("/embed/tasks") or an `fnmatch` pattern ("*/tasks/*"); None for any.
        """
        return [logged for logged in self if (method is None or logged.method == method.upper()) and fits(path, logged.path)]

    def one(self, *, method: str | None = None, path: str | None = None) -> LoggedRequest:
        """The only request with this method and this path, which are given as to `all`.

        Raises:
            AssertionError: When there is not exactly one. It lists the requests, and when none fits it shows the nearest one with
                its response.
        """
        found = self.all(method=method, path=path)
        if len(found) != 1:
            near = f"\nThe nearest is:\n{self._nearest(method, path).as_text()}" if self._logged and not found else ""
            raise AssertionError(f"expected one {method or 'request'} {path or ''}, found {len(found)} among:\n{self!r}{near}")
        return found[0]

    def _nearest(self, method: str | None, path: str | None) -> LoggedRequest:
        """The request whose method and path are most like those; the newest of several."""

        def likeness(entry: _Entry) -> float:
            path_alike = SequenceMatcher(None, path or "", entry.request.path, autojunk=False).ratio()
            return path_alike + (method is None or entry.request.method == method.upper()) / 2

        return max(list(self._logged)[: -SHOWN - 1 : -1], key=likeness).read(self._hints)

    def add(self, request: Request, response: Response, at: float) -> None:
        """Note a request and what was answered at a moment, in epoch seconds."""
        if len(response.body) > KEPT_ANSWER:
            response = replace(response, body=b"")
        request.remember(None)
        sender = Sender(id(owner()), really_monotonic(), self._skips_waits) if self._in_process else None
        entry = _Entry(request, response, at, None, sender)
        if len(self._logged) == self._logged.maxlen and self._whole and self._whole[0] is self._logged[0]:
            self._bytes -= len(self._whole.popleft().request.body)
        self._logged.append(entry)
        self._added += 1
        if request.body:
            self._whole.append(entry)
            self._bytes += len(request.body)
        while self._bytes > self._most_bytes:
            oldest = self._whole.popleft()
            self._bytes -= len(oldest.request.body)
            oldest.forget_body()

    def clear(self) -> None:
        """Forget all requests."""
        self._logged.clear()
        self._whole.clear()
        self._bytes = 0
