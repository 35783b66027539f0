"""The life of an embedding task: a table of what may follow what, and how time alone moves a task along it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Protocol

from fakeembed._core.segments import Segment, float32, v1_order

if TYPE_CHECKING:
    from fakeembed._core.media import Medium
    from fakeembed._core.models import Model

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
    """What can happen to a task."""

    FINISHED = "finished"
    FAULTED = "faulted"


# What is not in this table cannot happen: `ready` and `failed` are final, there is no cancel, no retry and no delete.
TRANSITIONS: dict[tuple[Status, Event], Status] = {
    (Status.PROCESSING, Event.FINISHED): Status.READY,
    (Status.PROCESSING, Event.FAULTED): Status.FAILED,
}


class Timed(Protocol):
    """What a task of any endpoint family has: an id, a beginning, and the moment and the way in which it ends."""

    @property
    def id(self) -> str: ...
    @property
    def created_at(self) -> float: ...
    @property
    def ends_at(self) -> float: ...
    @property
    def outcome(self) -> Event: ...


@dataclass(frozen=True, slots=True)
class Task:
    """One video embedding task: what was asked, and the moment and the way in which it ends.

    Attributes:
        id: An ObjectId.
        created_at: Epoch seconds.
        ends_at: Epoch seconds at which processing is over.
        outcome: What happens then.
        model: The embedding model.
        medium: The video.
        start: First second of the embedded window.
        end: The second at which the window ends.
        clip_length: Seconds in a clip.
        scopes: `("clip",)` or `("clip", "video")`.
    """

    id: str
    created_at: float
    ends_at: float
    outcome: Event
    model: Model
    medium: Medium
    start: float
    end: float
    clip_length: int
    scopes: tuple[str, ...]

    @property
    def reason(self) -> str | None:
        """Why it fails, or None."""
        return self.medium.fails


def status(task: Timed, now: float) -> Status:
    """What the service says about a task at the moment `now`; asking changes nothing."""
    if now < task.ends_at:
        return Status.PROCESSING
    return TRANSITIONS[Status.PROCESSING, task.outcome]


def is_kept(task: Timed, now: float) -> bool:
    """Whether the service still knows the task: it forgets after seven days (decision D36)."""
    return now - task.created_at <= LIFETIME


def options(task: Task) -> tuple[str, ...]:
    """The options this video can have embeddings for: no sound, no audio entries, and no error either.

    Recorded 2025-06-19 (a silent video asked for audio); without speech there is no transcription (decision D42).
    """
    medium = task.medium
    if medium.audio and medium.speech:
        return task.model.options
    missing = {"transcription"} if medium.audio else {"audio", "transcription"}
    return tuple(option for option in task.model.options if option not in missing)


def segments(task: Task, wanted: tuple[str, ...]) -> list[Segment]:
    """The stretches of the video that got an embedding, for the options in `wanted`, in the order of the answer."""
    return v1_order(
        options=[option for option in options(task) if option in wanted],
        scopes=task.scopes,
        window=(task.start, task.end),
        length=task.clip_length,
        duration=float32(task.medium.duration),
    )
