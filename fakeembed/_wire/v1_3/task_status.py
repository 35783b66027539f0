"""GET /embed/tasks/{task_id}/status: whether a task is done.

Reference: https://docs.twelvelabs.io/api-reference/video-embeddings/retrieve-video-embedding-task-status
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._core.ids import is_object_id
from fakeembed._core.life import Status, status
from fakeembed._core.rules import TASK_ID_INVALID, TASK_NOT_FOUND, refuse
from fakeembed._wire import task_json
from fakeembed._wire.endpoint import Endpoint
from fakeembed._wire.http import as_json

if TYPE_CHECKING:
    from fakeembed._core.v1.task_life import Task
    from fakeembed._wire.endpoint import Call
    from fakeembed._wire.http import Response


def handle(call: Call) -> Response:
    """Answer with the state of the task, without times and vectors."""
    task = named_task(call)
    now = call.service.clock.seconds
    retryable = status(task, now) is Status.PROCESSING
    return as_json(200, task_json.state(task, call.edition, now), retryable=retryable, resource_id=task.id)


def named_task(call: Call) -> Task:
    """The task that the path names; refused when it names none (decision D17)."""
    task_id = call.ids["task_id"]
    if not is_object_id(task_id):
        refuse(TASK_ID_INVALID)
    task = call.service.tasks.find(task_id)
    if task is None:
        refuse(TASK_NOT_FOUND, resource_id=task_id, collection_name="embed_tasks")
    return task


ENDPOINT = Endpoint("v1.3", "GET", "/embed/tasks/{task_id}/status", handle)
