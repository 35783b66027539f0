"""The embedding components of Langflow: their client is of the 0.4 series, and the one model they offer is that of 2025."""

from __future__ import annotations

import pytest
from lfx_bundles.twelvelabs.text_embeddings import TwelveLabsTextEmbeddingsComponent
from lfx_bundles.twelvelabs.video_embeddings import TwelveLabsVideoEmbeddings
from twelvelabs import BadRequestError

from fakeembed import EndlessPolling

then = pytest.mark.fake_embed(api_date="2025-07-15")


@pytest.fixture
def texts():
    """What the component makes from its settings."""
    return TwelveLabsTextEmbeddingsComponent(api_key="any", model="Marengo-retrieval-2.7").build_embeddings()


@then
def test_texts_are_embedded(fake_embed, texts):
    assert [len(vector) for vector in texts.embed_documents(["a dog", "a cat"])] == [1024, 1024]
    assert texts.embed_query("a dog") == texts.embed_documents(["a dog"])[0]


def test_its_model_is_gone(fake_embed, texts):
    with pytest.raises(BadRequestError, match="model_name"):
        texts.embed_query("a dog")


@pytest.fixture
def video(tmp_path):
    """A file of which the tests say what is in it."""
    path = tmp_path / "dog.mp4"
    path.touch()
    return path


@then
def test_a_video_is_embedded_and_waited_for(fake_embed, video):
    fake_embed.media(video.name, duration=13, processing_seconds=60)

    assert len(TwelveLabsVideoEmbeddings("any").embed_query(str(video))) == 1024
    assert fake_embed.clock.slept >= 60


@then
def test_a_video_that_fails_is_waited_for_without_end(fake_embed, video):
    fake_embed.media(video.name, duration=13, fails="no frames")

    with pytest.raises(EndlessPolling, match='"status":"failed"'):
        TwelveLabsVideoEmbeddings("any").embed_query(str(video))
