"""The life of a task or an asset: a table of what may follow what, and how time alone moves one along it."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from fakeembed._core.media.catalog import Medium

LIFETIME = 7 * 86_400.0
"""Seconds for which a task and its embeddings are kept.

Documented: https://docs.twelvelabs.io/api-reference/video-embeddings/list-video-embedding-tasks
"""


class Status(str, Enum):
    """The words the service uses; recorded: `processing` and `ready`, documented: `failed`."""

    PROCESSING = "processing"
    READY = "ready"
    FAILED = "failed"


class Event(str, Enum):
    """What can happen to a task or an asset."""

    FINISHED = "finished"
    FAULTED = "faulted"


# What is not in this table cannot happen: `ready` and `failed` are final, there is no cancel and no retry.
TRANSITIONS: dict[tuple[Status, Event], Status] = {
    (Status.PROCESSING, Event.FINISHED): Status.READY,
    (Status.PROCESSING, Event.FAULTED): Status.FAILED,
}


class Timed(Protocol):
    """What every task and asset has: an id, a beginning, and the moment and the way in which its processing ends."""

    @property
    def id(self) -> str: ...
    @property
    def created_at(self) -> float: ...
    @property
    def ends_at(self) -> float: ...
    @property
    def outcome(self) -> Event: ...


def processing_of(medium: Medium, seconds: float) -> float:
    """For how long a task or an asset of a medium is processing: for so many seconds, unless a test said otherwise of it."""
    return seconds if medium.processing_seconds is None else medium.processing_seconds


def outcome(reason: str | None) -> Event:
    """How processing ends: with a fault when there is a reason for one."""
    return Event.FINISHED if reason is None else Event.FAULTED


def status(timed: Timed, now: float) -> Status:
    """What the service says about a task or an asset at the moment `now`; asking changes nothing."""
    if now < timed.ends_at:
        return Status.PROCESSING
    return TRANSITIONS[Status.PROCESSING, timed.outcome]


def is_kept(timed: Timed, now: float) -> bool:
    """Whether the service still knows the task: it forgets after seven days (decision D36)."""
    return now - timed.created_at <= LIFETIME
