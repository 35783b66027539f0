"""POST /__fakeembed__/reset: an empty account again; answers 204."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._wire.control.controls import Control
from fakeembed._wire.http import Response

if TYPE_CHECKING:
    from fakeembed._wire.control.controls import Controllable
    from fakeembed._wire.http import Request


def handle(fake: Controllable, _request: Request) -> Response:
    """Forget everything but the settings."""
    fake.reset()
    return Response(204)


ENDPOINT = Control("POST", "reset", handle)
