"""Which libraries are intercepted while a fake is installed: what is not imported is left alone until somebody imports it."""

from __future__ import annotations

import sys
from contextlib import ExitStack, contextmanager
from importlib import import_module
from importlib.machinery import PathFinder
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.machinery import ModuleSpec

    from fakeembed._wire.http import Application

EARLY = ("http_client", "resolver", "respx", "certificates")
"""The shells of what is imported anyway."""

REFUSED = ("curl_cffi.curl", "pycurl", "pyreqwest", "twisted.internet.endpoints", "urllib3", "urllib3_future", "uvloop")
"""What cannot be answered."""

LATE = {
    "aiohttp": ("aiohttp",),
    "httpcore2": ("respx", "httpcore2"),
    "httpx2": ("certificates", "httpx2"),
    **{library: ("refusals", library) for library in REFUSED},
}
"""Libraries that are intercepted from the moment they are imported, the shell that does it, and what it has to know."""

_fakes: list[Application] = []
_undo = ExitStack()


@contextmanager
def intercepting(fake: Application) -> Iterator[None]:
    """Let `fake` answer for the real host inside the block; of several the one that came last."""
    _fakes.append(fake)
    try:
        if len(_fakes) == 1:
            _patch_all()
        yield
    finally:
        _fakes.remove(fake)
        if not _fakes:
            _undo.close()


def _patch_all() -> None:
    for name in EARLY:
        _patch(name)
    for library in LATE.keys() & sys.modules.keys():
        _patch(*LATE[library])
    finder = _Finder(LATE.keys() - sys.modules.keys())
    # Not the first of all: pyfakefs takes out whichever is first, and takes it for its own.
    sys.meta_path.insert(sys.meta_path.index(PathFinder) if PathFinder in sys.meta_path else 0, finder)
    _undo.callback(finder.give_up)


def _newest() -> Application:
    return _fakes[-1]


def _patch(shell: str, *arguments: str) -> None:
    _undo.enter_context(import_module(f"fakeembed.transports.{shell}").patched(_newest, *arguments))


class _Finder:
    """An import hook that finds nothing itself: it patches a library as soon as that has been imported."""

    def __init__(self, awaited: set[str]) -> None:
        self._awaited = awaited

    def find_spec(self, name: str, _path: Any = None, _target: Any = None) -> ModuleSpec | None:
        if name not in self._awaited:
            return None
        self._awaited.discard(name)
        spec = find_spec(name)
        if spec is not None and spec.loader is not None:
            execute = spec.loader.exec_module

            def executed(module: Any) -> None:
                execute(module)
                if _fakes:
                    _patch(*LATE[name])

            spec.loader.exec_module = executed  # type: ignore[method-assign]
        return spec

    def give_up(self) -> None:
        """Await nothing any more."""
        if self in sys.meta_path:
            sys.meta_path.remove(self)
