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
    ask = call.query()
    check(ask, UPLOAD_STATUS_RULES)
    page = page_of(range(1, session.total_chunks + 1), number=ask.whole("page", 1), limit=ask.whole("page_limit", 10))
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
    ask = call.query()
    ask.subject = call.ids["upload_id"]
    check(ask, UPLOAD_ID_RULES)
    return call.service.library.session(ask.subject) or refuse(UPLOAD_NOT_FOUND, resource_id=ask.subject)


ENDPOINT = Endpoint("v1.3", "GET", "/assets/multipart-uploads/{upload_id}", handle, family="assets")
