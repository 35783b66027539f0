"""A store in a SQLite file, for the processes of one machine.

Every statement is a transaction of its own, written ahead (WAL) and handed to the operating system before it returns: what was
acknowledged survives the death of the process, though not a power cut.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import RLock
from typing import TYPE_CHECKING, Any

from fakeembed.serving.stores import VERSION, UnreadableRecord
from fakeembed.serving.stores.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fakeembed._core.state.store import Table

PATIENCE = 30.0
"""Seconds that a process waits for another one that is writing."""

APPLICATION = int.from_bytes(b"FAKE", "big")
"""The application id in the header of the file (https://www.sqlite.org/fileformat2.html)."""

_SCHEMA = f"""
BEGIN;
PRAGMA application_id = {APPLICATION};
PRAGMA user_version = {VERSION};
CREATE TABLE records (
    place INTEGER PRIMARY KEY AUTOINCREMENT, tab TEXT NOT NULL, key TEXT NOT NULL, record BLOB NOT NULL, UNIQUE (tab, key)
);
CREATE TABLE counters (name TEXT PRIMARY KEY, value REAL NOT NULL) WITHOUT ROWID;
COMMIT;
PRAGMA journal_mode = WAL;
"""


class SQLite:
    """A store in a SQLite file."""

    failures = (sqlite3.Error, UnreadableRecord)

    def __init__(self, path: str) -> None:
        """Open the file, which is made when there is none; OSError when that cannot be done."""
        try:
            if not Path(path).exists() or Path(path).stat().st_size == 0:
                _begin(Path(path))
            _check(Path(path))
            self._connection = _connected(path)
            self._connection.execute("PRAGMA synchronous = NORMAL")
        except (sqlite3.Error, OSError) as error:
            raise OSError(f"the state cannot be kept in {path!r}: {error}") from error
        self._lock = RLock()

    def table(self, name: str) -> Table:
        """The table of that name."""
        return _Rows(self, name)

    def tables(self) -> list[str]:
        """The names of the tables in which there is something."""
        return [name for (name,) in self.run("SELECT DISTINCT tab FROM records ORDER BY tab")]

    def count(self, name: str, by: float = 1) -> float:
        """Add to a counter and return its new value."""
        if by == 0:
            return next((value for (value,) in self.run("SELECT value FROM counters WHERE name = ?", name)), 0.0)
        ((value,),) = self.run(
            "INSERT INTO counters VALUES (?, ?) ON CONFLICT DO UPDATE SET value = value + excluded.value RETURNING value", name, by
        )
        return float(value)

    def counters(self) -> dict[str, float]:
        """The counters that were ever added to."""
        return dict(self.run("SELECT name, value FROM counters ORDER BY name"))

    @contextmanager
    def alone(self) -> Iterator[None]:
        """A block in which nobody else writes to the file, and which is written as a whole or not at all."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            with self._connection:  # commits, or rolls back
                yield

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._connection.executescript("BEGIN IMMEDIATE; DELETE FROM records; DELETE FROM counters; COMMIT")

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def run(self, statement: str, *values: Any) -> list[Any]:
        """All rows of one statement."""
        with self._lock:
            return self._connection.execute(statement, values).fetchall()


def _connected(path: str, *, uri: bool = False) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=PATIENCE, isolation_level=None, check_same_thread=False, uri=uri)


def _begin(path: Path) -> None:
    """Make a file under another name and give it this one when it is complete; of two processes that do so one has made it."""
    with TemporaryDirectory(prefix=f"{path.name}-", dir=path.parent) as folder:
        new = Path(folder, "state.db")
        with closing(_connected(str(new))) as connection:
            connection.executescript(_SCHEMA)
        if path.exists() and path.stat().st_size == 0:  # a temporary file that somebody has made for this
            path.unlink()
        try:
            path.hardlink_to(new)
        except FileExistsError:
            return
        except OSError:  # a file system without links
            new.replace(path)


def _check(path: Path) -> None:
    """Refuse what is no state of this version, or damaged, before SQLite may write a byte of it."""
    with path.open("rb") as file:
        header = file.read(_HEADER)
    if len(header) < _HEADER or not header.startswith(b"SQLite format 3\0"):
        raise OSError("file is not a database")
    version, application = (int.from_bytes(header[at : at + 4], "big") for at in (60, 68))
    if application != APPLICATION:
        raise OSError("it is a database of something else, or of an older fakeembed")
    if version != VERSION:
        age = "a newer" if version > VERSION else "an older"
        raise OSError(f"it is a state of {age} fakeembed, of format {version} and not {VERSION}")
    if not Path(f"{path}-wal").exists():  # nobody writes, and nothing is to be recovered
        with closing(_connected(f"{path.absolute().as_uri()}?immutable=1", uri=True)) as connection:
            ((found,),) = connection.execute("PRAGMA quick_check(1)").fetchall()
        if found != "ok":
            raise OSError(f"it is damaged: {' '.join(found.split())}")


_HEADER = 100


class _Rows(Rows):
    def __init__(self, store: SQLite, name: str) -> None:
        self._run = store.run
        self._name = name

    def read(self, key: str) -> bytes | None:
        found = self._run("SELECT record FROM records WHERE tab = ? AND key = ?", self._name, key)
        return found[0][0] if found else None

    def write(self, key: str, text: bytes) -> None:
        statement = "INSERT INTO records (tab, key, record) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET record = excluded.record"
        self._run(statement, self._name, key, text)

    def write_new(self, key: str, text: bytes) -> bool:
        statement = "INSERT INTO records (tab, key, record) VALUES (?, ?, ?) ON CONFLICT DO NOTHING RETURNING place"
        return bool(self._run(statement, self._name, key, text))

    def remove(self, key: str) -> bool:
        return bool(self._run("DELETE FROM records WHERE tab = ? AND key = ? RETURNING place", self._name, key))

    def keys_in_order(self, *, newest_first: bool) -> Iterator[str]:
        order = "DESC" if newest_first else "ASC"
        return (key for (key,) in self._run(f"SELECT key FROM records WHERE tab = ? ORDER BY place {order}", self._name))  # noqa: S608 - one of two words

    def texts(self) -> Iterator[bytes]:
        return (text for (text,) in self._run("SELECT record FROM records WHERE tab = ? ORDER BY place", self._name))

    def __len__(self) -> int:
        return int(self._run("SELECT count(*) FROM records WHERE tab = ?", self._name)[0][0])
