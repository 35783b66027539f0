"""POST /embed/tasks: start embedding a video, from a file or from a URL.

Reference: https://docs.twelvelabs.io/api-reference/video-embeddings/create-video-embedding-task
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._core.media import probe
from fakeembed._core.rules import check
from fakeembed._core.v1.rules import CREATE_TASK_RULES, VIDEO_RULES
from fakeembed._wire.endpoint import Endpoint
from fakeembed._wire.forms import MULTIPART
from fakeembed._wire.http import as_json

if TYPE_CHECKING:
    from fakeembed._core.media.catalog import Medium
    from fakeembed._core.parameters import Parameters
    from fakeembed._core.service import Service
    from fakeembed._wire.endpoint import Call
    from fakeembed._wire.http import Response


def handle(call: Call) -> Response:
    """Answer with the id of the new task, and with nothing else."""
    params = call.form(MULTIPART)
    check(params, CREATE_TASK_RULES)
    params.known_medium = _medium(call.service, params).lasting(params.asked_seconds)
    check(params, VIDEO_RULES)
    call.meter.count_seconds(params.medium.duration)
    task = call.service.create_task(
        model=params.model,
        medium=params.known_medium,
        window=params.window,
        clip_length=params.clip_length,
        scopes=tuple(sorted(params.listed("video_embedding_scope"))) or ("clip",),
    )
    call.rest_on(task.medium, "video")
    return as_json(200, {"_id": task.id}, retryable=True, resource_id=task.id)


def _medium(service: Service, params: Parameters) -> Medium:
    """The URL wins when both are given (documented)."""
    if params.text("video_url"):
        return service.media.by_url(params.text("video_url"))
    return service.media.by_bytes(params.files["video_file"], probe.video)


ENDPOINT = Endpoint("v1.3", "POST", "/embed/tasks", handle, embeds_media=True)
