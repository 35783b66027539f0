"""Single values beside the keywords that let them through or not: patterns that are not tried, and numbers beyond all floats."""

from __future__ import annotations

import pytest

from fakeembed.drift.differences import Expectation
from fakeembed.drift.openapi.patterns import fits
from fakeembed.drift.openapi.shape_comparison import ShapeComparison
from fakeembed.drift.openapi.shapes import Reader

HUGE = 10**400
TEXT = "a" * 30 + "!"


@pytest.mark.parametrize(
    ("pattern", "text", "wanted"),
    [
        ("^a+!$", TEXT, True),
        ("^(?:ab)+$", "abab", True),
        ("^[a-z]+:[^]]+$", "a:b", True),
        ("^([a-z]+:)?[a-z]+$", "a", True),
        ("^x-", "a", False),
        (r"^[0-9a-f]{4}(-[0-9a-f]{4}){3}$", "0000-0000-0000-0000", True),
        ("^(a+)+$", TEXT, None),
        ("^(a|a)*$", TEXT, None),
        ("(.*a){12}", TEXT, None),
        ("a?" * 25 + "a" * 25, TEXT, None),
        (".*.*.*b", "a" * 200, None),
        (".*.*.*b", "ab", True),
        (r"^\p{L}$", "a", None),
        ("(", "a", None),
        ("a{99999999999}", "a", None),
    ],
)
def test_a_pattern_is_tried_where_that_takes_little_time(pattern, text, wanted):
    """None where it could take many steps, and where Python does not know it."""
    assert fits(pattern, text) is wanted


def differences(old, new):
    """What the comparison of two schemas says of requests."""
    shapes = (Reader("request").shape(schema, pytest.fail) for schema in (old, new))
    found = ShapeComparison(Expectation("POST /embed"), "request", silence=False).differences(*shapes, "$")
    return [(one.where, one.breaking, one.expected, one.observed) for one in found]


@pytest.mark.parametrize("word", [TEXT, "b" * 2000])
def test_a_pattern_that_is_not_tried_takes_no_word_away(word):
    """What it says beside a vocabulary is said as it stands."""
    said, pattern = {"type": "string", "enum": [word]}, "^(a+)+$"

    assert differences({**said, "pattern": pattern}, {**said, "pattern": pattern}) == []
    assert differences(said, {**said, "pattern": pattern}) == [("$ pattern", True, None, pattern)]


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ({"multipleOf": HUGE}, {"multipleOf": HUGE}, []),
        ({"multipleOf": HUGE}, {"multipleOf": 2 * HUGE}, [("$ multipleOf", True, HUGE, 2 * HUGE)]),
        ({"enum": [HUGE, 0.5]}, {"enum": [HUGE, 0.5], "multipleOf": 0.5}, []),
        ({"enum": [0.3, 1.1]}, {"enum": [0.3, 1.1], "multipleOf": 0.1}, []),
        ({"maximum": HUGE}, {"exclusiveMaximum": HUGE}, [("$ maximum", True, HUGE, f"exclusive {HUGE}")]),
        ({"maximum": float("inf")}, {"maximum": float("inf"), "multipleOf": 1.0}, [("$", True, "number", "integer")]),
    ],
)
def test_numbers_are_compared_as_they_are_written(old, new, wanted):
    """Also those that no float has, and those that no float has exactly."""
    assert differences({"type": "number", **old}, {"type": "number", **new})[: len(wanted) or 1] == wanted
