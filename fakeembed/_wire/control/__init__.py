"""How a program in another language controls a served fake; an installed fake has no such endpoints.

They need no key, and what is wrong with a request is said in English and not in the service's words (decision D91).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._wire.control import (
    advance_clock,
    declare_fault,
    declare_medium,
    declare_stub,
    declare_synonyms,
    health,
    list_assumptions,
    list_findings,
    list_requests,
    reset,
)
from fakeembed._wire.http import as_json

if TYPE_CHECKING:
    from fakeembed._wire.control.controls import Controllable
    from fakeembed._wire.http import Request, Response

PREFIX = "/__fakeembed__/"

ENDPOINTS = (
    reset.ENDPOINT,
    advance_clock.ENDPOINT,
    declare_medium.ENDPOINT,
    declare_fault.ENDPOINT,
    declare_stub.ENDPOINT,
    declare_synonyms.ENDPOINT,
    list_requests.ENDPOINT,
    list_findings.ENDPOINT,
    list_assumptions.ENDPOINT,
    health.ENDPOINT,
)

_BY_NAME = {(endpoint.method, PREFIX + endpoint.name): endpoint for endpoint in ENDPOINTS}


def concerns(request: Request) -> bool:
    """Whether a request is for the fake itself and not for the service it stands for."""
    return request.path.startswith(PREFIX)


def answer(fake: Controllable, request: Request) -> Response:
    """What becomes of a control request: 404 when there is no such endpoint, 400 when it asks for what cannot be."""
    endpoint = _BY_NAME.get((request.method, request.path))
    if endpoint is None:
        known = ", ".join(" ".join(name) for name in _BY_NAME)
        return as_json(404, {"code": "control_unknown", "message": f"The control endpoints are: {known}."})
    try:
        response = endpoint.handle(fake, request)
    except ValueError as error:
        response = as_json(400, {"code": "control_invalid", "message": str(error)})
    if response.body:
        response.headers["content-type"] = "application/json"
    return response
