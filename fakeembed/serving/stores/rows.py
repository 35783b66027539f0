"""What every table outside of the process has in common: records go in and come out as JSON text, key by key."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any

from fakeembed._core.codec import parsed, written
from fakeembed.serving.stores import UnreadableRecord

if TYPE_CHECKING:
    from collections.abc import Iterator


class Rows(ABC):
    """A table over texts that somebody else keeps; the other methods are those of `fakeembed._core.state.store.Table`."""

    @abstractmethod
    def read(self, key: str) -> bytes | None:
        """The text of a key, or None."""

    @abstractmethod
    def write(self, key: str, text: bytes) -> None:
        """Keep a text; a key that was there keeps its place."""

    @abstractmethod
    def write_new(self, key: str, text: bytes) -> bool:
        """Keep a text unless the key is there; whether it was kept."""

    @abstractmethod
    def remove(self, key: str) -> bool:
        """Forget a key; whether it was there."""

    @abstractmethod
    def keys_in_order(self, *, newest_first: bool) -> Iterator[str]:
        """All keys."""

    @abstractmethod
    def texts(self) -> Iterator[bytes]:
        """All texts, oldest first."""

    @abstractmethod
    def __len__(self) -> int:
        """How many there are."""

    def __getitem__(self, key: str) -> Any:
        """The record of a key."""
        text = self.read(key)
        if text is None:
            raise KeyError(key)
        return _record(key, text)

    def __setitem__(self, key: str, record: Any) -> None:
        """Keep a record."""
        self.write(key, written(record))

    def __delitem__(self, key: str) -> None:
        """Forget a record."""
        if not self.remove(key):
            raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        """The keys, oldest first."""
        return self.keys_in_order(newest_first=False)

    def __reversed__(self) -> Iterator[str]:
        """The keys, newest first."""
        return self.keys_in_order(newest_first=True)

    def __contains__(self, key: object) -> bool:
        """Whether there is such a record."""
        return isinstance(key, str) and self.read(key) is not None

    def get(self, key: str, /) -> Any:
        """The record of a key, or None."""
        text = self.read(key)
        return None if text is None else _record(key, text)

    def setdefault(self, key: str, record: Any, /) -> Any:
        """The record of a key, which is `record` from now on when there was none; atomic."""
        return record if self.write_new(key, written(record)) else self[key]

    def pop(self, key: str, default: Any, /) -> Any:
        """Forget a record and return it, or `default` when there is none."""
        text = self.read(key)
        return _record(key, text) if text is not None and self.remove(key) else default

    def values(self) -> list[Any]:
        """The records, oldest first, read at once."""
        return [_record("", text) for text in self.texts()]


def _record(key: str, text: bytes) -> Any:
    try:
        return parsed(text)
    except (ValueError, TypeError) as error:
        msg = f"the record {key!r} cannot be read: {error}" if key else f"a record cannot be read: {error}"
        raise UnreadableRecord(msg) from error
