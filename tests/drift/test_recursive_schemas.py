"""Schemas that contain themselves, held against known verdicts and against a validator that follows references as it likes."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from fakeembed.drift.differences import Expectation
from fakeembed.drift.openapi import verdicts
from fakeembed.drift.openapi.inclusion import covers
from fakeembed.drift.openapi.schema_reader import Reader
from fakeembed.drift.openapi.shape_comparison import ShapeComparison

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
        return schemas[name], follow

    reader = Reader(side)
    found = reader.shape(schemas["A"], follow)
    reader.finish()
    return found


def differences(old, new, side="response"):
    """Where two sets of named schemas differ, and whether that breaks clients."""
    comparison = ShapeComparison(Expectation("POST /embed"), side, silence=False)
    return [(row.kind.value, row.where, row.breaking) for row in comparison.differences(shape(old, side), shape(new, side), "$")]


TEXT, WHOLE = {"type": "string"}, {"type": "integer"}
TREE = {"A": thing(name=TEXT, children=items(ref("A")))}
RING = {"A": thing(next=ref("B")), "B": thing(next=ref("C")), "C": thing(next=ref("A"), end=TEXT)}
NODES = {
    "A": {"oneOf": [ref("Frame"), ref("Group"), ref("Text")]},
    "Frame": {**thing(type={"enum": ["FRAME"]}, children=items(ref("A"))), "required": ["type"]},
    "Group": {**thing(type={"enum": ["GROUP"]}, children=items(ref("A")), mask=ref("A")), "required": ["type"]},
    "Text": {**thing(type={"enum": ["TEXT"]}, characters=TEXT), "required": ["type"]},
}

SAME = {
    "unfolded once": (TREE, {"A": thing(name=TEXT, children=items(thing(name=TEXT, children=items(ref("A")))))}),
    "under two names": (TREE, {"A": thing(name=TEXT, children=items(ref("B"))), "B": thing(name=TEXT, children=items(ref("A")))}),
    "a ring that is longer": ({"A": thing(next=ref("A"))}, {"A": thing(next=ref("B")), "B": thing(next=ref("A"))}),
    "null in two ways": (
        {"A": thing(next={"oneOf": [ref("A"), {"type": "null"}]})},
        {"A": thing(next={"allOf": [ref("A")], "nullable": True})},
    ),
    "inherited": (TREE, {"A": {"allOf": [thing(name=TEXT), thing(children=items(ref("A")))]}}),
    "inherited by both": (
        {"A": {"allOf": [ref("B"), thing(next=ref("A"))]}, "B": thing(next=ref("B"), name=TEXT)},
        {"A": thing(next=ref("A"), name=TEXT)},
    ),
    "said to be itself": ({"A": {"allOf": [ref("A")], **TEXT}}, {"A": TEXT}),
    "alternatives in another order": (NODES, {**NODES, "A": {"oneOf": NODES["A"]["oneOf"][::-1]}}),
    "any JSON": (
        {"A": {"anyOf": [TEXT, items(ref("A")), {"type": "object", "additionalProperties": ref("A")}]}},
        {"A": {"anyOf": [{"type": "object", "additionalProperties": ref("A")}, items(ref("A")), TEXT]}},
    ),
}


@pytest.mark.parametrize("side", ["request", "response"])
@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME)
def test_what_means_the_same_is_no_difference(one, other, side):
    assert differences(one, other, side) == differences(other, one, side) == []
    assert covers(shape(one), shape(other))
    assert covers(shape(other), shape(one))
    assert shape(one) == shape(one)


CHANGED = {
    "a leaf of the tree": (
        TREE,
        {"A": thing(name=WHOLE, children=items(ref("A")))},
        {("type-changed", "$.name", True)},
    ),
    "the end of the ring": (
        RING,
        {**RING, "C": thing(next=ref("A"), end=WHOLE)},
        {("type-changed", "$.next.next.end", True)},
    ),
    "only below the first level": (
        TREE,
        {"A": thing(name=TEXT, children=items(ref("B"))), "B": thing(name=WHOLE, children=items(ref("B")))},
        {("type-changed", "$.children[*].name", True)},
    ),
    "one of the alternatives": (
        NODES,
        {**NODES, "Text": {**thing(type={"enum": ["TEXT"]}, characters=WHOLE), "required": ["type"]}},
        {("type-changed", "$(type=TEXT).characters", True)},
    ),
    "where it may end": (
        {"A": thing(next={"anyOf": [ref("A"), {"type": "null"}]})},
        {"A": thing(next=ref("A"))},
        {("type-changed", "$.next", False)},
    ),
    "a list that gets longer": (
        TREE,
        {"A": thing(name=TEXT, children=items(ref("A"), maxItems=4))},
        {("bound-changed", "$.children maxItems", False)},
    ),
}


@pytest.mark.parametrize(("old", "new", "rows"), CHANGED.values(), ids=CHANGED)
def test_what_changed_is_found_where_it_is(old, new, rows):
    assert set(differences(old, new)) == rows
    assert differences(new, old)
    assert not (covers(shape(old), shape(new)) and covers(shape(new), shape(old)))


def test_a_difference_is_said_at_each_place_of_a_schema():
    """Two properties of the same schema are two places to mend."""
    old = {"A": thing(left=ref("B"), right=ref("B")), "B": thing(size=TEXT, of=ref("A"))}
    new = {**old, "B": thing(size=WHOLE, of=ref("A"))}

    assert differences(old, new) == [("type-changed", "$.left.size", True), ("type-changed", "$.right.size", True)]


names = st.sampled_from("ABC")
leaves = st.sampled_from([TEXT, WHOLE, {"type": "null"}, {"enum": ["a"]}, {"type": "integer", "minimum": 1}])
parts = st.recursive(
    leaves | names.map(ref),
    lambda inner: st.one_of(
        st.builds(items, inner),
        st.builds(lambda part: {"anyOf": [part, {"type": "null"}]}, inner),
        st.builds(
            lambda found, required: {**thing(**found), "required": sorted(required & found.keys()), "additionalProperties": False},
            st.dictionaries(st.sampled_from("pq"), inner, min_size=1),
            st.sets(st.sampled_from("pq")),
        ),
    ),
    max_leaves=4,
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
def test_what_is_covered_is_taken(pair):
    """A yes is a promise: no value of the narrow schema is refused by the wide one."""
    old, new = pair
    if covers(shape(new), shape(old)):
        assert taken(old) <= taken(new)


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
    old, new = pair
    if not taken(old) <= taken(new):
        assert any(breaking for _, _, breaking in differences(old, new, "request"))


@SLOW
@given(families)
def test_a_schema_never_differs_from_its_copy(schemas):
    copy = json.loads(json.dumps(schemas))

    assert differences(schemas, copy) == []
    assert shape(schemas) == shape(copy)
    assert covers(shape(schemas), shape(copy))


# documents that are large in this way


def file(path, schemas):
    """A document with one operation that answers the first of these schemas."""
    schemas = {
        name: json.loads(json.dumps(schema).replace('"$ref": "', '"$ref": "#/components/schemas/'))
        for name, schema in schemas.items()
    }
    answer = {
        "description": "",
        "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{next(iter(schemas))}"}}},
    }
    document = {
        "openapi": "3.1.0",
        "paths": {"/embed": {"post": {"responses": {"200": answer}}}},
        "components": {"schemas": schemas},
    }
    path.write_text(json.dumps(document))
    return path


def compared(tmp_path, old, new):
    """What is said of two documents."""
    report = verdicts.of_two(file(tmp_path / "old.json", old), file(tmp_path / "new.json", new), "2026-11-29T00:00:00Z")
    return [(row.kind.value, row.where) for row in report.drifts]


def test_many_schemas_that_all_contain_each_other(tmp_path):
    """As layers of a drawing do: written out, forty kinds that contain each other have no end."""
    everything = {"oneOf": [ref(f"N{number}") for number in range(40)]}
    kinds = {
        f"N{number}": {**thing(kind={"enum": [f"N{number}"]}, children=items(ref("Node")), first=ref("Node")), "required": ["kind"]}
        for number in range(40)
    }
    new = json.loads(json.dumps(kinds))
    new["N39"]["properties"]["first"] = TEXT

    assert compared(tmp_path, {"Node": everything, **kinds}, {"Node": everything, **kinds}) == []
    assert compared(tmp_path, {"Node": everything, **kinds}, {"Node": everything, **new}) == [
        ("type-changed", "response 200 $(kind=N39).first")
    ]


def test_a_long_chain_of_schemas(tmp_path):
    """What is wrong stands at its end."""
    chain = {f"L{number}": thing(next=ref(f"L{number + 1}"), name=TEXT) for number in range(500)}
    old, new = ({**chain, "L500": last} for last in (thing(next=ref("L0")), thing(next=TEXT)))

    assert compared(tmp_path, old, old) == []
    assert [kind for kind, _ in compared(tmp_path, old, new)] == ["type-changed"]
