"""Interception of `http.client`, and with it of urllib, urllib3 and requests, which all send through its connections.

Only the socket is replaced: pools, retries, redirects, streamed bodies and cookies stay the library's own. Connections are met when
they connect and when they send, so sessions made before the fake was installed, open connections and later classes are covered.
"""

from __future__ import annotations

import sys
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from io import BufferedReader, BytesIO, RawIOBase
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from fakeembed.transports.wire import Wire, is_host, lost

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fakeembed._wire.http import Response
    from fakeembed.fake import FakeEmbed


class _Socket:
    """What http.client needs of a socket."""

    def __init__(self, fake: FakeEmbed, connection: Any) -> None:
        self._fake, self._connection, self._wire = fake, connection, Wire()
        self._timeout = connection.timeout
        self._answer: Response | None = None

    def sendall(self, data: Any) -> None:
        # A refused connection is an error of sending. urllib3 says only later how long it waits, and may be told later, too.
        if self._wire.receive(data) and _errors_of_urllib3(self._connection) is None:
            self._answer = self._answered()

    def makefile(self, _mode: str) -> BufferedReader:
        answer = self._answer or self._answered()
        error = lost(answer.lost) if answer.lost else None
        if error is not None and not answer.status:
            raise error
        return BufferedReader(_Received(self._wire.written(answer), error))

    def _answered(self) -> Response:
        waits = self._timeout if isinstance(self._timeout, (int, float)) else None
        answer = self._wire.answer(self._fake, waits)
        if answer.lost == "connect":
            errors, error = _errors_of_urllib3(self._connection), lost("connect")
            raise error if errors is None else errors.NewConnectionError(self._connection, str(error))
        return answer

    def settimeout(self, seconds: Any) -> None:
        self._timeout = seconds

    def close(self, *_: Any) -> None:
        """Nothing is held."""

    setsockopt = shutdown = close


class _Received(RawIOBase):
    """Bytes that have arrived, and the error that is read behind them, if any."""

    def __init__(self, data: bytes, error: OSError | None) -> None:
        self._data, self._error = BytesIO(data), error

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        size = self._data.readinto(buffer)
        if not size and self._error is not None:
            raise self._error
        return size


def _errors_of_urllib3(connection: Any) -> Any:
    """The errors of the urllib3 that a connection belongs to, which may be a vendored one; None when it is not one of its."""
    homes = (kind.__module__ for kind in type(connection).__mro__)
    home = next((name for name in homes if name.endswith("urllib3.connection")), "")
    return sys.modules.get(f"{home.rpartition('.')[0]}.exceptions")


@contextmanager
def patched(answering: Callable[[], FakeEmbed]) -> Iterator[None]:
    """Let the fake that `answering` names answer for the host inside the block."""
    really_sent = HTTPConnection.send

    def meet(kind: type[HTTPConnection]) -> None:
        if "connect" in vars(kind):
            undo.enter_context(patch.object(kind, "connect", _meeting(kind.connect, answering)))

    def send(self: Any, data: Any) -> None:
        if self.sock is not None and not isinstance(self.sock, _Socket) and _goes_to_host(self):
            self.sock.close()  # it was open before there was a fake
            self.sock = _Socket(answering(), self)
        really_sent(self, data)

    with ExitStack() as undo:
        for kind in _descended(HTTPConnection):
            meet(kind)
        undo.enter_context(patch.object(HTTPConnection, "send", send))
        undo.enter_context(patch.object(HTTPConnection, "__init_subclass__", classmethod(lambda kind, **_: meet(kind))))
        yield


def _meeting(connect: Callable[[Any], None], answering: Callable[[], FakeEmbed]) -> Callable[[Any], None]:
    def met(self: Any) -> None:
        if not _goes_to_host(self):
            connect(self)
            return
        self.sock = _Socket(answering(), self)
        self.is_verified = True  # urllib3 warns of a connection that is not

    return met


def _goes_to_host(connection: Any) -> bool:
    return is_host(connection._tunnel_host or connection.host)  # noqa: SLF001 - where a proxy is asked to lead


def _descended(kind: type[HTTPConnection]) -> set[type[HTTPConnection]]:
    return {kind}.union(*(_descended(child) for child in kind.__subclasses__()))
