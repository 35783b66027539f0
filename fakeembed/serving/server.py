"""The fake behind a socket, by uvicorn."""

from __future__ import annotations

import asyncio
import errno
import logging
import socket
import threading
from typing import TYPE_CHECKING, Any

import uvicorn

from fakeembed.serving import asgi
from fakeembed.serving.direct import DirectConnection
from fakeembed.serving.gate import Gate

if TYPE_CHECKING:
    from fakeembed.fake.fake_embed import FakeEmbed

KEEP_ALIVE = 75
"""Seconds for which an idle connection stays open, longer than clients keep theirs."""

BACKLOG = 2048

TURNS = 5
"""Of the event loop in which what was accepted last becomes a connection, which asyncio loses when its server is closed before."""

THIS_MACHINE = Gate()

_NO_FILE = frozenset({errno.EMFILE, errno.ENFILE})

_log = logging.getLogger("fakeembed")


def listening(host: str, port: int) -> socket.socket:
    """A socket on which connections are accepted from now on; port 0 is a free one. OSError when there is no such address.

    `::` stands for every address, those of version 4 included where the machine can.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    both = host == "::" and socket.has_dualstack_ipv6()
    listener = socket.create_server((host, port), family=family, backlog=BACKLOG, dualstack_ipv6=both)
    # What is accepted inherits it. Without it a body that is written after its head, as ASGI has it, waits 40 ms for a receipt.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


class Server(uvicorn.Server):
    """A server that stops at once: no answer of the fake takes long enough to be waited for."""

    _silent_until = 0.0

    def __init__(self, fake: FakeEmbed, gate: Gate = THIS_MACHINE, *, log_requests: bool = False) -> None:
        """Serve `fake` to whom `gate` lets in; with `log_requests` print one line for each request."""
        config = uvicorn.Config(
            asgi.FakeApplication(fake, gate),
            interface="asgi3",
            http=DirectConnection,
            ws="none",
            lifespan="off",
            log_config=None,
            log_level="info" if log_requests else "error",
            access_log=log_requests,
            server_header=False,
            date_header=False,  # the service's is that of the fake's clock
            proxy_headers=False,
            timeout_keep_alive=KEEP_ALIVE,
        )
        super().__init__(config)
        self.begun = threading.Event()
        self._stopped = asyncio.Event()

    async def main_loop(self) -> None:
        """Say that it runs, and look once a second whether there is nothing more to do."""
        self._loop = asyncio.get_running_loop()
        self._loop.set_exception_handler(self._told)
        self.begun.set()
        while not await self.on_tick(0):
            timer = self._loop.call_later(1, self._stopped.set)
            await self._stopped.wait()
            self._stopped.clear()
            timer.cancel()

    def _told(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Tell once a second that connections wait for a file; asyncio does so thousands of times, each with a trace."""
        error = context.get("exception")
        if not isinstance(error, OSError) or error.errno not in _NO_FILE:
            loop.default_exception_handler(context)
        elif loop.time() >= self._silent_until:
            self._silent_until = loop.time() + 1
            _log.error("connections have to wait: %s", error.strerror)

    def stop(self) -> None:
        """Stop at once; from any thread, or from a signal handler."""
        self.should_exit = True
        if hasattr(self, "_loop"):
            self._loop.call_soon_threadsafe(self._stopped.set)

    def handle_exit(self, sig: int, frame: Any) -> None:  # noqa: ARG002 - the signature of uvicorn
        """A signal asks to stop."""
        self.stop()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Accept nothing more and close what is open, without waiting for anybody."""
        for listener in sockets or ():
            asyncio.get_running_loop().remove_reader(listener)
        for _ in range(TURNS):
            await asyncio.sleep(0)
        for server in self.servers:
            server.close()
        for listener in sockets or ():
            listener.close()
        for connection in list(self.server_state.connections):
            if connection.transport.get_write_buffer_size():  # of a client that does not read; whoever closes waits for it
                connection.transport.abort()
            connection.transport.close()
        for _ in range(TURNS):  # in the first the transports close, in the others pages that follow the fake hear of it
            await asyncio.sleep(0)
