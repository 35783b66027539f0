"""An answer against what a case expects: which kind of difference each deviation is."""

from __future__ import annotations

import pytest
from jsonschema import Draft202012Validator, ValidationError

from fakeembed.drift import mismatch
from fakeembed.drift.differences import Expectation, Kind

EXPECTATION = Expectation("GET /embed/tasks")


def summary(drifts):
    """What matters of differences here."""
    return [(drift.kind, drift.where, drift.expected, drift.observed) for drift in drifts]


def test_the_expected_status_is_no_difference():
    """One of several will do."""
    assert list(mismatch.of_status(EXPECTATION, 200, 200)) == []
    assert list(mismatch.of_status(EXPECTATION, [404, 400], 404)) == []


def test_another_status_is_named_with_the_expected_one():
    """A reader sees both."""
    found = mismatch.of_status(EXPECTATION, 200, 500)

    assert summary(found) == [(Kind.STATUS_CHANGED, "response 200 status", 200, 500)]


@pytest.mark.parametrize(
    ("observed", "differences"),
    [
        ({"Content-Type": "Application/JSON", "retry-after": "30"}, []),
        ({"content-type": "application/json"}, [(Kind.HEADER_MISSING, "response 429 header retry-after", "[0-9]+", None)]),
        (
            {"content-type": "application/json", "Retry-After": "soon"},
            [(Kind.HEADER_CHANGED, "response 429 header retry-after", "[0-9]+", "soon")],
        ),
        (
            {"content-type": "text/html", "retry-after": "30"},
            [(Kind.CONTENT_TYPE_CHANGED, "response 429 header content-type", "application/json", "text/html")],
        ),
    ],
    ids=["same", "missing", "changed", "content type"],
)
def test_headers_are_compared_by_name_and_pattern(observed, differences):
    """Names and media types come in any case of letters; further headers are nobody's business."""
    expected = {"content-type": "application/json", "retry-after": "[0-9]+"}

    assert summary(mismatch.of_headers(EXPECTATION, "response 429", expected, observed)) == differences


@pytest.mark.parametrize(
    ("expected", "observed", "difference"),
    [
        ({"code": "a"}, {"code": "b"}, (Kind.CODE_CHANGED, "response 400 $.code", "a", "b")),
        ({"message": "a"}, {"message": "b"}, (Kind.MESSAGE_CHANGED, "response 400 $.message", "a", "b")),
        ({"page": 1}, {"page": 2}, (Kind.VALUE_CHANGED, "response 400 $.page", 1, 2)),
        ({"page": 1}, {}, (Kind.FIELD_REMOVED, "response 400 $.page", 1, None)),
        ({"page": 1}, {"page": "1"}, (Kind.TYPE_CHANGED, "response 400 $.page", "integer", "string")),
        ({"page": 1}, {"page": True}, (Kind.TYPE_CHANGED, "response 400 $.page", "integer", "boolean")),
        ({"page": 1}, {"page": None}, (Kind.TYPE_CHANGED, "response 400 $.page", "integer", "null")),
        ([1, 2], [2, 1], (Kind.ORDER_CHANGED, "response 400 $", [1, 2], [2, 1])),
        ([1, 2], [1], (Kind.BOUND_CHANGED, "response 400 $", 2, 1)),
        ([1], [1, 2], (Kind.BOUND_CHANGED, "response 400 $", 1, 2)),
        ([{"a": 1}], [{"a": 2}], (Kind.VALUE_CHANGED, "response 400 $[*].a", 1, 2)),
    ],
    ids=lambda value: "" if not isinstance(value, tuple) else value[0].value,
)
def test_a_body_is_compared_with_the_values_expected_in_it(expected, observed, difference):
    """Each deviation has its own kind."""
    assert summary(mismatch.of_body(EXPECTATION, "response 400", expected, observed)) == [difference]


