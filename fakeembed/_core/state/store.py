"""Where the state of an account is kept: tables of records and counters, in this process or shared by many.

A record is a frozen value, so whoever keeps it may hand it out, copy it or write it down. A table is a mutable mapping in the
order in which its keys first came. What is done in one transaction is seen by others as a whole or not at all; what is done outside
of one is a transaction by itself.
"""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from contextlib import AbstractContextManager

Result = TypeVar("Result")


class Table(Protocol):
    """Records of one kind by key, oldest first; what is stored is the value, not the object."""

    def __getitem__(self, key: str) -> Any:
        """The record of a key; KeyError when there is none."""

    def __setitem__(self, key: str, record: Any) -> None:
        """Keep a record; a key that was there keeps its place."""

    def __delitem__(self, key: str) -> None:
        """Forget a record; KeyError when there is none."""

    def __iter__(self) -> Iterator[str]:
        """The keys, oldest first."""

    def __reversed__(self) -> Iterator[str]:
        """The keys, newest first."""

    def __len__(self) -> int:
        """How many records there are."""

    def __contains__(self, key: object) -> bool:
        """Whether there is a record of that key."""

    def get(self, key: str, /) -> Any:
        """The record of a key, or None."""

    def setdefault(self, key: str, record: Any, /) -> Any:
        """The record of a key, which is `record` from now on when there was none."""

    def pop(self, key: str, default: Any, /) -> Any:
        """Forget a record and return it, or `default` when there is none."""

    def values(self) -> Iterable[Any]:
        """The records, oldest first."""


class Watcher(Protocol):
    """Somebody who keeps a copy of a table, and hears what was written without him."""

    def changed(self, key: str, *, there: bool) -> None:
        """The record of a key is another one, or is not there any more."""

    def emptied(self) -> None:
        """Nothing of what was known holds; there may be other records already."""


class Store(Protocol):
    """Tables and counters by name; each exists as soon as it is asked for."""

    @property
    def failures(self) -> tuple[type[Exception], ...]:
        """What a store and its tables raise when the place where the state is kept fails or cannot be reached."""

    def table(self, name: str) -> Table:
        """The table of that name."""

    def tables(self) -> Iterable[str]:
        """The names of the tables in which there is something."""

    def count(self, name: str, by: float = 1) -> float:
        """Add to a counter, which begins at zero, and return its new value."""

    def known(self, name: str) -> float:
        """A counter as far as it is known in this process, which asks nobody and never fails."""

    def counters(self) -> dict[str, float]:
        """The counters that were ever added to."""

    def alone(self) -> AbstractContextManager[Any]:
        """A block that is one transaction, or part of one: to read a record, change it and write it back."""

    def transact(self, function: Callable[[], Result]) -> Result:
        """What a function returns that is one transaction; it is called again when others have changed what it has read."""

    def watch(self, name: str, watcher: Watcher) -> None:
        """Tell `watcher`, from now on, what becomes of the table of that name otherwise than by the methods of its copy here."""

    def clear(self) -> None:
        """Forget everything."""

    def close(self) -> None:
        """Let go of files and connections; what is kept outside of the process stays."""


class Memory:
    """A store in this process: a table is a dict."""

    failures = ()

    def __init__(self) -> None:
        """Start empty."""
        self._tables: dict[str, dict[str, Any]] = {}
        self._counters: dict[str, float] = {}
        self._watchers: list[Watcher] = []

    def table(self, name: str) -> Table:
        """The table of that name."""
        return self._tables.setdefault(name, {})

    def tables(self) -> list[str]:
        """The names of the tables in which there is something."""
        return sorted(name for name, records in self._tables.items() if records)

    def count(self, name: str, by: float = 1) -> float:
        """Add to a counter and return its new value."""
        if by == 0:
            return self._counters.get(name, 0)
        value = self._counters[name] = self._counters.get(name, 0) + by
        return value

    def known(self, name: str) -> float:
        """The value of a counter."""
        return self._counters.get(name, 0)

    def counters(self) -> dict[str, float]:
        """The counters that were ever added to."""
        return dict(self._counters)

    def alone(self) -> AbstractContextManager[Any]:
        """Nobody else is here: requests are answered one after the other."""
        return nullcontext()

    def transact(self, function: Callable[[], Result]) -> Result:
        """What the function returns."""
        return function()

    def watch(self, name: str, watcher: Watcher) -> None:  # noqa: ARG002 - here all tables are emptied together
        """Tell `watcher` when everything is forgotten."""
        self._watchers.append(watcher)

    def clear(self) -> None:
        """Forget everything; the tables that were handed out are empty then."""
        for records in self._tables.values():
            records.clear()
        self._counters.clear()
        for watcher in self._watchers:
            watcher.emptied()

    def close(self) -> None:
        """Nothing is held."""
