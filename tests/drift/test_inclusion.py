"""Whether one schema takes all that another one takes, held against a validator and against another tool."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from jsonsubschema import isSubschema

from fakeembed.drift.differences import Drift, Expectation, Unchecked
from fakeembed.drift.openapi.inclusion import READ
from fakeembed.drift.openapi.shape_comparison import ShapeComparison
from fakeembed.drift.openapi.shapes import Reader

RARE = settings(
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large], deadline=None
)

numbers = st.fixed_dictionaries(
    {"type": st.sampled_from(["integer", "number"])},
    optional={
        "minimum": st.sampled_from([0, 1, 0.5]),
        "exclusiveMinimum": st.sampled_from([0, 1]),
        "maximum": st.sampled_from([2, 3, 2.5]),
        "exclusiveMaximum": st.sampled_from([2, 3]),
        "multipleOf": st.sampled_from([1, 2, 0.5]),
    },
)
texts = st.fixed_dictionaries(
    {"type": st.just("string")},
    optional={"minLength": st.integers(0, 2), "maxLength": st.integers(2, 3), "pattern": st.sampled_from(["^a", "^[ab]+$"])},
)
others = st.sampled_from(
    [
        *({"type": "null"}, {"type": "boolean"}, {"type": ["null", "string"], "const": "a"}),
        *({"enum": ["a", "ab", 1]}, {"const": 2}, {"enum": ["a", None]}, {"enum": [1, 2, 1.5]}),
    ]
)
schemas = st.recursive(
    numbers | texts | others,
    lambda inner: st.one_of(
        st.fixed_dictionaries(
            {"type": st.just("array"), "items": inner},
            optional={
                "minItems": st.integers(0, 1),
                "maxItems": st.integers(1, 2),
                "prefixItems": st.lists(inner, min_size=1, max_size=2),
            },
        ),
        st.builds(
            lambda properties, required: {
                "type": "object",
                "properties": properties,
                "required": [name for name in required if name in properties],
                "additionalProperties": False,
            },
            st.dictionaries(st.sampled_from("pq"), inner, min_size=1),
            st.lists(st.sampled_from("pq"), unique=True),
        ),
        st.builds(lambda parts: {"anyOf": parts}, st.lists(inner, min_size=1, max_size=2)),
    ),
    max_leaves=4,
)


def shape(schema, side="request"):
    """The shape of a schema without references."""
    return Reader(side).shape(schema, lambda reference: pytest.fail(f"nothing is named {reference}"))


@st.composite
def changed(draw):
    """A schema, and the same with one keyword more, less or otherwise; sometimes two that have nothing in common."""
    old = draw(schemas)
    if draw(st.booleans()):
        return old, draw(schemas)
    new = dict(old)
    word = draw(st.sampled_from(sorted(old)))
    if word in {"items", "additionalProperties"} or draw(st.booleans()):
        new = {**draw(schemas), **new} if draw(st.booleans()) else {**new, **draw(schemas)}
    elif word not in {"type", "enum", "const"}:
        del new[word]
    return old, new


SCALARS = [None, True, False, -1, 0, 0.5, 1, 1.5, 2, 2.5, 3, 4, "", "a", "b", "ab", "ba", "abab"]
FEW = [None, 0, 1, 2.5, "a", "ab"]
VALUES = [
    *SCALARS,
    *(
        [],
        [[]],
        [{}],
        [["a"]],
        {"p": []},
        {"p": {"q": 1}},
        {"r": 1},
        {"p": [1]},
        {"p": ["a", "a"]},
        [{"p": 1, "q": 1}],
        {"p": {"p": "a", "q": "a"}},
        {"p": {"p": "b"}},
    ),
    *([one] for one in SCALARS),
    *([one, other] for one in FEW for other in FEW),
    *([one, one, one] for one in FEW),
    *({name: one} for one in SCALARS for name in "pq"),
    *({"p": one, "q": other} for one in FEW for other in FEW),
    {},
]
"""Enough values to tell most of the schemas above apart."""


def taken(schema):
    """Which of the values a validator takes."""
    validator = Draft202012Validator(schema)
    return {position for position, value in enumerate(VALUES) if validator.is_valid(value)}


def differences(old, new, side):
    """What the comparison says of two schemas."""
    comparison = ShapeComparison(Expectation("POST /embed"), side, silence=False)
    return list(comparison.differences(shape(old, side), shape(new, side), "$"))


@pytest.mark.parametrize(
    ("wrapped", "value"),
    [(lambda part: part, {"p": "a"}), (lambda part: {"type": "array", "items": part}, [{"p": "a"}])],
    ids=["itself", "in a list"],
)
def test_what_is_demanded_and_nowhere_described_may_be_anything(wrapped, value):
    """So an alternative that describes it does not stand for one that does not."""
    described = {"type": "object", "required": ["p"], "properties": {"p": {"type": "array"}}}
    old, new = wrapped({"anyOf": [{"type": "object", "required": ["p"]}, described]}), wrapped(described)

    assert [Draft202012Validator(schema).is_valid(value) for schema in (old, new)] == [True, False]
    assert differences(old, new, "request")
    assert differences(new, old, "response")


def test_what_was_always_there_and_is_described_as_optional_now_breaks_who_reads_it():
    """Though no schema of the old document describes it."""
    old, new = {"type": "object", "required": ["p"]}, {"type": "object", "properties": {"p": {}}}

    assert taken(old) < taken(new)
    assert {drift.kind.value: drift.breaking for drift in differences(old, new, "response")}["field-optional"]
    assert {drift.breaking for drift in differences(old, new, "request")} == {False}


@pytest.mark.parametrize("condition", [{"else": {"required": ["r"]}}, {"not": {"required": ["q"]}}], ids=str)
def test_a_condition_on_one_of_several_alternatives_is_never_lost_in_silence(condition):
    """The other alternative does not describe the property that the value has."""
    first, other = {"type": "object", "properties": {"p": {}}}, {"type": "object", "properties": {"q": {"type": "string"}}}
    old, new = {"anyOf": [{**first, "if": {"required": ["p"]}, **condition}, other]}, {"anyOf": [first, other]}

    assert taken(old) < taken(new)
    assert differences(old, new, "response")
    assert differences(new, old, "request")
    assert all(isinstance(one, Drift) for one in differences(old, {"anyOf": [other]}, "response"))


PARTS = {"allOf": [{"type": "number", "multipleOf": 2}, {"type": "number", "multipleOf": 4}]}
BY_TYPE = {"then": {"type": "string"}, "else": {"type": "number"}}
NEEDED = {"type": "object", "required": ["p"]}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"enum": [1]}, {"enum": [1], "minimum": 0}),
        ({"enum": ["a", "ab"]}, {"enum": ["a", "ab", "b", 1, None], "type": "string", "pattern": "^a", "maxLength": 3}),
        ({"const": "a"}, {"allOf": [{"enum": ["a", "ab"]}, {"type": "string", "maxLength": 1}]}),
        ({"enum": ["a", "ab"]}, {"anyOf": [{"const": "a", "minLength": 1}, {"const": "ab"}, {"const": "a", "maxLength": 2}]}),
        ({"enum": [1, 2]}, {"enum": [1, 2, 2.5], "type": "integer"}),
        ({"enum": [2, 4]}, {"enum": [2, 4, 3], "type": "number", "multipleOf": 2}),
        ({"type": "integer"}, {"type": "integer", "multipleOf": 0.5}),
        (PARTS["allOf"][1], PARTS),
        ({"type": "integer", "multipleOf": 2, "minimum": 1}, {"type": "number", "multipleOf": 2, "minimum": 0.5}),
        ({"type": "string"}, {"type": ["string", "null"], "not": {"type": "null"}}),
        ({"type": "string", "maxLength": 1}, {"type": "string", "not": {"not": {"maxLength": 1}}}),
        ({"type": "string", "maxLength": 1}, {"type": "string", "not": {"allOf": [{"not": {"maxLength": 1}}]}}),
        ({**NEEDED, "dependentRequired": {"p": ["q"], "r": ["q"]}}, {"type": "object", "required": ["p", "q"]}),
        (NEEDED, {**NEEDED, "minProperties": 1}),
        (NEEDED, {"anyOf": [NEEDED, {**NEEDED, "properties": {"p": False}}]}),
        ({"if": {"enum": ["a", "b"]}, **BY_TYPE}, {"if": {"anyOf": [{"const": "b"}, {"const": "a"}]}, **BY_TYPE}),
    ],
    ids=str,
)
def test_what_means_the_same_is_no_difference(one, other):
    """A vocabulary is what the words beside it leave of it, and what follows from the rest says nothing."""
    assert taken(one) == taken(other)
    assert [differences(*pair, side) for pair in ((one, other), (other, one)) for side in ("request", "response")] == [[]] * 4


@pytest.mark.parametrize(
    "wrapped",
    [
        lambda part: {"type": "object", "if": NEEDED, "then": part},
        lambda part: {"type": "object", "if": NEEDED, "then": False, "else": part},
        lambda part: {"type": "object", "dependentSchemas": {"p": {"if": NEEDED, "then": part}}},
        lambda part: {"type": "object", "not": {"required": ["p"], **part}},
        lambda part: {"type": "object", "if": {"required": ["p"], **part}, "then": False},
        lambda part: {"type": "array", "contains": {**NEEDED, **part}},
    ],
    ids=["then", "else", "dependentSchemas", "not", "if", "contains"],
)
def test_a_further_property_within_a_condition_is_never_silent(wrapped):
    """Nobody mentioned it before, and a value may have it."""
    old, new = wrapped({}), wrapped({"properties": {"q": {"type": "string"}}})

    assert taken(old) != taken(new)
    assert [bool(differences(*pair, side)) for pair in ((old, new), (new, old)) for side in ("request", "response")] == [True] * 4


def test_an_alternative_that_can_never_hold_hides_nothing():
    """What another one says of a property is not hidden by the type that it has in this one."""
    text = {"type": "object", "properties": {"q": {"type": "string"}}}
    old, new = (
        {
            "type": "object",
            "properties": {"q": {"type": "object", "properties": {"r": {"type": "string", **most}}}},
            "required": ["q"],
            "anyOf": [{"required": ["p"]}, text],
        }
        for most in ({"maxLength": 1}, {})
    )

    assert {drift.where for drift in differences(old, new, "response")} == {"$.q.r maxLength"}


TWO = {"type": "array", "contains": {"const": "a"}, "minContains": 2, "maxContains": 2}


@pytest.mark.parametrize(
    ("narrow", "wide"),
    [
        ({"minItems": 2}, {}),
        ({"required": ["p"]}, {}),
        ({"not": {"type": "string"}}, True),
        ({"pattern": "^a"}, {"description": "Anything."}),
        (TWO, {**TWO, "minContains": 1}),
        (TWO, {key: value for key, value in TWO.items() if key != "maxContains"}),
        ({"type": "array", "contains": {"const": "a"}}, {"type": "array", "contains": {"enum": ["a", "b"]}}),
    ],
    ids=str,
)
def test_what_is_narrower_breaks_requests_and_what_is_wider_does_not(narrow, wide):
    """Where no type is named, and how many items have to be so."""
    assert taken(narrow) < taken(wide)
    assert any(drift.breaking for drift in differences(wide, narrow, "request"))
    assert {drift.breaking for drift in differences(narrow, wide, "request")} == {False}


@pytest.mark.parametrize(
    "parts",
    [
        [{"type": "integer", "maximum": 2}, {"type": "integer", "minimum": 3}],
        [{"type": "string", "maxLength": 1}, {"type": "string", "minLength": 2}],
        [{"type": "object", "required": ["p"], "properties": {"p": {"type": name}}} for name in ("string", "number")],
    ],
    ids=str,
)
def test_alternatives_of_which_none_overlaps_another_are_the_same_as_one_of_or_any_of(parts):
    """So it makes no difference which word a document has."""
    assert taken({"oneOf": parts}) == taken({"anyOf": parts})
    assert differences({"oneOf": parts}, {"anyOf": parts}, "request") == []


BOTH_NAMED = {"type": "object", "properties": {"p": {"type": "string"}, "q": {"type": "string"}}}
BY_NAME = [{"type": "object", "required": [name], "properties": {name: {"type": "string"}}} for name in "pq"]
OVERLAPPING = [
    ([{"required": ["p"]}, {"required": ["q"]}], BOTH_NAMED),
    (BY_NAME, {}),
    ([{"type": "number"}, {"type": "integer"}], {}),
    ([{"oneOf": [{"type": "number"}, {"type": "integer"}]}, {"type": "number", "maximum": 1}], {}),
    ([{"type": "string", "maxLength": 3}, {"type": "string", "minLength": 2}], {}),
    ([{**NEEDED, "properties": {"p": {"enum": words}}} for words in (["a", "b"], ["b", "ab"])], {}),
    ([{"type": "array", "items": {"type": "string"}}, {"type": "array", "items": {"type": "number"}}], {}),
]


@pytest.mark.parametrize(
    "wrapped", [lambda part: part, lambda part: {"type": "object", "properties": {"p": part}}], ids=["", "in p"]
)
@pytest.mark.parametrize(("parts", "beside"), OVERLAPPING, ids=str)
def test_a_value_of_two_alternatives_that_a_request_may_not_have_any_more_is_said(parts, beside, wrapped):
    """`anyOf` has become `oneOf`; an answer that is of both is understood by the readers of either (decision D400)."""
    old, new = wrapped({**beside, "anyOf": parts}), wrapped({**beside, "oneOf": parts[::-1]})

    assert taken(new) < taken(old)
    [gap], [news] = differences(old, new, "request"), differences(new, old, "request")
    assert (gap.case, news.breaking) == (news.where, False)
    assert differences(old, new, "response") == differences(new, old, "response") == []


def test_two_texts_that_share_more_than_before_are_said():
    """What was of one alternative is of two now, and refused."""
    old, new = ({"oneOf": [{"type": "string", "maxLength": most}, {"type": "string", "minLength": 2}]} for most in (2, 4))

    assert not taken(old) <= taken(new)
    assert "$ oneOf" in {one.case for one in differences(old, new, "request") if isinstance(one, Unchecked)}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (BY_NAME[0], {"oneOf": BY_NAME}),
        ({"oneOf": BY_NAME}, {"oneOf": [*BY_NAME, {"type": "object", "required": ["p", "r"]}]}),
        ({"oneOf": [NEEDED, BOTH_NAMED]}, {"oneOf": [{**NEEDED, **BY_NAME[0]}, BOTH_NAMED]}),
        ({"type": "string"}, {"oneOf": [{"type": "string"}, NEEDED, {"type": "object"}]}),
        ({"oneOf": [{"type": "string", "maxLength": 3}, {"type": "string", "minLength": 2}]}, {"type": "string"}),
        ({"enum": ["a", "b"]}, {"oneOf": [{"const": "a"}, {"enum": ["a", "b"]}]}),
    ],
    ids=str,
)
def test_what_nobody_sent_so_far_may_be_of_two_alternatives(old, new):
    """A further alternative with a demand of its own, or of another type; an optional property that is described now."""
    assert not [one for one in differences(old, new, "request") if isinstance(one, Unchecked)]


@settings(RARE, max_examples=25)
@given(st.lists(schemas, min_size=2, max_size=3))
def test_one_of_is_never_any_of_in_silence(parts):
    """Where a request refuses a value that is of two alternatives; vocabularies that share a word are meant as one."""
    old, new = {"anyOf": parts}, {"oneOf": parts}
    if taken(old) != taken(new) and '"enum"' not in json.dumps(parts):
        assert differences(old, new, "request")
        assert differences(new, old, "request")


@RARE
@given(changed())
def test_what_is_covered_is_taken(pair):
    """A yes is a promise: no value of the narrow schema is refused by the wide one."""
    old, new = pair
    if READ.covers(shape(new), shape(old)):
        assert taken(old) <= taken(new)


@RARE
@given(changed())
def test_silence_means_that_both_take_the_same(pair):
    """Exit status 0 and no word: every value of the one is one of the other."""
    old, new = pair
    if not differences(old, new, "request"):
        assert taken(old) == taken(new)


@RARE
@given(changed())
def test_a_request_that_was_taken_and_is_refused_now_is_a_breaking_difference(pair):
    """A client that sends such a value breaks, and is told."""
    old, new = pair
    if not taken(old) <= taken(new):
        assert any(drift.breaking for drift in differences(old, new, "request"))


@RARE
@given(changed())
def test_an_answer_that_never_came_and_comes_now_is_a_difference(pair):
    """Breaking or, for a further word of a vocabulary, news."""
    old, new = pair
    if not taken(new) <= taken(old):
        assert differences(old, new, "response")


TEXT, WHOLE = {"type": "string"}, {"type": "integer"}
CLOSED = {"type": "object", "properties": {"p": TEXT, "q": WHOLE}, "additionalProperties": False}
PAIRS = [
    (WHOLE, {"type": "number"}),
    ({"type": "integer", "minimum": 0, "exclusiveMinimum": True}, {"type": "integer", "minimum": 1}),
    ({"type": "number", "minimum": 1}, {"type": "number", "minimum": 1, "exclusiveMinimum": True}),
    ({"type": "number", "multipleOf": 4}, {"type": "number", "multipleOf": 2}),
    ({"type": "number", "multipleOf": 2}, {"type": "integer"}),
    ({"type": "string", "maxLength": 3}, {"type": "string", "maxLength": 4}),
    ({"type": "string", "pattern": "^a$"}, TEXT),
    ({"enum": ["a", "ab"]}, {"type": "string", "pattern": "^a"}),
    ({"enum": ["a", 1]}, {"anyOf": [TEXT, WHOLE]}),
    ({"enum": [1, 2]}, {"type": "integer", "minimum": 2}),
    ({"anyOf": [TEXT, {"type": "null"}]}, {"type": ["string", "null"]}),
    ({"anyOf": [WHOLE, {"type": "number"}]}, {"type": "number"}),
    ({"allOf": [{"type": "number", "minimum": 1}, {"type": "integer"}]}, {"type": "integer", "minimum": 1}),
    ({"type": "array", "items": WHOLE}, {"type": "array", "items": {"type": "number"}}),
    ({"type": "array", "minItems": 2}, {"type": "array", "minItems": 1}),
    ({"type": "array", "items": TEXT, "uniqueItems": True}, {"type": "array", "items": TEXT}),
    (CLOSED, {**CLOSED, "required": ["p"]}),
    (CLOSED, {"type": "object", "properties": {"p": TEXT, "q": WHOLE}}),
    (CLOSED, {**CLOSED, "properties": {"p": TEXT}}),
    ({"type": "object", "additionalProperties": WHOLE}, {"type": "object", "additionalProperties": {"type": "number"}}),
    ({**CLOSED, "maxProperties": 1}, CLOSED),
]


@pytest.mark.parametrize(("one", "other"), [*PAIRS, *(pair[::-1] for pair in PAIRS)], ids=str)
def test_another_tool_says_the_same(one, other):
    """Both ways, because a tool that always says yes is right half of the time."""
    assert READ.covers(shape(other), shape(one)) is bool(isSubschema(one, other))
