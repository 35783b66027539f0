"""POST /assets: make an asset from a file or from what is at a URL.

Reference: https://docs.twelvelabs.io/api-reference/upload-content/direct-uploads/create
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from fakeembed._core.assets.asset_life import TOO_LARGE, UNREADABLE, Method, noted
from fakeembed._core.assets.asset_rules import CREATE_ASSET_RULES, FILE_RULES, asked_format, is_too_large_at_url
from fakeembed._core.life import Status, status
from fakeembed._core.media import formats
from fakeembed._core.media.catalog import last_segment
from fakeembed._core.media.formats import Kind
from fakeembed._core.rules import check
from fakeembed._wire import asset_json
from fakeembed._wire.endpoint import Endpoint
from fakeembed._wire.forms import MULTIPART
from fakeembed._wire.http import as_json
from fakeembed._wire.json_body import parsed

if TYPE_CHECKING:
    from fakeembed._core.ask import Ask
    from fakeembed._core.media.catalog import Catalog, Medium
    from fakeembed._wire.endpoint import Call
    from fakeembed._wire.http import Response

NAMELESS = "file"
"""The file name of an asset when neither the client nor the file nor the URL has one."""


def handle(call: Call) -> Response:
    """Answer with the new asset, which is processing."""
    ask = call.form(MULTIPART)
    if ask.given("user_metadata"):
        ask.body = {"user_metadata": parsed(ask.text("user_metadata"))}
    check(ask, CREATE_ASSET_RULES)
    method = Method(ask.text("method"))
    ask.medium = _medium(call.service.media, ask, method)
    ask.subject = "file" if method is Method.DIRECT else "url"
    check(ask, FILE_RULES)
    found = asked_format(ask) or formats.FORMATS["mp4"]
    asset = call.service.library.add(
        method=method,
        format=found,
        filename=_filename(ask, method),
        medium=ask.medium,
        reason=_reason(call, ask.medium, found.kind),
        user_metadata=noted(ask.body["user_metadata"]) if ask.body and call.edition.asset_metadata else None,
    )
    now = call.service.clock.seconds
    waiting = status(asset, now) is Status.PROCESSING
    return as_json(201, asset_json.created(asset, call.edition, now), waiting=waiting, subject=asset.id)


def _medium(catalog: Catalog, ask: Ask, method: Method) -> Medium:
    if method is Method.URL:
        return catalog.by_url(ask.text("url"))
    file = ask.files["file"]
    found = asked_format(ask)
    kind = Kind.VIDEO if found is None else found.kind
    return formats.read(catalog, replace(file, filename=_filename(ask, method)), kind, also=file.filename)


def _filename(ask: Ask, method: Method) -> str:
    sent = last_segment(ask.text("url")) if method is Method.URL else ask.files["file"].filename
    return ask.text("filename") or sent or NAMELESS


def _reason(call: Call, medium: Medium, kind: Kind) -> str | None:
    if medium.broken:
        return UNREADABLE
    return TOO_LARGE if medium.url is not None and is_too_large_at_url(call.edition, kind, medium.size) else None


ENDPOINT = Endpoint("v1.3", "POST", "/assets", handle, family="assets")
