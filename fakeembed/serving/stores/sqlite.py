"""A state in a SQLite file, for the processes of one machine.

A request is one transaction, written ahead (WAL) and handed to the operating system before it is answered: what was acknowledged
survives the death of the process, though not a power cut. One that changes nothing but the log is one statement.
"""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from fakeembed.serving.stores import VERSION
from fakeembed.serving.stores.engine import EVERYTHING, KEPT_CHANGES, PATIENCE, Missed, Patience, Version

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from fakeembed.serving.stores.engine import Change, Commit

APPLICATION = int.from_bytes(b"FAKE", "big")
"""The application id in the header of the file (https://www.sqlite.org/fileformat2.html)."""

_SCHEMA = f"""
BEGIN;
PRAGMA application_id = {APPLICATION};
PRAGMA user_version = {VERSION};
CREATE TABLE records (place INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, record BLOB NOT NULL);
CREATE TABLE changes (number INTEGER PRIMARY KEY, name TEXT NOT NULL, is_gone INTEGER NOT NULL);
CREATE TABLE contents (name TEXT PRIMARY KEY, content BLOB NOT NULL);
CREATE TABLE log (number INTEGER PRIMARY KEY, entry BLOB NOT NULL);
COMMIT;
PRAGMA journal_mode = WAL;
"""

_NUMBER = "SELECT max(number) FROM changes"
_LOG_IF_SAME = "INSERT INTO log (entry) SELECT ? WHERE (SELECT max(number) FROM changes) = ?"
_LOG = "INSERT INTO log (entry) VALUES (?)"
_WRITE = "INSERT INTO records (name, record) VALUES (?, ?) ON CONFLICT DO UPDATE SET record = excluded.record"
_NOTE = "INSERT INTO changes (name, is_gone) VALUES (?, ?)"
_PUT = "INSERT INTO contents VALUES (?, ?) ON CONFLICT DO UPDATE SET content = excluded.content"
_CHANGED = """
SELECT records.name, records.record FROM records
WHERE name IN (SELECT name FROM changes WHERE number > ?) ORDER BY records.place
"""
_TRIMMED_EVERY = 64
_HEADER = 100


