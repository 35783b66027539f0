"""GET /embed-v2/tasks/{task_id}: whether a task is done, and its embeddings once it is.

Reference: https://docs.twelvelabs.io/api-reference/create-embeddings-v2/retrieve-embeddings
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._core.life import Status, status
from fakeembed._core.rules import TASK_NOT_FOUND, refuse
from fakeembed._wire import media_task_json
from fakeembed._wire.endpoint import Endpoint
from fakeembed._wire.http import Response, as_json

if TYPE_CHECKING:
    from fakeembed._wire.endpoint import Call


def handle(call: Call) -> Response:
    """Answer with the task; an id that names none is a 404, whatever it looks like (decision D68)."""
    task_id = call.ids["task_id"]
    task = call.service.media_tasks.find(task_id)
    if task is None:
        refuse(TASK_NOT_FOUND, resource_id=task_id, collection_name="embed_tasks")
    state = status(task, call.service.clock.seconds)
    if state is Status.READY:
        return Response(200, {}, media_task_json.ready(task, call.service), resource_id=task.id)
    body = media_task_json.unfinished(task, state, call.edition)
    return as_json(200, body, retryable=state is Status.PROCESSING, resource_id=task.id)


ENDPOINT = Endpoint("v1.3", "GET", "/embed-v2/tasks/{task_id}", handle, family="embed-v2", nested_errors=True)
