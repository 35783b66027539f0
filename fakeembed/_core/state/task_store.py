"""Which tasks of one endpoint family the service knows, and how they are found and listed.

The families have a store each: what one created is neither found nor listed through the other (decision D28).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic

from fakeembed._core.life import is_kept
from fakeembed._core.state.paging import Page
from fakeembed._core.state.task_index import AnyTask, TaskBook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fakeembed._core.clock import Clock
    from fakeembed._core.state.store import Store


@dataclass(frozen=True, slots=True)
class Query:
    """Which tasks are asked for: those created after and before two moments, of one status, and which page of them."""

    after: float | None = None
    before: float | None = None
    status: str | None = None
    number: int = 1
    limit: int = 10


class TaskStore(Generic[AnyTask]):
    """The tasks of one endpoint family."""

    def __init__(self, clock: Clock, store: Store, name: str) -> None:
        """Work on the tasks that `store` keeps under `name`; they age by `clock`."""
        self._clock = clock
        self._book: TaskBook[AnyTask] = TaskBook(store, name)

    def __iter__(self) -> Iterator[AnyTask]:
        """Every task, oldest first."""
        return iter(self._book)

    def add(self, task: AnyTask) -> None:
        """Take in a new task."""
        self._book.add(task)

    def find(self, task_id: str) -> AnyTask | None:
        """The task of that id, or None when there is none (any more)."""
        found = self._book.get(task_id.lower())
        return found if found is not None and is_kept(found, self._clock.seconds) else None

    def is_busy(self) -> bool:
        """Whether any task is processing."""
        return self._clock.seconds < self._book.last_end()

    def page(self, query: Query) -> Page[AnyTask]:
        """The tasks that are asked for, newest first; nothing older than seven days."""
        places = range((query.number - 1) * query.limit, query.number * query.limit)
        now = self._clock.seconds
        found, total = self._book.newest(after=query.after, before=query.before, wanted=query.status, now=now, places=places)
        return Page(found, query.number, query.limit, total)
