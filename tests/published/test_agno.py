"""The toolkit of agno, with all its tools: what an agent is told when things go well, and when they do not."""

from __future__ import annotations

import json

import pytest
from agno.tools.twelvelabs import TwelveLabsTools

URL = "https://example.com/dog.mp4"


@pytest.fixture
def tools():
    """All tools, with a key that any fake accepts."""
    return TwelveLabsTools(api_key="any", all=True)


def test_a_text_is_embedded(fake_embed, tools):
    told = json.loads(tools.embed_text("a dog catches a frisbee"))

    assert (told["model"], told["dimensions"], len(told["embedding"])) == ("marengo3.0", 512, 512)


def test_a_video_is_embedded_and_waited_for(fake_embed, tools):
    fake_embed.media(URL, duration=18, audio=False, processing_seconds=60)

    told = json.loads(tools.embed_video(URL))

    assert [segment["start_offset_sec"] for segment in told["segments"]] == [0, 6, 12]
    assert fake_embed.clock.slept == 60
    fake_embed.assert_conduct()


def test_a_video_that_fails_is_told(fake_embed, tools):
    fake_embed.media(URL, fails="no frames")

    assert tools.embed_video(URL) == "Video embedding task did not complete (status: failed)"


def test_a_refusal_is_told_in_the_words_of_the_service(fake_embed):
    told = TwelveLabsTools(api_key="any", embed_model="marengo9", all=True).embed_text("a dog")

    assert told.startswith("Error embedding text: ")
    assert "The model_name parameter is invalid." in told


def test_an_analysis_is_stubbed(fake_embed, tools):
    fake_embed.stub("POST", "/analyze", json={"id": "1", "data": "A dog.", "finish_reason": "stop"})

    assert tools.analyze_video(URL, "What is it?") == "A dog."
    assert fake_embed.requests.one(path="/analyze").json["prompt"] == "What is it?"
