"""Interception of httpx and httpx2 where their own code ends: at the connections of httpcore and httpcore2, below pool and proxy.

Everything above the bytes is the library's own: what it checks before it sends, its retries, its traces, and whatever somebody has
patched above (respx, pytest-httpx, vcrpy, an instrumentation). A pool with a network backend of its own is left alone. Only what is
plain, as `whole_answers` has it, is answered without bytes.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import lru_cache, wraps
from io import BytesIO
from typing import TYPE_CHECKING, Any

import h11

from fakeembed._wire.http import Request
from fakeembed.transports.whole_answers import Headers, is_plain, whole
from fakeembed.transports.wire import ANYIO, SOCKET, TLS, ErrorTexts, Wire, is_host, target_of, written
from fakeembed.virtual_time.event_loops import arrival

if TYPE_CHECKING:
    from collections.abc import Callable

    from fakeembed._wire.http import Application, Response

    Answering = Callable[[], Application]

NETWORKS = frozenset({"AnyIOBackend", "AutoBackend", "SyncBackend", "TrioBackend"})
"""The backends that lead to the network; a pool with another one is somebody's own double."""


TURNS = 4
"""Turns of the event loop for an asynchronous poll: a limit that is due needs up to three until it ends what it is for."""


def created(create: Callable[..., Any], answering: Answering) -> Callable[..., Any]:
    """In the place of `ConnectionPool.create_connection`, which is `create`: a connection to the host ends at a fake."""
    headers = Headers()

    @wraps(create)
    def create_connection(pool: Any, origin: Any) -> Any:
        real = pool._network_backend  # noqa: SLF001 - nothing public tells it, and what follows
        if not is_host(origin.host) or type(real).__name__ not in NETWORKS:
            return create(pool, origin)
        core = sys.modules[create.__module__.partition(".")[0]]
        is_async = isinstance(pool, core.AsyncConnectionPool)
        prefix = "Async" if is_async else ""
        kind = _connection(getattr(core, f"{prefix}HTTPConnection"), getattr(core, f"{prefix}HTTP11Connection"))
        return kind(
            origin=origin,
            ssl_context=pool._ssl_context,  # noqa: SLF001
            keepalive_expiry=pool._keepalive_expiry,  # noqa: SLF001
            retries=pool._retries,  # noqa: SLF001
            network_backend=(_AsyncBackend if is_async else _Backend)(core, origin, answering, real, headers),
        )

    return create_connection


