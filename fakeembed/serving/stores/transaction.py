"""What one transaction has read and written in a copy of the state, so that it can be committed or undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed.serving.stores.engine import EVERYTHING, Change, Commit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from fakeembed.serving.stores.replica_tables import Rows

_ABSENT = object()


class Transaction:
    """What was read and written since it began."""

    __slots__ = ("_before", "_changes", "_contents", "_latest", "entries", "kept", "reads")

    def __init__(self) -> None:
        """Begin."""
        self.reads: set[str] = set()
        """Names of the records that were looked for, and of the tables that were looked through."""
        self.entries: list[bytes] = []
        self.kept = 0
        self._changes: list[Change] = []
        self._latest: dict[str, int] = {}
        self._contents: dict[str, bytes | None] = {}
        self._before: list[tuple[Rows, str | None, Any]] = []

    def writes(self, rows: Rows, key: str, text: bytes) -> None:
        """Note that a record is written; before it is."""
        self._before.append((rows, key, rows.kept.get(key, _ABSENT)))
        name = rows.named(key)
        index = self._latest.get(name, -1)
        if index >= 0 and self._changes[index].text is not None:
            self._changes[index] = Change(name, text)
        else:
            self._latest[name] = len(self._changes)
            self._changes.append(Change(name, text))

    def removes(self, rows: Rows, key: str) -> None:
        """Note that a record is removed; before it is, because its place has to be found again."""
        self._before.append((rows, None, dict(rows.kept)))
        name = rows.named(key)
        self._latest[name] = len(self._changes)
        self._changes.append(Change(name, None))

    def forgets_all(self, tables: list[Rows]) -> None:
        """Note that all tables are emptied; before they are."""
        self._before += [(rows, None, dict(rows.kept)) for rows in tables]
        self._latest, self._contents = {}, {}
        self._changes = [Change(EVERYTHING, None)]

    def puts(self, name: str, content: bytes | None) -> None:
        """Note that bytes are kept under a name, or forgotten."""
        self._contents[name] = content

    def content(self, name: str) -> tuple[bool, bytes | None]:
        """Whether bytes were put under a name, and which."""
        return name in self._contents, self._contents.get(name)

    def commit(self) -> Commit:
        """All of it."""
        return Commit(self._changes, self._contents, self.entries, self.kept)

    def hold(self) -> None:
        """There is nothing to be undone any more."""
        self._before.clear()

    def undone(self) -> Iterator[tuple[Rows, str | None]]:
        """Undo everything, once; the records that are others now, and for a whole table None."""
        for rows, key, before in reversed(self._before):
            if key is None:
                rows.kept.clear()
                rows.kept.update(before)
            elif before is _ABSENT:
                rows.kept.pop(key, None)
            else:
                rows.kept[key] = before
            yield rows, key
        self._before.clear()
