"""What a client asked for, read as the values it stands for."""

from __future__ import annotations

import pytest

from fakeembed._core.ask import DEFAULT_CLIP_LENGTH, Ask
from fakeembed._core.editions import EDITIONS


@pytest.mark.parametrize("edition", EDITIONS, ids=lambda row: f"{row.version}-{row.since}")
def test_a_number_that_was_not_sent_is_a_float_like_one_that_was(edition):
    """`int.is_integer` exists from Python 3.12 on: before, every task without a clip length crashed the older editions."""
    missing = Ask(edition, {}).number("video_clip_length", DEFAULT_CLIP_LENGTH)
    sent = Ask(edition, {"video_clip_length": ("6",)}).number("video_clip_length", DEFAULT_CLIP_LENGTH)

    assert (missing, type(missing)) == (sent, type(sent))
