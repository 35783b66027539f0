"""GET /embed/tasks/{task_id}: a task with its embeddings.

Reference: https://docs.twelvelabs.io/api-reference/video-embeddings/retrieve-video-embeddings
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._core.life import Status, status
from fakeembed._core.rules import check
from fakeembed._core.v1.rules import RETRIEVE_TASK_RULES
from fakeembed._wire import task_json
from fakeembed._wire.endpoint import Endpoint
from fakeembed._wire.http import Response
from fakeembed._wire.v1_3.task_status import named_task

if TYPE_CHECKING:
    from fakeembed._wire.endpoint import Call


def handle(call: Call) -> Response:
    """Answer with the task and, when it is ready, its segments: all options, or those of `embedding_option`."""
    task = named_task(call)
    params = call.query()
    params.options = task.model.options
    if call.edition.names_options:
        check(params, RETRIEVE_TASK_RULES)
    labelled = task.model.options if call.edition.names_options else task.model.options[:1]
    wanted = params.wanted_options if call.edition.names_options else ()
    retryable = status(task, call.service.clock.seconds) is Status.PROCESSING
    body = task_json.retrieved(task, call.edition, call.service, wanted or labelled)
    return Response(200, {}, body, retryable=retryable, resource_id=task.id)


ENDPOINT = Endpoint("v1.3", "GET", "/embed/tasks/{task_id}", handle)
