"""What a snapshot of a fake holds: its settings, its time and its state, as plain JSON values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fakeembed._core.codec import plain, read

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fakeembed._core.clock import Clock
    from fakeembed._core.state.store import Store

FORMAT = 2
"""Changes whenever an older snapshot could be misread."""

_FORMAT_KEY = "fakeembed_snapshot"


def taken(settings: Mapping[str, Any], clock: Clock, store: Store) -> dict[str, Any]:
    """The snapshot."""
    return {
        _FORMAT_KEY: FORMAT,
        "settings": plain(dict(settings)),
        "clock": {"now": clock.seconds, "slept": clock.slept},
        "counters": store.counters(),
        "tables": {name: [[key, plain(store.table(name).get(key))] for key in store.table(name)] for name in store.tables()},
    }


def settings(snapshot: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of the fake that gave a snapshot; ValueError for what is none of this format."""
    if not isinstance(snapshot, dict) or snapshot.get(_FORMAT_KEY) != FORMAT:
        raise ValueError(f"not a snapshot that this version of fakeembed can read: it has {_FORMAT_KEY}={FORMAT}")
    return dict(read(snapshot["settings"]))


def put_back(snapshot: Mapping[str, Any], clock: Clock, store: Store) -> None:
    """Bring the state of a snapshot into an empty store, and its time to a clock; ValueError for records that are none."""
    tables = [(name, [(key, read(record)) for key, record in records]) for name, records in snapshot["tables"].items()]
    store.clear()
    for name, records in tables:
        for key, record in records:
            store.table(name)[key] = record
    for name, value in snapshot["counters"].items():
        store.count(name, value)
    clock.put_back(now=snapshot["clock"]["now"], slept=snapshot["clock"]["slept"])
