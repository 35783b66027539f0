"""Libraries that reach the network past Python: they are met where they are told whom to ask, and refused in words.

What of theirs was made before the fake was installed, and told before whom to ask, cannot be met.
"""

from __future__ import annotations

import sys
from contextlib import ExitStack, contextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any
from unittest.mock import patch
from urllib.parse import urlsplit

from fakeembed.transports.resolver import REFUSED, refusal
from fakeembed.transports.wire import is_host

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from fakeembed._wire.http import Application

_COULD_NOT_RESOLVE = 6
"""The code of curl for a host that has no address."""


@contextmanager
def patched(_answering: Callable[[], Application], library: str) -> Iterator[None]:
    """Refuse what `library` asks of the host inside the block."""
    with ExitStack() as undo:
        for each in _SHELLS[library](sys.modules[library]):
            undo.enter_context(each)
        yield


def _leads_to_host(url: Any) -> bool:
    text = url.decode("latin-1") if isinstance(url, bytes) else str(url)
    return is_host(urlsplit(text if "://" in text else f"//{text}").hostname)


def _pycurl(pycurl: Any) -> Iterator[AbstractContextManager[Any]]:
    class Curl(pycurl.Curl):  # type: ignore[misc]
        def setopt(self, option: int, value: Any) -> Any:
            if option == pycurl.URL and _leads_to_host(value):
                raise pycurl.error(_COULD_NOT_RESOLVE, REFUSED)
            return super().setopt(option, value)

    yield patch.object(pycurl, "Curl", Curl)


def _curl_cffi(curl: Any) -> Iterator[AbstractContextManager[Any]]:
    really_set = curl.Curl.setopt

    def setopt(self: Any, option: Any, value: Any) -> Any:
        if option == curl.CurlOpt.URL and _leads_to_host(value):
            raise curl.CurlError(REFUSED, _COULD_NOT_RESOLVE)
        return really_set(self, option, value)

    yield patch.object(curl.Curl, "setopt", setopt)


def _pyreqwest(_: Any) -> Iterator[AbstractContextManager[Any]]:
    request = import_module("pyreqwest.request")

    def checked(asked: Any) -> Any:
        if _leads_to_host(asked.url):
            raise refusal()
        return asked

    async def guard(asked: Any, following: Any) -> Any:
        return await following.run(checked(asked))

    def guarding(send: Callable[[Any], Any], middleware: Callable[..., Any]) -> Callable[[Any], Any]:
        return lambda builder: send(builder.with_middleware(middleware))

    def checking(build: Callable[[Any], Any]) -> Callable[[Any], Any]:
        return lambda builder: checked(build(builder))

    for kind in (request.RequestBuilder, request.SyncRequestBuilder):
        for name in ("build", "build_streamed"):
            yield patch.object(kind, name, checking(getattr(kind, name)))
    one, sync = request.OneOffRequestBuilder, request.SyncOneOffRequestBuilder
    yield patch.object(one, "send", guarding(one.send, guard))
    yield patch.object(sync, "send", guarding(sync.send, lambda asked, following: following.run(checked(asked))))


def _urllib3(urllib3: Any) -> Iterator[AbstractContextManager[Any]]:
    """Not urllib3 itself, which sends through `http.client`, but the one that niquests puts in its place."""
    if not hasattr(urllib3, "AsyncPoolManager"):
        return
    name = urllib3.__name__

    def refusing(connect: Callable[[Any], Any]) -> Callable[[Any], Any]:
        def connected(self: Any) -> Any:
            if is_host(self.host):
                raise urllib3.exceptions.NewConnectionError(
                    self, f"{REFUSED}. (This urllib3 is urllib3-future, as niquests uses it.)"
                )
            return connect(self)

        return connected

    for kind in (
        import_module(f"{name}.connection").HTTPConnection,
        import_module(f"{name}._async.connection").AsyncHTTPConnection,
    ):
        yield patch.object(kind, "_new_conn", refusing(kind._new_conn))  # noqa: SLF001 - before any resolver is asked


def _twisted(endpoints: Any) -> Iterator[AbstractContextManager[Any]]:
    really_connected = endpoints.HostnameEndpoint.connect

    def connect(self: Any, factory: Any) -> Any:
        if is_host(self._hostBytes):
            return endpoints.defer.fail(endpoints.error.DNSLookupError(REFUSED))
        return really_connected(self, factory)

    yield patch.object(endpoints.HostnameEndpoint, "connect", connect)


def _uvloop(uvloop: Any) -> Iterator[AbstractContextManager[Any]]:
    def guarded(method: Callable[..., Any], at: int) -> Callable[..., Any]:
        async def guard(self: Any, *arguments: Any, **named: Any) -> Any:
            host = named.get("host", arguments[at] if len(arguments) > at else None)
            if is_host(host[0] if isinstance(host, tuple) else host):
                raise refusal()
            return await method(self, *arguments, **named)

        return guard

    for name, at in (("create_connection", 1), ("getaddrinfo", 0), ("sock_connect", 1)):
        yield patch.object(uvloop.Loop, name, guarded(getattr(uvloop.Loop, name), at))


_SHELLS = {
    "curl_cffi.curl": _curl_cffi,
    "pycurl": _pycurl,
    "pyreqwest": _pyreqwest,
    "twisted.internet.endpoints": _twisted,
    "urllib3": _urllib3,
    "urllib3_future": _urllib3,
    "uvloop": _uvloop,
}