def withheld(can_handle: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    """In the place of `can_handle_request` of real connections: those that are open to the host are not for use."""

    @wraps(can_handle)
    def can_handle_request(connection: Any, origin: Any) -> bool:
        return can_handle(connection, origin) and (_is_ours(connection) or not is_host(origin.host))

    return can_handle_request


def _is_ours(connection: Any) -> bool:
    return isinstance(getattr(connection, "_network_backend", None), (_Backend, _AsyncBackend))


@lru_cache(8)
def _connection(kind: Any, protocol: Any) -> Any:
    """A connection for one request, which it tells to its network backend; otherwise it would have one of its `protocol`."""
    kinds = kind, protocol, h11.Connection

    class Connection(kind):  # type: ignore[misc]
        def handle_request(self, request: Any) -> Any:
            try:
                response = self._network_backend.ask(request, kinds)
            except BaseException:
                self._connect_failed = True
                raise
            if response is None:
                return super().handle_request(request)
            self._connection = response.stream
            return response

        async def handle_async_request(self, request: Any) -> Any:
            try:
                response = await self._network_backend.ask(request, kinds)
            except BaseException:
                self._connect_failed = True
                raise
            if response is None:
                return await super().handle_async_request(request)
            self._connection = response.stream
            return response

        def is_available(self) -> bool:
            """For no second request, which a pool may assign in the moment between an answer and the end of its connection."""
            return False

    return Connection


class _Host:
    """The host as a network backend meets it."""

    stream: type[_Stream]

    def __init__(self, core: Any, origin: Any, answering: Answering, real: Any, headers: Headers) -> None:
        self.core, self.origin, self.answering, self.real, self._headers = core, origin, answering, real, headers
        self._head: Any = None
        self._asked: _Exchange | None = None

    @property
    def texts(self) -> ErrorTexts:
        """What its errors say."""
        return TLS if self.origin.scheme == b"https" else SOCKET

    def is_asked_plainly(self, asked: Any, kinds: tuple[type, ...]) -> bool:
        """Know what is asked, without the body, which nobody reads before there is a connection; whether none is needed."""
        path, query = target_of(asked.url.target)
        headers, are_plain = self._headers.read(asked.headers)
        self._head = Request(
            asked.method.decode("ascii"),
            path,
            query,
            headers,
            b"",
            _origin(self.origin.scheme, self.origin.host, self.origin.port),
            asked.extensions.get("timeout", {}).get("read"),
            can_wait=self.stream is _AsyncStream,
        )
        return are_plain and is_plain(asked, kinds)

    def connect(self, *_: Any, **__: Any) -> Any:
        """Accept a connection, unless a test says that its request reaches nobody."""
        exchange, self._asked = self._asked, None
        if exchange is None:
            fake, head = self.answering(), self._head
            if fake.refuses(head):
                fake.app(head)
                raise self.core.ConnectError(self.texts.unreachable)
            exchange = _Exchange(self, head)
        return self.stream(exchange)

    def at_once(self) -> Any:
        """The answer before there is a connection; what comes otherwise than whole is for the next one."""
        fake, head = self.answering(), self._head
        if fake.refuses(head):
            return None
        answer = fake.app(head)
        response = whole(self.core, self.origin, answer, self.stream(_Exchange(self, head, left=b"")))
        if response is None:
            self._asked = _Exchange(self, head)
            self._asked.bring(answer)
        return response


@lru_cache(64)
def _origin(scheme: bytes, host: bytes, port: int) -> str:
    """Scheme, host and port as a client names them."""
    standard = port == {b"http": 80, b"https": 443}.get(scheme)
    return f"{scheme.decode()}://{host.decode()}" + ("" if standard else f":{port}")


class _Exchange:
    """What is written to a connection, and what is read from it: one request and its answer."""

    def __init__(self, host: _Host, head: Request, left: bytes | None = None) -> None:
        self._host, self._head, self._left = host, head, left
        self._wire = Wire() if "transfer-encoding" in head.headers else None
        self._body: BytesIO | None = None
        self._error: Exception | None = None
        self._late = 0.0

    def receive(self, data: bytes) -> None:
        """Take in a part of the request: httpcore writes first its head, which is known, then the parts of its body."""
        if self._wire is not None:
            self._wire.receive(data)
        elif self._body is None:
            self._body = BytesIO()
        else:
            self._body.write(data)

    def ask(self, timeout: float | None, *, can_wait: bool = False) -> float:
        """Ask with what was written, the first time; the seconds for which who can wait in an event loop has to."""
        if self._left is None:
            body = self._body.getvalue() if self._body is not None else b""
            sent = body if self._wire is None else self._wire.body
            self._wire = self._body = None
            request = replace(self._head, body=sent, timeout=timeout, can_wait=can_wait)
            self.bring(self._host.answering().app(request))
        late, self._late = self._late, 0.0
        return late

    def bring(self, answer: Response) -> None:
        """Have what arrives of an answer to be read."""
        self._left = written(answer, is_head=self._head.method == "HEAD")
        if answer.failure == "timeout":
            self._error = self._host.core.ReadTimeout(self._host.texts.timed_out)
        elif answer.failure:
            self._error = self._host.core.ReadError(self._host.texts.broken)
        self._late = answer.delay

    def read(self, size: int) -> bytes:
        """The next bytes of the answer, or the error behind them; nothing when it is over."""
        if self._left is None:  # ask() says so
            return b""
        data, self._left = self._left[:size], self._left[size:]
        if not data and self._error is not None:
            raise self._error
        return data


_FACTS = {"is_readable": True}  # an idle connection that can be read is one that was closed: each request has its own


class _Stream:
    """A connection as sync pools need it; TLS changes nothing about it."""

    def __init__(self, exchange: _Exchange) -> None:
        self._exchange = exchange

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        self._exchange.ask(timeout)
        return self._exchange.read(max_bytes)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002 - their signature
        self._exchange.receive(buffer)

    def start_tls(self, *_: Any, **__: Any) -> _Stream:
        return self

    def close(self) -> None:
        """Nothing is held."""

    get_extra_info = staticmethod(_FACTS.get)


class _AsyncStream(_Stream):
    """A connection as async pools need it."""

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # type: ignore[override]
        if seconds := self._exchange.ask(timeout, can_wait=True):
            await arrival(seconds)
        return self._exchange.read(max_bytes)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # type: ignore[override]  # noqa: ARG002
        self._exchange.receive(buffer)

    async def start_tls(self, *_: Any, **__: Any) -> _Stream:  # type: ignore[override]
        return self

    async def aclose(self) -> None:
        """Nothing is held."""


class _Backend(_Host):
    """The network of one sync connection."""

    stream = _Stream
    connect_tcp = connect_unix_socket = _Host.connect

    def ask(self, request: Any, kinds: tuple[type, ...]) -> Any:
        return self.at_once() if self.is_asked_plainly(request, kinds) else None

    def sleep(self, seconds: float) -> None:
        self.real.sleep(seconds)


class _AsyncBackend(_Host):
    """The network of one async connection."""

    stream = _AsyncStream
    texts = ANYIO

    async def ask(self, request: Any, kinds: tuple[type, ...]) -> Any:
        if not self.is_asked_plainly(request, kinds):
            return None
        for _ in range(TURNS):
            await self.sleep(0)
        return self.at_once()

    async def connect_tcp(self, *_: Any, **__: Any) -> Any:
        await self.sleep(0)  # others go on meanwhile, as they do while anybody connects
        return self.connect()

    connect_unix_socket = connect_tcp

    async def sleep(self, seconds: float) -> None:
        await self.real.sleep(seconds)
