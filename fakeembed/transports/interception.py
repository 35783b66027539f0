"""Which libraries are intercepted while a fake is installed: what is not imported is left alone until somebody imports it."""

from __future__ import annotations

import sys
from contextlib import ExitStack, contextmanager
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from fakeembed.transports import http_client, resolver

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.machinery import ModuleSpec

    from fakeembed._wire.http import Application

LATE = {"aiohttp": "fakeembed.transports.aiohttp"}
"""Libraries that are intercepted from the moment they are imported, and the shell that does it."""

_fakes: list[Application] = []
_undo = ExitStack()


@contextmanager
def intercepting(fake: Application) -> Iterator[None]:
    """Let `fake` answer for the real host inside the block; of several the one that came last."""
    if not _fakes:
        for shell in (http_client, resolver):
            _undo.enter_context(shell.patched(_newest))
        for library, name in LATE.items():
            if library in sys.modules:
                _patch(name)
            else:
                finder = _Awaiting(library, name)
                sys.meta_path.insert(0, finder)
                _undo.callback(finder.give_up)
    _fakes.append(fake)
    try:
        yield
    finally:
        _fakes.remove(fake)
        if not _fakes:
            _undo.close()


def _newest() -> Application:
    return _fakes[-1]


def _patch(shell: str) -> None:
    _undo.enter_context(import_module(shell).patched(_newest))


class _Awaiting:
    """An import hook that finds nothing itself: it patches one library as soon as that has been imported."""

    def __init__(self, library: str, shell: str) -> None:
        self._library, self._shell = library, shell

    def find_spec(self, name: str, _path: Any = None, _target: Any = None) -> ModuleSpec | None:
        if name != self._library:
            return None
        self.give_up()
        spec = find_spec(name)
        if spec is not None and spec.loader is not None:
            execute = spec.loader.exec_module

            def executed(module: Any) -> None:
                execute(module)
                if _fakes:
                    _patch(self._shell)

            spec.loader.exec_module = executed  # type: ignore[method-assign]
        return spec

    def give_up(self) -> None:
        """Await nothing any more."""
        if self in sys.meta_path:
            sys.meta_path.remove(self)
