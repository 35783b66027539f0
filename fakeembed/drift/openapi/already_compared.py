"""Which parts of two documents have been compared: a schema stands in many places, and sometimes in itself (decision D260)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from fakeembed.drift.differences import Drift
from fakeembed.drift.openapi.assumptions import MOST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from fakeembed.drift.differences import Unchecked

    Found = Iterator[Drift | Unchecked]

MOST_AGAIN = 1000
"""The most differences that are said again because the same schema stands in several places."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two shapes or facets, kept alive, with the place where they were compared and what was found there."""

    old: Any
    new: Any
    where: str
    found: Sequence[Drift | Unchecked] = ()


class AlreadyCompared:
    """The pairs of shapes and facets that have been compared, or are being compared."""

    def __init__(self) -> None:
        """None yet."""
        self._pairs: dict[tuple[int, int, str], _Pair] = {}
        self._said_again = 0

    def once(self, old: Any, new: Any, where: str, compare: Callable[[], Found], tag: str = "") -> Found:
        """What is found of two shapes or facets: nothing where they stand in themselves, the same where they stand again.

        Raises:
            ValueError: When there are too many.
        """
        key = (id(old), id(new), tag)
        if len(self._pairs) > MOST:
            raise ValueError(f"its schemas lead to more than {MOST} comparisons")
        if key not in self._pairs:
            self._pairs[key] = _Pair(old, new, where)
            found = list(compare())
            self._pairs[key] = _Pair(old, new, where, found)
            yield from found
        elif self._said_again < MOST_AGAIN:
            earlier = self._pairs[key]
            self._said_again += len(earlier.found)
            for one in earlier.found:
                yield moved(one, earlier.where, where)


def moved(one: Drift | Unchecked, where: str, to: str) -> Drift | Unchecked:
    """The same, found at another place."""
    if isinstance(one, Drift):
        return replace(one, where=to + one.where.removeprefix(where))
    return replace(one, case=one.case.replace(where, to, 1))
