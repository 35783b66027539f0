"""POST /assets/multipart-uploads/{upload_id}: report chunks that are uploaded; the last report completes the upload.

Reference: https://docs.twelvelabs.io/api-reference/upload-content/multipart-uploads/report-chunk-batch
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._core.assets import upload_life as uploads
from fakeembed._core.assets.asset_life import UNREADABLE
from fakeembed._core.assets.asset_rules import is_processed_at_once
from fakeembed._core.assets.upload_rules import REPORT_CHUNKS_RULES, UPLOAD_IS_OVER
from fakeembed._core.life import Status, status
from fakeembed._core.media import formats
from fakeembed._core.media.catalog import Upload
from fakeembed._core.rules import check, refuse
from fakeembed._wire.assets.upload_status import named_session
from fakeembed._wire.endpoint import Endpoint
from fakeembed._wire.http import as_json

if TYPE_CHECKING:
    from fakeembed._core.assets.upload_life import Session
    from fakeembed._wire.endpoint import Call
    from fakeembed._wire.http import Response


def handle(call: Call) -> Response:
    """Answer with what is counted so far, and with the asset's URL once everything is there."""
    session = named_session(call)
    state = uploads.status(session, call.service.clock.seconds)
    if state not in (uploads.Status.ACTIVE, uploads.Status.COMPLETED):  # a repeated report of a completed one is ignored
        refuse(UPLOAD_IS_OVER, status=state.value)
    params = call.json()
    params.session = session
    check(params, REPORT_CHUNKS_RULES)
    counts = call.service.library.report(session, [chunk["chunk_index"] for chunk in params.body["completed_chunks"]])
    session = named_session(call)
    if state is uploads.Status.ACTIVE:
        _complete(call, session)
    done = len(session.reported) == session.total_chunks
    asset = call.service.library.asset(session.asset_id)
    retryable = done and asset is not None and status(asset, call.service.clock.seconds) is Status.PROCESSING
    return as_json(
        200,
        {
            # Where the asset can be seen; the service gives a URL of the file itself (decision D74).
            **({"url": f"{call.request.origin}/v1.3/assets/{session.asset_id}"} if done else {}),
            "asset_id": session.asset_id,
            "processed_chunks": counts.processed,
            "duplicate_chunks": counts.duplicate,
            "total_completed": len(session.reported),
        },
        retryable=retryable,
        resource_id=session.asset_id if done else "",
    )


def _complete(call: Call, session: Session) -> None:
    service = call.service
    content = service.library.content(session)
    asset = service.library.asset(session.asset_id)
    if content is None or asset is None:
        return
    medium = formats.read(service.media, Upload(asset.filename, asset.file_type, content), asset.kind)
    at_once = is_processed_at_once(call.edition, session.total_size)
    service.library.complete(session, medium=medium, reason=UNREADABLE if medium.broken else None, at_once=at_once)


ENDPOINT = Endpoint("v1.3", "POST", "/assets/multipart-uploads/{upload_id}", handle, family="assets")
