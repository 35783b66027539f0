"""GET /assets/{asset_id}: an asset and how far its validation is.

Reference: https://docs.twelvelabs.io/api-reference/upload-content/direct-uploads/retrieve
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._core.assets.asset_rules import ASSET_ID_RULES, ASSET_NOT_FOUND
from fakeembed._core.life import Status, status
from fakeembed._core.rules import check, refuse
from fakeembed._wire import asset_json
from fakeembed._wire.endpoint import Endpoint
from fakeembed._wire.http import as_json

if TYPE_CHECKING:
    from fakeembed._core.assets.asset_life import Asset
    from fakeembed._wire.endpoint import Call
    from fakeembed._wire.http import Response


def handle(call: Call) -> Response:
    """Answer with the asset."""
    asset = named_asset(call)
    now = call.service.clock.seconds
    retryable = status(asset, now) is Status.PROCESSING
    return as_json(200, asset_json.retrieved(asset, call.edition, now), retryable=retryable, resource_id=asset.id)


def named_asset(call: Call) -> Asset:
    """The asset that the path names, or the refusal of an id that names none (decisions D30, D73)."""
    params = call.query()
    params.resource_id = call.ids["asset_id"]
    check(params, ASSET_ID_RULES)
    return call.service.library.asset(params.resource_id) or refuse(ASSET_NOT_FOUND, resource_id=params.resource_id)


ENDPOINT = Endpoint("v1.3", "GET", "/assets/{asset_id}", handle, family="assets")
