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


@contextmanager
def patched(_answering: Callable[[], Application]) -> Iterator[None]:
    """Refuse to look up the real host inside the block."""
    with ExitStack() as undo:
        for name in _LOOKUPS:
            undo.enter_context(patch.object(socket, name, _guarded(getattr(socket, name))))
        yield


def _guarded(look_up: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(host: Any, *more: Any, **named: Any) -> Any:
        if is_host(host):
            msg = (
                "a FakeEmbed is installed, so nothing may reach the real host; it answers httpx, requests, urllib3, urllib,"
                " http.client and aiohttp, and this came another way. Use fake_embed_server or `fakeembed serve` for it"
            )
            raise socket.gaierror(socket.EAI_FAIL, msg)
        return look_up(host, *more, **named)

    return guarded
