"""How the tests of embed v2 speak to a fake: a JSON body in, an answer as a value out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Protocol

import pytest

from fakeembed import FakeEmbed, Request

if TYPE_CHECKING:
    from fakeembed import Response


class Send(Protocol):
    """Sends one request to a fake."""

    def __call__(self, fake: FakeEmbed, operation: str, body: Any = None) -> Response:
        """The answer to an operation such as "POST /embed-v2" with a JSON body."""


class Embedded(Protocol):
    """Creates a task, waits for it and retrieves it."""

    def __call__(self, fake: FakeEmbed, body: Any) -> Any:
        """The body of the retrieved task."""


@pytest.fixture(scope="session")
def ask() -> Send:
    """Sends one request to a fake."""
    return _ask


@pytest.fixture(scope="session")
def embedded() -> Embedded:
    """Creates a task, waits for it and retrieves it."""

    def embed(fake, body):
        created = _ask(fake, "POST /embed-v2/tasks", body)
        assert created.status == 202, created.json()
        fake.clock.advance(10)
        return _ask(fake, f"GET /embed-v2/tasks/{created.json()['_id']}").json()

    return embed


@pytest.fixture
def fake() -> FakeEmbed:
    """A fake of the newest service, asked directly."""
    return FakeEmbed()


@pytest.fixture(scope="session")
def pdf():
    """Makes real PDF files with that many empty pages, and of at least that many bytes."""
    from io import BytesIO

    from pypdf import PdfWriter

    def make(pages, size=0):
        writer = PdfWriter()
        for _ in range(pages):
            writer.add_blank_page(200, 200)
        if size:
            writer.add_metadata({"/Filler": "x" * size})
        file = BytesIO()
        writer.write(file)
        return file.getvalue()

    return make


def _ask(fake, operation, body=None):
    method, _, target = operation.partition(" ")
    path, _, query = target.partition("?")
    content = b"" if body is None else json.dumps(body).encode()
    headers = {"x-api-key": "any", **({"content-type": "application/json"} if method == "POST" else {})}
    return fake.app(Request(method, f"/v1.3{path}", query, headers, content))
