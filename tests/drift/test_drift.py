"""What a difference is: an id that stays, and one that breaks clients told from one that does not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakeembed.drift.classification import classify
from fakeembed.drift.differences import COMPATIBLE, Expectation, Kind, Unchecked
from fakeembed.drift.run_report import Report

EXPECTATION = Expectation(
    "POST /embed/tasks", case="v1_3/create_task: takes a video", evidence="recorded", source="a page, 2026-07-20"
)
MISSING = EXPECTATION.broken(Kind.FIELD_REMOVED, "response 200 $._id", expected="present", observed=None)
NEW = EXPECTATION.broken(Kind.FIELD_ADDED, "response 200 $.size", expected=None, observed="integer")


def test_an_id_depends_neither_on_the_case_nor_on_what_was_observed():
    """The same field missing in two cases, on two days, is one difference: waivers and dashboards rely on it."""
    again = replace(MISSING, case="another case", observed=1, reproduce="curl")

    assert again.id == MISSING.id
    assert len(MISSING.id) == 12


@pytest.mark.parametrize(
    "other",
    [
        replace(MISSING, kind=Kind.TYPE_CHANGED),
        replace(MISSING, operation="GET /embed/tasks"),
        replace(MISSING, where="response 200 $.id"),
        replace(MISSING, expected="something else"),
    ],
    ids=["kind", "operation", "place", "expectation"],
)
def test_different_differences_have_different_ids(other):
    """A waiver for one must not excuse the other."""
    assert other.id != MISSING.id


@pytest.mark.parametrize("kind", [Kind.STATUS_CHANGED, Kind.CODE_CHANGED])
def test_another_refused_request_is_another_difference(kind):
    """Fifty requests must be answered 400; a waiver for one that is not any more must not excuse the others."""
    one = EXPECTATION.broken(kind, "response 400 status", expected=400, observed=200)

    assert replace(one, case="another case").id != one.id
    assert replace(one, observed=500).id == one.id


@given(st.text(), st.text(), st.recursive(st.none() | st.floats() | st.text(), st.lists))
def test_any_json_value_can_be_expected(operation, where, expected):
    """Answers hold anything, lone surrogates and NaN among it, and a report must not fail over it."""
    drift = Expectation(operation).broken(Kind.VALUE_CHANGED, where, expected=expected, observed="\ud800")

    assert drift.id == drift.as_json()["id"]


def test_positions_in_arrays_do_not_make_different_differences():
    """A field that is missing in a hundred clips is one difference."""
    first, last = (
        EXPECTATION.broken(Kind.FIELD_REMOVED, f"response 200 $.data[{position}].float", expected="present", observed=None)
        for position in (0, 99)
    )

    assert first.id == last.id
    assert first.where == "response 200 $.data[*].float"


@pytest.mark.parametrize("kind", Kind)
def test_only_news_is_compatible(kind):
    """What a client does not know it can ignore; everything else breaks it."""
    drift = EXPECTATION.broken(kind, "response 200 $", expected=1, observed=2)

    assert drift.breaking is (kind not in COMPATIBLE)


def test_each_difference_is_listed_once_and_what_breaks_comes_first():
    """Fifty cases see the same missing field."""
    drifts, learned = classify([NEW, MISSING, replace(MISSING, case="another case")], learning=False)

    assert drifts == (MISSING, NEW)
    assert learned == ()


def test_the_surest_evidence_for_a_difference_counts():
    """What one case recorded and another one guessed is known."""
    guessed = replace(MISSING, evidence="decided", source="D85")

    assert classify([guessed, MISSING], learning=True) == ((MISSING,), ())


def test_what_was_only_decided_is_learned_from_the_live_service():
    """The service is right, and we were guessing."""
    guessed = replace(MISSING, evidence="decided", source="D85")

    assert classify([guessed], learning=True) == ((), (guessed,))


def test_what_was_only_decided_is_drift_of_anything_else():
    """A fake that does not keep our own decisions is wrong."""
    guessed = replace(MISSING, evidence="decided", source="D85")

    assert classify([guessed], learning=False) == ((guessed,), ())


GAP = Unchecked("POST /embed", "v1_3/create_embeddings: embeds audio", "no quota")


@pytest.mark.parametrize(
    ("parts", "status"),
    [
        ({}, 0),
        ({"drifts": (NEW,)}, 0),
        ({"learned": (MISSING,)}, 0),
        ({"outside": (GAP,)}, 0),
        ({"waived": ((MISSING, "known"),)}, 0),
        ({"remarks": ("a waiver excuses nothing",)}, 0),
        ({"unchecked": (GAP,)}, 2),
        ({"drifts": (MISSING,)}, 1),
        ({"drifts": (NEW, MISSING), "unchecked": (GAP,)}, 1),
        ({"complaints": ("a waiver ended",)}, 1),
    ],
    ids=lambda value: "-".join(value) or "nothing" if isinstance(value, dict) else str(value),
)
def test_the_exit_status_says_what_a_run_found(parts, status):
    """Only what breaks clients fails a build; but "no drift" and "could not look" are different answers."""
    assert Report("fake", "2026-07-20T00:00:00Z", **parts).exit_status == status
