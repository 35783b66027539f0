"""What a video must be, as far as its facts are known."""

from __future__ import annotations

import pytest

from fakeembed._core.editions import NEWEST, edition
from fakeembed._core.media.catalog import Medium
from fakeembed._core.media.video_rules import WHAT_A_VIDEO_MUST_BE
from fakeembed._core.parameters import Parameters
from fakeembed._core.rules import check


@pytest.mark.parametrize(("width", "height"), [(None, None), (100, None), (None, 9000), (None, 0)])
def test_a_fact_that_nobody_knows_is_no_reason_to_refuse(width, height):
    """Of a file of which a test declared the duration alone, and of what is at a URL."""
    medium = Medium("id", None, "dog.mkv", 18.0, width=width, height=height, size=None)

    check(Parameters(edition("v1.3", NEWEST), {}, known_medium=medium), WHAT_A_VIDEO_MUST_BE)
