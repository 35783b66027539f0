"""The clip grid, the two-second rule, the order of segments, and float32 seconds."""

from __future__ import annotations

import struct
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fakeembed._core.media.segments import SHORTEST_CLIP, Segment, clips, float32, v1_order


@pytest.mark.parametrize(
    ("duration", "count"),
    [(31, 5), (32, 6), (34.667392, 6), (1448.88, 242), (24.45679, 4), (21.087732, 4), (12, 2), (4, 1), (13.999, 2), (14, 3)],
)
def test_the_last_clip_is_kept_from_two_seconds_on(duration, count):
    """Documented for 31 seconds, recorded for 34.667392, 1448.88, 24.45679 and 21.087732."""
    assert len(list(clips(0, duration, 6))) == count


def test_the_last_clip_ends_where_the_video_ends():
    """Recorded: 18.0 to 21.087732."""
    assert list(clips(0, 21.087732, 6))[-1] == (18.0, 21.087732)


def test_offsets_count_from_the_beginning_of_the_file():
    """A window that starts at 10 has its first clip at 10."""
    assert list(clips(10, 25, 6)) == [(10.0, 16.0), (16.0, 22.0), (22.0, 25.0)]


def test_a_rest_of_two_seconds_is_kept_whatever_floats_make_of_it():
    """8.1 - 6.1 is a hair less than 2 in binary."""
    assert list(clips(0.1, 8.1, 6)) == [(0.1, 6.1), (6.1, 8.1)]


def test_an_empty_window_has_no_clips():
    """Nothing to embed is nothing, not an error."""
    assert list(clips(5, 5, 6)) == []
    assert list(clips(5, 4, 6)) == []


@given(st.floats(0, 7200), st.floats(4, 7200), st.integers(2, 10))
def test_clips_tile_the_window(start, length, clip_length):
    """Each clip begins where the one before ended, is at most a clip long, and only a short rest is left over."""
    end = start + length

    grid = list(clips(start, end, clip_length))

    assert all(later == earlier for (_, earlier), (later, _) in pairwise(grid))
    assert all(SHORTEST_CLIP - 0.002 <= last - first <= clip_length + 0.002 for first, last in grid)
    assert end - (grid[-1][1] if grid else start) < SHORTEST_CLIP + 0.002


def test_segments_come_option_by_option_and_the_whole_video_after_its_clips():
    """Recorded 2025-07-15: the second option begins where the first one's clips are over."""
    listed = v1_order(options=("visual", "audio"), scopes=("clip", "video"), window=(0, 13), length=6, duration=13)

    seen = (Segment(0.0, 6.0, "visual", "clip"), Segment(6.0, 12.0, "visual", "clip"))
    heard = (Segment(0.0, 6.0, "audio", "clip"), Segment(6.0, 12.0, "audio", "clip"))
    assert listed == [
        *seen,
        Segment(0.0, 13.0, "visual", "video", parts=seen),
        *heard,
        Segment(0.0, 13.0, "audio", "video", parts=heard),
    ]


def test_the_video_segment_spans_the_whole_file_whatever_the_window_is():
    """Decision D22."""
    listed = v1_order(options=("visual",), scopes=("clip", "video"), window=(10, 20), length=5, duration=60)

    assert (listed[-1].start, listed[-1].end, listed[-1].scope) == (0.0, 60.0, "video")
    assert listed[-1].parts == tuple(listed[:-1])


@given(st.floats(0.0009765625, 1e6, width=32))
def test_float32_keeps_what_is_one(seconds):
    """The text is the shortest that names the number, as the service prints it."""
    shortest = float32(seconds)

    assert struct.pack("<f", shortest) == struct.pack("<f", seconds)
    assert len(f"{shortest:f}".replace(".", "").strip("0")) <= 9


@pytest.mark.parametrize("seconds", [28.066667, 34.667392, 112.361667, 21.087732])
def test_float32_keeps_the_digits_that_were_recorded(seconds):
    """The service printed these durations; 28.066668 would name the same single-precision number."""
    assert float32(seconds) == seconds


@given(st.floats(0, 1e6))
@example(1024.2905876782852)
def test_float32_names_the_nearest_single_of_any_number(seconds):
    """Also of one that lies nearly between two."""
    assert struct.pack("<f", float32(seconds)) == struct.pack("<f", seconds)