class SQLite:
    """A state in a SQLite file."""

    name = "its SQLite file"
    failures = (sqlite3.Error,)

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
        self._patience = Patience()
        self._waits = PATIENCE

    def load(self) -> Missed:
        """All of the state."""
        with self._transaction("DEFERRED"):
            return self._all()

    def commit(self, version: Version, commit: Commit) -> Missed | None:
        """Keep all of a commit if the state still has that version; otherwise nothing, and what was missed."""
        if not commit.writes and len(commit.entries) < 2:
            return None if self._noted(version, commit) else self._missed(version)
        with self._transaction("IMMEDIATE"):
            if self._number() != version.number:
                return self._since(version)
            self._keep(version, commit)
        return None

    @contextmanager
    def alone(self) -> Iterator[None]:
        """A block in which nobody else commits anything."""
        with self._transaction("IMMEDIATE"):
            yield

    def content(self, name: str) -> bytes | None:
        """Bytes that were committed under a name."""
        found: Any = self._connection.execute("SELECT content FROM contents WHERE name = ?", (name,)).fetchone()
        return found[0] if found else None

    def logged(self, most: int) -> tuple[int, Sequence[bytes]]:
        """The number of the last entry of the log, and the newest entries, oldest first."""
        newest = self._connection.execute("SELECT number, entry FROM log ORDER BY number DESC LIMIT ?", (most or 1,)).fetchall()
        return newest[0][0] if newest else 0, [entry for _, entry in reversed(newest)]

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _noted(self, version: Version, commit: Commit) -> bool:
        """Whether the state has that version; then the log has its entry, if there is one."""
        if not commit.entries:
            return self._number() == version.number
        began = self._begun()
        try:
            noted = self._connection.execute(_LOG_IF_SAME, (commit.entries[0], version.number))
        except sqlite3.Error:
            self._patience.timed_out(began)
            raise
        if noted.rowcount == 1:
            self._trim_log(noted.lastrowid or 0, commit.kept)
        return noted.rowcount == 1

    def _keep(self, version: Version, commit: Commit) -> None:
        run, many = self._connection.execute, self._connection.executemany
        if all(change.text is not None for change in commit.changes):
            many(_WRITE, commit.changes)
        else:
            for change in commit.changes:
                self._change(change)
        many(_NOTE, [(change.name, change.text is None) for change in commit.changes])
        for name, content in commit.contents.items():
            run("DELETE FROM contents WHERE name = ?", (name,)) if content is None else run(_PUT, (name, content))
        number = version.number + len(commit.changes)
        if number // _TRIMMED_EVERY != version.number // _TRIMMED_EVERY:
            run("DELETE FROM changes WHERE number <= ?", (number - KEPT_CHANGES,))
        for entry in commit.entries:
            self._trim_log(run(_LOG, (entry,)).lastrowid or 0, commit.kept)

    def _change(self, change: Change) -> None:
        run = self._connection.execute
        if change.name == EVERYTHING:
            for table in ("records", "contents", "log"):
                run(f"DELETE FROM {table}")  # noqa: S608 - one of three words
        elif change.text is None:
            run("DELETE FROM records WHERE name = ?", (change.name,))
        else:
            run(_WRITE, change)

    def _trim_log(self, number: int, kept: int) -> None:
        if number % _TRIMMED_EVERY == 0:
            self._connection.execute("DELETE FROM log WHERE number <= ?", (number - kept,))

    def _missed(self, version: Version) -> Missed:
        with self._transaction("DEFERRED"):
            return self._since(version)

    def _since(self, version: Version) -> Missed:
        ((first,),) = self._connection.execute("SELECT min(number) FROM changes").fetchall()
        if not first <= version.number + 1 <= self._number() + 1:
            return self._all()
        gone = self._connection.execute("SELECT name FROM changes WHERE number > ? AND is_gone ORDER BY number", version[1:])
        names = [name for (name,) in gone]
        return Missed(self._version(), names, self._connection.execute(_CHANGED, version[1:]).fetchall(), is_whole=False)

    def _all(self) -> Missed:
        records = self._connection.execute("SELECT name, record FROM records ORDER BY place").fetchall()
        return Missed(self._version(), (), records, is_whole=True)

    def _number(self) -> int:
        ((number,),) = self._connection.execute(_NUMBER).fetchall()
        return int(number)

    def _version(self) -> Version:
        return Version("", self._number())

    @contextmanager
    def _transaction(self, kind: str) -> Iterator[None]:
        """A transaction, unless there is one."""
        if self._connection.in_transaction:
            yield
            return
        began = self._begun()
        try:
            self._connection.execute(f"BEGIN {kind}")
        except sqlite3.Error:
            self._patience.timed_out(began)
            raise
        with self._connection:  # commits, or rolls back
            yield

    def _begun(self) -> float:
        """The moment at which a statement begins, which waits for others as long as it may."""
        if self._waits != self._patience.seconds:
            self._waits = self._patience.seconds
            self._connection.execute(f"PRAGMA busy_timeout = {self._waits * 1000:.0f}")
        return time.monotonic()


def _connected(path: str, *, uri: bool = False) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=PATIENCE, isolation_level=None, check_same_thread=False, uri=uri)


def _begin(path: Path) -> None:
    """Make a file under another name and give it this one when it is complete; of two processes that do so one has made it."""
    with TemporaryDirectory(prefix=f"{path.name}-", dir=path.parent) as folder:
        new = Path(folder, "state.db")
        with closing(_connected(str(new))) as connection:
            connection.executescript(_SCHEMA)
            connection.execute("INSERT INTO changes VALUES (1, ?, TRUE)", (EVERYTHING,))
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
