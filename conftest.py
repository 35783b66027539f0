"""What the tests share: hypothesis profiles and real, small media files made with PyAV."""

from __future__ import annotations

import os
from fractions import Fraction
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Protocol

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Callable

pytest_plugins = ["pytester"]

settings.register_profile("dev", max_examples=50, deadline=None)
settings.register_profile("ci", max_examples=100, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("few", settings.get_profile("ci"), max_examples=20)
settings.register_profile("nightly", max_examples=2000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if os.environ.get("CI") else "dev"))


class VideoFile(Protocol):
    """Makes the bytes of a real MP4 file."""

    def __call__(self, seconds: float = 12.0, width: int = 640, height: int = 360, *, sound: bool = True) -> bytes:
        """The file."""


@pytest.fixture(scope="session")
def video_file() -> VideoFile:
    """Makes real MP4 files: black pictures, and silence when there is sound."""
    return lru_cache(_mp4)


@pytest.fixture(scope="session")
def audio_file() -> Callable[[float], bytes]:
    """Makes real WAV files of that many seconds."""
    return lru_cache(_wav)


@pytest.fixture(scope="session")
def image_file() -> Callable[[int, int], bytes]:
    """Makes real PNG files of that width and height."""
    return lru_cache(_png)


def _mp4(seconds: float = 12.0, width: int = 640, height: int = 360, *, sound: bool = True) -> bytes:
    import av
    import numpy as np

    rate = 2
    file = BytesIO()
    with av.open(file, "w", format="mp4") as container:
        picture = container.add_stream("mpeg4", rate=rate)
        picture.width, picture.height, picture.pix_fmt = width, height, "yuv420p"
        tone = container.add_stream("aac", rate=8000) if sound else None
        frame = av.VideoFrame.from_ndarray(np.zeros((height, width, 3), np.uint8), format="rgb24")
        for number in range(round(seconds * rate)):
            frame.pts = number
            container.mux(picture.encode(frame))
        container.mux(picture.encode())
        if tone is not None:
            for start in range(0, round(seconds * 8000), 1024):
                size = min(1024, round(seconds * 8000) - start)
                silence = av.AudioFrame.from_ndarray(np.zeros((1, size), np.float32), format="fltp", layout="mono")
                silence.sample_rate, silence.pts = 8000, start
                container.mux(tone.encode(silence))
            container.mux(tone.encode())
    return file.getvalue()


def _wav(seconds: float) -> bytes:
    import wave

    file = BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(2 * round(seconds * 8000)))
    return file.getvalue()


def _png(width: int, height: int) -> bytes:
    import av
    import numpy as np

    frame = av.VideoFrame.from_ndarray(np.zeros((height, width, 3), np.uint8), format="rgb24")
    codec = av.CodecContext.create("png", "w")
    codec.width, codec.height, codec.pix_fmt, codec.time_base = width, height, "rgb24", Fraction(1)
    return b"".join(bytes(packet) for packet in [*codec.encode(frame), *codec.encode(None)])
