"""How a list says which of its pages this is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fakeembed._core.state.paging import Page


def page_info(page: Page[Any]) -> dict[str, int]:
    """The object `page_info`, the same in every list of the service."""
    return {
        "limit_per_page": page.limit,
        "page": page.number,
        "total_page": page.pages,
        "total_results": page.total,
    }
