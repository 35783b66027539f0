"""GET /__fakeembed__/assumptions: what the answers so far rest on that nobody declared, as `FakeEmbed.assumptions` does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._wire.control.controls import Control
from fakeembed._wire.http import as_json

if TYPE_CHECKING:
    from fakeembed._wire.control.controls import Controllable
    from fakeembed._wire.http import Request, Response


def handle(fake: Controllable, _request: Request) -> Response:
    """Answer with a sentence for each medium."""
    return as_json(200, {"assumptions": fake.assumptions()})


ENDPOINT = Control("GET", "assumptions", handle)
