"""How a v1 task is written in an answer, in every edition: what a key is called, where it stands, whether it is there at all.

Keys without a value are absent, never null (decision D46; recorded bodies of 2025 and 2026).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fakeembed._core.clock import rfc3339
from fakeembed._core.life import Status, status
from fakeembed._core.media.segments import float32
from fakeembed._core.v1.task_life import options, segments
from fakeembed._wire.embedding_json import all_numbers, seconds, written_once
from fakeembed._wire.http import encoded

if TYPE_CHECKING:
    from fakeembed._core.editions import Edition
    from fakeembed._core.service import Service
    from fakeembed._core.v1.task_life import Task


def state(task: Task, edition: Edition, now: float) -> dict[str, Any]:
    """The answer of the status endpoint: no times and no vectors, in any edition."""
    metadata = _metadata(task, edition)
    body: dict[str, Any] = {"_id": task.id, edition.model_key: task.model.name, "status": status(task, now).value}
    if edition.flat_videos:
        body["metadata"] = metadata
    if edition.segments:
        body["video_embedding"] = {"metadata": metadata}
    return body


def listed(task: Task, edition: Edition, now: float) -> dict[str, Any]:
    """One entry of the list: the state with its times."""
    ended = {"updated_at": rfc3339(min(now, task.ends_at))} if edition.updated_at else {}
    if status(task, now) is Status.PROCESSING:
        ended = {"updated_at": rfc3339(task.created_at)} if edition.updated_at else {}
    return {**state(task, edition, now), "created_at": rfc3339(task.created_at), **ended}


def retrieved(task: Task, edition: Edition, service: Service, wanted: tuple[str, ...]) -> bytes:
    """The whole task, as JSON text; `segments` is there only when the task is ready (decision D20).

    A ready task never changes, so its text is made once, for as long as there is room for it.
    """
    now = service.clock.seconds
    if status(task, now) is not Status.READY:
        return encoded(listed(task, edition, now))
    return written_once((task, edition, wanted, service.geometry), lambda: encoded(_ready(task, edition, service, wanted)))


def _ready(task: Task, edition: Edition, service: Service, wanted: tuple[str, ...]) -> dict[str, Any]:
    body = listed(task, edition, task.ends_at)
    found = _segments(task, edition, service, wanted)
    if edition.flat_videos:
        # The October 2024 clients want `float`, those before it `embedding.float`; an entry with both serves all of them.
        body["video_embeddings"] = [{**part, "embedding": {"float": part["float"]}} for part in found]
    if edition.segments:
        body["video_embedding"] = {**body["video_embedding"], "segments": found}
    return body


def _segments(task: Task, edition: Edition, service: Service, wanted: tuple[str, ...]) -> list[dict[str, Any]]:
    parts = segments(task, wanted)
    vectors = all_numbers([service.segment_embedding(task.model, task.medium, part) for part in parts])
    return [
        {
            "start_offset_sec": seconds(part.start),
            "end_offset_sec": seconds(part.end),
            "embedding_scope": part.scope,
            **({"embedding_option": part.option} if edition.names_options else {}),
            "float": vector,
        }
        for part, vector in zip(parts, vectors, strict=True)
    ]


def _metadata(task: Task, edition: Edition) -> dict[str, Any]:
    medium = task.medium
    source = {"input_url": medium.url} if medium.url is not None else {"input_filename": medium.filename}
    metadata: dict[str, Any] = {
        **source,
        "video_clip_length": task.clip_length,
        "video_embedding_scope": task.scopes,
    }
    if edition.metadata_options:
        metadata["video_embedding_option"] = options(task)
    metadata["duration"] = seconds(float32(medium.duration))
    return metadata
