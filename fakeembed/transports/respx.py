"""Interception of httpx in the whole process, by respx's patching but below its router, which costs as much as the fake itself."""

from __future__ import annotations

from contextlib import contextmanager
from inspect import iscoroutinefunction
from typing import TYPE_CHECKING, Any, ClassVar

from respx.mocks import Mocker

from fakeembed.transports.httpx import answered, aread, read
from fakeembed.transports.wire import HOST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import httpx

    from fakeembed._wire.http import Application


class _Interception(Mocker):
    """Patches the transports that reach the network; clients with a transport of their own are left alone.

    What respx calls routers are fakes here: it only keeps the list.
    """

    name = f"fakeembed {len(Mocker.registry)}"  # respx wants it unique, and pytester's runs import this module a second time
    routers: ClassVar[list[Application]]  # type: ignore[assignment]
    targets = ["httpx.HTTPTransport", "httpx.AsyncHTTPTransport"]  # noqa: RUF012 - respx declares them so
    target_methods = ["handle_request", "handle_async_request"]  # noqa: RUF012

    @classmethod
    def mock(cls, spec: Callable[..., Any]) -> Callable[..., Any]:
        """The method to put in the place of `spec`: the fake installed last answers for the host, `spec` for all others."""

        def handle(self: Any, request: httpx.Request) -> Any:
            if request.url.host != HOST:
                return spec(self, request)
            read(request)
            return answered(cls.routers[-1], request)

        async def handle_async(self: Any, request: httpx.Request) -> Any:
            if request.url.host != HOST:
                return await spec(self, request)
            await aread(request)
            return answered(cls.routers[-1], request)

        return handle_async if iscoroutinefunction(spec) else handle


@contextmanager
def intercepting(fake: Application) -> Iterator[None]:
    """Let `fake` answer for the host inside the block."""
    _Interception.routers.append(fake)
    _Interception.start()
    try:
        yield
    finally:
        _Interception.routers.remove(fake)
        _Interception.stop()
