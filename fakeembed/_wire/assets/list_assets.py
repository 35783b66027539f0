"""GET /assets: the assets of the account, newest first, page by page.

Reference: https://docs.twelvelabs.io/api-reference/upload-content/direct-uploads/list
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._core.assets.asset_rules import LIST_ASSETS_RULES
from fakeembed._core.rules import check
from fakeembed._wire import asset_json
from fakeembed._wire.endpoint import Endpoint
from fakeembed._wire.page_json import as_page

if TYPE_CHECKING:
    from fakeembed._wire.endpoint import Call
    from fakeembed._wire.http import Response


def handle(call: Call) -> Response:
    """Answer with one page; a page beyond the last one is empty (decision D21)."""
    params = call.query()
    check(params, LIST_ASSETS_RULES)
    page = call.service.library.page_of_assets(
        asset_ids=params.listed("asset_ids"),
        kinds=params.listed("asset_types"),
        filename=params.text("filename") if call.edition.asset_details else "",
        number=params.page,
        limit=params.page_limit,
    )
    now = call.service.clock.seconds
    data = [asset_json.retrieved(asset, call.edition, now) for asset in page.items]
    return as_page(page, data, busy=call.service.library.is_busy())


ENDPOINT = Endpoint("v1.3", "GET", "/assets", handle, family="assets")
