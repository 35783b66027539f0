"""Answers that a connection of httpcore or httpcore2 has at once: those to plain polls, of which tests make most.

What is plain is not written as HTTP and read again, which is most of what a poll costs: a GET without a body, whose headers are
beyond doubt, while no trace, no log at level DEBUG and no patch of the connection would tell of its parts; and an answer that comes
in time, in one piece, and to its end.
"""

from __future__ import annotations

import logging
import re
from types import FunctionType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Iterator

READ_AT_ONCE = 64 * 1024
"""Bytes that httpcore reads at a time; of what is longer a client sees several parts."""

_BEYOND_DOUBT = rb"(?:[A-Za-z0-9-]+: [!-~](?:[ -~]*[!-~])?\r\n)+"
_REQUEST = re.compile(rb"GET [!-~]+\r\n" + _BEYOND_DOUBT)
_ANSWER = re.compile(rb"HTTP/1\.1 (200|[45]\d\d) ([ -~]*)\r\n(" + _BEYOND_DOUBT + rb")\r\n")
_HEADER = re.compile(rb"([^:]+): (.*)\r\n")

_OWN = frozenset({"fakeembed", "h11", "httpcore", "httpcore2", "httpx", "httpx2"})
_loggers = [logging.getLogger(f"{library}.{part}") for library in ("httpcore", "httpcore2") for part in ("connection", "http11")]
_genuine: dict[type, tuple[Any, ...]] = {}


def is_plain(request: Any, kinds: Iterable[type]) -> bool:
    """Whether nothing can be seen of how a request goes to a connection, for which objects of these kinds are there."""
    body = type(request.stream)
    return (
        request.method == b"GET"
        and body.__name__ == "ByteStream"  # which can be read again
        and _is_own(body.__module__)
        and not any(request.stream)
        and "trace" not in request.extensions
        and all(map(_is_genuine, kinds))
        and not any(logger.isEnabledFor(logging.DEBUG) for logger in _loggers)
        and _is_sound(request)
    )


def _is_genuine(kind: type) -> bool:
    """Whether nobody has replaced a method of a class; that is looked at again as soon as one is another."""
    attributes = (*vars(kind).values(),)
    if _genuine.get(kind) != attributes:
        methods = [each for each in attributes if callable(each)]
        if not all(isinstance(each, FunctionType) and _is_own(each.__globals__.get("__name__")) for each in methods):
            return False
        _genuine[kind] = attributes
    return True


def _is_own(module: Any) -> bool:
    return str(module).partition(".")[0] in _OWN


def _is_sound(request: Any) -> bool:
    """Whether a request without a body can be sent; of any other it is said by who sends it what is wrong."""
    lines = [b"GET " + request.url.target, *(b": ".join(header) for header in request.headers), b""]
    names = {name.lower() for name, _ in request.headers}
    is_framed = b"content-length" in names or b"transfer-encoding" in names
    is_unique = b"host" in names and len(names) == len(request.headers)
    return is_unique and not is_framed and _REQUEST.fullmatch(b"\r\n".join(lines)) is not None


class WholeAnswer:
    """A connection that has brought its answer, as its pool sees it, and the body of the answer, with whose end it is closed."""

    def __init__(self, core: Any, origin: Any, head: re.Match[bytes], body: bytes, network_stream: Any) -> None:
        """Have `body` in a response of `core`, behind the `head` that was read."""
        self._origin, self._body, self._is_closed = origin, body, False
        self.response = core.Response(
            int(head[1]),
            headers=_HEADER.findall(head[3]),
            content=self,
            extensions={"http_version": b"HTTP/1.1", "reason_phrase": head[2], "network_stream": network_stream},
        )

    @classmethod
    def read(cls, core: Any, origin: Any, sent: bytes, network_stream: Any) -> WholeAnswer | None:
        """What was `sent`, if a client sees it in one piece."""
        head = _ANSWER.match(sent) if len(sent) <= READ_AT_ONCE else None
        return None if head is None else cls(core, origin, head, sent[head.end() :], network_stream)

    def __iter__(self) -> Iterator[bytes]:
        """The body, once."""
        body, self._body = self._body, b""
        if body:
            yield body

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """The body."""
        for part in self:
            yield part

    def close(self) -> None:
        """Be of no use any more."""
        self._is_closed = True

    async def aclose(self) -> None:
        """Be of no use any more."""
        self.close()

    def is_closed(self) -> bool:
        """Whether its pool has room for another one."""
        return self._is_closed

    def is_connected(self) -> bool:
        """Whether it is there."""
        return not self._is_closed

    def is_available(self) -> bool:
        """Whether it can take another request."""
        return False

    is_idle = has_expired = can_multiplex = is_available

    def info(self) -> str:
        """What a connection of HTTP/1.1 says of itself meanwhile."""
        return f"{str(self._origin)!r}, HTTP/1.1, ACTIVE, Request Count: 1"
