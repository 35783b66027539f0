"""GET /assets/multipart-uploads: the uploads that are not completed, newest first, page by page.

Reference: https://docs.twelvelabs.io/api-reference/upload-content/multipart-uploads/list-incomplete-uploads
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._core.assets.upload_rules import LIST_UPLOADS_RULES
from fakeembed._core.rules import check
from fakeembed._wire import upload_json
from fakeembed._wire.endpoint import Endpoint
from fakeembed._wire.page_json import as_page

if TYPE_CHECKING:
    from fakeembed._wire.endpoint import Call
    from fakeembed._wire.http import Response


def handle(call: Call) -> Response:
    """Answer with one page; a page beyond the last one is empty (decision D21)."""
    params = call.query()
    check(params, LIST_UPLOADS_RULES)
    page = call.service.library.page_of_sessions(number=params.page, limit=params.page_limit)
    now = call.service.clock.seconds
    return as_page(page, [upload_json.listed(session, now) for session in page.items], busy=False)  # an upload waits for its client


ENDPOINT = Endpoint("v1.3", "GET", "/assets/multipart-uploads", handle, family="assets")
