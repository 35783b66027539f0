"""GET /embed/tasks: the tasks of the last seven days, newest first, page by page.

Reference: https://docs.twelvelabs.io/api-reference/video-embeddings/list-video-embedding-tasks
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._core.rules import check
from fakeembed._core.v1.rules import LIST_TASKS_RULES
from fakeembed._wire import task_json
from fakeembed._wire.endpoint import Endpoint
from fakeembed._wire.page_json import as_page
from fakeembed._wire.task_query import task_query

if TYPE_CHECKING:
    from fakeembed._wire.endpoint import Call
    from fakeembed._wire.http import Response


def handle(call: Call) -> Response:
    """Answer with one page; a page beyond the last one is empty (decision D21)."""
    params = call.query()
    check(params, LIST_TASKS_RULES)
    page = call.service.tasks.page(task_query(params))
    now = call.service.clock.seconds
    data = [task_json.listed(task, call.edition, now) for task in page.items]
    return as_page(page, data, busy=call.service.tasks.is_busy())


ENDPOINT = Endpoint("v1.3", "GET", "/embed/tasks", handle)
