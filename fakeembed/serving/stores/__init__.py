"""Stores that outlive a process or are shared by several, chosen by one address.

`memory` is this process alone, `state.db` or `sqlite:state.db` a SQLite file for several processes of one machine, and
`redis://host:6379/0?name=alpha` a state of that name in a Redis or Valkey database for several machines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fakeembed._core.state.store import Store
    from fakeembed.serving.stores.engine import Engine

MEMORY = "memory"

VERSION = 2
"""The format of a state outside of this process; one of another format is refused and left as it is (decision D144)."""


class UnreadableRecord(OSError):  # noqa: N818 - named after the fact
    """A record in a state is none of this version of fakeembed."""


def opened(address: str) -> Store:
    """The store at an address.

    Raises:
        ModuleNotFoundError: When it is a Redis address and the client library is not installed.
        OSError: When it cannot be opened or reached, or is no state of this version of fakeembed; it is as it was then.
    """
    if address == MEMORY:
        from fakeembed._core.state.store import Memory

        return Memory()
    from fakeembed.serving.stores.replica import Replica

    engine = _engine(address)
    try:
        return Replica(engine)
    except BaseException:  # whatever is wrong with what it keeps, nobody will use it
        engine.close()
        raise


def _engine(address: str) -> Engine:
    if address.startswith(("redis://", "rediss://", "unix://")):
        from fakeembed.serving.stores.redis import Redis

        return Redis(address)
    from fakeembed.serving.stores.sqlite import SQLite

    return SQLite(address.removeprefix("sqlite:"))
