"""Which clips lie near a text or near another clip, why, and where all of them lie on a map."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from fakeembed._core.life import Status, status
from fakeembed._core.models import MODELS
from fakeembed._core.v1.task_life import Task, options, segments
from fakeembed._core.v2 import entry_embeddings
from fakeembed._core.v2.embedding_plan import entries
from fakeembed._core.vectors.numbers import vectors
from fakeembed._core.vectors.synonyms import replaced
from fakeembed._core.vectors.words import content_words, features, title
from fakeembed.redaction import redacted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from numpy.typing import NDArray

    from fakeembed._core.media.catalog import Medium
    from fakeembed._core.media.segments import Segment
    from fakeembed._core.v2.task_life import MediaTask
    from fakeembed._core.vectors.numbers import Embedding
    from fakeembed._core.vectors.synonyms import Synonym
    from fakeembed.page.source import Source

MOST_CLIPS = 300
"""Clips that are compared, those of the newest tasks that are ready."""

NEAREST = 15
"""Clips that are listed."""

ALIKE = 0.3
"""Cosine of the features of two words from which on they are said to be shared."""

SIDE = 600
"""Units of a side of the map."""

_ITERATIONS = 50
"""Of the search for two directions: what is left of the others is far below a pixel."""

HUES = 8
"""Colours of dots: each task has one, and the ninth has that of the first again."""

MOST_CHARACTERS = 2000
"""Of a text that somebody types; the service embeds no more words than that."""


@dataclass(frozen=True, slots=True)
class Clip:
    """One clip that has a vector.

    Attributes:
        key: Names it in a link: the id of its task, a colon, and its place among the clips of that task.
        task: The id of its task.
        name: The URL or the file name.
        option: `visual`, `audio`, `transcription`, `visual-text` or `fused`.
        start: First second.
        end: The second at which it is over.
        shows: What it shows: the scenes that it overlaps, or what the medium is called.
    """

    key: str
    task: str
    name: str
    option: str
    start: float
    end: float
    shows: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A clip, how near it lies, and the words that made it near, such as `dog` or `dogs ~ dog`."""

    clip: Clip
    cosine: float
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dot:
    """One clip, or the text, on the map."""

    x: int
    y: int
    hue: int
    title: str
    kind: str


class Choice(NamedTuple):
    """What can be looked at, and what is: a model that has clips, and one of the options that its clips have."""

    model: str
    models: tuple[str, ...]
    option: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Nearness:
    """What the page shows of the vectors of one model.

    Attributes:
        choice: Which vectors they are.
        text: What somebody typed.
        of: The clip that somebody chose, or None.
        neighbours: Nearest first.
        dots: The map.
        clips: How many clips were compared.
    """

    choice: Choice
    text: str = ""
    of: Clip | None = None
    neighbours: tuple[Neighbour, ...] = ()
    dots: tuple[Dot, ...] = ()
    clips: int = 0


def nearness(source: Source, asked: Mapping[str, str]) -> Nearness:
    """What lies near the text `text` or the clip `clip`, among the clips of `option` of a `model`."""
    tasks = [task for task in _newest(source) if status(task, source.service.clock.seconds) is Status.READY]
    choice = _choice(tasks, asked)
    alike = (task for task in tasks if task.model.name == choice.model)
    found = list(islice(_clips(source, alike, choice.option), MOST_CLIPS))
    text = asked.get("text", "")[:MOST_CHARACTERS].strip()
    if not found:
        return Nearness(choice, text)
    clips = [clip for clip, _ in found]
    points = np.stack(list(vectors(embedding for _, embedding in found)))
    if text:
        query = next(vectors([source.service.text_embedding(MODELS[choice.model], text)]))
        neighbours = _ranked(clips, points @ query, text, source.service.synonyms.known)
        return Nearness(choice, text, None, neighbours, _map(clips, points, query, text), len(clips))
    of = next((index for index, clip in enumerate(clips) if clip.key == asked.get("clip")), None)
    if of is None:
        return Nearness(choice, dots=_map(clips, points), clips=len(clips))
    cosines = points @ points[of]
    cosines[of] = -2  # it is no neighbour of its own
    neighbours = _ranked(clips, cosines, clips[of].shows, source.service.synonyms.known)
    return Nearness(choice, "", clips[of], neighbours, _map(clips, points, chosen=of), len(clips))


def _choice(tasks: list[Task | MediaTask], asked: Mapping[str, str]) -> Choice:
    models = tuple(dict.fromkeys(task.model.name for task in tasks))
    model = _one_of(models, asked.get("model"))
    options = tuple(dict.fromkeys(option for task in tasks if task.model.name == model for option in _options(task)))
    return Choice(model, models, _one_of(options, asked.get("option")), options)


def _one_of(known: tuple[str, ...], wanted: str | None) -> str:
    return wanted if wanted in known else next(iter(known), "")


def _ranked(clips: list[Clip], cosines: NDArray[np.float32], said: str, synonyms: Iterable[Synonym]) -> tuple[Neighbour, ...]:
    nearest = [int(index) for index in np.argsort(-cosines, kind="stable")[:NEAREST] if cosines[index] >= -1.01]
    return tuple(Neighbour(clips[at], float(cosines[at]), shared_words(said, clips[at].shows, synonyms)) for at in nearest)


