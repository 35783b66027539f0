"""The `conftest.py` beside the own tests of twelvelabs-haystack: the fake stands in for the service, in the live ones as well."""

from __future__ import annotations

import os
from pathlib import Path

import av
import numpy as np
import pytest

os.environ["TWELVELABS_API_KEY"] = "any"  # without a key they skip what asks the service


@pytest.fixture(autouse=True)
def _fake(fake_embed):
    fake_embed.stub("POST", "/analyze", json={"id": "1", "data": "A dog catches a frisbee.", "finish_reason": "stop"})


@pytest.fixture(scope="session", autouse=True)
def _sample():
    """The video that their live test reads is not in their archive: four seconds of grey."""
    path = Path(__file__).parent / "assets" / "sample_video.mp4"
    path.parent.mkdir(exist_ok=True)
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=10)
        stream.width, stream.height = 640, 360
        for _ in range(40):
            container.mux(stream.encode(av.VideoFrame.from_ndarray(np.full((360, 640, 3), 128, np.uint8))))
        container.mux(stream.encode())
