"""POST /assets/multipart-uploads: start the upload of a large file in chunks.

Reference: https://docs.twelvelabs.io/api-reference/upload-content/multipart-uploads/create
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._core.assets.asset_life import noted
from fakeembed._core.assets.upload_rules import CREATE_UPLOAD_RULES
from fakeembed._core.media import formats
from fakeembed._core.rules import check
from fakeembed._wire import upload_json
from fakeembed._wire.endpoint import Endpoint
from fakeembed._wire.http import as_json

if TYPE_CHECKING:
    from fakeembed._wire.endpoint import Call
    from fakeembed._wire.http import Response


def handle(call: Call) -> Response:
    """Answer with the session, the asset that is reserved for it, and the URLs of its first chunks."""
    params = call.json()
    check(params, CREATE_UPLOAD_RULES)
    session = call.service.library.open_session(
        format=formats.of_kind(params.body["type"], params.body["filename"]),
        filename=params.body["filename"],
        total_size=params.body["total_size"],
        user_metadata=noted(params.body.get("user_metadata", {})) if call.edition.asset_metadata else None,
    )
    return as_json(201, upload_json.opened(session, session.links, call.request.origin))


ENDPOINT = Endpoint("v1.3", "POST", "/assets/multipart-uploads", handle, family="assets")
