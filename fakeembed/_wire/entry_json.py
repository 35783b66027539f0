"""How the embeddings of embed v2 are written in an answer: entries, metadata and usage, however many entries there are."""

from __future__ import annotations

from io import BytesIO
from itertools import islice, zip_longest
from typing import TYPE_CHECKING, Any, Protocol

from fakeembed._core.media.segments import float32
from fakeembed._core.models import MARENGO_3_5
from fakeembed._core.v2 import entry_embeddings
from fakeembed._core.v2.embedding_plan import entries
from fakeembed._wire.embedding_json import all_numbers, seconds
from fakeembed._wire.http import encoded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from fakeembed._core.models import Model
    from fakeembed._core.service import Service
    from fakeembed._core.v2.embedding_plan import Entry, Plan
    from fakeembed._core.vectors.numbers import Embedding

_AT_ONCE = 96
"""Entries whose vectors are computed together."""


class VectorFormat(Protocol):
    """What decides how an embedding is written: a request or the plan of a task."""

    @property
    def model(self) -> Model:
        """The embedding model."""

    @property
    def dimension(self) -> int | None:
        """How many numbers of each vector are answered."""

    @property
    def uncertain(self) -> bool:
        """Whether each vector has an uncertainty."""


def body(before: Mapping[str, Any], data: Iterable[Mapping[str, Any]], after: Mapping[str, Any]) -> bytes:
    """An answer with a list `data`, written piece by piece: a four-hour video has more than 100 MB of it.

    The buffer hands over what it holds, so the text is there once.
    """
    written = BytesIO()
    written.write(encoded({**before, "data": []})[:-2])
    for index, row in enumerate(data):
        written.write(b"," if index else b"")
        written.write(encoded(row))
    written.write(b"]," + encoded(after)[1:] if after else b"]}")
    return written.getvalue()


def listed(plan: Plan, service: Service) -> Iterator[dict[str, Any]]:
    """The entries of a plan, some of them computed whenever they are reached."""
    found = entries(plan)
    while block := list(islice(found, _AT_ONCE)):
        yield from rows(block, [entry_embeddings.embedding(service, plan, one) for one in block], plan)


def rows(found: Sequence[Entry], embeddings: Sequence[Embedding], output: VectorFormat) -> Iterator[dict[str, Any]]:
    """Entries with their vectors, and with their uncertainties where those are wanted.

    A shorter vector is the beginning of the whole one, number by number, and not scaled again (decision D67).
    """
    unsure = all_numbers(map(entry_embeddings.uncertainty, embeddings)) if output.uncertain else []
    for one, vector, doubt in zip_longest(found, all_numbers(embeddings, coarse="v2" in output.model.coarse), unsure):
        row = _row(one, vector[: output.dimension], output.model)
        yield row if doubt is None else {**row, "embedding_uncertainty": abs(doubt[: output.dimension])}


def _row(found: Entry, vector: NDArray[np.float32], model: Model) -> dict[str, Any]:
    """One entry; what does not apply is null (decision D46, examples of the reference)."""
    row = {
        "embedding": vector,
        "embedding_option": found.option,
        "embedding_scope": found.scope,
        "start_sec": None if found.start is None else seconds(found.start),
        "end_sec": None if found.end is None else seconds(found.end),
    }
    if model is MARENGO_3_5:
        row |= {
            "start_page_number": found.page,
            "end_page_number": found.page,
            "quadrant": found.quadrant,
            "chunk_index": found.chunk,
        }
    return row


def metadata(plan: Plan) -> dict[str, Any]:
    """What was embedded, with all that the published clients need to read it."""
    named = dict([plan.name] if plan.name is not None else [])
    found: dict[str, Any] = {
        "input_type": plan.kind,
        **named,
        "embedding_options": list(plan.options),
        "embedding_scopes": list(plan.scopes),
    }
    if plan.kind in {"audio", "video"}:
        found["duration"] = seconds(float32(plan.medium.duration))
        found |= {"start_offset_sec": seconds(plan.start)} if plan.has_start else {}
        found |= {"end_offset_sec": seconds(plan.end)} if plan.has_end else {}
    if plan.kind == "video" and plan.cut.strategy == "fixed":
        found["clip_length"] = plan.cut.seconds
    return {**found, **dimension(plan.model, plan.dimension)}


def dimension(model: Model, asked: int | None) -> dict[str, int]:
    """How long the vectors are; only marengo3.5 says so."""
    return {"embedding_dimension": asked or model.width} if model is MARENGO_3_5 else {}


def usage(model: Model, read: dict[str, int], *, truncated: bool = False) -> dict[str, Any]:
    """What was read, in tokens; only marengo3.5 says so."""
    if model is not MARENGO_3_5:
        return {}
    reason = {"truncation_reason": "model_context_window"} if truncated else {}
    return {"usage": {"input_tokens": read, "truncated": truncated, **reason}}
