"""A state in a Redis or Valkey database, for processes of many machines; a request is one call of one script.

`redis://host:6379/0?name=alpha` tells several fakes on one database apart: their keys begin with `fakeembed:alpha:`, and without a
name with `fakeembed:`. A state is a hash of records, each with its place in front, a list of the names of those that changed, the
log, and a version by which a process knows whether it has missed something.
"""

from __future__ import annotations

import re
import time
from contextlib import contextmanager
from math import inf
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode
from uuid import uuid4

import redis
from redis.backoff import NoBackoff
from redis.exceptions import NoScriptError, RedisError
from redis.retry import Retry

from fakeembed.serving.stores import VERSION
from fakeembed.serving.stores.engine import IMPATIENCE, KEPT_CHANGES, PATIENCE, Missed, Patience, Version
from fakeembed.serving.stores.redis_scripts import BEGIN, COMMIT, LOAD, LOGGED, UNLOCK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from fakeembed.serving.stores.engine import Commit
    from fakeembed.serving.stores.redis_scripts import Script

_NAME = re.compile(r"[A-Za-z0-9_.-]{1,64}")
_HELD_BY_OTHERS = 0.002
"""Seconds until it is tried again whether others have let go of the state."""

_AT_ONCE = 2000

_MAY_BE_GONE = 0.01
"""Seconds of silence after which it is looked whether a connection is still there."""

_DONE, _MISSED, _LOST, _BUSY = range(4)


class Redis:
    """A state in a Redis or Valkey database."""

    name = "Redis"
    failures = (RedisError,)

    def __init__(self, url: str) -> None:
        """Connect; OSError when nobody answers there, or what answers is a cluster."""
        try:
            address, prefix = _split(url)
            # Nothing is sent twice by itself: what got no answer may have been done.
            settings: dict[str, Any] = {"retry": Retry(NoBackoff(), 0), "socket_connect_timeout": PATIENCE}
            settings["single_connection_client"] = True  # whoever has a replica asks one thing after the other
            self._patient: Any = redis.Redis.from_url(address, socket_timeout=PATIENCE, **settings)
            self._hasty: Any = redis.Redis.from_url(address, socket_timeout=IMPATIENCE, **settings)
            if self._patient.info("cluster").get("cluster_enabled"):
                raise OSError("a cluster keeps the keys of one state on several servers; name a single server")  # noqa: TRY301
            self._keys = [prefix + key for key in ("version", "state", "records", "changes", "contents", "log", "alone", "logged")]
            found = self._patient.eval(BEGIN.text, len(self._keys), *self._keys, VERSION, uuid4().hex).decode(errors="replace")
        except (RedisError, ValueError, OSError) as error:
            raise OSError(f"the state cannot be kept in Redis: {error}") from error
        if found != str(VERSION):
            described = f"of format {found[:20]!r} and not {VERSION}" if found else "of something else, or of an older fakeembed"
            raise OSError(f"the state cannot be kept in Redis: what is there under {prefix} is a state {described}")
        self._patience = Patience()
        self._asked_at = time.monotonic()
        self._token = ""

    def load(self) -> Missed:
        """All of the state, which begins when there is none.

        It is read in pieces, so that nobody waits. What others change meanwhile may be in them or not; the next commit finds that
        the version is another one, and brings it. What they add is left to that, because it has its place behind all the rest.
        """
        state = self._run(LOAD, VERSION, uuid4().hex)
        records: dict[bytes, bytes] = {}
        cursor, piece = self._piece(0)
        while cursor:
            records |= piece
            cursor, piece = self._piece(cursor)
        records |= piece
        version = _version(state)
        return Missed(version, (), _in_order(records.items(), version.number), is_whole=True)

    def commit(self, version: Version, commit: Commit) -> Missed | None:
        """Keep all of a commit if the state still has that version; otherwise nothing, and what was missed."""
        changes = [part for name, text in commit.changes for part in (_sign(text) + name, text or b"")]
        contents = [part for name, content in commit.contents.items() for part in (_sign(content) + name, content or b"")]
        head = f"{version.epoch} {version.number}"
        until = time.monotonic() + self._patience.seconds
        counts = (commit.kept, KEPT_CHANGES, len(commit.changes), len(commit.entries))
        sent = (head, self._token, *counts, *changes, *commit.entries, *contents)
        what, *answer = self._run(COMMIT, *sent)
        while what == _BUSY:
            if time.monotonic() > until:
                raise TimeoutError("another process holds the state")
            time.sleep(_HELD_BY_OTHERS)
            what, *answer = self._run(COMMIT, *sent)
        if what == _DONE:
            return None
        return self.load() if what == _LOST else _missed(*answer)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """A block in which nobody else commits a change; it opens by itself when whoever is in it has died."""
        until = time.monotonic() + PATIENCE
        token = uuid4().hex
        while not self._call(lambda client: client.set(self._keys[6], token, nx=True, px=int(PATIENCE * 1000))):
            if time.monotonic() > until:
                raise TimeoutError("another process holds the state")
            time.sleep(_HELD_BY_OTHERS)
        self._token = token
        try:
            yield
        finally:
            self._token = ""
            self._run(UNLOCK, token)

    def content(self, name: str) -> bytes | None:
        """Bytes that were committed under a name."""
        found: bytes | None = self._call(lambda client: client.hget(self._keys[4], name))
        return found

    def logged(self, most: int) -> tuple[int, Sequence[bytes]]:
        """The number of the last entry of the log, and the newest entries, oldest first."""
        number, found = self._run(LOGGED, most or 1)
        return int(number or 0), found

    def close(self) -> None:
        """Close the connections."""
        self._patient.close()
        self._hasty.close()

    def _piece(self, cursor: int) -> tuple[int, dict[bytes, bytes]]:
        """Some of the records, and where the next ones are, which is 0 behind the last."""
        found: tuple[int, dict[bytes, bytes]] = self._call(lambda client: client.hscan(self._keys[2], cursor, count=_AT_ONCE))
        return found

    def _run(self, script: Script, *arguments: Any) -> Any:
        """What a script answers, which the server may not know yet."""
        sent = (len(self._keys), *self._keys, *arguments)
        try:
            return self._call(lambda client: _exchanged(client.connection, "EVALSHA", script.sha1, *sent))
        except NoScriptError:
            return self._call(lambda client: _exchanged(client.connection, "EVAL", script.text, *sent))

    def _call(self, function: Any) -> Any:
        began = time.monotonic()
        client = self._patient if self._patience.seconds == PATIENCE else self._hasty
        try:
            if began - self._asked_at > _MAY_BE_GONE:
                _open_again(client.connection)
            answer = function(client)
        except RedisError:
            self._patience.timed_out(began)
            raise
        self._asked_at = time.monotonic()
        return answer


