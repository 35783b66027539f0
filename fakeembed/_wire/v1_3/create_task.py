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
    from fakeembed._core.ask import Ask
    from fakeembed._core.media.catalog import Medium
    from fakeembed._core.service import Service
    from fakeembed._wire.endpoint import Call
    from fakeembed._wire.http import Response


def handle(call: Call) -> Response:
    """Answer with the id of the new task, and with nothing else."""
    ask = call.form(MULTIPART)
    check(ask, CREATE_TASK_RULES)
    ask.medium = _medium(call.service, ask)
    check(ask, VIDEO_RULES)
    task = call.service.create_task(
        model=ask.model,
        medium=ask.medium,
        window=ask.window,
        clip_length=ask.clip_length,
        scopes=tuple(sorted(ask.listed("video_embedding_scope"))) or ("clip",),
    )
    return as_json(200, {"_id": task.id}, waiting=True, subject=task.id)


def _medium(service: Service, ask: Ask) -> Medium:
    """The URL wins when both are given (documented)."""
    if ask.text("video_url"):
        return service.media.by_url(ask.text("video_url"))
    return service.media.by_bytes(ask.files["video_file"], probe.video)


ENDPOINT = Endpoint("v1.3", "POST", "/embed/tasks", handle)
