"""The two keywords of ours, and that a long answer costs next to nothing to check."""

from __future__ import annotations

import math
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakeembed.drift import suite
from fakeembed.drift.verification import validation

VECTOR = {"type": "array", "x-vector": {"norm": 1, "tolerance": 0.004}}
SINCE = {"type": "object", "x-since": {"updated_at": "2026-02-17"}}


def messages(schema, value, day="2026-09-01"):
    """What is wrong with a value."""
    return [error.message for error in validation.errors(schema, value, day=day)]


@given(st.lists(st.floats(-1, 1, allow_nan=False), min_size=3, max_size=64).filter(lambda numbers: math.hypot(*numbers) > 0.01))
def test_a_unit_vector_of_numbers_is_one(numbers):
    """However many numbers there are."""
    norm = math.hypot(*numbers)

    assert messages(VECTOR, [number / norm for number in numbers]) == []


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ([0.6, 0.8, "0"], "a vector with '0' in it"),
        ([0.6, 0.8, None], "a vector with None in it"),
        ([True, 0, 0], "a vector with True in it"),
        ([0.6, 0.8, math.inf], "a vector with a number that is not finite"),
        ([0.6, 0.8, math.nan], "a vector with a number that is not finite"),
        ([0.6, 0.6], "a vector with the L2 norm 0.848528"),
        ([0, 0], "a vector with the L2 norm 0"),
        ([1.005, 0], "a vector with the L2 norm 1.005"),
    ],
)
def test_what_is_no_unit_vector_is_told(value, message):
    """Each in its own words: they are what a report shows as observed."""
    assert messages(VECTOR, value) == [message]


def test_a_norm_within_the_precision_of_bfloat16_is_one():
    """Recorded: values that are exact bfloat16 numbers, and norms that are off by up to 3.4e-3."""
    assert messages(VECTOR, [0.99663, 0]) == []


def test_a_property_is_required_from_its_day_on():
    """The service began to send it on that day; older recordings have not got it."""
    assert messages(SINCE, {}, day="2026-02-16") == []
    assert messages(SINCE, {}, day="2026-02-17") == ["'updated_at' is missing"]
    assert messages(SINCE, {"updated_at": "now"}, day="2026-02-17") == []


def test_a_long_answer_is_checked_faster_than_number_by_number():
    """100 vectors of 512 numbers: the stock keyword visits each of the 51,200. A ratio, because machines differ."""
    [contract] = [one for one in suite.contracts() if one.name == "v1_3/retrieve_task"]
    segment = {"start_offset_sec": 0, "end_offset_sec": 6, "embedding_option": "visual", "embedding_scope": "clip"}
    number = 1 / math.sqrt(512)
    body = {
        "_id": "0123456789abcdef01234567",
        "model_name": "marengo3.0",
        "status": "ready",
        "created_at": "2026-09-01T00:00:00.000Z",
        "updated_at": "2026-09-01T00:00:10.000Z",
        "video_embedding": {
            "metadata": {"input_filename": "a.mp4", "video_clip_length": 6, "video_embedding_scope": ["clip"], "duration": 600},
            "segments": [{**segment, "float": [number] * 512} for _ in range(100)],
        },
    }
    stock = {"items": {"items": {"type": "number", "minimum": -1, "maximum": 1}}}
    vectors = [one["float"] for one in body["video_embedding"]["segments"]]

    ours = _best(lambda: messages(contract.answers[200].schema, body))
    theirs = _best(lambda: messages(stock, vectors))

    assert messages(contract.answers[200].schema, body) == []
    assert ours * 5 < theirs


def _best(check):
    taken = []
    for _ in range(3):
        started = time.perf_counter()
        check()
        taken.append(time.perf_counter() - started)
    return min(taken)
