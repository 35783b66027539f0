"""Schemas that contain themselves, held against known verdicts and against a validator that follows references as it likes."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from fakeembed.drift.differences import Drift, Expectation
from fakeembed.drift.openapi.shape_comparison import ShapeComparison
from fakeembed.drift.openapi.shapes import Reader

SLOW = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], deadline=None)


def ref(name):
    return {"$ref": name}


def items(of, **more):
    return {"type": "array", "items": of, **more}


def thing(**properties):
    return {"type": "object", "properties": properties}


def shape(schemas, side="response"):
    """The shape of the schema that is called "A"."""

    def follow(name):
        return schemas[name.rpartition("/")[2]], follow

    return Reader(side).shape(ref("A"), follow)


def differences(old, new, side="response"):
    """Where two sets of named schemas differ, and whether that breaks clients; None for what is not compared."""
    comparison = ShapeComparison(Expectation("POST /embed"), side, silence=False)
    found = comparison.differences(shape(old, side), shape(new, side), "$")
    return {
        (row.kind.value, row.where, row.breaking) if isinstance(row, Drift) else ("not compared", row.case, None) for row in found
    }


TEXT, WHOLE, NULL = {"type": "string"}, {"type": "integer"}, {"type": "null"}
TREE = {"A": thing(name=TEXT, children=items(ref("A")))}
RING = {"A": thing(next=ref("B")), "B": thing(next=ref("C")), "C": thing(next=ref("A"), end=TEXT)}
COMMENT = {"A": thing(text=TEXT, parent={"anyOf": [ref("A"), NULL]}, replies=items(ref("A")))}
NODES = {
    "A": {"oneOf": [ref("Frame"), ref("Group"), ref("Text")]},
    "Frame": {**thing(type={"enum": ["FRAME"]}, children=items(ref("A"))), "required": ["type"]},
    "Group": {**thing(type={"enum": ["GROUP"]}, children=items(ref("A")), mask=ref("A")), "required": ["type"]},
    "Text": {**thing(type={"enum": ["TEXT"]}, characters=TEXT), "required": ["type"]},
}
CLOSED = {"additionalProperties": False}
SUM = {"A": {"oneOf": [thing(value=WHOLE) | CLOSED, thing(left=ref("A"), right=ref("A")) | CLOSED]}}

SAME = {
    "itself": (NODES, NODES),
    "alternatives without a tag": (SUM, SUM),
    "under other names": (TREE, {"A": ref("B"), "B": thing(name=TEXT, children=items(ref("B")))}),
    "in another order": (TREE, {"A": thing(children=items(ref("A")), name=TEXT)}),
    "null in two ways": (COMMENT, {"A": thing(text=TEXT, parent={**ref("A"), "nullable": True}, replies=items(ref("A")))}),
    "said to be itself": ({"A": {"allOf": [ref("B")]}, "B": TREE["A"]}, {"A": {"allOf": [ref("B")]}, "B": TREE["A"]}),
    "any JSON": ({"A": {"anyOf": [TEXT, items(ref("A"))]}}, {"A": {"anyOf": [items(ref("A")), TEXT]}}),
}


@pytest.mark.parametrize("side", ["request", "response"])
@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME)
def test_what_means_the_same_is_no_difference(one, other, side):
    """However it is written."""
    assert differences(one, other, side) == differences(other, one, side) == set()


CHANGED = {
    "a leaf of the tree": (TREE, {"A": thing(name=WHOLE, children=items(ref("A")))}, {("type-changed", "$.name", True)}),
    "a comment has one more field": (
        COMMENT,
        {"A": thing(**COMMENT["A"]["properties"], likes=WHOLE)},
        {("field-added", "$.likes", False)},
    ),
    "the end of the ring": (RING, {**RING, "C": thing(next=ref("A"), end=WHOLE)}, {("type-changed", "$.next.next.end", True)}),
    "one of the alternatives": (
        NODES,
        {**NODES, "Text": {**thing(type={"enum": ["TEXT"]}, characters=WHOLE), "required": ["type"]}},
        {("type-changed", "$(type=TEXT).characters", True)},
    ),
    "where it may end": (
        COMMENT,
        {"A": thing(**COMMENT["A"]["properties"] | {"parent": ref("A")})},
        {("type-changed", "$.parent", False)},
    ),
    "a list that gets shorter": (
        TREE,
        {"A": thing(name=TEXT, children=items(ref("A"), maxItems=4))},
        {("bound-changed", "$.children maxItems", False)},
    ),
    "another schema in its place": (
        TREE,
        {"A": thing(name=TEXT, children=items(ref("B"))), "B": thing(name=WHOLE, children=items(ref("A")))},
        {("not compared", "$.children[*]", None)},
    ),
    "the same, unfolded once": (
        TREE,
        {"A": thing(name=TEXT, children=items(ref("B"))), "B": TREE["A"]},
        {("not compared", "$.children[*]", None)},
    ),
    "another schema than above": (
        {"A": thing(next=ref("B")), "B": thing(end=TEXT, next=ref("A"))},
        {"A": thing(next=ref("B")), "B": thing(end=TEXT, next=ref("B"))},
        {("not compared", "$.next.next", None)},
    ),
    "something else beside it": (
        COMMENT,
        {"A": thing(**COMMENT["A"]["properties"] | {"parent": {"anyOf": [ref("A"), NULL, thing(id=WHOLE)]}})},
        {("not compared", "$.parent", None)},
    ),
    "an alternative without a tag": (
        SUM,
        {"A": {"oneOf": [thing(value=WHOLE, unit=TEXT) | CLOSED, thing(left=ref("A"), right=ref("A")) | CLOSED]}},
        {("field-added", "$.unit", False), ("not compared", "$", None)},
    ),
    "what must not be": (
        {"A": thing(next=ref("A"), size=WHOLE) | {"not": thing(next=ref("A"))}},
        {"A": thing(next=ref("A"), size=TEXT) | {"not": thing(next=ref("A"))}},
        {("type-changed", "$.size", True), ("not compared", "$", None)},
    ),
    "a folder or its name": (
        {"A": thing(in_={"oneOf": [TEXT, ref("B")]}), "B": thing(name=TEXT, parent={"oneOf": [TEXT, ref("B")]})},
        {"A": thing(in_={"oneOf": [TEXT, ref("B")]}), "B": thing(name=WHOLE, parent={"oneOf": [TEXT, ref("B")]})},
        {("type-changed", "$.in_.name", True)},
    ),
    "null where it was beside it": (
        {"A": thing(first={"anyOf": [ref("B"), NULL]}), "B": {"allOf": [thing(next=ref("B"))]}},
        {"A": thing(first={"anyOf": [ref("B"), NULL]}), "B": {"anyOf": [thing(next=ref("B")), NULL]}},
        {("not compared", "$.first.next", None)},
    ),
    "its type where another schema stood": (
        {
            "A": thing(next={**ref("B"), "type": "object"}),
            "B": {**thing(next={**ref("B"), "type": "object"}), "type": ["object", "null"]},
        },
        {"A": thing(next={**ref("B"), "type": "object"}), "B": {**thing(next=ref("B")), "type": ["object", "null"]}},
        {("not compared", "$.next.next", None)},
    ),
    "what is said beside it": (
        TREE,
        {"A": thing(name=TEXT, children=items({**ref("A"), "unevaluatedProperties": False}))},
        {("not compared", "$.children[*] unevaluatedProperties", None)},
    ),
}


@pytest.mark.parametrize(("old", "new", "rows"), CHANGED.values(), ids=CHANGED)
def test_what_changed_is_found_where_it_is(old, new, rows):
    """Or it is said that it was not looked at: never is it silence."""
    assert differences(old, new) == rows
    assert differences(new, old)


B = {**thing(q=TEXT), "required": ["q"]}
LOOSE = thing(id=WHOLE, q=TEXT)
KINDS = {"kind": {"enum": ["a"]}}, {"kind": {"enum": ["b"]}}
BY_KIND = [{**thing(**kind), "required": ["kind"]} for kind in KINDS]
MAPPING = {"propertyName": "kind", "mapping": {"a": "A", "b": "B"}}
CHAIN = {"allOf": [thing(next=ref("X"))]}

COMBINED = {
    "one of both, and then all": (
        {"A": thing(id=TEXT, c={"anyOf": [ref("A"), ref("B")]}), "B": B},
        {"A": thing(id=TEXT, c={"allOf": [ref("A"), ref("B")]}), "B": B},
    ),
    "an alternative that has to be itself as well": (
        {"A": thing(id=TEXT, c={"anyOf": [ref("A"), B]})},
        {"A": thing(id=TEXT, c={"anyOf": [ref("A"), {"allOf": [ref("A"), B]}]})},
    ),
    "two of which both come again": (
        {"A": thing(id=TEXT, b=ref("B")), "B": {**B, "properties": {"q": TEXT, "x": {"anyOf": [ref("A"), ref("B")]}}}},
        {"A": thing(id=TEXT, b=ref("B")), "B": {**B, "properties": {"q": TEXT, "x": {"allOf": [ref("A"), ref("B")]}}}},
    ),
    "beside one that demands nothing": (
        {"A": {**thing(id=TEXT, c={"oneOf": [ref("A"), LOOSE]}), "required": ["id"]}},
        {"A": {**thing(id=TEXT, c=LOOSE), "required": ["id"]}},
    ),
    "in the list beside it": (
        {"A": {**thing(id=TEXT, c=items({"oneOf": [ref("A"), LOOSE]})), "required": ["id"]}},
        {"A": {**thing(id=TEXT, c=items(LOOSE)), "required": ["id"]}},
    ),
    "another branch of a tag": (
        {"A": thing(n=WHOLE, c={"oneOf": [{"allOf": [ref("A"), BY_KIND[0]]}, BY_KIND[1]]})},
        {"A": thing(n=WHOLE, c={"oneOf": [BY_KIND[0], {"allOf": [ref("A"), BY_KIND[1]]}]})},
    ),
    "both branches of a tag": (
        {"A": thing(n=WHOLE, c={"oneOf": [{"allOf": [ref("A"), BY_KIND[0]]}, BY_KIND[1]]})},
        {"A": thing(n=WHOLE, c={"oneOf": [{"allOf": [ref("A"), kind]} for kind in BY_KIND]})},
    ),
    "tags that lead elsewhere": (
        {"A": thing(n=WHOLE, kind=TEXT, c={"oneOf": [ref("A"), ref("B")], "discriminator": MAPPING}), "B": thing(kind=TEXT)},
        {
            "A": thing(
                n=WHOLE,
                kind=TEXT,
                c={"oneOf": [ref("A"), ref("B")], "discriminator": {"propertyName": "kind", "mapping": {"a": "B", "b": "A"}}},
            ),
            "B": thing(kind=TEXT),
        },
    ),
    "null where the other one has it again": (
        {"A": thing(x=thing(next={"anyOf": [ref("X"), NULL]})), "X": CHAIN},
        {"A": thing(x=ref("X")), "X": CHAIN},
    ),
    "a text where the other one has it again": (
        {"A": thing(x=thing(next={"anyOf": [ref("X"), TEXT]})), "X": CHAIN},
        {"A": thing(x=ref("X")), "X": CHAIN},
    ),
}


@pytest.mark.parametrize("side", ["request", "response"])
@pytest.mark.parametrize(("old", "new"), COMBINED.values(), ids=COMBINED)
def test_how_it_is_combined_with_others_is_no_secret(old, new, side):
    """Whatever comes again, and whichever of the two lets more through."""
    assert differences(old, new, side)
    assert differences(new, old, side)
    assert differences(old, old, side) == differences(new, new, side) == set()


@pytest.mark.parametrize(("side", "note"), [("request", "readOnly"), ("response", "writeOnly")])
def test_what_is_hidden_where_it_comes_again_is_gone(side, note):
    """As anywhere else."""
    hidden = {"A": {**thing(n=TEXT, c=ref("A")), note: True}}

    assert differences({"A": thing(n=TEXT, c=ref("A"))}, hidden, side)
    assert differences(hidden, {"A": thing(n=TEXT, c=ref("A"))}, side)
    assert differences(hidden, hidden, side) == set()


names = st.sampled_from("ABC")
leaves = st.sampled_from([TEXT, WHOLE, NULL, {"enum": ["a"]}, {"type": "integer", "minimum": 1}])
parts = st.recursive(
    leaves | names.map(ref),
    lambda inner: st.one_of(
        st.builds(items, inner),
        st.builds(lambda part: {"anyOf": [part, NULL]}, inner),
        st.builds(lambda part, other: {"anyOf": [part, other]}, inner, inner),
        st.builds(lambda part, other: {"allOf": [part, other]}, inner, inner),
        st.builds(
            lambda found, required, rest: {
                **thing(**found),
                "required": sorted(required & found.keys()),
                "additionalProperties": rest,
            },
            st.dictionaries(st.sampled_from("pq"), inner, min_size=1),
            st.sets(st.sampled_from("pq")),
            st.just(False) | inner,
        ),
    ),
    max_leaves=5,
)
containers = parts.filter(lambda schema: "items" in schema or "properties" in schema)
families = st.fixed_dictionaries(dict.fromkeys("ABC", containers))
"""Three schemas that refer to one another: each contains something before it refers, so that a value is looked at in the end."""


@st.composite
def changed(draw):
    """A family, and the same with one schema otherwise."""
    old = draw(families)
    return old, {**old, draw(names): draw(containers)}


def grown(values):
    """Values that contain these."""
    small = values[:6]
    return [
        *([], {}),
        *([one] for one in values),
        *({name: one} for one in values for name in "pq"),
        *({"p": one, "q": other} for one in small for other in small),
        *([one, other] for one in small for other in small),
    ]


SCALARS = [None, 0, 1, "a", "b"]
VALUES = [*SCALARS, *grown(SCALARS), *grown(grown(SCALARS)[:24]), *grown(grown(grown(SCALARS)[:9])[:14])]


def taken(schemas):
    """Which of the values a validator takes."""
    document = json.loads(json.dumps({"$ref": "A", "$defs": schemas}).replace('"$ref": "', '"$ref": "#/$defs/'))
    validator = Draft202012Validator(document)
    return {position for position, value in enumerate(VALUES) if validator.is_valid(value)}


@pytest.mark.once
@SLOW
@given(changed())
def test_silence_means_that_both_take_the_same(pair):
    """Exit status 0 and no word: every value of the one is one of the other."""
    old, new = pair
    if not differences(old, new, "request"):
        assert taken(old) == taken(new)


@pytest.mark.once
@SLOW
@given(changed())
def test_a_request_that_was_taken_and_is_refused_now_breaks_clients(pair):
    """Or it is said that it was not looked at."""
    old, new = pair
    if not taken(old) <= taken(new):
        assert any(breaking is not False for _, _, breaking in differences(old, new, "request"))


def shuffled(schemas, chance):
    """The same schemas in another order, and with their properties in another order."""

    def mixed(value):
        if not isinstance(value, dict):
            return [mixed(one) for one in value] if isinstance(value, list) else value
        return {name: mixed(value[name]) for name in chance.sample(sorted(value), len(value))}

    return mixed(schemas)


@pytest.mark.once
@SLOW
@given(changed(), st.integers(0, 2**16), st.sampled_from(["request", "response"]))
def test_the_order_of_properties_means_nothing(pair, seed, side):
    """Neither is it a difference, nor does it change what is found."""
    chance = random.Random(seed)
    old, new = (shuffled(schemas, chance) for schemas in pair)

    assert differences(old, pair[0], side) == set()
    assert differences(old, new, side) == differences(*pair, side)


def test_kinds_that_all_contain_the_whole():
    """As layers of a drawing do: each is written out once."""
    kinds = {f"N{number}": thing(children=items(ref("A")), first=ref("A"), own=TEXT) for number in range(40)}
    old = {"A": thing(**{name.lower(): ref(name) for name in kinds}), **kinds}
    new = {**old, "N39": thing(children=items(ref("A")), first=ref("A"), own=WHOLE)}

    assert differences(old, new) == {("type-changed", "$.n39.own", True)}


@pytest.mark.once
def test_what_has_no_end_is_refused():
    """Ten kinds that contain each other can be written out in millions of ways."""
    names = [f"N{number}" for number in range(10)]
    kinds = {name: thing(**{other.lower(): ref(other) for other in names}) for name in names}

    with pytest.raises(ValueError, match=r"its schemas expand to more than \d+ parts"):
        shape({"A": ref("N0"), **kinds})