@pytest.mark.parametrize(
    ("expected", "observed"),
    [({"a": 1}, {"a": 1, "b": 2}), ({"a": 1.0}, {"a": 1}), ({"a": 6}, {"a": 6.0}), ([{"a": 1}], [{"b": 2, "a": 1}])],
)
def test_further_keys_and_equal_numbers_are_no_difference(expected, observed):
    """An object may have more, and JSON knows one kind of number."""
    assert list(mismatch.of_body(EXPECTATION, "response 200", expected, observed)) == []


@pytest.mark.parametrize(
    ("schema", "value", "kind", "where"),
    [
        ({"required": ["_id"]}, {}, Kind.FIELD_REMOVED, "$._id"),
        ({"properties": {}, "additionalProperties": False}, {"new": 1}, Kind.FIELD_ADDED, "$.new"),
        ({"maxProperties": 1}, {"old": 1, "new": 1}, Kind.FIELD_ADDED, "$"),
        ({"type": "string"}, None, Kind.TYPE_CHANGED, "$"),
        ({"enum": ["ready"]}, "indexing", Kind.ENUM_EXTENDED, "$"),
        ({"enum": ["ready"]}, 3, Kind.TYPE_CHANGED, "$"),
        ({"const": 6}, 7, Kind.VALUE_CHANGED, "$"),
        ({"pattern": "^[0-9a-f]{24}$"}, "42", Kind.FORMAT_CHANGED, "$"),
        ({"maxItems": 1}, [1, 2], Kind.BOUND_CHANGED, "$"),
        ({"minimum": 0}, -1, Kind.BOUND_CHANGED, "$"),
        ({"not": {"type": "null"}}, None, Kind.VALUE_CHANGED, "$"),
        ({"items": {"type": "number"}}, [1, "2"], Kind.TYPE_CHANGED, "$[*]"),
        ({"oneOf": [{"type": "string"}, {"type": "null"}]}, 3, Kind.TYPE_CHANGED, "$"),
        ({"properties": {"code": {"pattern": "^[a-z_]+$"}}}, {"code": "A"}, Kind.CODE_CHANGED, "$.code"),
        ({"properties": {"message": {"const": "a"}}}, {"message": "b"}, Kind.MESSAGE_CHANGED, "$.message"),
    ],
    ids=lambda value: value.value if isinstance(value, Kind) else "",
)
def test_what_a_schema_refuses_has_a_kind(schema, value, kind, where):
    """The keyword that failed says what changed."""
    errors = Draft202012Validator(schema).iter_errors(value)

    [drift] = mismatch.of_schema(EXPECTATION, "response 200", errors)

    assert (drift.kind, drift.where) == (kind, f"response 200 {where}")


def test_a_difference_shows_the_value_that_came():
    """A reader sees what was wrong with it."""
    errors = Draft202012Validator({"minimum": 0}).iter_errors(-1)

    [drift] = mismatch.of_schema(EXPECTATION, "response 200", errors)

    assert (drift.expected, drift.observed) == ({"minimum": 0}, -1)


def test_a_vector_is_shown_by_what_is_wrong_with_it():
    """512 numbers do not say that their norm is 2."""
    error = ValidationError(
        "a vector with the L2 norm 2", validator="x-vector", validator_value={"norm": 1}, instance=[2.0, 0.0], schema={}
    )

    [drift] = mismatch.of_schema(EXPECTATION, "response 200", [error])

    assert (drift.kind, drift.observed) == (Kind.VECTOR_CHANGED, "a vector with the L2 norm 2")


def test_every_missing_field_is_one_difference():
    """A validator complains once for each; reading all names from each complaint would square them."""
    errors = Draft202012Validator({"required": ["a", "b"]}).iter_errors({})

    drifts = list(mismatch.of_schema(EXPECTATION, "response 200", errors))

    assert [drift.where for drift in drifts] == ["response 200 $.a", "response 200 $.b"]


def test_a_long_value_is_shown_by_its_beginning():
    """512 numbers in a terminal help nobody."""
    assert mismatch.shown([0.5] * 512).endswith("...")
    assert len(mismatch.shown("x" * 10_000)) < 300
