"""What the service knows and does: its tasks, its media and its vectors, independent of how anybody speaks to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fakeembed._core import ids, meaning, tasks
from fakeembed._core.clock import DAY
from fakeembed._core.library import Library
from fakeembed._core.media import Catalog
from fakeembed._core.paging import page_of
from fakeembed._core.tasks import Event, Task
from fakeembed._core.vectors import Embedding

if TYPE_CHECKING:
    from fakeembed._core.assets import Asset
    from fakeembed._core.clock import Clock
    from fakeembed._core.media import Medium
    from fakeembed._core.models import Model
    from fakeembed._core.paging import Page
    from fakeembed._core.segments import Segment
    from fakeembed._core.vectors import Blend

DURATION_QUOTA = 36_000.0
"""Seconds of video a day, as the headers of 2026-07-09 said; enforced only when a test asks for it."""

REQUEST_QUOTA = 1000
"""Requests a day, as the rate-limit page of v1.2 had it for the Developer plan; enforced only when a test asks for it."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What an account has used: requests that cost something, and seconds of video."""

    requests: int = 0
    seconds: float = 0.0


class Service:
    """The state of one account and what can be done with it."""

    def __init__(self, clock: Clock, *, seed: int, processing_seconds: float, dimension: int | None) -> None:
        """Start empty; `seed` decides ids and vectors, `dimension` shortens vectors for quick tests."""
        self.clock = clock
        self.media = Catalog()
        self.usage = Usage()
        self._opened_at = clock.seconds
        self._seed = seed
        self._processing_seconds = processing_seconds
        self._dimension = dimension
        self._serial = 0
        self._tasks: dict[str, Task] = {}
        self.library = Library(clock, new_id=self.new_id, processing_seconds=processing_seconds)

    # tasks

    def create_task(
        self, *, model: Model, medium: Medium, window: tuple[float, float], clip_length: int, scopes: tuple[str, ...]
    ) -> Task:
        """Start embedding a video; it is processing from now on and ends by itself."""
        now = self.clock.seconds
        task = Task(
            id=self.new_id(),
            created_at=now,
            ends_at=now + self._processing_seconds,
            outcome=Event.FAULTED if medium.fails is not None else Event.FINISHED,
            model=model,
            medium=medium,
            start=window[0],
            end=window[1],
            clip_length=clip_length,
            scopes=scopes,
        )
        self._tasks[task.id] = task
        self.usage = Usage(self.usage.requests, self.usage.seconds + medium.duration)
        return task

    def task(self, task_id: str) -> Task | None:
        """The task of that id, or None when there is none (any more)."""
        found = self._tasks.get(task_id.lower())
        return found if found is not None and tasks.is_kept(found, self.clock.seconds) else None

    def page_of_tasks(
        self, *, after: float | None, before: float | None, status: str | None, number: int, limit: int
    ) -> Page[Task]:
        """The tasks created after and before those moments, newest first; nothing older than seven days."""
        now = self.clock.seconds
        matching = [
            task
            for task in reversed(self._tasks.values())
            if tasks.is_kept(task, now)
            and (after is None or task.created_at > after)
            and (before is None or task.created_at < before)
            and (status is None or tasks.status(task, now) == status)
        ]
        return page_of(matching, number=number, limit=limit)

    def all_tasks(self) -> list[Task]:
        """Every task, oldest first."""
        return list(self._tasks.values())

    def asset(self, asset_id: str) -> Asset | None:
        """The asset of that id, or None when there is none (any more)."""
        return self.library.asset(asset_id)

    # embeddings, as recipes: a vector is computed when somebody reads it

    def segment_embedding(self, model: Model, medium: Medium, segment: Segment) -> Embedding:
        """The embedding of one stretch of a medium."""
        return self._embedding(model, meaning.segment(self._space(model), medium, segment))

    def text_embedding(self, model: Model, text: str) -> Embedding:
        """The embedding of a text."""
        return self._embedding(model, meaning.text(self._space(model), text))

    def image_embedding(self, model: Model, medium: Medium) -> Embedding:
        """The embedding of a picture."""
        return self._embedding(model, meaning.image(self._space(model), medium))

    def _embedding(self, model: Model, blend: Blend) -> Embedding:
        return Embedding(blend, min(model.width, self._dimension or model.width))

    def _space(self, model: Model) -> str:
        return f"{self._seed}|{model.name}"

    # account

    def new_id(self) -> str:
        """An id that nothing else has."""
        self._serial += 1
        return ids.object_id(self.clock.seconds, seed=self._seed, serial=self._serial)

    @property
    def window_ends_at(self) -> float:
        """Epoch seconds at which the day that the quota counts is over; it began with the first moment of the account."""
        return self._opened_at + DAY * (1 + (self.clock.seconds - self._opened_at) // DAY)

    def count_request(self) -> None:
        """Note one request that costs something."""
        self.usage = Usage(self.usage.requests + 1, self.usage.seconds)
