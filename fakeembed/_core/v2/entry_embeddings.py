"""What the entries of embed v2 embed to: the same as in v1 wherever both embed the same stretch of the same medium."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._core.media.segments import Segment
from fakeembed._core.vectors.numbers import LANES, Part, Plane, RandomDirection

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fakeembed._core.media.catalog import Medium
    from fakeembed._core.models import Model
    from fakeembed._core.service import Service
    from fakeembed._core.v2.embedding_plan import Entry, Note, Plan
    from fakeembed._core.vectors.numbers import Embedding

_DOUBT = RandomDirection(("uncertainty",), Plane(0, LANES))


def embedding(service: Service, plan: Plan, entry: Entry) -> Embedding:
    """The embedding of one entry of a plan."""
    if entry.segment is not None:
        return _of_time(service, plan, entry.segment)
    if plan.kind == "image":
        return service.image_embedding(plan.model, plan.medium)
    return _of_document(service, plan, entry)


def whole(service: Service, model: Model, kind: str, medium: Medium) -> Embedding:
    """The one embedding of all there is to see, hear and read in a medium of a kind."""
    if kind == "image":
        return service.image_embedding(model, medium)
    if kind == "document" and medium.text:
        return service.text_embedding(model, medium.text)
    if kind == "document":
        return _of_pages(service, model, medium, (0, medium.pages))
    options = [*(["visual"] if kind == "video" else []), *(["audio"] if medium.audio or kind == "audio" else [])]
    parts = [Segment(0.0, medium.duration, option, "asset") for option in options]
    return mean(service, model, [service.segment_embedding(model, medium, part) for part in parts])


def mean(service: Service, model: Model, embeddings: Sequence[Embedding]) -> Embedding:
    """What lies half-way between embeddings; one alone is what it is."""
    return embeddings[0] if len(embeddings) == 1 else service.mean_embedding(model, embeddings)


def uncertainty(content: Embedding) -> Embedding:
    """How uncertain each number is, before signs are dropped: mostly the same for all, partly the content's own (decision D69)."""
    return content._replace(blend=(Part(4, _DOUBT), Part(1, content.blend)))


def _of_time(service: Service, plan: Plan, segment: Segment) -> Embedding:
    """A stretch of audio or video; what the client says about it is folded into the fused vector only (documented)."""
    said = [note.text for note in plan.notes if segment.option == "fused" and _overlap(note, segment)]
    if not said:
        return service.segment_embedding(plan.model, plan.medium, segment)
    parts = (service.segment_embedding(plan.model, plan.medium, part) for part in segment.parts)
    return mean(service, plan.model, [*parts, *(service.text_embedding(plan.model, text) for text in said)])


def _overlap(note: Note, segment: Segment) -> bool:
    """Whether a note is about a stretch; a single moment belongs to the stretch that it opens."""
    return note.start < segment.end and (segment.start < note.end or segment.start <= note.start)


def _of_document(service: Service, plan: Plan, entry: Entry) -> Embedding:
    """A text is embedded as a text (documented), and so is what a PDF says, as far as a test declared it."""
    if not plan.medium.pages:
        return service.text_embedding(plan.model, entry.text)
    if entry.option == "text":
        shown = " ".join(scene.text for scene in plan.medium.scenes)
        return service.text_embedding(plan.model, shown or plan.medium.identity)
    pages = (0, plan.medium.pages) if entry.page is None else (entry.page - 1, entry.page)
    return _of_pages(service, plan.model, plan.medium, pages, entry.quadrant or "all of it")


def _of_pages(service: Service, model: Model, medium: Medium, pages: tuple[int, int], quadrant: str = "all of it") -> Embedding:
    """Pages are like the stills of a video that has a page each second; each quarter has something of its own."""
    first, last = pages
    return service.segment_embedding(model, medium, Segment(float(first), float(last), "visual", f"page {quadrant}"))
