"""Every range that v1 accepts, tried at random against the documented limits, stated here once more and independently."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fakeembed import FakeEmbed

VIDEO = {"model_name": "marengo3.0", "video_url": "https://example.com/dog.mp4"}


def created(send, fields=None, **facts):
    """The status of the answer to a new task, and its code when it is refused."""
    fake = FakeEmbed()
    fake.media("*", **facts)
    answer = send(fake, "POST /v1.3/embed/tasks", {**VIDEO, **(fields or {})})
    return answer.json().get("code", "accepted")


@given(st.integers(-100, 100))
def test_a_clip_has_two_to_ten_seconds(send, length):
    """Whole ones."""
    code = created(send, {"video_clip_length": str(length)})

    assert code == ("accepted" if length in range(2, 11) else "parameter_invalid")


@given(st.decimals(0, 12, places=2))
def test_a_clip_has_no_fractions_of_a_second(send, length):
    """However close to a whole one (decision D13)."""
    assert created(send, {"video_clip_length": str(length)}) == "parameter_invalid"


def code_for_a_picture_of(width, height):
    """In integers, so that no rounding decides."""
    short, long = sorted((width, height))
    if short < 360:
        return "video_resolution_too_low"
    if long > 5184 or short > 2160:
        return "video_resolution_too_high"
    return "video_resolution_invalid_aspect_ratio" if 5 * long > 12 * short else "accepted"


@given(st.integers(1, 6000), st.integers(1, 6000))
@example(2160, 5184)
@example(864, 360)
@example(2105, 877)
def test_a_picture_has_a_size_and_a_shape(send, width, height):
    """360x360 to 5184x2160, standing or lying, 1:2.4 to 2.4:1."""
    assert created(send, width=width, height=height) == code_for_a_picture_of(width, height)


@given(st.integers(360, 2160))
def test_the_widest_picture_of_every_height_is_exact(send, height):
    """The limit is 12:5; a binary 2.4 must not move it by a pixel."""
    widest = 12 * height // 5

    assert [created(send, width=width, height=height) for width in (widest, widest + 1)] == [
        code_for_a_picture_of(widest, height),
        code_for_a_picture_of(widest + 1, height),
    ]


@given(st.floats(0.1, 10_000))
@example(3.9999)
@example(7200.0001)
def test_a_video_lasts_four_seconds_to_two_hours(send, duration):
    """Both included."""
    code = created(send, duration=duration)

    if_outside = "video_duration_too_short" if duration < 4 else "video_duration_too_long"
    assert code == ("accepted" if 4 <= duration <= 7200 else if_outside)


@given(st.integers(1, 4 * 1024**3))
def test_a_video_has_two_gigabytes_at_most(send, size):
    """Of 1024 each."""
    assert created(send, size=size) == ("accepted" if size <= 2 * 1024**3 else "video_filesize_too_large")


@given(st.integers(-3, 40), st.integers(-3, 40), st.integers(2, 10), st.integers(4, 40))
def test_a_window_lies_within_the_video_and_holds_a_clip(send, start, end, length, duration):
    """What the reference says of the three parameters, as one condition."""
    offsets = {"video_start_offset_sec": str(start), "video_end_offset_sec": str(end), "video_clip_length": str(length)}

    code = created(send, offsets, duration=float(duration))

    assert code == ("accepted" if start >= 0 and start + length <= end <= duration else "parameter_invalid")


@pytest.mark.parametrize(
    ("start", "duration", "code"),
    [
        ("6.000004", 10.000004, "accepted"),
        ("6.000005", 10.000004, "parameter_invalid"),
        ("6", 10.0000004, "accepted"),
        ("6.0000003", 10.0000004, "parameter_invalid"),
    ],
)
def test_room_for_a_clip_is_counted_in_microseconds(send, start, duration, code):
    """What a subtraction adds behind them refuses nobody."""
    offsets = {"video_start_offset_sec": start, "video_end_offset_sec": repr(duration), "video_clip_length": "4"}

    assert created(send, offsets, duration=duration) == code


@given(st.integers(-3, 60), st.integers(-3, 60))
def test_a_page_has_one_to_fifty_tasks(send, page, limit):
    """And pages are counted from one; a limit of 0 is taken for the default (decision D18)."""
    answer = send(FakeEmbed(), f"GET /v1.3/embed/tasks?page={page}&page_limit={limit}")

    assert answer.status == (200 if page >= 1 and 0 <= limit <= 50 else 400)


@given(st.integers(1, 600))
@example(500)
@example(501)
def test_a_text_has_five_hundred_words_at_most(send, words):
    """A word is a token at least, so more than that are too many for any tokenizer."""
    answer = send(FakeEmbed(dimension=4), "POST /v1.3/embed", {"model_name": "marengo3.0", "text": "dog " * words})

    assert ("error_message" in answer.json()["text_embedding"]) == (words > 500)


@given(st.floats(-5, 40))
def test_a_sound_begins_before_it_ends(send, start):
    """From its first second to just before its end, when that is known."""
    fake = FakeEmbed(dimension=4)
    fake.media("*.wav", duration=18)
    fields = {"model_name": "marengo3.0", "audio_url": "https://example.com/a.wav", "audio_start_offset_sec": repr(start)}

    answer = send(fake, "POST /v1.3/embed", fields)

    assert answer.status == (200 if 0 <= start < 18 else 400)


MEGABYTE = 1024 * 1024


def said_of(send, day, model, kind, size):
    """What stands in the answer to a picture or a sound of that size: its vectors, or that it is not valid."""
    fake = FakeEmbed(api_date=day, dimension=4)
    fake.media("*", size=size)
    fields = {"model_name": model, f"{kind}_url": "https://example.com/a"}
    answer = send(fake, "POST /v1.3/embed", fields).json()[f"{kind}_embedding"]
    return answer.get("error_message", "accepted")


@pytest.mark.parametrize(
    ("day", "model", "kind", "limit"),
    [
        ("2025-07-15", "Marengo-retrieval-2.7", "audio", 10 * MEGABYTE),
        ("2025-07-15", "Marengo-retrieval-2.7", "image", 5 * MEGABYTE),
        ("2026-07-23", "marengo3.0", "image", 5 * MEGABYTE),
        ("2026-07-24", "marengo3.0", "image", 32 * MEGABYTE),
    ],
)
def test_a_file_may_be_as_large_as_its_kind_and_day_allow(send, day, model, kind, limit):
    """Said softly, inside a 200: the example of the reference."""
    said = [said_of(send, day, model, kind, size) for size in (limit, limit + 1)]

    assert said == ["accepted", f"{kind.capitalize()} file is not valid."]


def test_sound_for_marengo_3_has_no_known_limit(send):
    """The ten megabytes are in the guide of the 2.x models alone."""
    assert said_of(send, "2026-09-01", "marengo3.0", "audio", 100 * MEGABYTE) == "accepted"
