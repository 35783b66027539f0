"""How a task of embed v2 is written in an answer: unfinished, with its embeddings, and as one of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fakeembed._core.clock import rfc3339
from fakeembed._core.life import Status, status
from fakeembed._core.media.segments import float32
from fakeembed._core.v2 import usage
from fakeembed._wire import entry_json
from fakeembed._wire.embedding_json import seconds, written_once

if TYPE_CHECKING:
    from fakeembed._core.editions import Edition
    from fakeembed._core.service import Service
    from fakeembed._core.v2.embedding_plan import Plan
    from fakeembed._core.v2.task_life import MediaTask


def unfinished(task: MediaTask, state: Status, edition: Edition) -> dict[str, Any]:
    """A task that has no data: without times, as in the examples of the reference (decision D35)."""
    why = {"error": {"message": task.reason}} if state is Status.FAILED and edition.task_errors else {}
    return {"_id": task.id, "status": state.value, "data": None, **why}


def ready(task: MediaTask, service: Service) -> bytes:
    """The body for a task that is done, made once, for as long as there is room for it: it never changes."""
    return written_once((task, service.geometry), lambda: _ready(task, service))


def _ready(task: MediaTask, service: Service) -> bytes:
    plan = task.plan
    return entry_json.body(
        {
            "_id": task.id,
            "status": Status.READY.value,
            "created_at": rfc3339(task.created_at),
            "updated_at": rfc3339(task.ends_at),
        },
        entry_json.listed(plan, service),
        {"metadata": entry_json.metadata(plan), **entry_json.usage(plan.model, usage.of_plan(plan))},
    )


def listed(task: MediaTask, edition: Edition, now: float) -> dict[str, Any]:
    """One entry of the list: the state, the times, and metadata with the names of v1."""
    state = status(task, now)
    updated = task.created_at if state is Status.PROCESSING else task.ends_at
    return {
        "_id": task.id,
        "model_name": task.model.name,
        "status": state.value,
        "created_at": rfc3339(task.created_at),
        "updated_at": rfc3339(updated),
        f"{task.plan.kind}_embedding": {"metadata": _metadata(task.plan, edition)},
    }


def _metadata(plan: Plan, edition: Edition) -> dict[str, Any]:
    found: dict[str, Any] = dict([plan.name] if plan.name is not None else [])
    if plan.kind == "video" and plan.cut.strategy == "fixed":
        found["video_clip_length"] = plan.cut.seconds
    found |= _lists(plan, edition)
    if plan.kind in {"audio", "video"}:
        found["duration"] = seconds(float32(plan.medium.duration))
    if plan.kind == "audio":
        found |= {"start_offset_sec": seconds(plan.start)} if plan.has_start else {}
        found |= {"end_offset_sec": seconds(plan.end)} if plan.has_end else {}
    return found


def _lists(plan: Plan, edition: Edition) -> dict[str, list[str]]:
    """Options and scopes; those of audio were called by their plurals before the clients from 1.3.4 on, and are so beside it."""
    options, scopes = list(plan.options), list(plan.scopes)
    plural = {"audio_embedding_options": options, "audio_embedding_scopes": scopes} if plan.kind == "audio" else {}
    scope = {"video_embedding_scope": scopes} if plan.kind == "video" else {}
    if not edition.metadata_options:
        return {**plural, **scope}
    return {**plural, f"{plan.kind}_embedding_option": options, f"{plan.kind}_embedding_scope": scopes}
