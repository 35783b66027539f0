"""A store in a Redis database, for processes of many machines: a hash and an order for each table, one hash of counters.

All keys begin with `fakeembed:`; give each fake a database of its own (`redis://host:6379/1`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import redis
from redis.exceptions import RedisError

from fakeembed.serving.stores import VERSION, UnreadableRecord
from fakeembed.serving.stores.rows import Rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from fakeembed._core.state.store import Table

_PREFIX = "fakeembed:"
_AT_ONCE = 1000

PATIENCE = 30.0
"""Seconds for which one process may be alone."""

# KEYS: records, order, places. ARGV: key, record, "new" or "". Whether the key is new is asked and answered in one step.
_WRITE = """
local there = redis.call('HEXISTS', KEYS[1], ARGV[1])
if there == 1 and ARGV[3] == 'new' then return 0 end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
if there == 0 then redis.call('ZADD', KEYS[2], redis.call('INCR', KEYS[3]), ARGV[1]) end
return 1
"""


# KEYS: version, what every state has. ARGV: version. The version that is there, which is the given one where nothing was.
_BEGIN = """
local there = redis.call('GET', KEYS[1])
if there then return there end
if redis.call('EXISTS', KEYS[2], KEYS[3]) > 0 then return '' end
redis.call('SET', KEYS[1], ARGV[1])
return ARGV[1]
"""


class Redis:
    """A store in a Redis database."""

    failures = (RedisError, UnreadableRecord)

    def __init__(self, url: str) -> None:
        """Connect; OSError when nobody answers there."""
        try:
            self._client: Any = redis.Redis.from_url(url)  # its types are those of the asynchronous client as well
            keys = (f"{_PREFIX}version", f"{_PREFIX}counters", f"{_PREFIX}records:account")
            found = self._client.register_script(_BEGIN)(keys=keys, args=(VERSION,)).decode(errors="replace")
        except (RedisError, ValueError) as error:
            raise OSError(f"the state cannot be kept in Redis: {error}") from error
        if found != str(VERSION):
            told = f"of format {found[:20]!r} and not {VERSION}" if found else "of something else, or of an older fakeembed"
            raise OSError(f"the state cannot be kept in Redis: what is there under {_PREFIX} is a state {told}")

    def table(self, name: str) -> Table:
        """The table of that name."""
        return _Rows(self._client, name)

    def tables(self) -> list[str]:
        """The names of the tables in which there is something."""
        prefix = f"{_PREFIX}records:"
        return sorted(key.decode().removeprefix(prefix) for key in self._client.scan_iter(f"{prefix}*"))

    def count(self, name: str, by: float = 1) -> float:
        """Add to a counter and return its new value."""
        if by == 0:
            return float(self._client.hget(f"{_PREFIX}counters", name) or 0)
        return float(self._client.hincrbyfloat(f"{_PREFIX}counters", name, by))

    def counters(self) -> dict[str, float]:
        """The counters that were ever added to."""
        found: Any = self._client.hgetall(f"{_PREFIX}counters")
        return {name.decode(): float(found[name]) for name in sorted(found)}

    def alone(self) -> AbstractContextManager[Any]:
        """A block that nobody else enters; it opens by itself when whoever is in it has died."""
        lock: AbstractContextManager[Any] = self._client.lock(f"{_PREFIX}alone", timeout=PATIENCE, sleep=0.005)
        return lock

    def clear(self) -> None:
        """Forget everything that begins with our prefix."""
        keys = [key for key in self._client.scan_iter(f"{_PREFIX}*") if key != f"{_PREFIX}version".encode()]
        if keys:
            self._client.delete(*keys)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()


class _Rows(Rows):
    def __init__(self, client: redis.Redis, name: str) -> None:
        self._client: Any = client
        self._records, self._order = f"{_PREFIX}records:{name}", f"{_PREFIX}order:{name}"
        self._write = client.register_script(_WRITE)

    def read(self, key: str) -> bytes | None:
        found: bytes | None = self._client.hget(self._records, key)
        return found

    def write(self, key: str, text: bytes) -> None:
        self._write(keys=self._keys(), args=(key, text, ""))

    def write_new(self, key: str, text: bytes) -> bool:
        return bool(self._write(keys=self._keys(), args=(key, text, "new")))

    def remove(self, key: str) -> bool:
        with self._client.pipeline() as both:
            removed, _ = both.hdel(self._records, key).zrem(self._order, key).execute()
        return bool(removed)

    def keys_in_order(self, *, newest_first: bool) -> Iterator[str]:
        return (key.decode() for key in self._client.zrange(self._order, 0, -1, desc=newest_first))

    def texts(self) -> Iterator[bytes]:
        keys = self._client.zrange(self._order, 0, -1)
        for start in range(0, len(keys), _AT_ONCE):
            yield from (text for text in self._client.hmget(self._records, keys[start : start + _AT_ONCE]) if text is not None)

    def __len__(self) -> int:
        return int(self._client.hlen(self._records))

    def _keys(self) -> tuple[str, str, str]:
        return self._records, self._order, f"{_PREFIX}places"
