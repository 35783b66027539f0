"""How tests speak JSON to a fake: a body in, an answer as a value out; and which rules refused what they sent."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from fakeembed import Request
from fakeembed._core.rules import Refused

if TYPE_CHECKING:
    from fakeembed import FakeEmbed, Response


class Send(Protocol):
    """Sends one request to a fake."""

    def __call__(self, fake: FakeEmbed, operation: str, body: Any = None) -> Response:
        """The answer to an operation such as "POST /embed-v2" with a JSON body."""


@pytest.fixture(scope="session")
def ask() -> Send:
    """Sends one request to a fake."""
    return _ask


def _ask(fake, operation, body=None):
    method, _, target = operation.partition(" ")
    path, _, query = target.partition("?")
    content = b"" if body is None else json.dumps(body).encode()
    headers = {"x-api-key": "any", **({"content-type": "application/json"} if method == "POST" else {})}
    return fake.app(Request(method, f"/v1.3{path}", query, headers, content))


@pytest.fixture
def refusing(monkeypatch):
    """The names of the rules that refused something, oldest first."""
    names, made = [], Refused.__init__

    def noted(self, rule, *more):
        names.append(rule.name)
        made(self, rule, *more)

    monkeypatch.setattr(Refused, "__init__", noted)
    return names