def _open_again(connection: Any) -> None:
    """Let go of a connection on which something came that nobody asked for: its end."""
    try:
        is_over = connection.can_read()
    except RedisError:
        is_over = True
    if is_over:
        connection.disconnect()


def _exchanged(connection: Any, *command: Any) -> Any:
    """The answer to one command, by what is public of the client library and costs half as much as its methods for commands."""
    connection.send_command(*command)
    return connection.read_response()


def _split(url: str) -> tuple[str, str]:
    """An address as the client library takes it, and what the names of all keys begin with."""
    address, _, query = url.partition("?")
    asked = parse_qsl(query, keep_blank_values=True)
    names = [value for key, value in asked if key == "name"]
    if not all(_NAME.fullmatch(name) for name in names) or len(names) > 1:
        raise ValueError("the name of a state has letters, digits, '.', '_' and '-', 64 at most")
    rest = urlencode([pair for pair in asked if pair[0] != "name"])
    return f"{address}?{rest}" if rest else address, f"fakeembed:{names[0]}:" if names else "fakeembed:"


def _sign(text: bytes | None) -> str:
    return "-" if text is None else "+"


def _version(state: bytes) -> Version:
    epoch, _, number = state.decode().partition(" ")
    return Version(epoch, int(number))


def _missed(state: bytes, names: list[bytes], found: list[bytes | None]) -> Missed:
    signed = [name.decode() for name in names]
    written = dict(zip(dict.fromkeys(name[1:] for name in names), found, strict=True))
    gone = [name[1:] for name in signed if name[0] == "-"]
    return Missed(
        _version(state), gone, _in_order((name, text) for name, text in written.items() if text is not None), is_whole=False
    )


def _in_order(records: Iterable[tuple[bytes, bytes]], newest: float = inf) -> list[tuple[str, bytes]]:
    """Records by name, in the order of the places in front of their texts, of which none is newer than `newest`."""
    parts = ((int(place), name.decode(), text) for name, whole in records for place, _, text in [whole.partition(b" ")])
    return [(name, text) for place, name, text in sorted(parts) if place <= newest]
