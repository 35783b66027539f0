"""What the tests of the served fake share: a client of it."""

from __future__ import annotations

import httpx
import pytest

KEY = {"x-api-key": "any"}


@pytest.fixture
def http(fake_embed_server):
    """A client of another language, so to speak."""
    with httpx.Client(base_url=fake_embed_server.url, headers=KEY, timeout=60) as client:
        yield client
