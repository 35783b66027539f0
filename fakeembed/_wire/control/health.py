"""GET /__fakeembed__/health: whether this fake answers; it looks at nothing, so it is as quick whatever the log holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._wire.control.controls import Control
from fakeembed._wire.http import as_json

if TYPE_CHECKING:
    from fakeembed._wire.control.controls import Controllable
    from fakeembed._wire.http import Request, Response


def handle(_fake: Controllable, _request: Request) -> Response:
    """Say that there is somebody."""
    return as_json(200, {"status": "ok"})


ENDPOINT = Control("GET", "health", handle)
