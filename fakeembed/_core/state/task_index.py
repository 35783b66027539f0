"""Which tasks an account has, by id and by age, so that a page of the newest takes no longer when there are many."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort_right
from typing import TYPE_CHECKING, Generic, TypeVar

from fakeembed._core.life import Timed, is_kept, status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fakeembed._core.state.store import Store

AnyTask = TypeVar("AnyTask", bound=Timed)


class TaskBook(Generic[AnyTask]):
    """Tasks in the order of their creation; a task never changes."""

    def __init__(self, store: Store, name: str) -> None:
        """Read and keep the tasks in the table `name`; their order by age is a copy, which is completed when it is asked for."""
        self._by_id = store.table(name)
        self._copy: list[AnyTask] = []
        self._new: dict[str, None] = {}  # tasks that are not in the copy yet
        self._is_stale = True
        store.watch(name, self)

    def __len__(self) -> int:
        """How many there are, forgotten ones included."""
        return len(self._by_id)

    def __iter__(self) -> Iterator[AnyTask]:
        """All of them, oldest first, forgotten ones included."""
        return iter(self._by_age)

    def add(self, task: AnyTask) -> None:
        """Note a new task; one that is older than others, as a restored one may be, finds its place among them."""
        self._by_id[task.id] = task
        self._new[task.id] = None

    def changed(self, key: str, *, there: bool) -> None:
        """Somebody else has added a task, or one that was added here is none."""
        if there:
            self._new[key] = None
        elif self._new.pop(key, self) is self:
            self._is_stale = True

    def emptied(self) -> None:
        """Make the copy again."""
        self._is_stale = True

    def get(self, task_id: str) -> AnyTask | None:
        """The task of that id."""
        found: AnyTask | None = self._by_id.get(task_id)
        return found

    def last_end(self) -> float:
        """The moment at which the last of them ends; it need not be the newest, because some take longer than others."""
        return self._last_end if self._by_age else 0.0

    def newest(
        self, *, after: float | None, before: float | None, wanted: str | None, now: float, places: range
    ) -> tuple[list[AnyTask], int]:
        """The tasks at some places of a list, newest first, and how many there are in all of it.

        The list is of those created after and before two moments and still kept at `now`, of the wanted status if there is one.
        Without a status this takes as long as the page is; with one, every task of the window is looked at.
        """
        by_age = self._by_age
        first = bisect_left(by_age, True, key=lambda task: is_kept(task, now))
        if after is not None:
            first = max(first, bisect_right(by_age, after, key=_created_at))
        last = len(by_age) if before is None else bisect_left(by_age, before, key=_created_at)
        newest = range(last - 1, first - 1, -1)
        if wanted is None:
            return [by_age[index] for index in newest[places.start : places.stop]], len(newest)
        fitting = [task for index in newest if status(task := by_age[index], now) == wanted]
        return fitting[places.start : places.stop], len(fitting)

    @property
    def _by_age(self) -> list[AnyTask]:
        """The tasks in the order of their creation."""
        count = len(self._by_id)
        if self._is_stale:
            self._copy = sorted(self._by_id.values(), key=_created_at)
            self._last_end = max((task.ends_at for task in self._copy), default=0.0)
            self._is_stale = False
        elif len(self._copy) != count:
            for task_id in self._new:
                task = self._by_id[task_id]
                insort_right(self._copy, task, key=_created_at)
                self._last_end = max(self._last_end, task.ends_at)
        self._new.clear()
        return self._copy


def _created_at(task: Timed) -> float:
    return task.created_at
