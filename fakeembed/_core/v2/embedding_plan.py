"""What a request of embed v2 embeds: one medium, and the entries of the answer in their order.

Entries are values without vectors; what their vectors are blended from is decided in `entry_embeddings.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fakeembed._core.media.documents import QUADRANTS, chunks
from fakeembed._core.media.scenes import pieces
from fakeembed._core.media.segments import Segment, float32

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from fakeembed._core.media.catalog import Medium
    from fakeembed._core.media.scenes import Cut
    from fakeembed._core.models import Model
    from fakeembed._core.v2.parameters import EmbedParameters


_ORDER = ("visual", "transcription", "audio", "text")
"""The order of options in an answer, whatever the order in which they were asked for (a live task of 2025-12-31)."""


@dataclass(frozen=True, slots=True)
class Note:
    """What a client says about a stretch of a medium, in seconds: `time_based_metadata`."""

    start: float
    end: float
    text: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What is embedded of one medium, and how.

    Attributes:
        kind: The input type.
        model: The embedding model.
        medium: The medium.
        name: What metadata call it: `("input_url", ...)`, `("input_filename", ...)`, or None.
        options: The embedding options, as asked for or by default.
        scopes: The embedding scopes, as asked for or by default.
        separate: Whether each option has its own vector.
        fused: Whether there is a vector of all options.
        cut: How it is cut into clips.
        start: First second of the window.
        end: The second at which the window ends.
        has_start: Whether the start was asked for.
        has_end: Whether the end was asked for.
        notes: What the client says about it.
        quadrants: Whether pages are divided into quarters.
        chunking: The most sentences in a chunk, and how many of them two chunks share; None for no chunks.
        dimension: How many numbers of each vector are answered; None for all.
        uncertain: Whether each vector has an uncertainty.
    """

    kind: str
    model: Model
    medium: Medium
    name: tuple[str, str] | None
    options: tuple[str, ...]
    scopes: tuple[str, ...]
    separate: bool
    fused: bool
    cut: Cut
    start: float
    end: float
    has_start: bool
    has_end: bool
    notes: tuple[Note, ...] = ()
    quadrants: bool = False
    chunking: tuple[int, int] | None = None
    dimension: int | None = None
    uncertain: bool = False

    @property
    def available_options(self) -> tuple[str, ...]:
        """The options this medium can have embeddings for: no sound, no audio entries, and no error either (decision D42).

        A sound with nothing to hear is a silence, which can be embedded (decision D98). Where a test says when somebody speaks,
        there is speech only if that is in the window.
        """
        silent = {"audio"} if not self.medium.audio and self.kind != "audio" else set()
        speechless = {"transcription"} if not self.medium.speech or self.speech == [] else set()
        wanted = set(self.options) - silent - speechless
        return tuple(option for option in _ORDER if option in wanted)

    @property
    def speech(self) -> list[tuple[float, float]] | None:
        """When somebody speaks in the window, or None when no test says so."""
        if not self.medium.spoken:
            return None
        inside = ((max(first, self.start), min(last, self.end)) for first, last in self.medium.spoken)
        return [(float32(first), float32(last)) for first, last in inside if first < last]


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of `data`.

    Attributes:
        option: The `embedding_option`, or None.
        scope: The `embedding_scope`, or None.
        start: First second, or None where there is no time.
        end: The second at which it ends, or None.
        page: The page it covers, from 1, or None.
        quadrant: The quarter of the page, or None for all of it.
        chunk: The position of the chunk in its text, from 0, or None.
        text: What the chunk says.
        segment: The stretch of a medium that it embeds, or None where there is no time.
    """

    option: str | None = None
    scope: str | None = None
    start: float | None = None
    end: float | None = None
    page: int | None = None
    quadrant: str | None = None
    chunk: int | None = None
    text: str = ""
    segment: Segment | None = None


def plan(params: EmbedParameters) -> Plan:
    """What a request asks for about its only medium; assumes that all rules hold."""
    source = params.sources[0]
    start, end = params.window
    notes = tuple(
        Note(float(note["start"]), float(note["end"]), note["text"]) for note in params.input.get("time_based_metadata", ())
    )
    sequential = params.sequential if params.kind == "document" else None
    return Plan(
        kind=params.kind,
        model=params.model,
        medium=source.medium,
        name=source.name,
        options=params.options,
        scopes=params.scopes,
        separate=params.separate,
        fused=params.fused,
        cut=params.cut if params.kind in {"audio", "video"} else params.choices.cut,
        start=float32(start),
        end=float32(end),
        has_start="start_sec" in params.input,
        has_end="end_sec" in params.input,
        notes=notes,
        quadrants=params.kind == "document" and (params.spatial or {}).get("strategy") == "quadrants",
        chunking=None if sequential is None else (int(sequential["max_sentences"]), int(sequential.get("overlap_sentences", 0))),
        dimension=params.dimension,
        uncertain=params.uncertain,
    )


def entries(plan: Plan) -> Iterator[Entry]:
    """What is answered, in order: of audio and video as recorded, of documents local entries before the whole (decision D40)."""
    if plan.kind == "document":
        yield from _of_pages(plan) if plan.medium.pages else _of_text(plan)
    elif plan.kind == "image":
        yield Entry("visual", "asset")
    else:
        yield from _of_time(plan)


def _of_time(plan: Plan) -> Iterator[Entry]:
    """Option by option, in each the whole window and then its clips (a live task of 2025-12-31); fused last (decision D40)."""
    grid = pieces(plan.medium, plan.cut, plan.start, plan.end)
    intervals = dict.fromkeys(plan.available_options, grid)
    if plan.speech is not None and "transcription" in intervals:
        intervals["transcription"] = plan.speech
    clips = {option: tuple(Segment(*each, option, "clip") for each in found) for option, found in intervals.items()}
    wholes = tuple(Segment(plan.start, plan.end, option, "asset", parts=found) for option, found in clips.items())
    if plan.separate:
        for whole in wholes:
            yield from _scoped(plan, whole, whole.parts)
    if plan.fused and wholes:
        fused = Segment(plan.start, plan.end, "fused", "asset", parts=wholes)
        yield from _scoped(plan, fused, (_fused_clip(clips, *interval) for interval in grid))


def _scoped(plan: Plan, whole: Segment, clips: Iterable[Segment]) -> Iterator[Entry]:
    """The entries of one option, as far as their scopes are wanted."""
    wanted = [whole] if "asset" in plan.scopes else []
    if {"clip", "local"} & set(plan.scopes):
        wanted += clips
    return (Entry(part.option, part.scope, part.start, part.end, segment=part) for part in wanted)


def _fused_clip(clips: Mapping[str, Iterable[Segment]], start: float, end: float) -> Segment:
    """All that there is between two seconds: each option of which a clip lies there."""
    present = (option for option, found in clips.items() if any(part.start < end and start < part.end for part in found))
    return Segment(start, end, "fused", "clip", parts=tuple(Segment(start, end, option, "clip") for option in present))


def _of_pages(plan: Plan) -> Iterator[Entry]:
    if "local" in plan.scopes:
        for page in range(1, plan.medium.pages + 1):
            yield Entry("visual", "page", page=page)
            if plan.quadrants:
                yield from (Entry("visual", "page", page=page, quadrant=quadrant) for quadrant in QUADRANTS)
    if "asset" in plan.scopes:
        yield from (Entry(option, "asset") for option in plan.available_options)


def _of_text(plan: Plan) -> Iterator[Entry]:
    if plan.chunking is not None:
        most, overlap = plan.chunking
        for index, text in enumerate(chunks(plan.medium.text, most=most, overlap=overlap)):
            yield Entry("text", "chunk", chunk=index, text=text)
    if "asset" in plan.scopes:
        yield Entry("text", "asset", text=plan.medium.text)
