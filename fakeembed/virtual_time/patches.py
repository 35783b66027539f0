"""What is replaced while a fake is installed, and put back as it was found; what others have replaced meanwhile stays theirs."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from fakeembed.virtual_time.callers import current

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from fakeembed.virtual_time.callers import Caller

_ABSENT = object()
_NAMES = frozenset({"sleep", "monotonic", "monotonic_ns", "time", "time_ns", "_time"})
_REAL_CLOCKS = {
    *("_pytest", "fakeembed", "hypothesis", "pytest_timeout", "xdist", "execnet", "freezegun", "time_machine"),  # measure tests
    "gevent",  # whose sleep may be the one of `time`, and wants other arguments
    *("multiprocessing", "selectors", "socketserver", "subprocess"),  # wait for what is real, below Python, until a moment of it
}
"""Packages whose clocks stay real."""


def has_real_clocks(module: dict[str, Any]) -> bool:
    """Whether a module, given by its names, reads real clocks."""
    return str(module.get("__name__")).partition(".")[0] in _REAL_CLOCKS


def shown(really: Callable[[], Any], to_caller: Callable[[Caller], Any]) -> Callable[[], Any]:
    """A clock that shows real time to strangers, and to callers what it does to them."""

    def clock() -> Any:
        caller = None if has_real_clocks(sys._getframe(1).f_globals) else current()  # noqa: SLF001 - the documented way to who asks
        return really() if caller is None else to_caller(caller)

    return clock


_found: dict[tuple[int, str], list[str]] = {}


def _modules_with_such_names() -> list[str]:
    """The modules that have any of `_NAMES`; looked for again when a module has come or gone, which is dear."""
    modules = sys.modules.copy()
    key = (len(modules), next(reversed(modules)))
    if key not in _found:
        _found.clear()
        _found[key] = [name for name, module in modules.items() if getattr(module, "__dict__", {}).keys() & _NAMES]
    return _found[key]


class Patches:
    """Attributes that are ours for a while."""

    def __init__(self) -> None:
        """Nothing is replaced."""
        self._replaced: list[tuple[Any, str, Any, Any]] = []

    def replace(self, owner: Any, name: str, ours: Any) -> None:
        """Put `ours` in the place of an attribute."""
        self._replaced.append((owner, name, vars(owner).get(name, _ABSENT), ours))
        setattr(owner, name, ours)

    def replace_all(self, table: Iterable[tuple[Any, str, Any]]) -> None:
        """Replace the attributes of a table: owner, name, ours."""
        for owner, name, ours in table:
            self.replace(owner, name, ours)

    def everywhere(self, replacements: dict[Any, Any]) -> None:
        """Replace functions in every module that holds one under one of `_NAMES`, as `from time import sleep` leaves it."""
        ours = {id(genuine): replacement for genuine, replacement in replacements.items()}
        for module_name in _modules_with_such_names():
            held = getattr(sys.modules.get(module_name), "__dict__", {})
            for name in _NAMES:
                if id(held.get(name)) in ours and not has_real_clocks(held):
                    self.replace(sys.modules[module_name], name, ours[id(held[name])])

    def undo(self) -> None:
        """Put back what was found, newest first, where ours still is."""
        while self._replaced:
            owner, name, found, ours = self._replaced.pop()
            if vars(owner).get(name) is not ours:
                continue
            if found is _ABSENT:
                delattr(owner, name)
            else:
                setattr(owner, name, found)
