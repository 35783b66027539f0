"""What a report shows of schemas is JSON that a person reads, and not the notation of this program."""

from __future__ import annotations

import json

import pytest

from fakeembed.drift.differences import Drift, Expectation
from fakeembed.drift.openapi.shape_comparison import ShapeComparison
from fakeembed.drift.openapi.shapes import Reader


def shown(old, new):
    """What is shown of both sides of the only difference between two schemas of a request."""
    shapes = [Reader("request").shape(schema, pytest.fail) for schema in (old, new)]
    [drift] = ShapeComparison(Expectation("POST /embed"), "request", silence=False).differences(*shapes, "$")
    assert isinstance(drift, Drift)
    assert json.loads(json.dumps([drift.expected, drift.observed])) == [drift.expected, drift.observed]
    return drift.expected, drift.observed


OTHER = {"type": "object", "required": ["z"], "properties": {"z": {"type": "string"}}}


def test_a_condition_on_an_alternative_is_shown_with_its_parts():
    """What it asks, and what has to hold then."""
    needed, least = {"type": "object", "if": {"required": ["p"]}}, {"properties": {"q": {"type": "string"}}, "required": ["q"]}

    before, after = shown({"anyOf": [needed, OTHER]}, {"anyOf": [{**needed, "then": least}, OTHER]})

    then = {"object": [{"properties": {"q": "string"}, "required": "q"}]}
    assert (before[0], after[0]) == ({}, {"conditions": [["then", {"object": [{"required": "p"}]}, then]]})


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ({"dependentRequired": {"p": ["q", "r"]}}, {"dependentRequired": {"p": ["q", "r"]}}),
        ({"propertyNames": {"enum": ["p", "z"]}}, {"conditions": [["propertyNames", {"string": [{"enum": ["p", "z"]}]}]]}),
    ],
    ids=str,
)
def test_what_an_alternative_demands_is_shown_in_words(said, wanted):
    """A list is a list, and an object an object."""
    old = {"anyOf": [{"type": "object"}, OTHER]}

    assert wanted in shown(old, {"anyOf": [{"type": "object", **said}, OTHER]})[1]


def test_alternatives_that_differ_below_the_type_of_a_property_are_shown_down_to_there():
    """Two sides that read alike would say nothing."""
    deep = [{"type": "object", "properties": {"p": {"type": "array", "items": {"type": "string", "maxLength": n}}}} for n in (1, 2)]

    before, after = shown({"anyOf": [deep[1], {**OTHER, **deep[1]}]}, {"anyOf": [deep[0], {**OTHER, **deep[1]}]})

    assert [side[0]["properties"]["p"]["array"][0]["items"] for side in (before, after)] == [
        {"string": [{"maxLength": 2}]},
        {"string": [{"maxLength": 1}]},
    ]
