"""What a connection may cost the server before its request is complete: uvicorn alone would collect and wait for ever."""

from __future__ import annotations

import socket
import struct
import sys
from typing import TYPE_CHECKING, Any

from httptools import HttpParserError, HttpParserUpgrade, HttpRequestParser
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from fakeembed.serving.asgi import BREAK

if TYPE_CHECKING:
    import asyncio

LARGEST_HEAD = 64 * 1024
"""Bytes of a request line and its headers (decision D92)."""

_TOO_LARGE = "The head of the request is too large."
_INVALID = "Invalid HTTP request received."

SLOWEST_REQUEST = 60.0
"""Seconds from the first byte of a request, or from the connection, to the last byte of the request (decision D92)."""


class BoundedConnection(HttpToolsProtocol):
    """Closes when what is no body of a request is too large, or its bytes come too slowly."""

    _extensions: dict[str, dict[object, object]]
    _head = 0  # bytes since the last of a request or of a body: of a head, of the size of a chunk, of trailers
    _offers = False
    _refusal = ""  # of what came behind a request that has no answer yet
    _awaited_since: float | None
    _idle_since: float | None = None
    _watch: asyncio.TimerHandle

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for a request, but not for ever."""
        super().connection_made(transport)
        self._extensions = {BREAK: {"off": self.break_off}}
        self._awaited_since = self.loop.time()
        self._watch = self.loop.call_later(SLOWEST_REQUEST, self._look)

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing to wait for."""
        self._watch.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Count what belongs to no body."""
        if self._refusal:
            return
        self._head += len(data)
        self._parse(data)
        if self._head > LARGEST_HEAD and not self.transport.is_closing():
            self.send_400_response(_TOO_LARGE)

    def _parse(self, data: bytes) -> None:
        """Have the parser read what came; uvicorn would lose what is behind an offer to speak another protocol."""
        self._unset_keepalive_if_required()
        try:
            self.parser.feed_data(data)
        except HttpParserError:
            if not self.transport.is_closing():
                self.send_400_response(_INVALID)
        except HttpParserUpgrade as reached:
            if self._offers:
                self._parse_again(data[reached.args[0] :])

    def _parse_again(self, rest: bytes) -> None:
        """Read the head once more, without the offer, and what comes behind it: the parser takes no body behind an offer."""
        self._offers = False
        if self._head - len(rest) > LARGEST_HEAD:
            return
        method, version = self.parser.get_method(), self.parser.get_http_version().encode()
        lines = [name + b": " + value for name, value in self.headers if name != b"upgrade"]
        head = b"\r\n".join([b"%s %s HTTP/%s" % (method, self.url, version), *lines, b"", b""])
        self.parser = HttpRequestParser(self)
        self._head = len(head)
        self._parse(head + rest)

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no request, behind the answers to those before it, and close; with a date, as every answer has one."""
        self._refusal = self._refusal or msg
        if self._owes():
            return
        application: Any = self.app
        head = f"HTTP/1.1 400 Bad Request\r\ndate: {application.date()}\r\ncontent-type: text/plain; charset=utf-8\r\n"
        rest = f"content-length: {len(self._refusal)}\r\nconnection: close\r\n\r\n{self._refusal}"
        self.transport.write((head + rest).encode("ascii"))
        self.transport.close()

    def _owes(self) -> bool:
        """Whether a request that is complete has no answer yet."""
        cycle: Any = self.cycle  # the last one; None until there is a first one
        return cycle is not None and not cycle.response_complete and (bool(self.pipeline) or not cycle.more_body)

    def on_response_complete(self) -> None:
        """One answer less to wait for."""
        super().on_response_complete()
        if self._refusal and not self.transport.is_closing():
            self.send_400_response(self._refusal)

    def on_message_begin(self) -> None:
        """A request begins, and with it its time."""
        super().on_message_begin()
        self.scope["extensions"] = self._extensions
        self._awaited_since = self.loop.time()
        self._idle_since = None

    def on_headers_complete(self) -> None:
        """What comes from here on is a body, which the application counts, and trailers, which are no headers."""
        # A server may ignore an offer (RFC 9110, section 7.8); Java's client makes one with its first request.
        self._offers = self.parser.should_upgrade() and any(name == b"upgrade" for name, _ in self.headers)
        if self._offers:
            return
        self._measure()
        self._head = 0
        super().on_headers_complete()
        self.headers = []

    def on_body(self, body: bytes) -> None:
        """Nothing else since."""
        self._head = 0
        super().on_body(body)

    def _measure(self) -> None:
        """Refuse a head that came at once, or behind another request; what is raised stops the parser."""
        if len(self.url) + sum([len(name) + len(value) for name, value in self.headers]) > LARGEST_HEAD:
            self.send_400_response(_TOO_LARGE)
            raise HttpParserError

    def on_message_complete(self) -> None:
        """The request is there."""
        if self._offers:
            return
        self._head = 0
        self._awaited_since = None
        super().on_message_complete()

    def break_off(self) -> None:
        """Close without a farewell, unless the client has left: it reads "connection reset"."""
        if self.transport.is_closing():
            return
        linger = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)
        self.transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self.transport.abort()

    def _look(self) -> None:
        """Close when a request has been awaited too long; else look again when that could be so. One timer for each connection."""
        now = self.loop.time()
        due = now + SLOWEST_REQUEST
        if self._awaited_since is not None:
            due = self._awaited_since + SLOWEST_REQUEST
        elif self._idle_since is not None:
            due = self._idle_since + self.timeout_keep_alive
        if due <= now:
            self.transport.close()
        else:
            self._watch = self.loop.call_at(min(due, now + SLOWEST_REQUEST), self._look)
