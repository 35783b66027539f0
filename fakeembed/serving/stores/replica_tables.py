"""The tables of a replica: mappings whose methods note what they read and write, and are transactions where there is none."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from fakeembed._core.codec import parsed, written
from fakeembed.serving.stores import UnreadableRecord

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fakeembed.serving.stores.replica import Replica

_Arguments = ParamSpec("_Arguments")
_Answer = TypeVar("_Answer")
_Table = TypeVar("_Table", bound="Rows")


def _transacted(
    method: Callable[Concatenate[_Table, _Arguments], _Answer],
) -> Callable[Concatenate[_Table, _Arguments], _Answer]:
    """A method that is a transaction of its own where there is none."""

    @wraps(method)
    def run(self: _Table, /, *arguments: _Arguments.args, **named: _Arguments.kwargs) -> _Answer:
        if self.replica.transaction is not None:
            return method(self, *arguments, **named)
        return self.replica.transact(lambda: method(self, *arguments, **named))

    return run


class Rows:
    """The records of one table by key, oldest first: as values, or as the JSON text in which they came, until they are read."""

    def __init__(self, replica: Replica, name: str) -> None:
        """Begin empty."""
        self.replica = replica
        self.name = name
        self.kept: dict[str, Any] = {}

    def named(self, key: str) -> str:
        """The name that a record has among those of all tables."""
        return f"{self.name}:{key}"

    def get(self, key: str, /) -> Any:
        """The record of a key, or None."""
        transaction = self.replica.transaction
        if transaction is None:
            return self.replica.transact(lambda: self.get(key))
        transaction.reads.add(f"{self.name}:{key}")
        found = self.kept.get(key)
        if type(found) is bytes:
            found = _record(key, found)
            if type(found) is not bytes:
                self.kept[key] = found
        return dict(found) if type(found) is dict else found

    @_transacted
    def __getitem__(self, key: str) -> Any:
        """The record of a key."""
        if key not in self:
            raise KeyError(key)
        return self.get(key)

    @_transacted
    def __setitem__(self, key: str, record: Any) -> None:
        """Keep a record; a key that was there keeps its place."""
        text = written(record)
        self._note().writes(self, key, text)
        self.kept[key] = text if type(record) is bytes else record

    @_transacted
    def __delitem__(self, key: str) -> None:
        """Forget a record."""
        if key not in self:
            raise KeyError(key)
        self._note().removes(self, key)
        del self.kept[key]

    @_transacted
    def __contains__(self, key: object) -> bool:
        """Whether there is such a record."""
        self._note_read(f"{self.name}:{key}")
        return key in self.kept

    def __iter__(self) -> Iterator[str]:
        """The keys, oldest first."""
        transaction = self.replica.transaction
        if transaction is None:
            return self.replica.transact(lambda: iter(self))
        transaction.reads.add(self.name)
        return iter(list(self.kept))

    @_transacted
    def __reversed__(self) -> Iterator[str]:
        """The keys, newest first."""
        self._note_read(self.name)
        return reversed(self.kept)

    def __len__(self) -> int:
        """How many there are."""
        transaction = self.replica.transaction
        if transaction is None:
            return self.replica.transact(lambda: len(self))
        transaction.reads.add(self.name)
        return len(self.kept)

    @_transacted
    def setdefault(self, key: str, record: Any, /) -> Any:
        """The record of a key, which is `record` from now on when there was none."""
        if key not in self:
            self[key] = record
        return self.get(key)

    @_transacted
    def pop(self, key: str, default: Any, /) -> Any:
        """Forget a record and return it, or `default` when there is none."""
        if key not in self:
            return default
        record = self.get(key)
        del self[key]
        return record

    @_transacted
    def values(self) -> list[Any]:
        """The records, oldest first."""
        self._note_read(self.name)
        return [self.get(key) for key in list(self.kept)]

    def _note(self) -> Any:
        return self.replica.transaction

    def _note_read(self, name: str) -> None:
        self._note().reads.add(name)


class Contents(Rows):
    """A table of bytes, of which the replica has the keys alone; the engine is asked for the bytes when they are read."""

    @_transacted
    def get(self, key: str, /) -> Any:
        """The bytes of a key, or None."""
        if key not in self:
            return None
        is_new, content = self._note().content(self.named(key))
        return content if is_new else self.replica.engine.content(self.named(key))

    @_transacted
    def __setitem__(self, key: str, record: bytes) -> None:
        """Keep bytes."""
        self._note().puts(self.named(key), record)
        super().__setitem__(key, len(record))

    @_transacted
    def __delitem__(self, key: str) -> None:
        """Forget bytes."""
        super().__delitem__(key)
        self._note().puts(self.named(key), None)


def _record(key: str, text: bytes) -> Any:
    try:
        return parsed(text)
    except (ValueError, TypeError) as error:
        raise UnreadableRecord(f"the record {key!r} cannot be read: {error}") from error
