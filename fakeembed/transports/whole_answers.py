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

from fakeembed.transports.wire import framed, phrase

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Iterator

    from fakeembed._wire.http import Response

READ_AT_ONCE = 64 * 1024
"""Bytes that httpcore reads at a time; of what is longer a client sees several parts."""

_LONGEST_FRAME = 128
"""Bytes, at most, of the first line and of the header that says how long a body is."""

_BEYOND_DOUBT = r"(?:[A-Za-z0-9-]+: [!-~](?:[ -~]*[!-~])?\r\n)+"
_TARGET = re.compile(rb"[!-~]+")
_HEADERS = re.compile(_BEYOND_DOUBT)

_OWN = frozenset({"fakeembed", "h11", "httpcore", "httpcore2", "httpx", "httpx2"})
_loggers = [logging.getLogger(f"{library}.{part}") for library in ("httpcore", "httpcore2") for part in ("connection", "http11")]
_genuine: dict[type, tuple[Any, ...]] = {}


class Headers:
    """Headers of requests; those of the last one are kept, because who polls sends the same ones again."""

    def __init__(self) -> None:
        """None were sent."""
        self._last: tuple[list[tuple[bytes, bytes]], dict[str, str], bool] = ([], {}, False)

    def read(self, raw: list[tuple[bytes, bytes]]) -> tuple[dict[str, str], bool]:
        """Headers as texts by their names, and whether they are beyond doubt those of a request without a body."""
        before, texts, are_plain = self._last
        if raw != before:
            texts = {name.decode("ascii").lower(): value.decode("latin-1") for name, value in raw}
            are_plain = _are_plain(raw, texts)
            self._last = [*raw], texts, are_plain
        return texts.copy(), are_plain


def _are_plain(raw: list[tuple[bytes, bytes]], texts: dict[str, str]) -> bool:
    """Of any other headers it is said by who sends them what is wrong."""
    is_framed = "content-length" in texts or "transfer-encoding" in texts
    is_unique = "host" in texts and len(texts) == len(raw)
    written = "".join([f"{name.decode('ascii')}: {value.decode('latin-1')}\r\n" for name, value in raw])
    return is_unique and not is_framed and _HEADERS.fullmatch(written) is not None


def is_plain(request: Any, kinds: Iterable[type]) -> bool:
    """Whether, but for its headers, nothing can be seen of how a request goes to a connection, which objects of `kinds` are."""
    body = type(request.stream)
    return (
        request.method == b"GET"
        and body.__name__ == "ByteStream"  # which can be read again
        and _is_own(body.__module__)
        and not any(request.stream)
        and "trace" not in request.extensions
        and all(map(_is_genuine, kinds))
        and not any(logger.isEnabledFor(logging.DEBUG) for logger in _loggers)
        and _TARGET.fullmatch(request.url.target) is not None
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


def _is_in_one_piece(answer: Response) -> bool:
    """Whether an answer is read at once, and its headers as they are written."""
    head = "".join([f"{name}: {value}\r\n" for name, value in answer.headers.items()])
    is_short = len(head) + len(answer.body) <= READ_AT_ONCE - _LONGEST_FRAME
    return is_short and head.count("\n") == len(answer.headers) and _HEADERS.fullmatch(head) is not None


def whole(core: Any, origin: Any, answer: Response, network_stream: Any) -> Any:
    """An answer as a response of `core`, with a stream that is a connection as well; None for what a client sees otherwise."""
    is_plain = (answer.status == 200 or 400 <= answer.status < 600) and not answer.delay and not answer.failure
    if not is_plain or not _is_in_one_piece(answer):
        return None
    headers = framed(answer)
    return core.Response(
        answer.status,
        headers=[(name.encode("ascii"), headers[name].encode("ascii")) for name in headers],
        content=_Whole(origin, answer.body),
        extensions={
            "http_version": b"HTTP/1.1",
            "reason_phrase": phrase(answer).encode("ascii"),
            "network_stream": network_stream,
        },
    )


class _Whole:
    """A connection that has brought its answer, as its pool sees it, and the body of the answer, with whose end it is closed."""

    def __init__(self, origin: Any, body: bytes) -> None:
        self._origin, self._body, self._is_closed = origin, body, False

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
