"""The interface of the embedder, once mocked with `MagicMock(text_embedding=...)`."""

from __future__ import annotations

import asyncio

import pytest
from embedder import TwelveLabsEmbedder


@pytest.fixture
def embedder(fake_embed):
    return TwelveLabsEmbedder("any")


def test_a_text_has_a_vector_of_the_declared_width(embedder):
    assert len(embedder.get_embedding("a dog")) == TwelveLabsEmbedder.dimensions


def test_the_same_text_has_the_same_vector(embedder):
    assert embedder.get_embedding("a dog") == embedder.get_embedding("a dog")


def test_what_goes_wrong_is_an_empty_list(embedder, fake_embed):
    fake_embed.fail_next(401)

    assert embedder.get_embedding("a dog") == []


def test_many_at_once(embedder, fake_embed):
    vectors = asyncio.run(embedder.async_get_embeddings([f"text {number}" for number in range(10)]))

    assert len({tuple(vector) for vector in vectors}) == 10
    assert len(fake_embed.requests) == 10


def test_a_video_has_a_vector_for_each_clip(embedder, fake_embed):
    fake_embed.media("dog.mp4", duration=12, audio=False)

    assert len(embedder.get_video_embeddings("https://example.com/dog.mp4")) == 2
    assert fake_embed.clock.slept > 0


def test_a_video_that_fails_has_none(embedder, fake_embed):
    fake_embed.media("broken.mp4", fails="no frames")

    assert embedder.get_video_embeddings("https://example.com/broken.mp4") == []
