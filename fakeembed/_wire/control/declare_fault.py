"""POST /__fakeembed__/faults: answer coming requests with an error, as `FakeEmbed.fail_next` does; answers 204."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._core.rules import METHOD_NOT_ALLOWED
from fakeembed._wire.desk import Body, Control
from fakeembed._wire.http import Response

if TYPE_CHECKING:
    from fakeembed._wire.desk import Desk
    from fakeembed._wire.http import Request

_KEYS = ("status", "times", "method", "path", "code", "message", "headers")


def handle(desk: Desk, request: Request) -> Response:
    """Declare one fault; it fires once unless `times` says how often, and for ever when `times` is null."""
    body = Body.of(request, *_KEYS)
    headers = body.object("headers")
    if not all(
        isinstance(value, str) and (name + value).isascii() and (name + value).isprintable() for name, value in headers.items()
    ):
        msg = "headers is an object of printable ASCII texts"
        raise ValueError(msg)
    desk.fail_next(
        body.whole("status", 500) or 0,
        code=body.text("code") or METHOD_NOT_ALLOWED.code,
        message=body.text("message") or METHOD_NOT_ALLOWED.message,
        times=None if body.values.get("times", 1) is None else body.whole("times", 1),
        method=body.text("method"),
        path=body.text("path"),
        headers=headers,
    )
    return Response(204)


ENDPOINT = Control("POST", "faults", handle)
