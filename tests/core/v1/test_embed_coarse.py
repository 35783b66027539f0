"""Which vectors of `POST /embed` are exact bfloat16, as it was recorded."""

from __future__ import annotations

import numpy as np
import pytest

from fakeembed import FakeEmbed


@pytest.mark.parametrize(
    ("day", "model", "kind", "coarse"),
    [
        pytest.param("2025-04-02", "Marengo-retrieval-2.7", "text", True, id="v1_embed_text_27_aws"),
        pytest.param("2025-04-02", "Marengo-retrieval-2.7", "audio", True, id="v1_embed_audio_27_aws"),
        pytest.param("2025-04-02", "Marengo-retrieval-2.7", "image", False, id="v1_embed_image_27_aws"),
        pytest.param("2026-07-20", "marengo3.0", "text", False, id="v1_embed_text_marengo30_ok"),
    ],
)
def test_texts_and_sounds_of_2_7_are_coarse(send, day, model, kind, coarse):
    """Recorded: all of 1,024 numbers, or none of them; norms within 1.6e-4 of 1, or within 1e-7."""
    source = {"text": "a rabbit in a forest", "audio_url": "https://example.com/a.mp3", "image_url": "https://example.com/a.jpg"}
    name = kind if kind == "text" else f"{kind}_url"

    answer = send(FakeEmbed(api_date=day), "POST /v1.3/embed", {"model_name": model, name: source[name]}).json()

    vector = np.array(answer[f"{kind}_embedding"]["segments"][0]["float"], np.float32)
    exact = int(np.count_nonzero(vector.view(np.uint32) & 0xFFFF == 0))
    assert (exact == len(vector)) is coarse
    assert coarse or exact < 8
    assert abs(np.linalg.norm(vector.astype(float)) - 1) < (0.004 if coarse else 1e-6)
