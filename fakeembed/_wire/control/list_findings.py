"""GET /__fakeembed__/conduct: what the requests so far say about their clients, as `FakeEmbed.conduct` does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._wire.control.controls import Control
from fakeembed._wire.http import as_json

if TYPE_CHECKING:
    from fakeembed._wire.control.controls import Controllable
    from fakeembed._wire.http import Request, Response


def handle(fake: Controllable, _request: Request) -> Response:
    """Answer with code, severity, message, advice and requests of each finding."""
    return as_json(200, {"findings": fake.found()})


ENDPOINT = Control("GET", "conduct", handle)
