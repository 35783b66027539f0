"""Known differences are excused for a reason and until a day, and not a day longer."""

from __future__ import annotations

import json
from datetime import date

import pytest

from fakeembed.drift import waivers
from fakeembed.drift.differences import Expectation, Kind, Unchecked
from fakeembed.drift.run_report import Report

DRIFT = Expectation("GET /embed/tasks", case="v1_3/list_tasks: lists").broken(
    Kind.FIELD_REMOVED, "response 200 $.data[0].updated_at", expected="present", observed=None
)
GAP = Unchecked("POST /embed", "v1_3/create_embeddings: embeds audio", "no quota")
REPORT = Report("https://example.com", "2026-07-20T00:00:00Z", drifts=(DRIFT,), unchecked=(GAP,))
TODAY = date(2026, 7, 20)


@pytest.fixture
def written(tmp_path):
    """Writes waivers and reads them back."""

    def write(*rows):
        path = tmp_path / "waivers.json"
        path.write_text(json.dumps({"waivers": rows}))
        return waivers.read(path)

    return write


@pytest.mark.parametrize(
    "patterns",
    [
        {"id": DRIFT.id},
        {"operation": "GET /embed/*"},
        {"kind": "field-removed"},
        {"where": "response 200 $.data[*].updated_at"},
        {"operation": "*", "kind": "*", "case": "v1_3/*"},
        {"expected": "present", "observed": "null"},
    ],
    ids=str,
)
def test_a_waiver_excuses_what_all_its_patterns_match(written, patterns):
    """By the id of one difference, or by a pattern for many."""
    report = waivers.excused(REPORT, written({**patterns, "reason": "asked them", "until": "2026-07-20"}), TODAY)

    assert report.drifts == ()
    assert (DRIFT, "asked them") in report.waived


def test_a_waiver_excuses_nothing_else(written):
    """One pattern that does not match is enough."""
    report = waivers.excused(REPORT, written({"operation": "GET*", "kind": "x", "reason": "asked", "until": "2026-12-31"}), TODAY)

    assert report.drifts == (DRIFT,)
    assert report.waived == ()


def test_a_waiver_can_mean_one_value_alone(written):
    """Another word that goes missing from the same vocabulary is not excused."""
    rows = written({"observed": '["a", "b"]', "reason": "an old document", "until": "2026-12-31"})
    vocabulary = Expectation("GET /assets", case="x")

    for left, excused in ((["a", "b"], True), (["a", "c"], False)):
        drift = vocabulary.broken(Kind.ENUM_REDUCED, "request", expected=["a", "b", "c"], observed=left)
        report = waivers.excused(Report("a document", "2026-07-20T00:00:00Z", drifts=(drift,)), rows, TODAY)
        assert (report.drifts == ()) is excused


def test_what_could_not_be_looked_at_can_be_excused(written):
    """A key without audio quota need not fail each night."""
    report = waivers.excused(REPORT, written({"kind": "unchecked", "reason": "no audio quota", "until": "2026-12-31"}), TODAY)

    assert report.unchecked == ()
    assert report.waived == ((GAP, "no audio quota"),)


def test_a_waiver_whose_day_is_past_fails_the_run(written):
    """Otherwise nobody would look at it again."""
    report = waivers.excused(REPORT, written({"id": DRIFT.id, "reason": "asked them", "until": "2026-07-19"}), TODAY)

    assert report.drifts == (DRIFT,)
    assert report.complaints == (f"a waiver ended on 2026-07-19: id {DRIFT.id}: asked them",)
    assert report.exit_status == 1


def test_a_waiver_that_excuses_nothing_is_mentioned(written):
    """The difference is gone: the waiver can go too."""
    report = waivers.excused(REPORT, written({"id": "0" * 12, "reason": "asked", "until": "2026-12-31"}), TODAY)

    assert report.remarks == (f"a waiver excuses nothing any more: id {'0' * 12}: asked",)


@pytest.mark.parametrize(
    "row",
    [
        {"reason": "a", "until": "2026-12-31"},
        {"id": "a", "until": "2026-12-31"},
        {"id": "a", "reason": " ", "until": "2026-12-31"},
        {"id": "a", "reason": "a"},
        {"id": "a", "reason": "a", "until": "soon"},
        {"id": "a", "reason": "a", "until": 2026},
        {"id": "a", "reason": "a", "until": "2026-12-31", "untill": "2027-12-31"},
        "a",
    ],
    ids=["no pattern", "no reason", "empty reason", "no end", "no date", "a number", "misspelt", "no object"],
)
def test_a_waiver_without_pattern_reason_or_end_is_refused(written, row):
    """An excuse for everything, without a reason or for ever is none."""
    with pytest.raises(ValueError, match="no file of waivers"):
        written(row)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"waivers": 3}'], ids=["empty", "list", "no key", "number"])
def test_a_file_that_holds_no_waivers_is_refused(tmp_path, text):
    """In one line that says what is expected."""
    path = tmp_path / "waivers.json"
    path.write_text(text)

    with pytest.raises(ValueError, match="no file of waivers"):
        waivers.read(path)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    """A misspelt name must not excuse nothing silently."""
    with pytest.raises(ValueError, match="no file of waivers"):
        waivers.read(tmp_path / "none.json")
