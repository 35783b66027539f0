"""The page of a fake as one file: what a failing test leaves behind, without a server, a script or a form."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from fakeembed.page import account, detail, nearness, rendering, traffic
from fakeembed.page.views import common

if TYPE_CHECKING:
    from fakeembed.page.source import Source

MOST_RECORDS = 100
"""Tasks, and assets, in one file."""

MOST_REQUESTS = 300
"""Requests in one file."""

WITH_DETAILS = 40
"""Tasks and assets of which the file has more than a row."""


def report(source: Source) -> str:
    """The text of the file."""
    found = traffic.findings(source, looked_at=MOST_REQUESTS)
    listing = account.listing(source, {}, at_once=MOST_RECORDS)
    requests = traffic.listing(source, {}, found, at_once=MOST_REQUESTS)
    numbers = {row.number for row in requests.rows}
    further = {number: logged.further() for number, logged in islice(source.newest(), MOST_REQUESTS) if number in numbers}
    return rendering.rendered(
        "report.html",
        policy=rendering.policy(served=False),
        listing=listing,
        details=[detail.detail(source, record) for record in listing.records[:WITH_DETAILS]],
        requests=requests,
        further=further,
        findings=found,
        near=nearness.nearness(source, {}),
        side=nearness.SIDE,
        asked={},
        **{**common(source), "script": ""},
    )
