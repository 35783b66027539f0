"""The other end of a connection as a socket: what http.client sends is answered by a fake, or fails as a socket fails."""

from __future__ import annotations

import socket
import sys
from io import BufferedReader, BytesIO, RawIOBase
from typing import TYPE_CHECKING, Any

from fakeembed.transports.wire import Wire, connection_error

if TYPE_CHECKING:
    from fakeembed._wire.http import Application, Response


class WireSocket:
    """What http.client needs of a socket."""

    def __init__(self, fake: Application, connection: Any) -> None:
        """Be the socket of `connection`, with `fake` at the other end."""
        self._fake, self._connection, self._wire = fake, connection, Wire()
        self.settimeout(connection.timeout)
        self._answer: Response | None = None

    def sendall(self, data: Any) -> None:
        """Take in a part of a request."""
        # A refused connection is an error of sending. urllib3 says only later how long it waits, and may be told later, too.
        if self._wire.receive(data) and _errors_of_urllib3(self._connection) is None:
            self._answer = self._answered()

    def makefile(self, _mode: str) -> BufferedReader:
        """What is read of the answer; whatever goes wrong is an error of reading, never of opening."""
        return BufferedReader(_Received(self))

    def received(self) -> tuple[bytes, OSError | None]:
        """The bytes of the answer that arrive, and the error behind them, if any."""
        answer = self._answer or self._answered()
        return self._wire.written(answer), connection_error(answer.failure) if answer.failure else None

    def _answered(self) -> Response:
        answer = self._wire.answer(self._fake, self._timeout)
        if answer.failure == "connect":
            errors, error = _errors_of_urllib3(self._connection), connection_error("connect")
            raise error if errors is None else errors.NewConnectionError(self._connection, str(error))
        return answer

    def settimeout(self, seconds: Any) -> None:
        """Wait so long for an answer, or for ever; http.client has an object of its own for the default of all sockets."""
        self._timeout: float | None = seconds if isinstance(seconds, (int, float, type(None))) else socket.getdefaulttimeout()

    def close(self, *_: Any) -> None:
        """Nothing is held."""

    setsockopt = shutdown = close


class _Received(RawIOBase):
    """Bytes that have arrived, and the error that is read behind them, if any; asked for when they are first read."""

    def __init__(self, wire: WireSocket) -> None:
        self._wire = wire
        self._data: BytesIO | None = None
        self._error: OSError | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self._data is None:
            data, self._error = self._wire.received()
            self._data = BytesIO(data)
        size = self._data.readinto(buffer)
        if not size and self._error is not None:
            raise self._error
        return size


def _errors_of_urllib3(connection: Any) -> Any:
    """The errors of the urllib3 that a connection belongs to, which may be a vendored one; None when it is not one of its."""
    homes = (kind.__module__ for kind in type(connection).__mro__)
    home = next((name for name in homes if name.endswith("urllib3.connection")), "")
    return sys.modules.get(f"{home.rpartition('.')[0]}.exceptions")
