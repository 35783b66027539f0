"""Clients, and short ways to the findings."""

from __future__ import annotations

import httpx
import pytest
from twelvelabs import TwelveLabs

API = "https://api.twelvelabs.io/v1.3"
URL = "https://example.com/dog.mp4"


@pytest.fixture
def client():
    """The published client, 1.3.6, as it comes."""
    return TwelveLabs(api_key="any")


@pytest.fixture
def http(fake_embed):  # noqa: ARG001 - it answers
    """A client without retries and without opinions."""
    with httpx.Client(base_url=API, headers={"x-api-key": "any"}, timeout=5) as client:
        yield client


@pytest.fixture
def form():
    """The form of a task; given fields replace those it has."""
    return lambda **more: {name: (None, value) for name, value in {"model_name": "marengo3.0", "video_url": URL, **more}.items()}


@pytest.fixture
def create(http, form):
    """Makes a task of v1 and returns its id."""
    return lambda: http.post("/embed/tasks", files=form()).json()["_id"]


@pytest.fixture
def codes(fake_embed):
    """The findings by their codes."""
    return lambda: [finding.code for finding in fake_embed.conduct()]


@pytest.fixture
def v2():
    """The JSON of a request of embed v2 for a video from some source."""
    return lambda **source: {"model_name": "marengo3.0", "input_type": "video", "video": {"media_source": source}}


@pytest.fixture
def asset(http):
    """The id of an asset that is processing."""
    return http.post("/assets", data={"method": "url"}, files={"url": (None, URL)}).json()["_id"]
