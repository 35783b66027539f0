"""The page of a served fake: `GET /__fakeembed__/`, and the stream of events by which it follows the fake."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from fakeembed._wire import control
from fakeembed._wire.http import Response

if TYPE_CHECKING:
    from collections.abc import Hashable

    from fakeembed._wire.http import Request
    from fakeembed.page.source import Source

PAGE = control.PREFIX
WITHOUT_SLASH = PAGE.rstrip("/")
EVENTS = f"{control.PREFIX}events"

LOOKS = 0.5
"""Seconds between two looks at whether anything has changed, for each open page."""

QUIET = 30
"""Looks without a change after which a comment is sent, so that nobody between takes the connection for dead."""

_HEADERS = {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


@runtime_checkable
class Watched(Protocol):
    """A fake that can say whether it has changed."""

    def changes(self) -> Hashable:
        """A value that is another one after each change."""


def concerns(request: Request) -> bool:
    """Whether the page is asked for."""
    return request.path == PAGE and request.method == "GET"


def answer(source: Source, request: Request) -> Response:
    """The view of the page that is asked for; of a query parameter the last value counts."""
    from fakeembed.page.views import page

    status, text = page(source, {name: values[-1] for name, values in request.params.items()})
    return _written(status, text)


def moved() -> Response:
    """Where the page is, for who left out the slash at its end; it says nothing else, so anybody may read it."""
    return Response(308, {"location": PAGE})


def locked(*, has_token: bool) -> Response:
    """What a browser gets that has not brought the token: a form that asks for it, and nothing of the fake."""
    from fakeembed.page import rendering

    text = rendering.rendered("locked.html", style=rendering.style(), script=rendering.script(), has_token=has_token)
    return _written(401, text)


def _written(status: int, text: str) -> Response:
    from fakeembed.page.rendering import policy

    headers = {**_HEADERS, "content-security-policy": policy(served=True)}
    return Response(status, headers, text.encode("utf-8", "replace"))


async def stream(fake: Watched, date: str, receive: Any, send: Any) -> None:
    """Send an event soon after each change, until the page is left (ASGI)."""
    headers = [(b"content-type", b"text/event-stream"), (b"cache-control", b"no-store"), (b"date", date.encode())]
    last, quiet = fake.changes(), 0  # first of all: who has the head of the answer hears of whatever changes from then on
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    left = asyncio.ensure_future(client_left(receive))
    with suppress(OSError):
        while not left.done():
            await asyncio.wait({left}, timeout=LOOKS)
            now = fake.changes()
            quiet = 0 if now != last else quiet + 1
            if now != last or quiet == QUIET:
                event = b"data: changed\n\n" if now != last else b":\n\n"
                await send({"type": "http.response.body", "body": event, "more_body": True})
                quiet = 0
            last = now
    await send({"type": "http.response.body", "body": b"", "more_body": False})


async def client_left(receive: Any) -> None:
    """Wait until the client has closed the connection (ASGI)."""
    while (await receive())["type"] != "http.disconnect":
        pass
