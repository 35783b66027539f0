"""POST /__fakeembed__/clock {"advance": 10}: let seconds pass at once; answers 200 with the time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._core.clock import rfc3339
from fakeembed._wire.control.controls import Body, Control
from fakeembed._wire.http import as_json

if TYPE_CHECKING:
    from fakeembed._wire.control.controls import Controllable
    from fakeembed._wire.http import Request, Response

FURTHEST = 10 * 365 * 86_400
"""Seconds that one request can advance; more is a slip, and would leave the calendar."""


def handle(fake: Controllable, request: Request) -> Response:
    """Advance the clock, by nothing to learn what time it is."""
    seconds = Body.of(request, "advance").number("advance", 0) or 0
    if seconds > FURTHEST:
        raise ValueError(f"advance is {FURTHEST} seconds at most")
    return as_json(200, {"now": rfc3339(fake.clock.advance(seconds).timestamp())})


ENDPOINT = Control("POST", "clock", handle)
