"""The last guard: while a fake is installed, the real host has no address, so a library that nobody intercepts fails instead."""

from __future__ import annotations

import socket
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from fakeembed.transports.wire import is_host

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fakeembed._wire.http import Application

_LOOKUPS = ("getaddrinfo", "gethostbyname", "gethostbyname_ex")

REFUSED = (
    "a FakeEmbed is installed, so nothing may reach the real host; it answers httpx, httpx2, requests, urllib3, urllib, http.client"
    " and aiohttp, and this came another way. Use fake_embed_server or `fakeembed serve` for it"
)
"""What is said to whoever comes another way."""


@contextmanager
def patched(_answering: Callable[[], Application]) -> Iterator[None]:
    """Refuse to look up the real host inside the block, and to connect to it by its name."""
    with ExitStack() as undo:
        for name in _LOOKUPS:
            undo.enter_context(patch.object(socket, name, _guarded(getattr(socket, name))))
        for name in ("connect", "connect_ex"):
            undo.enter_context(patch.object(socket.socket, name, _guarded_connect(getattr(socket.socket, name))))
        yield


def refusal() -> socket.gaierror:
    """The error of a look-up that is refused."""
    return socket.gaierror(socket.EAI_FAIL, REFUSED)


def _guarded(look_up: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(host: Any, *more: Any, **named: Any) -> Any:
        if is_host(host):
            raise refusal()
        return look_up(host, *more, **named)

    return guarded


def _guarded_connect(connect: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(self: socket.socket, address: Any) -> Any:
        if isinstance(address, tuple) and address and is_host(address[0]):
            raise refusal()
        return connect(self, address)

    return guarded
