"""The file that is written, and the three ways in which none is."""

from __future__ import annotations

import json
import urllib.error

import pytest
import summaries

URL = "https://example.com/dog.mp4"


def test_clips_are_written(fake_embed, tmp_path):
    fake_embed.media(URL, duration=12, audio=False, processing_seconds=45)

    summaries.embed("any", URL, tmp_path / "clips.json")

    assert json.loads((tmp_path / "clips.json").read_text()) == [[0, 6, 512], [6, 12, 512]]
    assert fake_embed.clock.slept == 50
    fake_embed.assert_conduct()


def test_a_video_that_fails(fake_embed, tmp_path):
    fake_embed.media(URL, fails="no frames")

    with pytest.raises(RuntimeError, match="could not be embedded"):
        summaries.embed("any", URL, tmp_path / "clips.json")


@pytest.mark.fake_embed(processing_seconds=float("inf"))
def test_a_video_that_takes_too_long(fake_embed, tmp_path):
    with pytest.raises(TimeoutError, match="not ready after 60 s"):
        summaries.embed("any", URL, tmp_path / "clips.json", polls=6)


@pytest.mark.fake_embed(api_keys=["right"])
def test_a_wrong_key(fake_embed, tmp_path):
    with pytest.raises(urllib.error.HTTPError, match="401") as refused:
        summaries.embed("wrong", URL, tmp_path / "clips.json")
    refused.value.close()
