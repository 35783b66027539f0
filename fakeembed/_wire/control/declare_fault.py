"""POST /__fakeembed__/faults: let coming requests go wrong, as the methods of `FakeEmbed` do; answers 204.

A fault is one of four, each with `times`, `method`, `path`, `after` and `optional`: `{"status": 503}` with `code`, `message` and
`headers`; `{"rate_limit": {}}`, with `limit`, `per` and `retry_after` in the object; `{"slow": 2.5}`; `{"drop": "timeout"}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from fakeembed._core.quota import PER
from fakeembed._core.rules import METHOD_NOT_ALLOWED
from fakeembed._wire.control.controls import Body, Control
from fakeembed._wire.http import Response

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fakeembed._core.faults import How
    from fakeembed._wire.control.controls import Desk
    from fakeembed._wire.http import Request

_ERROR = ("status", "code", "message", "headers")
_OTHERS = ("rate_limit", "slow", "drop")
_WHEN = ("times", "method", "path", "after", "optional")


def handle(desk: Desk, request: Request) -> Response:
    """Declare one fault; it fires once unless `times` says how often, and for ever when `times` is null."""
    body = Body.of(request, *_ERROR, *_OTHERS, *_WHEN)
    asked = [name for name in _OTHERS if body.values.get(name) is not None]
    if len(asked) > 1 or (asked and any(body.values.get(name) is not None for name in _ERROR)):
        msg = f"a fault is one thing: {', '.join(_OTHERS)}, or a status with its code, message and headers"
        raise ValueError(msg)
    when: dict[str, Any] = {
        "times": None if body.values.get("times", 1) is None else body.whole("times", 1),
        "method": body.text("method"),
        "path": body.text("path"),
        "after": body.whole("after", 0),
        "optional": body.flag("optional", default=False),
    }
    if "rate_limit" in asked:
        _rate_limit(desk, Body.known(body.object("rate_limit"), "limit", "per", "retry_after"), when)
    elif "slow" in asked:
        desk.slow(body.number("slow") or 0, **when)
    elif "drop" in asked:
        desk.drop(cast("How", body.text("drop")), **when)  # it says what it takes
    else:
        desk.fail_next(
            body.whole("status", 500) or 0,
            code=body.text("code") or METHOD_NOT_ALLOWED.code,
            message=body.text("message") or METHOD_NOT_ALLOWED.message,
            headers=_headers(body.object("headers")),
            **when,
        )
    return Response(204)


def _rate_limit(desk: Desk, body: Body, when: dict[str, Any]) -> None:
    limit, per = body.whole("limit"), body.text("per") or PER
    desk.rate_limit(limit, per=per, retry_after=body.number("retry_after"), **when)


def _headers(headers: Mapping[str, Any]) -> Mapping[str, str]:
    if not all(
        isinstance(value, str) and (name + value).isascii() and (name + value).isprintable() for name, value in headers.items()
    ):
        msg = "headers is an object of printable ASCII texts"
        raise ValueError(msg)
    return headers


ENDPOINT = Control("POST", "faults", handle)
