"""The fake as an ASGI application, for any server and for httpx's ASGITransport."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from math import isinf
from typing import TYPE_CHECKING, Any

from fakeembed._wire.http import Request, Response, http_date
from fakeembed.fake.polling import LONGEST_WAIT
from fakeembed.serving.asgi_body import is_announced, read
from fakeembed.serving.gate import Gate
from fakeembed.serving.live_page import EVENTS, Watched, client_left, stream
from fakeembed.serving.together import Committing, Together
from fakeembed.transports.wire import connection_error, half

if TYPE_CHECKING:
    from fakeembed.fake.fake_embed import FakeEmbed

ANY_HOST = Gate(frozenset({"*"}))

_SCHEMES = frozenset({"http", "https"})

_WITHOUT_BODY = frozenset({204, 304})
"""Statuses whose answers end with their head, whatever a stub says."""

UNWANTED = 256 * 1024 * 1024
"""Bytes of a body that was refused which may still come, so that its client is done and reads why."""

LINGERS = 1.0
"""Seconds for which nothing of it has come until the connection is closed."""

BREAK = "fakeembed.break"
"""The ASGI extension by which a connection is broken; its `off` does it. Without it the application raises in the server."""


class FakeApplication:
    """The ASGI application that answers with a fake what a gate lets in; under which names it is reached is its server's affair."""

    def __init__(self, fake: FakeEmbed, gate: Gate = ANY_HOST) -> None:
        """Answer with `fake` what `gate` lets in."""
        self._fake = fake
        self._gate = gate
        self.together = Together(self, fake) if isinstance(fake, Committing) and fake.is_shared else None
        """Who answers requests that came together, where they wait for a commit."""

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        """Answer one request (ASGI)."""
        if scope["type"] != "http":
            # There is no lifespan: a server has to go on when an exception says so (ASGI specification).
            raise NotImplementedError(f"this application speaks http, not {scope['type']}")
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        try:
            body = await read(headers, receive) if is_announced(scope, headers) else b""
        except ConnectionError:  # the client has left; half a request is none
            return
        if isinstance(body, Response):
            await _sent_early(self.dated(body), receive, send)
            return
        query = scope["query_string"].decode("latin-1")
        request = Request(scope["method"], scope["path"], query, headers, body, origin(scope["scheme"], headers))
        if isinstance(self._fake, Watched) and self.streams(request):
            await stream(self._fake, self.date(), receive, send)
        else:
            await sent(self.answer(request), scope, receive, send)

    def streams(self, request: Request) -> bool:
        """Whether a request is for the stream of events of the page, and may have it from a fake that is watched."""
        return request.path == EVENTS and request.method == "GET" and self.refusal(request) is None

    def refusal(self, request: Request) -> Response | None:
        """Why a request is not let in, or None."""
        return self._gate.refusal(request)

    def answer(self, request: Request) -> Response:
        """The answer to a request that came as a whole and does not ask for a stream."""
        return self.finished(request, self.refusal(request) or self._fake.app(request))

    def finished(self, request: Request, answer: Response) -> Response:
        """An answer with the headers that only a server adds."""
        return self.dated(self._gate.opened(request, answer))

    def dated(self, answer: Response) -> Response:
        """An answer with a date, which those have already that are the service's (decision D250)."""
        if "date" not in answer.headers:
            answer.headers["date"] = self.date()
        return answer

    def date(self) -> str:
        """What `date` says of now."""
        return http_date(int(self._fake.clock.last_known))


def origin(scheme: str | None, headers: dict[str, str]) -> str:
    """Scheme, host and port that the client used; a proxy that ends its TLS says so (decision D405)."""
    said = headers.get("x-forwarded-proto", "").partition(",")[0].strip().lower()
    return f"{said if said in _SCHEMES else scheme}://{headers.get('host', '')}"


async def sent(answer: Response, scope: dict[str, Any], receive: Any, send: Any) -> None:
    """Send an answer (ASGI): late, by half or not at all where it says so."""
    if answer.delay:  # or until the client has left
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(client_left(receive), min(answer.delay, LONGEST_WAIT))
    if answer.status and not isinf(answer.delay):
        content = await _head_sent(answer, send)
        body = half(content) if answer.failure else content
        await send({"type": "http.response.body", "body": body, "more_body": bool(answer.failure)})
    if answer.failure or isinf(answer.delay):
        await _broken_off(scope, receive)


async def _head_sent(answer: Response, send: Any) -> bytes:
    """Send the head of an answer (ASGI); what has to follow it."""
    headers = [(name.encode(), value.encode("latin-1")) for name, value in answer.headers.items()]
    content = b"" if answer.status in _WITHOUT_BODY else answer.body
    if answer.status != 204:
        headers.append((b"content-length", str(len(content)).encode()))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    return content


async def _sent_early(answer: Response, receive: Any, send: Any) -> None:
    """Send an answer while the request still comes, and let that come: to close at once would reset it (RFC 9112, section 9.6)."""
    await send({"type": "http.response.body", "body": await _head_sent(answer, send), "more_body": True})
    left, more = UNWANTED, True
    with suppress(asyncio.TimeoutError):
        while more and left > 0:
            message = await asyncio.wait_for(receive(), LINGERS)
            left -= len(message.get("body", b""))
            more = message.get("more_body", False)
    await send({"type": "http.response.body"})


async def _broken_off(scope: dict[str, Any], receive: Any) -> None:
    extension = scope.get("extensions", {}).get(BREAK)
    if extension is None:
        raise connection_error("reset")
    extension["off"]()
    await client_left(receive)  # the server has heard of it