def shared_words(one: str, other: str, synonyms: Iterable[Synonym] = ()) -> tuple[str, ...]:
    """The words of two texts that their vectors share, most alike first; a synonym is the word as which it is read.

    >>> shared_words("a dog jumps", "two dogs on the grass")
    ('dog ~ dogs',)
    """
    others = [(word, features(word)) for word in _read(other, synonyms)]
    pairs = []
    for word in _read(one, synonyms):
        mine = features(word)
        likeness, near = max(((_cosine(mine, theirs), near) for near, theirs in others), default=(0.0, ""))
        if likeness >= ALIKE:
            pairs.append((-likeness, word if word == near else f"{word} ~ {near}"))
    return tuple(said for _, said in sorted(pairs))


def _read(text: str, synonyms: Iterable[Synonym]) -> list[str]:
    return replaced(content_words(text), synonyms)


def _cosine(one: dict[str, int], other: dict[str, int]) -> float:
    dot = sum(weight * other.get(name, 0) for name, weight in one.items())
    return dot / sqrt(sum(weight**2 for weight in one.values()) * sum(weight**2 for weight in other.values()))


def _newest(source: Source) -> list[Task | MediaTask]:
    """The newest tasks, of which there need be no more than clips are compared."""
    service = source.service
    newest: list[Task | MediaTask] = [*list(service.tasks)[-MOST_CLIPS:], *list(service.media_tasks)[-MOST_CLIPS:]]
    return sorted(newest, key=lambda task: (task.created_at, task.id), reverse=True)


def _options(task: Task | MediaTask) -> tuple[str, ...]:
    if isinstance(task, Task):
        return options(task)
    return task.plan.available_options if task.plan.kind in {"audio", "video"} else ()


def _clips(source: Source, tasks: Iterable[Task | MediaTask], option: str) -> Iterator[tuple[Clip, Embedding]]:
    service = source.service
    for task in tasks:
        medium = task.medium
        name = redacted(medium.url or medium.filename or "")
        for index, (part, embedding) in enumerate(_parts(source, task, option)):
            shows = _shows(medium, part)
            clip = Clip(f"{task.id}:{index}", task.id, name, part.option, part.start, part.end, shows)
            yield clip, embedding or service.segment_embedding(task.model, medium, part)


def _parts(source: Source, task: Task | MediaTask, option: str) -> Iterator[tuple[Segment, Embedding | None]]:
    """The clips of one option, and their embeddings where these are more than the stretch."""
    if isinstance(task, Task):
        yield from ((part, None) for part in segments(task, (option,)) if part.scope == "clip")
        return
    for entry in entries(task.plan) if option in _options(task) else ():
        part = entry.segment
        if part is not None and part.scope == "clip" and part.option == option:
            yield part, entry_embeddings.embedding(source.service, task.plan, entry)


def _shows(medium: Medium, part: Segment) -> str:
    shown = [scene.text for scene in medium.scenes if scene.start < part.end and part.start < scene.end]
    return ", ".join(shown) or title(medium.title)


def _map(
    clips: list[Clip],
    points: NDArray[np.float32],
    query: NDArray[np.float32] | None = None,
    text: str = "",
    chosen: int | None = None,
) -> tuple[Dot, ...]:
    """The two directions in which the clips differ most, the same from run to run; a text has no part in choosing them."""
    middle = points.mean(axis=0)
    apart = (points - middle).astype(np.float64)
    axes = _axes(apart)
    largest = axes[np.arange(len(axes)), np.abs(axes).argmax(axis=1)]
    axes = axes * np.where(largest < 0, -1, 1)[:, None]  # else each run could mirror the map
    every = points if query is None else np.vstack([points, query])
    flat = np.zeros((len(every), 2))
    flat[:, : len(axes)] = (every - middle) @ axes.T
    farthest = max(float(np.abs(flat).max()), 1e-9)
    places: list[list[int]] = np.rint(SIDE / 2 + flat * (SIDE / 2 - 20) / farthest).astype(int).tolist()
    hues = {task: index % HUES for index, task in enumerate(dict.fromkeys(clip.task for clip in clips))}
    dots = [
        Dot(
            x,
            y,
            hues[clip.task],
            f"{clip.name}, {clip.start:g} to {clip.end:g} s: {clip.shows}",
            "chosen" if at == chosen else "clip",
        )
        for at, ((x, y), clip) in enumerate(zip(places, clips, strict=False))
    ]
    if query is not None:
        x, y = places[-1]
        dots.append(Dot(x, y, 0, text, "text"))
    return tuple(dots)


def _axes(apart: NDArray[np.float64]) -> NDArray[np.float64]:
    """The two unit vectors along which rows around their mean differ most; zeros where they do not differ any more.

    By subspace iteration: a whole decomposition keeps all cores busy for seconds where they are busy already.
    """
    found = np.cos(np.outer(np.arange(apart.shape[1]), np.arange(1, 5)))  # a start like any other, the same each time
    for _ in range(_ITERATIONS):
        found, _ = np.linalg.qr(apart.T @ (apart @ found))
    spreads, turned = np.linalg.eigh(found.T @ (apart.T @ (apart @ found)))
    axes: NDArray[np.float64] = ((found @ turned) * (spreads > 1e-9)).T[:-3:-1]
    return axes
