"""POST /assets: make an asset from a file or from what is at a URL.

Reference: https://docs.twelvelabs.io/api-reference/upload-content/direct-uploads/create
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._core.assets.asset_life import TOO_LARGE, UNREADABLE, Method, noted
from fakeembed._core.assets.asset_rules import (
    CREATE_ASSET_RULES,
    FILE_RULES,
    asked_format,
    is_processed_at_once,
    is_too_large_at_url,
)
from fakeembed._core.life import Status, status
from fakeembed._core.media import formats
from fakeembed._core.media.formats import Kind
from fakeembed._core.media.names import last_segment
from fakeembed._core.rules import check
from fakeembed._wire import asset_json
from fakeembed._wire.endpoint import Endpoint
from fakeembed._wire.forms import MULTIPART
from fakeembed._wire.http import as_json
from fakeembed._wire.json_body import parsed

if TYPE_CHECKING:
    from fakeembed._core.media.catalog import Catalog, Medium
    from fakeembed._core.parameters import Parameters
    from fakeembed._wire.endpoint import Call
    from fakeembed._wire.http import Response

NAMELESS = "file"
"""The file name of an asset when neither the client nor the file nor the URL has one."""


def handle(call: Call) -> Response:
    """Answer with the new asset, which is processing or, before July 2026, done at once when it is small."""
    params = call.form(MULTIPART)
    if params.given("user_metadata"):
        params.body = {"user_metadata": parsed(params.text("user_metadata"))}
    check(params, CREATE_ASSET_RULES)
    method = Method(params.text("method"))
    params.known_medium = _medium(call.service.media, params, method)
    check(params, FILE_RULES)
    found = asked_format(params) or formats.FORMATS["mp4"]
    asset = call.service.library.add(
        method=method,
        format=found,
        filename=_filename(params, method),
        medium=params.known_medium,
        reason=_reason(call, params.known_medium, found.kind),
        at_once=is_processed_at_once(call.edition, params.medium.size),
        user_metadata=noted(params.body["user_metadata"]) if params.body and call.edition.asset_metadata else None,
    )
    call.rest_on(asset.medium, found.kind.value)
    now = call.service.clock.seconds
    retryable = status(asset, now) is Status.PROCESSING
    return as_json(201, asset_json.created(asset, call.edition, now), retryable=retryable, resource_id=asset.id)


def _medium(catalog: Catalog, params: Parameters, method: Method) -> Medium:
    if method is Method.URL:
        return catalog.by_url(params.text("url"))
    file = params.files["file"]
    found = asked_format(params)
    kind = Kind.VIDEO if found is None else found.kind
    return formats.read(catalog, file.named(_filename(params, method)), kind, also=file.filename)


def _filename(params: Parameters, method: Method) -> str:
    sent = last_segment(params.text("url")) if method is Method.URL else params.files["file"].filename
    return params.text("filename") or sent or NAMELESS


def _reason(call: Call, medium: Medium, kind: Kind) -> str | None:
    if medium.broken:
        return UNREADABLE
    return TOO_LARGE if medium.url is not None and is_too_large_at_url(call.edition, kind, medium.size) else None


ENDPOINT = Endpoint("v1.3", "POST", "/assets", handle, family="assets")
