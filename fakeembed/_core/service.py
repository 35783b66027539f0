"""What the service knows and does: its tasks, its media and its vectors, independent of how anybody speaks to it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fakeembed._core import ids
from fakeembed._core.assets.asset_store import Library
from fakeembed._core.life import outcome, processing_of
from fakeembed._core.media.catalog import Catalog
from fakeembed._core.media.names import PICTURES, SOUNDS, is_medium, names_of, names_of_upload
from fakeembed._core.quota import Quota
from fakeembed._core.state.store import Memory
from fakeembed._core.state.task_store import TaskStore
from fakeembed._core.v1.task_life import Task
from fakeembed._core.v2.task_life import MediaTask
from fakeembed._core.vectors import meaning
from fakeembed._core.vectors.numbers import Embedding, Orthogonalized, Part
from fakeembed._core.vectors.relations import Relations
from fakeembed._core.vectors.synonyms import Synonyms

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from fakeembed._core.clock import Clock
    from fakeembed._core.media.catalog import Medium
    from fakeembed._core.media.segments import Segment
    from fakeembed._core.models import Model
    from fakeembed._core.state.store import Store
    from fakeembed._core.v2.embedding_plan import Plan
    from fakeembed._core.vectors.numbers import Blend, Direction

_FINE = 1 << 20
"""How finely a pinned cosine is kept."""


class Service:
    """The state of one account and what can be done with it."""

    def __init__(
        self, clock: Clock, *, seed: int, processing_seconds: float, dimension: int | None, store: Store | None = None
    ) -> None:
        """Work on the state in `store`; `seed` decides ids and vectors, `dimension` shortens vectors for quick tests."""
        self._store = store or Memory()
        self.clock = clock
        self.media = Catalog(self._store)
        self.relations = Relations(is_medium, self._store)
        self.synonyms = Synonyms(self._store)
        self.quota = Quota(self._store)
        self.assumptions = self._store.table("assumptions")
        """What answers rested on that nobody declared, in words, by those words."""
        self._seed = seed
        self._processing_seconds = processing_seconds
        self._dimension = dimension
        self._spaces: dict[str, meaning.Space] = {}
        self.tasks: TaskStore[Task] = TaskStore(clock, self._store, "tasks")
        self.media_tasks: TaskStore[MediaTask] = TaskStore(clock, self._store, "media_tasks")
        self.library = Library(clock, new_id=self.new_id, processing_seconds=processing_seconds, store=self._store)

    # tasks

    def create_task(
        self, *, model: Model, medium: Medium, window: tuple[float, float], clip_length: int, scopes: tuple[str, ...]
    ) -> Task:
        """Start embedding a video; it is processing from now on and ends by itself."""
        now = self.clock.seconds
        task = Task(
            id=self.new_id(),
            created_at=now,
            ends_at=now + processing_of(medium, self._processing_seconds),
            outcome=outcome(medium.fails),
            model=model,
            medium=medium,
            start=window[0],
            end=window[1],
            clip_length=clip_length,
            scopes=scopes,
        )
        self.tasks.add(task)
        return task

    def create_media_task(self, plan: Plan, *, reason: str | None) -> MediaTask:
        """Start a task of embed v2; it is processing from now on and ends by itself, as `failed` when there is a reason."""
        now = self.clock.seconds
        task = MediaTask(
            id=self.new_id(),
            created_at=now,
            ends_at=now + processing_of(plan.medium, self._processing_seconds),
            outcome=outcome(reason),
            plan=plan,
            reason=reason,
        )
        self.media_tasks.add(task)
        return task

    def all_tasks(self) -> list[Task | MediaTask]:
        """Every task of both families, oldest first."""
        return sorted([*self.tasks, *self.media_tasks], key=lambda task: task.id)

    # embeddings, as recipes: a vector is computed when somebody reads it

    def segment_embedding(self, model: Model, medium: Medium, segment: Segment) -> Embedding:
        """The embedding of one stretch of a medium."""
        named, medium = self._named(medium)
        return self._embedding(model, named, meaning.segment(self._space(model), medium, segment))

    def text_embedding(self, model: Model, text: str) -> Embedding:
        """The embedding of a text."""
        return self._embedding(model, self.relations.named((text,)), meaning.text(self._space(model), text))

    def image_embedding(self, model: Model, medium: Medium) -> Embedding:
        """The embedding of a picture."""
        named, medium = self._named(medium)
        return self._embedding(model, named, meaning.image(self._space(model), medium))

    def mean_embedding(self, model: Model, embeddings: Iterable[Embedding]) -> Embedding:
        """The embedding half-way between others: a text and its pictures, for example."""
        return self._embedding(model, None, tuple(Part(1, embedding.blend) for embedding in embeddings))

    @property
    def geometry(self) -> Hashable:
        """What vectors depend on besides their input: equal for two services only if all their vectors are."""
        return self._seed, self._dimension, self.relations.pins, self.synonyms.known

    def _named(self, medium: Medium) -> tuple[str | None, Medium]:
        """The name by which a medium is pinned, if it is, and then the medium as that name alone has it (decision D79)."""
        if not self.relations:
            return None, medium
        names = names_of_upload(medium.filename or "") if medium.url is None else names_of(medium.url)
        named = self.relations.named(filter(None, names))
        return named, medium if named is None else replace(self.media.by_url(named), scenes=medium.scenes)

    def _embedding(self, model: Model, named: str | None, blend: Blend) -> Embedding:
        if named is not None:
            blend = self._pinned(model, named, blend)
        return Embedding(blend, model.width, min(model.width, self._dimension or model.width))

    def _pinned(self, model: Model, named: str, blend: Blend) -> Blend:
        """The blend of a vector of a pinned input: where the pins put it, and as much itself as they leave room for."""
        coordinates = self.relations.coordinates(named)
        axes: tuple[Orthogonalized, ...] = ()
        for name in (*coordinates.before, named):
            axes = (*axes, Orthogonalized(self._by_name(model, name), axes))
        own: Direction = axes[-1]
        if blend != axes[-1].of:  # one of many vectors of a medium: all of them stay near its axis, the nearer the nearer its pins
            spread = round(172 * self.relations.freedom(named))
            own = (Part(1000 - spread * spread // 2000, own), Part(spread, Orthogonalized(blend, axes)))
        sized = zip(coordinates.along, (*axes[:-1], own), strict=True)
        return tuple(Part(round(_FINE * cosine), direction) for cosine, direction in sized)

    def _by_name(self, model: Model, name: str) -> Blend:
        """What stands for a pinned input among the others: a text, a picture, or a whole video or sound."""
        space = self._space(model)
        if not is_medium(name):
            return meaning.text(space, name)
        medium = self.media.by_url(name)
        extension = name.rpartition(".")[2].lower()
        if extension in PICTURES:
            return meaning.image(space, medium)
        return meaning.whole(space, "audio" if extension in SOUNDS else model.options[0], medium)

    def _space(self, model: Model) -> meaning.Space:
        space = self._spaces.get(model.name)
        if space is None or space.synonyms is not self.synonyms.known:
            space = meaning.Space(f"{self._seed}|{model.name}", model.geometry, self.synonyms.known)
            self._spaces[model.name] = space
        return space

    # account

    def renew(self) -> None:
        """Look again at what was said about meaning: somebody else has written in the store."""
        self.synonyms.renew()

    def new_id(self) -> str:
        """An id that nothing else has."""
        return ids.object_id(self.clock.seconds, seed=self._seed, serial=int(self._store.count("serial")))
