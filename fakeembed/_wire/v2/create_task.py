"""POST /embed-v2/tasks: start embedding a sound or a video; with marengo3.5 an image or a document as well.

Reference: https://docs.twelvelabs.io/api-reference/create-embeddings-v2/create-async-embedding-task
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fakeembed._core.models import MARENGO_3_5
from fakeembed._core.rules import check
from fakeembed._core.shapes import shaped
from fakeembed._core.v2 import embedding_plan as plans
from fakeembed._core.v2 import task_life as media_tasks
from fakeembed._core.v2 import usage
from fakeembed._core.v2.document_rules import DOCUMENT_RULES
from fakeembed._core.v2.inputs import Mode
from fakeembed._core.v2.marengo_3_5_rules import MARENGO_3_5_RULES
from fakeembed._core.v2.parameters import EmbedParameters
from fakeembed._core.v2.rules import EMBED_RULES
from fakeembed._core.v2.segmentation_rules import WINDOW_RULES
from fakeembed._core.v2.shapes import ASYNC_SHAPE
from fakeembed._core.v2.sources import sources
from fakeembed._wire import entry_json
from fakeembed._wire.endpoint import Endpoint
from fakeembed._wire.http import as_json

if TYPE_CHECKING:
    from fakeembed._wire.endpoint import Call
    from fakeembed._wire.http import Request, Response


def handle(call: Call) -> Response:
    """Answer 202 with the new task, which has no data yet, and where to ask for it."""
    params = EmbedParameters(call.edition, Mode.ASYNC, shaped(call.json().body, ASYNC_SHAPE, call.edition))
    check(params, EMBED_RULES)
    check(params, MARENGO_3_5_RULES)
    params.sources = sources(params, call.service)
    check(params, DOCUMENT_RULES if params.kind == "document" else WINDOW_RULES)
    plan = plans.plan(params)
    call.rest_on(plan.medium, params.kind)
    if plan.model is MARENGO_3_5:
        call.meter.count_tokens(sum(usage.of_plan(plan).values()))
    call.meter.count_seconds(plan.medium.duration)
    task = call.service.create_media_task(plan, reason=media_tasks.flaw(plan, call.edition))
    dimension = entry_json.dimension(plan.model, plan.dimension)
    body = {"_id": task.id, "status": "processing", "data": None, **({"metadata": dimension} if dimension else {})}
    response = as_json(202, body, retryable=True, resource_id=task.id)
    return replace(response, headers={"location": _location(call.request, task.id)})


def _location(request: Request, task_id: str) -> str:
    """An absolute URL under the version that the client used (decision D43)."""
    path = "/".join(part for part in request.path.split("/") if part)
    return f"{request.origin}/{path}/{task_id}"


ENDPOINT = Endpoint("v1.3", "POST", "/embed-v2/tasks", handle, family="embed-v2", nested_errors=True, embeds_media=True)
