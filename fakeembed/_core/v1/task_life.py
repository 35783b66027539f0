"""A video embedding task of v1: what was asked, which options it has, and which segments an answer lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fakeembed._core.media.segments import Segment, float32, v1_order

if TYPE_CHECKING:
    from fakeembed._core.life import Event
    from fakeembed._core.media.catalog import Medium
    from fakeembed._core.models import Model


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
