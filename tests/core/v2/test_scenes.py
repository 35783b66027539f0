"""Where embed v2 cuts: fixed clips, scenes, and the edges that a test declared."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakeembed._core.media.catalog import Medium, Scene
from fakeembed._core.media.scenes import LONGEST_SCENE, Cut, pieces

windows = st.tuples(st.floats(0, 5000), st.floats(0.5, 5000)).map(lambda pair: (round(pair[0], 3), round(sum(pair), 3)))


def medium(duration=10_000.0, identity="a", scenes=()):
    return Medium(identity, url=identity, filename=None, duration=duration, scenes=tuple(scenes))


@pytest.mark.parametrize(
    ("end", "seconds", "found"),
    [
        (12, 5, [(0, 5), (5, 10), (10, 12)]),  # the example of the reference
        (11.9, 5, [(0, 5), (5, 10)]),
        (1.5, 5, [(0, 1.5)]),
        (18, 6, [(0, 6), (6, 12), (12, 18)]),
    ],
)
def test_fixed_clips_have_their_length(end, seconds, found):
    """A remainder below two seconds is dropped unless it is all there is (decision D23)."""
    assert pieces(medium(end), Cut("fixed", seconds), 0.0, float(end)) == found


@given(windows, st.integers(2, 5), st.text(max_size=5))
def test_scenes_lie_one_behind_the_other_and_are_long_enough(window, shortest, identity):
    """They cover the window, none is shorter than the minimum, none longer than two of the longest."""
    start, end = window

    found = pieces(medium(identity=identity), Cut("dynamic", shortest), start, end)

    lengths = [last - first for first, last in found]
    assert (found[0][0], found[-1][1]) == (pytest.approx(start), pytest.approx(end))
    assert all(one[1] == other[0] for one, other in pairwise(found))
    assert len(found) == 1 or min(lengths) >= shortest - 1e-3
    assert max(lengths) <= 2 * LONGEST_SCENE * shortest + 1e-3


@given(windows, st.integers(2, 5))
def test_windows_of_one_file_share_their_edges(window, shortest):
    """A scene ends where it ends, whatever part of the file is asked for."""
    start, end = window
    whole = {edge for piece in pieces(medium(), Cut("dynamic", shortest), 0.0, 10_000.0) for edge in piece}

    inside = [last for _, last in pieces(medium(), Cut("dynamic", shortest), start, end)][:-1]

    assert set(inside) <= whole


def test_another_file_has_other_scenes():
    """And the same file the same ones, always."""
    found = [pieces(medium(identity=each), Cut("dynamic", 4), 0.0, 60.0) for each in ("a", "a", "b")]

    assert found[0] == found[1] != found[2]


def test_a_declared_scene_ends_one():
    """A test that declares scenes finds them as clips (decision D62)."""
    scenes = [Scene(0, 4.5, "a dog"), Scene(4.5, 11.25, "a cat"), Scene(11.25, 18, "a bird")]

    found = pieces(medium(18.0, scenes=scenes), Cut("dynamic", 4), 0.0, 18.0)

    assert {4.5, 11.25} <= {last for _, last in found}


def test_a_declared_scene_that_is_too_short_ends_none():
    """The minimum counts more."""
    scenes = [Scene(0, 1, "a dog"), Scene(1, 18, "a cat")]

    found = pieces(medium(18.0, scenes=scenes), Cut("dynamic", 4), 0.0, 18.0)

    assert min(last - first for first, last in found) >= 4
