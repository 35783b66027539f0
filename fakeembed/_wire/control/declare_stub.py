"""POST /__fakeembed__/stubs: answer an operation that the fake does not serve, as `FakeEmbed.stub` does; answers 204.

`{"method": "POST", "path": "/analyze", "json": {...}}`; `content` (a text) or `stream` (an array of JSON values, or of texts that
are sent as they are) in the place of `json`, and `status`, `times` and `replace`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._core.stubs import Stub
from fakeembed._wire.control.controls import Body, Control
from fakeembed._wire.http import Response
from fakeembed._wire.stubs import KINDS, written

if TYPE_CHECKING:
    from fakeembed._wire.control.controls import Controllable
    from fakeembed._wire.http import Request


def handle(fake: Controllable, request: Request) -> Response:
    """Declare one stub."""
    body = Body.of(request, "method", "path", *KINDS, "status", "times", "replace")
    content_type, content = written({kind: body.values[kind] for kind in KINDS if kind in body.values})
    fake.declare(
        Stub(
            body.needed_text("method"),
            body.needed_text("path"),
            body.whole("status", 200) or 0,
            content_type,
            content,
            times=body.whole("times"),
            replace=body.flag("replace", default=False),
        )
    )
    return Response(204)


ENDPOINT = Control("POST", "stubs", handle)
