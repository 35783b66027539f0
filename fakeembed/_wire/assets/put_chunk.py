"""PUT to a presigned URL: take the bytes of one chunk and answer with their ETag, which is what a report has to prove it with.

Reference: https://docs.twelvelabs.io/api-reference/upload-content/multipart-uploads. The service has chunks put in an object store;
here the URL leads to the host that the client speaks to, and asks for no key, because the signature in it is the proof (D75).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._core.assets import upload_life as uploads
from fakeembed._core.assets.upload_rules import SIGNATURE_IS_WRONG, URL_IS_EXPIRED, URL_IS_USED
from fakeembed._core.rules import refuse
from fakeembed._wire.endpoint import Endpoint
from fakeembed._wire.http import Response
from fakeembed._wire.upload_json import CHUNK_PATH, SIGNATURE

if TYPE_CHECKING:
    from fakeembed._wire.endpoint import Call


def handle(call: Call) -> Response:
    """Answer with the proof in a header, and with nothing else."""
    library, now = call.service.library, call.service.clock.seconds
    session = library.session(call.ids["upload_id"])
    signature = call.request.params.get(SIGNATURE, ("",))[0]
    link = session.links.get(signature) if session is not None else None
    if session is None or link is None or str(link.chunk) != call.ids["chunk_index"]:
        refuse(SIGNATURE_IS_WRONG)
    if now >= link.expires_at or uploads.status(session, now) is not uploads.Status.ACTIVE:
        refuse(URL_IS_EXPIRED)
    proof = library.put(session, signature, call.request.body)
    if proof is None:
        refuse(URL_IS_USED)
    return Response(200, {"etag": f'"{proof}"'})


ENDPOINT = Endpoint("v1.3", "PUT", CHUNK_PATH, handle, family="assets", presigned=True)
