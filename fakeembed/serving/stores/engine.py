"""What keeps a state outside of the process: named records, a journal of which of them changed, and the log of requests.

An engine does not know what it keeps. Each process has a replica of it and brings what a request changes in one commit, which is
refused when somebody else has changed something since: optimistic concurrency control, validated by whoever commits.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from contextlib import AbstractContextManager

PATIENCE = 2.0
"""Seconds that a request waits for an engine that does not answer, or is held by somebody else (decision D190)."""

IMPATIENCE = 0.02
"""Seconds that those wait which come soon after one has waited in vain; so a queue is not served two seconds each."""

SOON = 1.0
"""Seconds after which somebody waits as long as before."""

KEPT_CHANGES = 20_000
"""Changes in the journal; a process that has missed more reads the whole state again."""

EVERYTHING = "*"
"""The name under which a journal says that all records were forgotten."""


class Version(NamedTuple):
    """How far a state has come.

    Attributes:
        epoch: What tells it from another state that was begun in its place.
        number: How many changes were made to it.
    """

    epoch: str
    number: int


class Change(NamedTuple):
    """A record that was written, or that is there no more when it has no text; in JSON."""

    name: str
    text: bytes | None


class Missed(NamedTuple):
    """What others have changed, as the records are now.

    Attributes:
        version: The version that the state has.
        gone: Names of records that were forgotten, which may be there again.
        records: Records that are there, oldest first.
        is_whole: Whether these are all records that there are.
    """

    version: Version
    gone: Sequence[str]
    records: Sequence[tuple[str, bytes]]
    is_whole: bool


class Commit(NamedTuple):
    """What a request leaves behind, or several that came together.

    Attributes:
        changes: Records, in the order in which they were written.
        contents: Bytes that no replica has, by name; None forgets them.
        entries: What the log of requests gets.
        kept: Entries of which the log keeps the newest.
    """

    changes: Sequence[Change] = ()
    contents: Mapping[str, bytes | None] = {}
    entries: Sequence[bytes] = ()
    kept: int = 0

    @property
    def writes(self) -> bool:
        """Whether it changes more than the log."""
        return bool(self.changes or self.contents)


class Engine(Protocol):
    """Where a state is kept."""

    @property
    def name(self) -> str:
        """What it is called, in a sentence for its users."""

    @property
    def failures(self) -> tuple[type[Exception], ...]:
        """What it raises when it fails or cannot be reached."""

    def load(self) -> Missed:
        """All of the state."""

    def commit(self, version: Version, commit: Commit) -> Missed | None:
        """Keep all of a commit if the state still has that version; otherwise nothing, and what was missed."""

    def alone(self) -> AbstractContextManager[None]:
        """A block in which nobody else commits a change."""

    def content(self, name: str) -> bytes | None:
        """Bytes that were committed under a name."""

    def logged(self, most: int) -> tuple[int, Sequence[bytes]]:
        """The number of the last entry of the log, and the newest entries, oldest first."""

    def close(self) -> None:
        """Let go of files and connections."""


class Patience:
    """How long to wait for an engine: not long when it has kept somebody waiting a moment ago."""

    def __init__(self) -> None:
        """Be patient."""
        self._timed_out_at = float("-inf")

    @property
    def seconds(self) -> float:
        """How long to wait now."""
        return IMPATIENCE if time.monotonic() < self._timed_out_at + SOON else PATIENCE

    def timed_out(self, began: float) -> None:
        """Note that a wait which began at a moment of the monotonic clock was in vain."""
        now = time.monotonic()
        if now - began > PATIENCE / 2:
            self._timed_out_at = now
