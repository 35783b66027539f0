"""Where httpx and httpx2 are patched, by respx's machinery: the methods of their pools and connections that lead to the network."""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any, ClassVar
from unittest.mock import patch

from respx.mocks import Mocker

from fakeembed.transports import httpcore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fakeembed._wire.http import Application

_POOLS = ("ConnectionPool", "AsyncConnectionPool", "HTTPProxy", "AsyncHTTPProxy", "SOCKSProxy", "AsyncSOCKSProxy")
_CONNECTIONS = (
    "{}.{}.connection.{}HTTPConnection",
    "{}.{}.http_proxy.{}ForwardHTTPConnection",
    "{}.{}.http_proxy.{}TunnelHTTPConnection",
)
_SOCKS = "{}.{}.socks_proxy.{}Socks5Connection"
"""Can be imported where socksio is installed, which the libraries need for a SOCKS proxy and for nothing else."""


@contextmanager
def patched(answering: Callable[[], Application], core: str = "httpcore") -> Iterator[None]:
    """Let the fake that `answering` names answer for the host inside the block, to pools of `core`: httpcore or httpcore2."""
    patching = _patching(core)
    patching.answering = answering
    patching.start()
    try:
        yield
    finally:
        patching.stop()


@cache
def _patching(core: str) -> Any:
    """Made once, because respx remembers every class for ever."""

    class Patching(Mocker):
        name = f"fakeembed {core} {len(Mocker.registry)}"  # unique: pytester's runs import this module a second time
        answering: ClassVar[Callable[[], Application]]

        @classmethod
        def start(cls) -> None:
            """As respx does it, but for names that were looked up before: that is two thirds of what an installation takes."""
            for owner, name in _methods(core):
                patching = patch.object(owner, name, cls.mock(getattr(owner, name)))
                patching.start()
                cls._patches.append(patching)

        @classmethod
        def mock(cls, spec: Callable[..., Any]) -> Callable[..., Any]:
            """The method to put in the place of `spec`."""
            return httpcore.created(spec, cls.answering) if spec.__name__ == "create_connection" else httpcore.withheld(spec)

    return Patching


@cache
def _methods(core: str) -> list[tuple[type, str]]:
    """The methods that are replaced, each with its class."""
    kinds = (*_CONNECTIONS, *((_SOCKS,) if find_spec("socksio") else ()))
    connections = [kind.format(core, *where) for where in (("_sync", ""), ("_async", "Async")) for kind in kinds]
    owners = [resolve_name(name) for name in (*(f"{core}.{pool}" for pool in _POOLS), *connections)]
    return [(owner, name) for owner in owners for name in ("create_connection", "can_handle_request") if hasattr(owner, name)]
