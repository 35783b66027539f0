"""One request and its answer as the bytes of HTTP/1.1, for libraries that are met at their socket; read by h11."""

from __future__ import annotations

from errno import ECONNREFUSED, ECONNRESET
from http.client import responses
from io import BytesIO
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

import h11

from fakeembed._wire.http import Request

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fakeembed._wire.http import Application, Response

_PIECE = 256 * 1024
"""Bytes that are parsed at a time: the parser copies what it gets."""

HOST = "api.twelvelabs.io"

_ERRORS = {
    "connect": ConnectionRefusedError(ECONNREFUSED, "Connection refused"),
    "timeout": TimeoutError("The read operation timed out"),
    "reset": ConnectionResetError(ECONNRESET, "Connection reset by peer"),
}
"""What a socket raises when an answer is lost; libraries make errors of their own of it."""


def is_host(name: Any) -> bool:
    """Whether a name, as a text or as bytes, is that of the real host."""
    text = name.decode("latin-1") if isinstance(name, bytes) else name
    return isinstance(text, str) and text.rstrip(".").lower() == HOST


class Wire:
    """The other end of one connection, which ends with its first answer."""

    def __init__(self) -> None:
        """Wait for a request."""
        self._parser = h11.Connection(h11.SERVER)
        self._head: h11.Request | None = None
        self._body = BytesIO()  # a list of parts would be a second body when it is joined

    def receive(self, data: Any) -> bool:
        """Take in bytes that were sent; whether the request is complete. TypeError for what is no bytes."""
        sent = memoryview(data).cast("B")
        return any(self._is_last(sent[start : start + _PIECE]) for start in range(0, len(sent) or 1, _PIECE))

    def _is_last(self, sent: memoryview) -> bool:
        """Take in a few bytes; whether they end the request."""
        self._parser.receive_data(bytes(sent))
        while True:
            event = self._parser.next_event()
            if isinstance(event, h11.Request):
                self._head = event
            elif isinstance(event, h11.Data):
                self._body.write(event.data)
            else:
                return isinstance(event, h11.EndOfMessage)

    @property
    def is_awaited(self) -> bool:
        """Whether the client waits for `100 Continue` before it sends a body."""
        return self._parser.they_are_waiting_for_100_continue

    def answer(self, fake: Application, timeout: float | None, *, can_wait: bool = False) -> Response:
        """The fake's answer to the complete request of a client that waits so long; ConnectionError when there is none.

        It has a `delay` left only for who can wait in an event loop.
        """
        if self._head is None:
            raise ConnectionError
        path, query = target_of(self._head.target)
        headers = {name.decode("ascii"): value.decode("latin-1") for name, value in self._head.headers}
        method = self._head.method.decode("ascii")
        return fake.app(Request(method, path, query, headers, self.body, f"https://{HOST}", timeout, can_wait=can_wait))

    @property
    def body(self) -> bytes:
        """The body that was sent."""
        return self._body.getvalue()

    def written(self, answer: Response) -> bytes:
        """The bytes of an answer that arrive, which say that the connection ends with it."""
        is_head = self._head is not None and self._head.method == b"HEAD"
        return written(answer, is_head=is_head, more={"connection": "close"})


def written(answer: Response, *, is_head: bool, more: Mapping[str, str] = MappingProxyType({})) -> bytes:
    """The bytes of an answer that arrive: all, half of the body, or none."""
    if not answer.status:
        return b""
    headers = framed(answer, **more)
    lines = [f"HTTP/1.1 {answer.status} {phrase(answer)}", *(f"{name}: {headers[name]}" for name in headers), "", ""]
    body = half(answer.body) if answer.failure else answer.body
    return "\r\n".join(lines).encode("latin-1") + (b"" if is_head else body)


def framed(answer: Response, **more: str) -> dict[str, str]:
    """The headers of an answer that arrives, with that which says how long its body is."""
    length = {} if answer.status == 204 else {"content-length": str(len(answer.body))}
    return {**answer.headers, **more, **length}


def phrase(answer: Response) -> str:
    """The words beside a status."""
    return responses.get(answer.status, "")


def target_of(target: bytes) -> tuple[str, str]:
    """Path and query of a request's target, which names the host as well where a proxy is asked."""
    parts = urlsplit(target.decode("ascii"))
    return parts.path, parts.query


def half(body: bytes) -> bytes:
    """What has arrived of a body when the connection breaks."""
    return body[: len(body) // 2]


def connection_error(how: str) -> OSError:
    """A new error of a socket for an answer that is lost."""
    return type(_ERRORS[how])(*_ERRORS[how].args)


class ErrorTexts(NamedTuple):
    """What the errors of a network say: nobody can be reached, nothing came in time, the connection broke."""

    unreachable: str
    timed_out: str
    broken: str


SOCKET = ErrorTexts(str(connection_error("connect")), "timed out", str(connection_error("reset")))
TLS = SOCKET._replace(timed_out=str(connection_error("timeout")))
ANYIO = ErrorTexts("All connection attempts failed", "", "")
