"""Code as users write it, never run: three type checkers read it (`tests/typing/test_typing.py`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
from hypothesis import given

from fakeembed import EndlessPolling, FakeEmbed, Request, Response, Scene, strategies
from fakeembed.transports.httpx import transport

if TYPE_CHECKING:
    from fakeembed import FakeEmbedServer
    from fakeembed.provider import EmbedProvider


def test_declared_media(fake_embed: FakeEmbed) -> None:
    fake_embed.media("https://example.com/dog.mp4", duration=31, audio=False, scenes=[Scene(0, 12, "a dog catches a frisbee")])
    fake_embed.clock.advance(10)
    slept: float = fake_embed.clock.slept
    task = next(iter(fake_embed.tasks.values()))
    created_at: float = task.created_at.timestamp()
    assert slept + created_at > 0
    assert task.reason is None


def test_faults(fake_embed: FakeEmbed) -> None:
    fake_embed.fail_next(503, times=None, path="*/status")
    fake_embed.rate_limit(retry_after=30)
    fake_embed.rate_limit(100, per="1day")
    fake_embed.drop("reset", optional=True)
    status: int = fake_embed.requests.one(method="POST", path="/embed/tasks").status
    codes: list[str] = [finding.code for finding in fake_embed.conduct()]
    assert status == 200
    assert "lost-body" not in codes


def test_a_context_manager() -> None:
    with FakeEmbed(api_date="2025-07-15", errors="documented") as fake:
        answer: Response = fake.app(Request("GET", "/v1.3/embed/tasks", headers={"x-api-key": "any"}))
        client = httpx.Client(transport=transport(fake))
    assert answer.json() == {}
    assert not client.is_closed


def test_a_served_fake(fake_embed_server: FakeEmbedServer) -> None:
    url: str = fake_embed_server.url
    fake: FakeEmbed = fake_embed_server.fake
    assert url.startswith("http")
    assert len(fake.tasks) == 0


@given(strategies.invalid_create_task_requests())
def test_a_mistake(case: strategies.Invalid) -> None:
    status, code, message = case.error
    fake = FakeEmbed()
    try:
        case.settled(fake).request.answered_by(fake)
    except EndlessPolling as error:
        text: str = str(error)
        assert text
    words: str = f"{status} {code} {message}"
    assert len(words) > 10


def names(provider: EmbedProvider) -> list[str]:
    return [provider.video_url(), provider.task_id(), provider.api_key(), provider.video_filename()]
