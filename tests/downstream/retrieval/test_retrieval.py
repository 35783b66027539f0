"""The right clip comes first, for videos that are uploaded as files."""

from __future__ import annotations

import pytest
from retrieval import ClipIndex
from twelvelabs.core.api_error import ApiError

from fakeembed import Scene


@pytest.fixture
def index(fake_embed):
    fake_embed.media("park.mp4", duration=12, scenes=[Scene(0, 6, "a dog catches a frisbee"), Scene(6, 12, "children feed ducks")])
    fake_embed.media(
        "beach.mp4", duration=12, scenes=[Scene(0, 6, "waves roll onto the sand"), Scene(6, 12, "a surfer waxes her board")]
    )
    made = ClipIndex("any")
    for name in ("park.mp4", "beach.mp4"):
        made.add(name, name.encode())
    return made


@pytest.mark.parametrize(
    ("sentence", "clip"),
    [
        ("frisbees, caught by dogs", ("park.mp4", 0.0)),
        ("feeding ducks", ("park.mp4", 6.0)),
        ("waves on the sand", ("beach.mp4", 0.0)),
        ("a surfer and a board", ("beach.mp4", 6.0)),
    ],
)
def test_the_right_clip_comes_first(index, sentence, clip):
    assert index.search(sentence)[0][0] == clip


def test_scores_fall(index):
    scores = [score for _, score in index.search("a dog", limit=4)]

    assert scores == sorted(scores, reverse=True)
    assert len(scores) == 4


def test_a_file_that_is_none_is_refused(index):
    with pytest.raises(ApiError, match="400"):
        index.add("notes.mp4", b"no video")
