"""Which libraries are intercepted while a fake is installed: what is not imported is left alone until somebody imports it."""

from __future__ import annotations

import sys
from contextlib import ExitStack, contextmanager
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.machinery import ModuleSpec

    from fakeembed._wire.http import Application

EARLY = ("http_client", "resolver", "respx", "certificates")
"""The shells of what is imported anyway."""

LATE = {"aiohttp": ("aiohttp",), "httpcore2": ("respx", "httpcore2"), "httpx2": ("certificates", "httpx2")}
"""Libraries that are intercepted from the moment they are imported, the shell that does it, and what it has to know."""

_fakes: list[Application] = []
_undo = ExitStack()


@contextmanager
def intercepting(fake: Application) -> Iterator[None]:
    """Let `fake` answer for the real host inside the block; of several the one that came last."""
    if not _fakes:
        for name in EARLY:
            _patch(name)
        for library, shell in LATE.items():
            if library in sys.modules:
                _patch(*shell)
            else:
                finder = _Awaiting(library, shell)
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


def _patch(shell: str, *about: str) -> None:
    _undo.enter_context(import_module(f"fakeembed.transports.{shell}").patched(_newest, *about))


class _Awaiting:
    """An import hook that finds nothing itself: it patches one library as soon as that has been imported."""

    def __init__(self, library: str, shell: tuple[str, ...]) -> None:
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
                    _patch(*self._shell)

            spec.loader.exec_module = executed  # type: ignore[method-assign]
        return spec

    def give_up(self) -> None:
        """Await nothing any more."""
        if self in sys.meta_path:
            sys.meta_path.remove(self)
