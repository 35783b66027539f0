"""How a list says which of its pages this is, and whether it leaves its reader something to wait for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fakeembed._wire.http import as_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fakeembed._core.state.paging import Page
    from fakeembed._wire.http import Response


def page_info(page: Page[Any]) -> dict[str, int]:
    """The object `page_info`, the same wherever there are pages."""
    return {"limit_per_page": page.limit, "page": page.number, "total_page": page.pages, "total_results": page.total}


def as_page(page: Page[Any], data: Sequence[Any], *, busy: bool) -> Response:
    """One page of a list, the same in every list of the service; `busy` while anything that it may show is processing."""
    return as_json(200, {"data": data, "page_info": page_info(page)}, retryable=busy)
