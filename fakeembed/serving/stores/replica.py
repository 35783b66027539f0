"""A copy of a state that an engine keeps: requests are answered from it, and it is brought up to date when they are committed.

Every transaction notes what it has read. If nothing of it was changed by others until the commit, the transaction might as well
have begun after them; otherwise it is undone and done again. So every answer is one that a single process could have given at some
moment between the request and the answer: strict serializability, by the validation of H. T. Kung and J. T. Robinson, On Optimistic
Methods for Concurrency Control (1981).
"""

from __future__ import annotations

from contextlib import contextmanager
from threading import RLock
from typing import TYPE_CHECKING, Any

from fakeembed._core.codec import parsed, written
from fakeembed.serving.stores import UnreadableRecord
from fakeembed.serving.stores.engine import EVERYTHING, Change, Commit
from fakeembed.serving.stores.replica_tables import Contents, Rows
from fakeembed.serving.stores.transaction import Transaction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from fakeembed._core.state.store import Result, Table, Watcher
    from fakeembed.serving.stores.engine import Engine, Missed

TRIES = 4
"""How often a request is done again because of others before it keeps them out."""

_COUNTERS = "counters"
_LASTING = "account"
"""The table of what every process has begun with, and goes on with when a state is lost."""

_CONTENTS = "chunks"
"""The table whose records are large and read once: no process has a copy of them."""


