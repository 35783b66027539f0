"""What callers share: what those of one root were told, and how far those of one event loop have come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from fakeembed.virtual_time.callers import Caller


class Conversation:
    """Callers that come from one root, and what they were told that is not the end of it."""

    def __init__(self) -> None:
        """Nothing was told."""
        self.unfinished: set[tuple[object, str]] = set()
        self.retrying: set[tuple[object, Caller]] = set()
        self.waits, self.asks = 0, 0
        self.waited_by = ""
        self.unseen = 0


class Floor:
    """How far everybody has come who shares an event loop: when none of them can go on, time passes for all."""

    now = 0.0


floors: WeakKeyDictionary[Any, Floor] = WeakKeyDictionary()


def floor_of(loop: Any) -> Floor:
    """How far everybody in an event loop has come."""
    return floors.setdefault(loop, Floor())
