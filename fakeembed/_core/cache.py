"""What is kept so that nobody computes it twice, and how much of it: the least recently used goes first."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class LRUCache(Generic[K, V]):
    """Values by key whose sizes add up to `most` at the most; it may be shared by threads."""

    def __init__(self, most: int) -> None:
        """Start empty."""
        self._most = most
        self._held = 0
        self._values: OrderedDict[K, tuple[V, int]] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        """How many values there are."""
        return len(self._values)

    @property
    def held(self) -> int:
        """What the sizes of the values add up to."""
        return self._held

    def clear(self) -> None:
        """Keep nothing of what there was."""
        with self._lock:
            self._values.clear()
            self._held = 0

    def get(self, key: K) -> V | None:
        """The value of a key, or None when it is not kept (any more)."""
        with self._lock:
            found = self._values.get(key)
            if found is None:
                return None
            self._values.move_to_end(key)
            return found[0]

    def put(self, key: K, value: V, *, size: int = 1) -> None:
        """Keep a value of that size; one that is larger than everything that may be kept is not."""
        if size > self._most:
            return
        with self._lock:
            replaced = self._values.pop(key, None)
            self._held += size - (0 if replaced is None else replaced[1])
            self._values[key] = value, size
            while self._held > self._most:
                self._held -= self._values.popitem(last=False)[1][1]
