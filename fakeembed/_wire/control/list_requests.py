"""GET /__fakeembed__/requests: what was asked of the service, oldest first; control requests are not listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._wire.control.controls import Control
from fakeembed._wire.http import as_json

if TYPE_CHECKING:
    from fakeembed._wire.control.controls import Controllable
    from fakeembed._wire.http import Request, Response


def handle(fake: Controllable, _request: Request) -> Response:
    """Answer with method, path, params, form, files, json and status of each."""
    return as_json(200, {"requests": fake.logged()})


ENDPOINT = Control("GET", "requests", handle)
