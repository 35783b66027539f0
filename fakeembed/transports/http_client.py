"""Interception of `http.client`, and with it of urllib, urllib3 and requests, which all send through its connections.

Only the socket is replaced: pools, retries, redirects, streamed bodies and cookies stay the library's own. It is replaced when a
connection connects and when it sends, so sessions made before there was a fake, open connections and later classes are covered.
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from fakeembed.transports.socket_wire import WireSocket
from fakeembed.transports.wire import is_host

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fakeembed._wire.http import Application


@contextmanager
def patched(answering: Callable[[], Application]) -> Iterator[None]:
    """Let the fake that `answering` names answer for the host inside the block."""
    really_sent = HTTPConnection.send

    def patch_connect(kind: type[HTTPConnection]) -> None:
        if "connect" in vars(kind):
            undo.enter_context(patch.object(kind, "connect", _connecting(kind.connect, answering)))

    def send(self: Any, data: Any) -> None:
        if self.sock is not None and not isinstance(self.sock, WireSocket) and _goes_to_host(self):
            self.sock.close()  # it was open before there was a fake
            self.sock = WireSocket(answering(), self)
        really_sent(self, data)

    with ExitStack() as undo:
        for kind in _descended(HTTPConnection):
            patch_connect(kind)
        undo.enter_context(patch.object(HTTPConnection, "send", send))
        undo.enter_context(patch.object(HTTPConnection, "__init_subclass__", classmethod(lambda kind, **_: patch_connect(kind))))
        yield


def _connecting(connect: Callable[[Any], None], answering: Callable[[], Application]) -> Callable[[Any], None]:
    def connected(self: Any) -> None:
        if not _goes_to_host(self):
            connect(self)
            return
        self.sock = WireSocket(answering(), self)
        self.is_verified = True  # urllib3 warns of a connection that is not

    return connected


def _goes_to_host(connection: Any) -> bool:
    return is_host(connection._tunnel_host or connection.host)  # noqa: SLF001 - where a proxy is asked to lead


def _descended(kind: type[HTTPConnection]) -> set[type[HTTPConnection]]:
    return {kind}.union(*(_descended(child) for child in kind.__subclasses__()))
