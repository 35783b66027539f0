"""GET /assets/multipart-uploads/{upload_id}: how far an upload is, with its chunks page by page.

Reference: https://docs.twelvelabs.io/api-reference/upload-content/multipart-uploads/get-status. A session moves when its client
does something, not by time, so nothing here leaves a poll something to wait for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._core.assets.upload_rules import UPLOAD_ID_RULES, UPLOAD_NOT_FOUND, UPLOAD_STATUS_RULES
from fakeembed._core.rules import check, refuse
from fakeembed._core.state.paging import page_of
from fakeembed._wire import upload_json
from fakeembed._wire.endpoint import Endpoint
from fakeembed._wire.http import as_json
from fakeembed._wire.page_json import page_info

if TYPE_CHECKING:
    from fakeembed._core.assets.upload_life import Session
    from fakeembed._wire.endpoint import Call
    from fakeembed._wire.http import Response


def handle(call: Call) -> Response:
    """Answer with the session and one page of its chunks; a page beyond the last one is empty (decision D21)."""
    session = named_session(call)
    params = call.query()
    check(params, UPLOAD_STATUS_RULES)
    page = page_of(range(1, session.total_chunks + 1), number=params.page, limit=params.page_limit)
    return as_json(
        200,
        {
            **upload_json.progress(session, call.service.clock.seconds),
            "uploaded_chunks": [upload_json.chunk(session, index) for index in page.items],
            "page_info": page_info(page),
        },
    )


def named_session(call: Call) -> Session:
    """The upload that the path names, or the refusal of an id that names none (decision D73)."""
    params = call.query()
    params.resource_id = call.ids["upload_id"]
    check(params, UPLOAD_ID_RULES)
    return call.service.library.session(params.resource_id) or refuse(UPLOAD_NOT_FOUND, resource_id=params.resource_id)


ENDPOINT = Endpoint("v1.3", "GET", "/assets/multipart-uploads/{upload_id}", handle, family="assets")
