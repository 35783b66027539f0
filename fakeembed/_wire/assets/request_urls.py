"""POST /assets/multipart-uploads/{upload_id}/presigned-urls: new URLs for chunks that have none, or an old one.

Reference: https://docs.twelvelabs.io/api-reference/upload-content/multipart-uploads/get-additional-presigned-urls
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._core.assets import upload_life as uploads
from fakeembed._core.assets.upload_rules import REQUEST_URLS_RULES, UPLOAD_IS_OVER
from fakeembed._core.clock import rfc3339
from fakeembed._core.rules import check, refuse
from fakeembed._wire import upload_json
from fakeembed._wire.assets.upload_status import named_session
from fakeembed._wire.endpoint import Endpoint
from fakeembed._wire.http import as_json

if TYPE_CHECKING:
    from fakeembed._wire.endpoint import Call
    from fakeembed._wire.http import Response


def handle(call: Call) -> Response:
    """Answer with `count` URLs, from chunk `start` on."""
    session = named_session(call)
    now = call.service.clock.seconds
    state = uploads.status(session, now)
    if state is not uploads.Status.ACTIVE:
        refuse(UPLOAD_IS_OVER, status=state.value)
    params = call.json()
    params.session = session
    check(params, REQUEST_URLS_RULES)
    start, count = params.body["start"], params.body["count"]
    links = call.service.library.sign(session.id, range(start, start + count))
    return as_json(
        200,
        {
            "upload_id": session.id,
            "start_index": start,
            "count": count,
            "upload_urls": upload_json.urls(session, links, call.request.origin),
            "generated_at": rfc3339(now),
            "expires_at": rfc3339(now + uploads.URL_LIFETIME),
        },
    )


ENDPOINT = Endpoint("v1.3", "POST", "/assets/multipart-uploads/{upload_id}/presigned-urls", handle, family="assets")
