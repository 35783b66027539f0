"""A stateful, in-process fake of the TwelveLabs Embed API for tests."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fakeembed._core.media.catalog import Scene as Scene
    from fakeembed._wire.http import Request as Request
    from fakeembed._wire.http import Response as Response
    from fakeembed.errors import AlreadyInstalled as AlreadyInstalled
    from fakeembed.errors import EndlessPolling as EndlessPolling
    from fakeembed.errors import FakeEmbedError as FakeEmbedError
    from fakeembed.errors import UnfiredFault as UnfiredFault
    from fakeembed.errors import UnknownEndpoint as UnknownEndpoint
    from fakeembed.fake.fake_embed import FakeEmbed as FakeEmbed
    from fakeembed.serving.in_thread import FakeEmbedServer as FakeEmbedServer

_HOMES = {
    "AlreadyInstalled": "fakeembed.errors",
    "EndlessPolling": "fakeembed.errors",
    "FakeEmbed": "fakeembed.fake.fake_embed",
    "FakeEmbedServer": "fakeembed.serving.in_thread",
    "FakeEmbedError": "fakeembed.errors",
    "Request": "fakeembed._wire.http",
    "Response": "fakeembed._wire.http",
    "Scene": "fakeembed._core.media.catalog",
    "UnfiredFault": "fakeembed.errors",
    "UnknownEndpoint": "fakeembed.errors",
}

__all__ = list(_HOMES)


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used: a pytest session that never does pays for nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
