"""Interception of aiohttp below its connector: the session, its streams and its parser are aiohttp's own."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import aiohttp
from aiohttp import ClientConnectorError, TCPConnector
from aiohttp.client_proto import ResponseHandler

from fakeembed.transports.asyncio_wire import WireTransport
from fakeembed.transports.wire import connection_error, is_host

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fakeembed._wire.http import Application

_READ_TIMEOUT: type[Exception] = getattr(aiohttp, "SocketTimeoutError", aiohttp.ServerTimeoutError)  # its name since 3.10


@contextmanager
def patched(answering: Callable[[], Application]) -> Iterator[None]:
    """Let the fake that `answering` names answer for the host inside the block."""
    really_connected, really_created = TCPConnector.connect, TCPConnector._create_connection  # noqa: SLF001 - where connectors differ

    async def connect(self: Any, req: Any, *more: Any, **named: Any) -> Any:
        if is_host(req.url.host):  # open connections, made before there was a fake, are not for reuse
            for protocol, *_ in self._conns.pop(req.connection_key, ()):
                protocol.close()
        return await really_connected(self, req, *more, **named)

    async def create(self: Any, req: Any, traces: Any, timeout: Any) -> Any:
        if not is_host(req.url.host):
            return await really_created(self, req, traces, timeout)

        def error(how: str) -> BaseException:
            if how == "connect":
                return ClientConnectorError(req.connection_key, connection_error(how))
            if timeout.sock_read is not None and timeout.sock_read <= (timeout.total or timeout.sock_read):
                return _READ_TIMEOUT("Timeout on reading data from socket")
            return asyncio.TimeoutError()

        waits = min((seconds for seconds in (timeout.sock_read, timeout.total) if seconds), default=None)
        protocol = ResponseHandler(asyncio.get_running_loop())
        protocol.connection_made(WireTransport(protocol, answering(), waits, error))
        return protocol

    with ExitStack() as undo:
        undo.enter_context(patch.object(TCPConnector, "connect", connect))
        undo.enter_context(patch.object(TCPConnector, "_create_connection", create))
        yield
