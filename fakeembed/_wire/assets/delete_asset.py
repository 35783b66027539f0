"""DELETE /assets/{asset_id}: forget an asset for good.

Reference: https://docs.twelvelabs.io/api-reference/upload-content/direct-uploads/delete. The 409 that the service answers when
indexed assets refer to the asset never comes: the fake has no indexes, so `force` changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._core.assets.asset_rules import ASSET_NOT_FOUND, DELETE_ASSET_RULES
from fakeembed._core.rules import check, refuse
from fakeembed._wire.assets.retrieve_asset import named_asset
from fakeembed._wire.endpoint import Endpoint
from fakeembed._wire.http import Response

if TYPE_CHECKING:
    from fakeembed._wire.endpoint import Call


def handle(call: Call) -> Response:
    """Answer with nothing."""
    asset = named_asset(call)
    check(call.query(), DELETE_ASSET_RULES)
    if not call.service.library.delete(asset):
        refuse(ASSET_NOT_FOUND, resource_id=call.ids["asset_id"])  # another worker was faster
    return Response(204)


ENDPOINT = Endpoint("v1.3", "DELETE", "/assets/{asset_id}", handle, family="assets")
