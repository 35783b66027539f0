"""What the tests of embed v2 need: tasks that are done, a fake, real PDF files; `v2_cases` lies beside this file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, Protocol

import pytest

from fakeembed import FakeEmbed

sys.path.append(str(Path(__file__).parent))


class Embedded(Protocol):
    """Creates a task, waits for it and retrieves it."""

    def __call__(self, fake: FakeEmbed, body: Any) -> Any:
        """The body of the retrieved task."""


@pytest.fixture(scope="session")
def embedded(ask) -> Embedded:
    """Creates a task, waits for it and retrieves it."""

    def embed(fake, body):
        created = ask(fake, "POST /embed-v2/tasks", body)
        assert created.status == 202, created.json()
        fake.clock.advance(10)
        return ask(fake, f"GET /embed-v2/tasks/{created.json()['_id']}").json()

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