class Replica:
    """A store whose records an engine keeps; it may be used by one thread at a time, and the others wait."""

    def __init__(self, engine: Engine) -> None:
        """Read all of the state."""
        self.engine = engine
        self.failures: tuple[type[Exception], ...] = (*engine.failures, TimeoutError, UnreadableRecord)
        self.lock = RLock()
        self.transaction: Transaction | None = None
        self._tables: dict[str, Rows] = {}
        self._watchers: dict[str, Watcher] = {}
        self._counters = self._rows(_COUNTERS)
        whole = engine.load()
        self._version = whole.version
        self._take(whole)

    def table(self, name: str) -> Table:
        """The table of that name."""
        return self._rows(name)

    def tables(self) -> list[str]:
        """The names of the tables in which there is something."""
        return sorted(name for name, rows in self._tables.items() if rows is not self._counters and len(rows))

    def count(self, name: str, by: float = 1) -> float:
        """Add to a counter and return its new value."""
        if by == 0:
            return self._counters.get(name) or 0
        return self.transact(lambda: self._counted(name, by))

    def known(self, name: str) -> float:
        """A counter as this copy has it."""
        value = self._counters.kept.get(name, 0)
        found: float = parsed(value) if type(value) is bytes else value
        return found

    def counters(self) -> dict[str, float]:
        """The counters that were ever added to."""
        return self.transact(lambda: {name: self._counters[name] for name in sorted(self._counters)})

    def watch(self, name: str, watcher: Watcher) -> None:
        """Tell `watcher` what others write in the table of that name, and what is undone there."""
        self._watchers[name] = watcher
        self._rows(name)

    def clear(self) -> None:
        """Forget everything, and the log of requests."""
        self.transact(self._clear)

    def log(self, entry: bytes, kept: int) -> None:
        """Add to the log of requests, of which the newest are `kept`; in a transaction."""
        if self.transaction is not None:
            self.transaction.entries.append(entry)
            self.transaction.kept = kept

    def logged(self, most: int) -> tuple[int, Sequence[bytes]]:
        """The number of the last entry of the log of requests, and the newest entries, oldest first."""
        with self.lock:
            return self.engine.logged(most)

    def close(self) -> None:
        """Let go of files and connections."""
        self.engine.close()

    # transactions

    @contextmanager
    def alone(self) -> Iterator[None]:
        """A block that is one transaction, or part of one; nobody else commits meanwhile."""
        with self.lock:
            if self.transaction is not None:
                yield
                return
            with self.engine.alone():
                self._catch_up()
                transaction = self._begun()
                try:
                    yield
                    if not self._try_to_commit(transaction):
                        raise TimeoutError("it took so long that others were let in")
                finally:
                    self._end(transaction)

    def transact(self, function: Callable[[], Result]) -> Result:
        """What a function returns that is one transaction, or part of one."""
        if self.transaction is not None:
            return function()
        with self.lock:
            for _ in range(TRIES):
                transaction = self._begun()
                try:
                    result = function()
                    if self._try_to_commit(transaction):
                        return result
                except self.failures:
                    raise
                except Exception:  # whatever it is, it may come of what others have changed meanwhile
                    self._end(transaction)
                    if transaction.reads.isdisjoint(self._catch_up()):
                        raise
                finally:
                    self._end(transaction)
            with self.alone():
                return function()

    def _begun(self) -> Transaction:
        self.transaction = transaction = Transaction()
        return transaction

    def _end(self, transaction: Transaction) -> None:
        """Undo what was not committed."""
        self.transaction = None
        for rows, key in transaction.undone():
            watcher = self._watchers.get(rows.name)
            if watcher is not None and key is None:
                watcher.emptied()
            elif watcher is not None and key is not None:
                watcher.changed(key, there=key in rows.kept)

    def _try_to_commit(self, transaction: Transaction) -> bool:
        """Whether all of it holds; if not, nothing was kept, and this copy is as new as the state."""
        commit = transaction.commit()
        missed = self.engine.commit(self._version, commit)
        while missed is not None:
            self._end(transaction)
            if not transaction.reads.isdisjoint(self._take(missed)) or commit.writes:
                return False
            missed = self.engine.commit(self._version, commit)
        transaction.hold()
        self._version = self._version._replace(number=self._version.number + len(commit.changes))
        return True

    def _catch_up(self) -> set[str]:
        missed = self.engine.commit(self._version, Transaction().commit())
        return set() if missed is None else self._take(missed)

    # what others have written

    def _take(self, missed: Missed) -> set[str]:
        """Make what was missed part of this copy; the names under which somebody may have read something else."""
        touched = set()
        lasting = dict(self._rows(_LASTING).kept)
        for name in (EVERYTHING,) if missed.is_whole else missed.gone:
            touched |= self._forget_all() if name == EVERYTHING else self._forgotten(name)
        for name, text in missed.records:
            rows, key = self._located(name)
            touched |= {name, rows.name}
            rows.kept[key] = text
            self._tell(rows.name, key, there=True)
        self._version = missed.version
        return touched | self._begun_again(lasting) if lasting and not missed.records and missed.is_whole else touched

    def _begun_again(self, lasting: dict[str, Any]) -> set[str]:
        """Give its settings to a state that was lost, as a Redis without a disk loses it when it restarts."""
        rows = self._rows(_LASTING)
        changes = [Change(rows.named(key), record if type(record) is bytes else written(record)) for key, record in lasting.items()]
        missed = self.engine.commit(self._version, Commit(changes))
        if missed is not None:
            return self._take(missed)
        rows.kept.update(lasting)
        self._version = self._version._replace(number=self._version.number + len(changes))
        return {rows.name, *(change.name for change in changes)}

    def _forgotten(self, name: str) -> set[str]:
        rows, key = self._located(name)
        if rows.kept.pop(key, None) is not None:
            self._tell(rows.name, key, there=False)
        return {name, rows.name}

    def _forget_all(self) -> set[str]:
        touched = set()
        for rows in self._tables.values():
            touched |= {rows.name, *(rows.named(key) for key in rows.kept)}
            rows.kept.clear()
        for watcher in self._watchers.values():
            watcher.emptied()
        return touched

    def _located(self, name: str) -> tuple[Rows, str]:
        table, _, key = name.partition(":")
        return self._rows(table), key

    def _rows(self, name: str) -> Rows:
        rows = self._tables.get(name)
        if rows is None:
            rows = self._tables[name] = (Contents if name == _CONTENTS else Rows)(self, name)
        return rows

    def _tell(self, table: str, key: str, *, there: bool) -> None:
        watcher = self._watchers.get(table)
        if watcher is not None:
            watcher.changed(key, there=there)

    # what this process writes

    def _counted(self, name: str, by: float) -> float:
        value: float = (self._counters.get(name) or 0) + by
        self._counters[name] = value
        return value

    def _clear(self) -> None:
        transaction = self.transaction
        if transaction is not None:
            transaction.forgets_all(list(self._tables.values()))
        for rows in self._tables.values():
            rows.kept.clear()
        for watcher in self._watchers.values():
            watcher.emptied()
