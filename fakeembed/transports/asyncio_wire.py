"""The other end of a connection as an asyncio transport: what a client's protocol writes is answered by a fake."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Any

from fakeembed.transports.wire import Wire, connection_error
from fakeembed.virtual_time.callers import as_task
from fakeembed.virtual_time.event_loops import arrival

if TYPE_CHECKING:
    from collections.abc import Callable

    from fakeembed._wire.http import Application, Response


class WireTransport(asyncio.Transport):
    """A transport whose other end is a fake; made in the task that waits for the answer."""

    def __init__(self, protocol: Any, fake: Application, timeout: float | None, error: Callable[[str], BaseException]) -> None:
        """Send what `fake` answers to `protocol`, which waits so long; `error` is what it raises when an answer is lost."""
        super().__init__()
        self._protocol, self._fake, self._wire = protocol, fake, Wire()
        self._client, self._loop, self._closing = asyncio.current_task(), asyncio.get_running_loop(), False
        self._continued, self._timeout, self._error = False, timeout, error
        self._arrival: asyncio.Future[None] | None = None

    def write(self, data: Any) -> None:
        """Take in a part of a request."""
        if self._wire.receive(data):
            self._loop.call_soon(self._answer)
        elif self._wire.is_awaited and not self._continued:
            self._continued = True
            self._loop.call_soon(self._protocol.data_received, b"HTTP/1.1 100 Continue\r\n\r\n")

    def _answer(self) -> None:
        try:
            with as_task(self._client):
                answer = self._wire.answer(self._fake, self._timeout, can_wait=True)
                if answer.delay:
                    self._arrival = arrival(answer.delay)
                    self._arrival.add_done_callback(partial(self._arrived, answer))
                    return
        except OSError as error:
            self._protocol.connection_lost(error)
        except BaseException as error:  # noqa: BLE001 - it belongs to the client's task and not to the event loop
            self._protocol.set_exception(error)
        else:
            self._arrived(answer)

    def _arrived(self, answer: Response, arrival: asyncio.Future[None] | None = None) -> None:
        if arrival is not None and arrival.cancelled():
            return
        if answer.failure in {"connect", "timeout"}:
            self._protocol.set_exception(self._error(answer.failure))
            return
        if answer.status:
            self._protocol.data_received(self._wire.written(answer))
        if answer.failure:
            self._loop.call_soon(self._protocol.connection_lost, connection_error(answer.failure))

    def is_closing(self) -> bool:
        """Whether the client has closed the connection."""
        return self._closing

    def close(self) -> None:
        """Close the connection."""
        if not self._closing:
            self._closing = True
            if self._arrival is not None:
                self._arrival.cancel()
            self._loop.call_soon(self._protocol.connection_lost, None)

    abort = close

    def pause_reading(self) -> None:
        """There is nothing more to come."""

    resume_reading = pause_reading
