"""How requests that came together are answered together where each would have to wait for a database: by one commit.

Nothing is answered before it is kept. So the answers of a commit leave together, as those of one turn of the event loop do anyway,
and the order of the requests is that in which they came.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from fakeembed.redaction import redacted

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Sequence

    from fakeembed._wire.http import Request, Response
    from fakeembed.serving.asgi import FakeApplication

_log = logging.getLogger(__name__)

_MOST = 64
"""Requests in one commit, which are all done again when another worker was faster."""


@runtime_checkable
class Committing(Protocol):
    """A fake that may have to wait for a commit."""

    @property
    def is_shared(self) -> bool:
        """Whether its state is kept where others may change it."""

    def app_together(self, requests: Sequence[Request]) -> list[Response] | None:
        """The answers to requests for the service, by one commit; None when nothing was done, and each has to be answered alone."""


class Connection(Protocol):
    """A connection on which a request came."""

    def respond(self, request: Request, answer: Response | None) -> None:
        """Send the answer, or ask for it when there is none."""

    def break_off(self) -> None:
        """Close the connection."""


class Together:
    """The requests of one turn of an event loop."""

    def __init__(self, application: FakeApplication, fake: Committing) -> None:
        """Have `fake` answer what `application` lets in."""
        self._application = application
        self._fake = fake
        self._queued: list[tuple[Connection, Request]] = []

    def add(self, connection: Connection, request: Request, loop: asyncio.AbstractEventLoop) -> None:
        """Have a request answered at the next turn."""
        if not self._queued:
            loop.call_soon(self.answer)
        self._queued.append((connection, request))

    def answer(self) -> None:
        """Answer all that are queued."""
        queued, self._queued = self._queued, []
        for start in range(0, len(queued), _MOST):
            some = queued[start : start + _MOST]
            answers = self._answers([request for _, request in some])
            for index, (connection, request) in enumerate(some):
                _respond(connection, request, answers[index] if answers else None)

    def _answers(self, requests: Sequence[Request]) -> list[Response] | None:
        """The answers, or None when each request has to be answered alone."""
        if len(requests) == 1 or any(map(self._application.refusal, requests)):
            return None
        answers = self._fake.app_together(requests)
        return answers and [self._application.finished(*pair) for pair in zip(requests, answers, strict=True)]


def _respond(connection: Connection, request: Request, answer: Response | None) -> None:
    """Answer on one connection; whatever is wrong with it is no concern of the others."""
    try:
        connection.respond(request, answer)
    except Exception:  # noqa: BLE001 - logged, with its trace
        _log.exception("%s %s: the answer cannot be sent", request.method, redacted(request.path))
        connection.break_off()
