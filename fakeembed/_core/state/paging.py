"""What a page of a list is: some items, newest first, and how many there are in all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """One page of a list."""

    items: Sequence[Item]
    number: int
    limit: int
    total: int

    @property
    def pages(self) -> int:
        """How many pages there are; an empty list has one (decision D21)."""
        return max(1, -(-self.total // self.limit))


def page_of(items: Sequence[Item], *, number: int, limit: int) -> Page[Item]:
    """The `number`-th page of `limit` items each, from 1; one beyond the last is empty (decision D21)."""
    return Page(items[(number - 1) * limit : number * limit], number, limit, len(items))
