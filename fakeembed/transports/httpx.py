"""The fake as an httpx transport: to inject into a client, and to translate for whoever intercepts httpx."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import httpx

from fakeembed._wire.http import Request
from fakeembed.transports.wire import connection_error, half
from fakeembed.virtual_time.event_loops import arrival

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from fakeembed._wire.http import Application, Response

_ERRORS = {"connect": httpx.ConnectError, "timeout": httpx.ReadTimeout, "reset": httpx.ReadError}


def transport(fake: Application) -> httpx.MockTransport:
    """A transport for `httpx.Client(transport=...)` and for `httpx.AsyncClient(transport=...)`.

    Nothing is patched, so sleeps between polls take their real time unless the fake is installed as well.
    """
    return _Transport(fake)


class _Transport(httpx.MockTransport):
    def __init__(self, fake: Application) -> None:
        super().__init__(lambda request: _as_httpx(_asked(fake, request), request))
        self._fake = fake

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        read(request)
        return super().handle_request(request)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await aread(request)
        answer = _asked(self._fake, request, can_wait=True)
        if answer.delay:
            await arrival(answer.delay)
        return _as_httpx(answer, request)


def read(request: httpx.Request) -> None:
    """Read the body of a request. httpx joins its parts, for which it holds them all: of an open file that is a second body."""
    if isinstance(request.stream, httpx.SyncByteStream) and not isinstance(request.stream, httpx.ByteStream):
        file = BytesIO()
        file.writelines(request.stream)
        request.stream = httpx.ByteStream(file.getvalue())
    request.read()


async def aread(request: httpx.Request) -> None:
    """As `read`, of an asynchronous client."""
    if isinstance(request.stream, httpx.AsyncByteStream) and not isinstance(request.stream, httpx.ByteStream):
        file = BytesIO()
        async for part in request.stream:
            file.write(part)
        request.stream = httpx.ByteStream(file.getvalue())
    await request.aread()


def _asked(fake: Application, request: httpx.Request, *, can_wait: bool = False) -> Response:
    """The fake's answer to an httpx request whose body has been read."""
    url = request.url
    return fake.app(
        Request(
            request.method,
            url.path,
            url.query.decode("ascii"),
            {name.decode("ascii").lower(): value.decode("latin-1") for name, value in request.headers.raw},
            request.content,
            f"{url.scheme}://{url.netloc.decode('ascii')}",
            request.extensions.get("timeout", {}).get("read"),
            can_wait=can_wait,
        )
    )


def _as_httpx(answer: Response, request: httpx.Request) -> httpx.Response:
    """An answer as httpx has it."""
    if not answer.failure:
        return httpx.Response(answer.status, headers=answer.headers, content=answer.body, request=request)
    if not answer.status:
        raise _ERRORS[answer.failure](str(connection_error(answer.failure)), request=request)
    headers = {**answer.headers, "content-length": str(len(answer.body))}
    return httpx.Response(answer.status, headers=headers, stream=_Half(answer.body), request=request)


class _Half(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body that ends in an error half-way."""

    def __init__(self, body: bytes) -> None:
        self._body = body

    def __iter__(self) -> Iterator[bytes]:
        yield half(self._body)
        raise _ERRORS["reset"](str(connection_error("reset")))

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for part in self:
            yield part
