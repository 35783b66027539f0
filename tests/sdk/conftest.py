"""What the tests of the published clients share: media files, and which clients a plain run leaves out."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parent))  # `clients` and `matrix` lie beside this file


def pytest_collection_modifyitems(config, items):
    """Leave out all clients but the newest of each series unless `-m` says something about the matrix, or one is named."""
    if "matrix" in config.option.markexpr or any(argument.endswith("]") for argument in config.args):
        return
    left_out = [item for item in items if (mark := item.get_closest_marker("matrix")) and not mark.kwargs.get("newest")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


@pytest.fixture
def out_of_reach():
    """Ends a test whose clients could not be installed: no fault of the code, but no reason to look green either."""

    def end(reason):
        (pytest.fail if os.environ.get("CI") else pytest.skip)(str(reason))

    return end


@pytest.fixture(scope="session")
def media(tmp_path_factory, video_file, image_file, audio_file):
    """A folder with a video, a sound and a picture, as the stories name them."""
    folder = tmp_path_factory.mktemp("media")
    folder.joinpath("dog.mp4").write_bytes(video_file(13.0))
    folder.joinpath("dog.wav").write_bytes(audio_file(13.0))
    folder.joinpath("dog.png").write_bytes(image_file(256, 128))
    return folder
