"""Relations between shapes that contain themselves: what is being found out is taken to be so until something speaks against it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

MOST = 200_000
"""The most pairs that are looked at for one answer."""


class Assumptions:
    """The pairs that one relation is taken to hold for while one answer is found out.

    Who comes to a pair a second time has found nothing against it on the way, so the relation holds there unless it fails
    elsewhere: the greatest relation that fits, as for recursive types. A failure is known for good, and takes back what was assumed
    on its way.
    """

    def __init__(self) -> None:
        """Nothing is being found out."""
        self._taken: dict[tuple[int, int], tuple[Any, Any]] = {}
        self._failed: dict[tuple[int, int], tuple[Any, Any]] = {}

    def hold(self, one: Any, other: Any, judge: Callable[[Any, Any], bool]) -> bool:
        """Whether the relation holds for two objects, which `judge` finds out by asking about others.

        Raises:
            ValueError: When that leads to too many pairs.
        """
        pair = (id(one), id(other))
        if pair in self._taken or pair in self._failed:
            return pair in self._taken
        outermost, before = not self._taken, len(self._taken)
        if before > MOST:
            raise ValueError(f"its schemas lead to more than {MOST} comparisons")
        self._taken[pair] = one, other  # which keeps both alive, so that their ids stay theirs
        try:
            holds = judge(one, other)
            if not holds:
                while len(self._taken) > before:
                    self._taken.popitem()
                self._failed[pair] = one, other
        finally:
            if outermost:
                self._taken.clear()
                self._failed.clear()
        return holds
