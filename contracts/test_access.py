"""Every operation asks for a key, and asks for it first."""

from __future__ import annotations

from fakeembed.drift import suite
from fakeembed.drift.verification.behaviours import behaviour

LEFT = "x-ratelimit-request-remaining"
MESSAGE = "API Key is either invalid or expired. Please check your API key or generate a new one from the dashboard and try again."
ID = "0123456789abcdef01234567"


@behaviour("GET /embed/tasks", decided="D03")
def test_every_operation_refuses_a_request_without_a_key(service):
    """The documented code for a wrong key, on every path and before the body is read."""
    for contract in suite.contracts():
        if 401 in contract.answers:
            names = [parameter["name"] for parameter in contract.parameters if parameter["in"] == "path"]
            answer = service.ask(
                contract.operation, version=contract.version, status=401, key="none", path=dict.fromkeys(names, ID)
            )
            service.expects(
                {"code": "api_key_invalid", "message": MESSAGE}, answer.body, where=f"response 401 of {contract.operation}"
            )


@behaviour("POST /embed", decided="D100")
def test_a_request_that_is_refused_for_what_it_says_is_given_back(service):
    """Recorded of another operation on 2026-04-15: a refused request counts itself, and later ones do not count it."""
    form = {"model_name": "marengo3.0", "text": "hello"}
    first = service.ask("POST /embed", form=form)

    refused = service.ask("POST /embed", form={**form, "text": ""}, status=400)
    next_one = service.ask("POST /embed", form=form)

    left = [int(answer.headers.get(LEFT, "0")) for answer in (first, refused, next_one)]
    service.expects([left[0], left[0] - 1, left[0] - 1], left, where=f"{LEFT} of an accepted, a refused and an accepted request")
