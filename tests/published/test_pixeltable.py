"""The functions of pixeltable in tables of its own: each kind of input, inline and as an asset, and an index that is searched."""

from __future__ import annotations

import av
import numpy as np
import pixeltable as pxt
import pytest
from PIL import Image
from pixeltable.functions.twelvelabs import embed

MODELS = ("marengo3.0", "marengo3.5")


@pytest.fixture(autouse=True)
def _key(monkeypatch, fake_embed):
    monkeypatch.setenv("TWELVELABS_API_KEY", "any")


@pytest.fixture
def embedded():
    """The vector that a table computes of one value."""

    def computed(kind, value, model, **options):
        table = pxt.create_table("embedded", {"value": kind}, if_exists="replace_force")
        table.add_computed_column(vector=embed(table.value, model_name=model, **options))
        table.insert([{"value": value}])
        return table.select(table.vector).collect()[0]["vector"]

    return computed


@pytest.fixture
def video(tmp_path):
    """Makes a file with so many seconds of sound and of grey, or of noise, which does not compress."""

    def made(seconds, *, noisy):
        path = tmp_path / "made.mp4"
        numbers = np.random.default_rng(0)
        with av.open(str(path), "w") as container:
            stream, sound = container.add_stream("mpeg4", rate=4), container.add_stream("aac", rate=44100)
            stream.width, stream.height, stream.bit_rate = 640, 360, 20_000_000
            for _ in range(4 * seconds):
                pixels = numbers.integers(0, 255, (360, 640, 3), np.uint8) if noisy else np.full((360, 640, 3), 128, np.uint8)
                container.mux(stream.encode(av.VideoFrame.from_ndarray(pixels)))
            container.mux(stream.encode())
            frame = av.AudioFrame.from_ndarray(np.zeros((1, 44100 * seconds), np.float32), format="fltp", layout="mono")
            frame.sample_rate = 44100
            container.mux(sound.encode(frame))
            container.mux(sound.encode())
        return path

    return made


@pytest.mark.parametrize("model", MODELS)
def test_an_index_of_texts_finds_the_right_one(fake_embed, model):
    table = pxt.create_table("texts", {"text": pxt.String}, if_exists="replace_force")
    table.insert([{"text": text} for text in ("a dog catches a frisbee", "soup boils in a pot", "children feed ducks")])
    table.add_embedding_index("text", embedding=embed.using(model_name=model))

    likeness = table.text.similarity(string="frisbees, caught by dogs")
    first = table.order_by(likeness, asc=False).select(table.text).collect()[0]

    assert first["text"] == "a dog catches a frisbee"
    assert {logged.status for logged in fake_embed.requests} == {200}


@pytest.mark.parametrize("model", MODELS)
def test_an_image(embedded, model):
    assert embedded(pxt.Image, Image.new("RGB", (200, 200), "red"), model).shape == (512,)


@pytest.mark.parametrize("model", MODELS)
def test_a_short_video_is_sent_inline(fake_embed, embedded, video, model):
    assert embedded(pxt.Video, str(video(5, noisy=False)), model).shape == (512,)
    assert [logged.path for logged in fake_embed.requests] == ["/v1.3/embed-v2"]


@pytest.fixture
def large(video):
    """A video that pixeltable does not send inline."""
    path = video(12, noisy=True)
    assert path.stat().st_size > 2 * 2**20
    return str(path)


@pytest.mark.fake_embed(api_date="2026-07-06")
def test_a_large_video_is_an_asset_for_as_long_as_it_is_used(fake_embed, embedded, large):
    assert embedded(pxt.Video, large, "marengo3.0", embedding_option=["visual"]).shape == (512,)
    assert fake_embed.requests.one(method="POST", path="/assets/multipart-uploads").status in {200, 201}
    assert dict(fake_embed.assets) == {}
    assert fake_embed.requests.all(method="DELETE")


def test_since_assets_are_processed_a_large_video_is_used_too_early(fake_embed, embedded, large):
    """Seen of pixeltable 0.7.21: it does not wait for the asset, and cleans up after the refusal all the same."""
    with pytest.raises(pxt.Error):
        embedded(pxt.Video, large, "marengo3.0", embedding_option=["visual"])

    assert "asset-used-before-ready" in [finding.code for finding in fake_embed.conduct()]
    assert dict(fake_embed.assets) == {}


def test_a_limit_is_waited_for(fake_embed, embedded):
    fake_embed.rate_limit(retry_after=1)

    assert embedded(pxt.String, "a dog", "marengo3.0").shape == (512,)
    assert [logged.status for logged in fake_embed.requests] == [429, 200]
