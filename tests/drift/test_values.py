"""Single values beside the keywords that let them through or not: patterns that are not tried, and numbers beyond all floats."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakeembed.drift.differences import Drift, Expectation
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
        (r"^\d+(\.\d+)*$", "1.3", True),
        ("^[a-z]+(-[a-z]+)*$", "a-b-", False),
        ("^(?!-)[a-z-]+(?=z)z$", "a-z", True),
        ("^[[&a]*$", "[a&", True),
        (r"^[\w\-\]]+\u0061$", "a]-a", True),
        ("^a$", "a\n", False),
        ("^(a+)+$", TEXT, False),
        ("^(a|a)*$", TEXT, False),
        ("(.*a){12}", TEXT, True),
        ("a?" * 25 + "a" * 25, TEXT, True),
        (".*.*.*b", "a" * 200, False),
        (".*.*.*b", "ab", True),
        ("(((a|a)*)*)*b|c", TEXT, False),
        ("b", "a" * 200_000, None),
        (r"^\p{L}$", "a", None),
        ("(?x)(a) *", "a", None),
        ("(a){,5}", "a", None),
        ("a{2,1}", "a", None),
        ("(?<=a)b", "ab", None),
        (r"(a)\1", "aa", None),
        ("a++", "a", None),
        ("a)", "a", None),
        ("[a--b]", "a", None),
        ("(", "a", None),
        ("a{99999999999}", "a", False),
    ],
)
def test_a_pattern_is_tried_however_often_it_repeats(pattern, text, wanted):
    """None where that takes many steps, where Python does not know it, and where Python and ECMA 262 read it differently."""
    assert fits(pattern, text) is wanted


REPEATED = ["*", "+", "?", "{2}", "{1,2}", "{0,3}", "{2,}", "*?", "+?"]
LETTERS = st.sampled_from(["a", "b", "[ab]", "[^a]", ".", "^", "$", r"\b", r"\w", "-", ""])


def in_groups(part):
    """Patterns with up to two such parts, and what is put together of them, once."""
    return st.one_of(
        part,
        st.tuples(part, part).map("".join),
        st.tuples(part, part).map("({0[0]}|{0[1]})".format),
        st.tuples(st.sampled_from(["(?=", "(?!", "(?:"]), part).map("{0[0]}{0[1]})".format),
        st.tuples(part, st.sampled_from(REPEATED)).map("(?:{0[0]}){0[1]}".format),
    )


PATTERNS = in_groups(in_groups(LETTERS))
"""No more than two repetitions within each other: Python takes all ways to fit them."""


@given(pattern=PATTERNS, text=st.text("ab-", max_size=4))
def test_a_text_fits_where_python_finds_something_in_it(pattern, text):
    """Groups, repetitions, alternatives and looking ahead, within each other."""
    assert fits(pattern, text) is (re.search(pattern, text) is not None)


def differences(old, new, side="request"):
    """What the comparison of two schemas says; None for the kind and direction of what is not compared."""
    shapes = (Reader(side).shape(schema, pytest.fail) for schema in (old, new))
    found = ShapeComparison(Expectation("POST /embed"), side, silence=False).differences(*shapes, "$")
    return [(one.where, one.breaking, one.expected, one.observed) if isinstance(one, Drift) else one.case for one in found]


VERSIONS, DOTTED, UNKNOWN = {"type": "string", "enum": ["1.2", "1.3"]}, r"^\d+(\.\d+)*$", r"^\p{N}"


def with_pattern(schema, pattern):
    """A schema and a pattern beside what it says."""
    return {**schema, "pattern": pattern}


@pytest.mark.parametrize("side", ["request", "response"])
def test_a_pattern_that_all_words_fit_says_no_more_than_the_vocabulary(side):
    """Whether it repeats a group or not."""
    assert differences(VERSIONS, with_pattern(VERSIONS, DOTTED), side) == []
    wide, narrow = {"type": "string", "pattern": DOTTED}, VERSIONS
    pair = (narrow, wide) if side == "request" else (wide, narrow)
    assert not any(breaking for _, breaking, *_ in differences(*pair, side))


@pytest.mark.parametrize("beside", [[], [{"minLength": 50}]], ids=["one", "alternatives"])
def test_a_pattern_that_is_not_known_is_not_said_to_refuse_a_word(beside):
    """What it says beside a vocabulary is not compared, as the vocabulary beside it is."""
    told = "$ alternatives" if beside else "$ pattern"
    alone, beside_words, instead = (
        {"type": "string", "anyOf": [schema, *beside]}
        for schema in (VERSIONS, with_pattern(VERSIONS, UNKNOWN), {"pattern": UNKNOWN})
    )
    assert differences(beside_words, beside_words) == []
    assert differences(alone, beside_words) == [told]
    assert told in differences(alone, instead)
    assert told in differences(instead, alone, "response")


def test_a_pattern_beside_one_that_is_not_known_still_refuses_a_word():
    """One word that does not fit is enough."""
    both = {"allOf": [with_pattern(VERSIONS, UNKNOWN), {"pattern": r"2$"}]}

    assert [breaking for _, breaking, *_ in differences(VERSIONS, both)] == [True]


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
