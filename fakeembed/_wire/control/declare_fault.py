"""POST /__fakeembed__/faults: let coming requests go wrong, as the methods of `FakeEmbed` do; answers 204.

A fault is one of four, each with `times`, `method`, `path`, `after` and `optional`: `{"status": 503}` with `code`, `message` and
`headers`; `{"rate_limit": {}}`, its object with `limit` or `tokens`, `per`, `retry_after`; `{"slow": 2.5}`; `{"drop": "timeout"}`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from fakeembed._core.faults import Delay, Drop, Fault, Throttle
from fakeembed._core.quota import LIMIT, PER, REQUEST, TOKEN, Limit
from fakeembed._wire.control.controls import Body, Control
from fakeembed._wire.fault_words import error
from fakeembed._wire.http import Response

if TYPE_CHECKING:
    from fakeembed._core.faults import Effect, How
    from fakeembed._wire.control.controls import Controllable
    from fakeembed._wire.http import Request

_ERROR = ("status", "code", "message", "headers")
_OTHERS = ("rate_limit", "slow", "drop")
_WHEN = ("times", "method", "path", "after", "optional")


def handle(fake: Controllable, request: Request) -> Response:
    """Declare one fault; it fires once unless `times` says how often, and for ever when `times` is null."""
    body = Body.of(request, *_ERROR, *_OTHERS, *_WHEN)
    asked = [name for name in _OTHERS if name in body.values]
    if len(asked) > 1 or (asked and any(name in body.values for name in _ERROR)):
        raise ValueError(f"a fault is one thing: {', '.join(_OTHERS)}, or a status with its code, message and headers")
    limit = _limit(body)
    fake.declare(Fault(_effect(body, *asked), **_when(body)) if limit is None else limit)
    return Response(204)


def _effect(body: Body, asked: str = "status") -> Effect:
    if asked == "slow":
        return Delay(body.number("slow", 0) or 0)
    if asked == "drop":
        return Drop(cast("How", body.text("drop")))  # it says what it takes
    if asked == "rate_limit":
        said = body.object("rate_limit")
        return Throttle(LIMIT, said.text("per", PER) or "", said.number("retry_after"))
    return error(body.whole("status", 500) or 0, body.text("code"), body.text("message"), body.object("headers").values)


def _when(body: Body) -> dict[str, Any]:
    return {
        "times": None if body.values.get("times", 1) is None else body.whole("times", 1),
        "method": body.text("method"),
        "path": body.text("path"),
        "after": body.whole("after", 0),
        "optional": body.flag("optional", default=False),
    }


def _limit(body: Body) -> Limit | None:
    """The limit that counts, or None when the body has a fault."""
    said = body.object("rate_limit").known("limit", "tokens", "per", "retry_after")
    dimension = TOKEN if "tokens" in said.values else REQUEST
    amount = said.whole("tokens" if dimension is TOKEN else "limit")
    if amount is None:
        return None
    if "retry_after" in said.values or not body.values.keys() <= {"rate_limit", "path"}:
        raise ValueError("with a limit the window decides who is refused: give no retry_after, times, method, after or optional")
    return Limit(amount, said.text("per", PER) or "", body.text("path"), dimension)


ENDPOINT = Control("POST", "faults", handle)
