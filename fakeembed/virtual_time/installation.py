"""From the first installed fake to the last: who waits is asked here, and nothing is replaced before or after."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from fakeembed.virtual_time import callers, event_loops, real_waits, threads, turns
from fakeembed.virtual_time.patches import Patches

if TYPE_CHECKING:
    from collections.abc import Callable

    from fakeembed.virtual_time.callers import Caller


class Settings(NamedTuple):
    """What an installed fake wants of time."""

    skips: bool
    clocks: bool


_patches = Patches()
_installed: list[tuple[Settings, Callable[[Caller], None]]] = []


def install(settings: Settings, follower: Callable[[Caller], None]) -> float:
    """Let waits be virtual, and tell `follower` of each caller that has come further; say how far the current one is.

    `uninstall` puts everything back also when this has failed half-way.
    """
    _installed.append((settings, follower))
    if len(_installed) == 1:
        callers.enter(0.0)
        real_waits.forget()
        _patches.everywhere(threads.HELD_BY_NAME | event_loops.HELD_BY_NAME)
        _patches.replace_all(threads.REPLACED)
        _patches.replace_all(event_loops.REPLACED)
    _told()
    here = callers.current()
    return 0.0 if here is None else here.now


def uninstall(settings: Settings, follower: Callable[[Caller], None]) -> None:
    """Tell `follower` nothing more; the last one to go leaves everything as it was found."""
    if (settings, follower) in _installed:
        _installed.remove((settings, follower))
    _told()
    if not _installed:
        _patches.undo()
        callers.end()
        turns.clear()
        threads.forget()
        event_loops.forget()
        real_waits.tell()


def _told() -> None:
    callers.on_move[:] = [event_loops.come_further, *(follower for _, follower in _installed)] if _installed else []
    turns.on_take[:] = [event_loops.wake] if _installed else []
    threads.skipping[:] = [settings.skips for settings, _ in _installed]
    callers.clocks_shown[:] = [settings.skips and settings.clocks for settings, _ in _installed]
