"""How an answer leaves the server: its head and its body in one write, because each write is a call of the system and a packet."""

from __future__ import annotations

import asyncio
from typing import Any

LARGEST_JOINED = 16 * 1024
"""Bytes of a piece that is joined with others; larger ones, which are results, are written as they are and not copied."""


class OneWrite(asyncio.Transport):
    """A connection that holds what is written until the event loop turns, and writes it at once then.

    All answers of one turn leave one after the other, which is faster than each in the middle of the work for the next one.
    """

    def __init__(self, connection: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        """Write to `connection`; what a server asks of it most often is asked of it directly."""
        super().__init__()
        self._connection = connection
        self._loop = loop
        self._held: list[bytes] = []
        self.is_closing = connection.is_closing  # type: ignore[method-assign]
        self.pause_reading = connection.pause_reading  # type: ignore[method-assign]
        self.resume_reading = connection.resume_reading  # type: ignore[method-assign]

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        """What there is to know about the connection."""
        return self._connection.get_extra_info(name, default)

    def write(self, data: bytes | bytearray | memoryview) -> None:
        """Send bytes behind those that were written before."""
        if len(data) > LARGEST_JOINED:
            self._flush()
            self._connection.write(data)
            return
        if not self._held:
            self._loop.call_soon(self._flush)
        self._held.append(bytes(data))

    def close(self) -> None:
        """Send what was written and close."""
        self._flush()
        self._connection.close()

    def abort(self) -> None:
        """Send what was written, as far as it can be sent at once, and close."""
        self._flush()
        self._connection.abort()

    def _flush(self) -> None:
        if self._held:
            held, self._held = self._held, []
            self._connection.write(b"".join(held))
