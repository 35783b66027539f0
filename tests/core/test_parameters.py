"""What a client asked, read as the values it stands for; what is no such value is never guessed at."""

from __future__ import annotations

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fakeembed._core.editions import NEWEST, edition
from fakeembed._core.media.catalog import Medium, Upload
from fakeembed._core.models import MARENGO_2_6, MARENGO_3_0
from fakeembed._core.parameters import Parameters

V1_2, V1_3 = edition("v1.2", NEWEST), edition("v1.3", NEWEST)


def ask(row=V1_3, files=None, medium=None, **fields):
    return Parameters(
        row, {name: (value,) if isinstance(value, str) else value for name, value in fields.items()}, files or {}, medium
    )


@given(st.floats(allow_nan=False, allow_infinity=False))
@example(0.1)
@example(5e-324)
@example(1.7976931348623157e308)
def test_every_spelling_of_a_finite_number_is_read(number):
    """Clients send what their language prints."""
    assert ask(x=repr(number)).number("x") == number


@given(st.integers(-(10**15) + 1, 10**15 - 1))
def test_every_sane_integer_is_read(number):
    """And so is the same with a sign."""
    assert ask(x=f"{number:+d}").whole("x", 0) == ask(x=str(number)).number("x") == number


@pytest.mark.parametrize(
    "text",
    [
        *["", " ", "six", "nan", "NaN", "inf", "-Infinity", "1e999", "-1e999", "1_000", "0x10", " 6", "6 ", "6\n", "٣", "½", "1,5"],
        *[".", "--1", "1e", "e1", "1.2.3", "9" * 5000, "0." + "1" * 5000, "1\0"],
    ],
)
def test_what_is_no_finite_number_is_refused(text):
    """Python's `float` would take many of these, in whatever time it needs."""
    with pytest.raises(ValueError, match="x is not a finite number"):
        ask(x=text).number("x")


@pytest.mark.parametrize("text", ["", "6.0", "6.", "1e1", "٣", "9" * 20, "9" * 5000, " 6", "6\n", "1_0", "-"])
def test_what_is_no_integer_is_refused(text):
    """Nineteen digits are as many as a server counts with (decision D167)."""
    with pytest.raises(ValueError, match="x is not an integer"):
        ask(x=text).whole("x", 0)


@given(st.text())
def test_reading_a_number_never_fails_otherwise(text):
    """A rule asks whether a text is a number, and must get an answer for every text."""
    try:
        value = ask(x=text).number("x")
    except ValueError:
        return
    assert math.isfinite(value)


def test_what_was_not_sent_has_its_default():
    """A float, whatever the default was written as."""
    nothing = ask()

    assert (nothing.number("x"), nothing.number("x", 6), nothing.whole("x", 7)) == (0.0, 6.0, 7)
    assert isinstance(nothing.number("x", 6), float)
    assert (nothing.text("x"), nothing.text("x", "end"), nothing.listed("x"), nothing.given("x")) == ("", "end", (), False)


def test_the_first_of_several_values_counts():
    """A field that is no list may come twice, as a field and as a file part."""
    assert ask(x=("one", "two")).text("x") == "one"


def test_a_file_is_given_like_a_field():
    """What was sent was sent, in whichever way."""
    sent = ask(files={"video_file": Upload("a.mp4", "video/mp4", b"")}, text="")

    assert [sent.given(name) for name in ("video_file", "text", "video_url")] == [True, True, False]


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        (("clip", "video"), ("clip", "video")),
        (("clip,video",), ("clip", "video")),
        (("clip, video", "clip"), ("clip", "video")),
        (("video", "clip", "video"), ("video", "clip")),
        (("",), ("",)),
    ],
)
def test_a_list_is_read_in_all_its_spellings(sent, read):
    """Repeated, comma-joined, or both; what is said twice counts once."""
    assert ask(x=sent).listed("x") == read


@pytest.mark.parametrize(
    ("row", "sent", "name"),
    [
        (V1_3, {"model_name": "a"}, "a"),
        (V1_3, {"engine_name": "b"}, "b"),
        (V1_3, {"model_name": "a", "engine_name": "b"}, "a"),
        (V1_2, {"model_name": "a", "engine_name": "b"}, "b"),
        (V1_2, {"model_name": "a"}, "a"),
        (V1_3, {}, ""),
    ],
)
def test_the_model_key_of_the_other_version_counts_when_there_is_no_other(row, sent, name):
    """Code in the middle of its migration sends one or the other (decision D37)."""
    assert ask(row, **sent).model_name == name


def test_a_model_is_what_its_name_says():
    """With what a refusal says about it."""
    assert ask(V1_2, engine_name="Marengo-retrieval-2.6").model == MARENGO_2_6
    assert ask(V1_3, model_name="marengo3.0").model == MARENGO_3_0
    assert ask(V1_3, model_name="marengo2.7").successor == "marengo3.0"
    assert ask(edition("v1.3", "2026-01-01")).model_choice == "marengo3.0, Marengo-retrieval-2.7"


def test_a_medium_is_looked_at_once_it_is_known():
    """Before that there is nothing to say about it."""
    medium = Medium("id", "https://example.com/a.mp4", None, 18.0, width=640, height=360, size=3 * 1024**3)
    known = ask(medium=medium, video_start_offset_sec="1.5", video_end_offset_sec="9", video_clip_length="7")

    assert (known.medium, known.resolution, known.gigabytes, known.window, known.clip_length) == (
        medium,
        "640x360",
        "3.00GB",
        (1.5, 9.0),
        7,
    )
    assert (ask(medium=medium).window, ask(medium=medium).clip_length) == ((0.0, 18.0), 6)
    with pytest.raises(ValueError, match="are not read yet"):
        _ = ask().medium
