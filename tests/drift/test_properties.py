"""What a document says of a property by its name, by a pattern, as one of a map, or not at all, held against a validator."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from fakeembed.drift.differences import Drift, Expectation
from fakeembed.drift.openapi.shape_comparison import ShapeComparison
from fakeembed.drift.openapi.shapes import Reader

TEXT, WHOLE, EITHER = {"type": "string"}, {"type": "integer"}, {"type": ["integer", "string"]}
SIDES = ("request", "response")
NAMES = ("a", "b", "ab")
OBJECTS = [
    {name: value for name, value in zip(NAMES, values, strict=True) if value is not ...}
    for values in itertools.product((..., 1, "text"), repeat=len(NAMES))
]


def differences(old, new, side):
    """What the comparison says of two objects."""
    shapes = (Reader(side).shape({"type": "object", **schema}, pytest.fail) for schema in (old, new))
    return list(ShapeComparison(Expectation("POST /embed"), side, silence=False).differences(*shapes, "$"))


def breaking(old, new, side):
    """Where it breaks."""
    return {one.where for one in differences(old, new, side) if isinstance(one, Drift) and one.breaking}


A_IS_TEXT = {"properties": {"a": TEXT}}
MAPS = [
    {"additionalProperties": WHOLE},
    {"patternProperties": {"^a": WHOLE}},
    {"unevaluatedProperties": WHOLE},
    {"allOf": [{"additionalProperties": WHOLE}]},
    {"anyOf": [{"additionalProperties": WHOLE}]},
    {"patternProperties": {"^a": WHOLE, "^b": TEXT}, "additionalProperties": False},
]


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("old", MAPS, ids=str)
def test_a_property_is_compared_with_what_the_map_said_of_it(old, side):
    """Whether its name comes or goes, it is of another type now; a composition and a pattern hold beside the name."""
    assert "$.a" in breaking(old, A_IS_TEXT, side) & breaking(A_IS_TEXT, old, side)
    if {*old} in ({"additionalProperties"}, {"unevaluatedProperties"}):
        assert breaking(old, {**old, **A_IS_TEXT}, side) == breaking({**old, **A_IS_TEXT}, old, side) == {"$.a"}


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("of_text", [True, False])
def test_a_name_may_be_one_of_a_pattern_that_repeats_a_group(side, of_text):
    """As with any other pattern: beside the pattern of whole numbers a text says that it may not come at all."""
    old = {"patternProperties": {"^[a-z]+(_[a-z]+)*$": WHOLE}, "additionalProperties": False}
    new = {**old, "properties": {"a_b": TEXT if of_text else WHOLE}}

    narrower, wider = ((old, new), (new, old)) if side == "request" else ((new, old), (old, new))
    assert breaking(*narrower, side) == ({"$.a_b"} if of_text else set())
    assert breaking(*wider, side) == set()


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("further", [{}, {"additionalProperties": False}], ids=str)
def test_a_name_of_which_nobody_knows_whether_it_fits_is_not_compared(side, further):
    """Neither a new property nor one that is gone; whether it is demanded is said."""
    old = {"patternProperties": {r"^\p{L}+$": WHOLE}, **further}
    new = {**old, "properties": {"ab": TEXT}}

    for pair in ((old, new), (new, old)):
        assert [one.case for one in differences(*pair, side) if not isinstance(one, Drift)] == ["$.ab"]
        assert breaking(*pair, side) == set()
    assert breaking(old, {**new, "required": ["ab"]}, "request") == {"$.ab"}


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("old", MAPS, ids=str)
def test_a_property_that_is_what_the_map_says_is_no_difference(old, side):
    """It is another way to say the same."""
    new = {**old, "properties": {"a": WHOLE}}

    assert differences(old, new, side) == differences(new, old, side) == []


@pytest.mark.parametrize(
    "old",
    [
        {"required": ["a"]},
        {"dependentRequired": {"b": ["a"]}},
        {"dependentRequired": {"a": ["b"]}},
        {"dependentSchemas": {"a": {"required": ["b"]}}},
        {"if": {"required": ["b"]}, "then": {"required": ["a"]}},
        {"if": {"required": ["b"]}, "then": {"properties": {"a": WHOLE}}},
    ],
    ids=str,
)
def test_a_property_that_was_mentioned_and_is_described_now_breaks_who_sends_another_one(old):
    """Who reads it gets no more than before."""
    new = {**old, **A_IS_TEXT}

    assert breaking(old, new, "request") == {"$.a"}
    assert bool(breaking(old, new, "response")) is ("properties" in old.get("then", {}))


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize(
    "old", [{}, {"additionalProperties": True}, {"unevaluatedProperties": {}}, {"additionalProperties": False}]
)
def test_a_property_that_nobody_mentioned_is_news(old, side):
    """Where an object is open, and where it is closed (decision D86)."""
    [news] = differences(old, {**old, **A_IS_TEXT}, side)
    [loss] = differences({**old, **A_IS_TEXT}, old, side)

    assert (news.kind.value, news.breaking, loss.kind.value, loss.breaking) == ("field-added", False, "field-removed", True)


URL = {"properties": {"b": TEXT}, "required": ["b"]}


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize(
    "old",
    [
        {"if": {"properties": {"a": {"const": "url"}}, "required": ["a"]}, "then": URL},
        {"if": {"required": ["a"]}, "then": {}, "else": URL},
        {"dependentSchemas": {"a": URL}},
        {"dependentSchemas": {"a": {"properties": {"b": TEXT}}}, "dependentRequired": {"a": ["b"]}},
    ],
    ids=str,
)
def test_a_property_is_what_the_condition_says_that_demands_it(old, side):
    """When its description moves out of the condition it is what it was, in one of several alternatives too."""
    old, new = ({**old, "properties": properties} for properties in (A_IS_TEXT["properties"], {"a": TEXT, "b": TEXT}))

    assert [(one.where, one.kind.value) for one in differences(old, new, side)] == [("$.b", "field-added")]
    beside = {"properties": {"ab": WHOLE}, "required": ["ab"]}
    assert breaking({"anyOf": [beside, old]}, {"anyOf": [beside, new]}, side) == set()


def test_a_property_that_another_condition_only_demands_may_be_anything():
    """What is said of it under the first condition is not said under the second one."""
    old = {"if": {"required": ["a"]}, "then": URL, "else": {"required": ["b"]}}

    assert breaking(old, {**old, "properties": {"b": TEXT}}, "request") == {"$.b"}


WRAPPED = [
    lambda part: {"if": {"required": ["a"]}, "then": part},
    lambda part: {"if": {"required": ["b"]}, "then": {}, "else": part},
    lambda part: {"dependentSchemas": {"b": part}},
]


@pytest.mark.parametrize(
    "beside", [{"additionalProperties": WHOLE}, {"required": ["a"]}, {"patternProperties": {"a$": WHOLE}}], ids=str
)
@pytest.mark.parametrize("wrapped", WRAPPED, ids=["then", "else", "dependentSchemas"])
def test_a_property_of_a_condition_is_compared_with_what_is_said_beside_the_condition(wrapped, beside):
    """And where the condition itself demands it."""
    old, new = ({**beside, **wrapped({"required": ["b"], **more})} for more in ({}, A_IS_TEXT))

    assert len(breaking(old, new, "request")) == 1


@pytest.mark.parametrize(
    ("limit", "words"),
    [({"type": "string", "minLength": 2}, ["aa", "bb"]), ({"type": "integer", "minimum": 1, "maximum": 9}, [1, 2])],
    ids=["text", "number"],
)
def test_a_limit_that_a_vocabulary_keeps_is_no_limit_that_came_or_went(limit, words):
    """Only the vocabulary is new, or gone; of words beyond the limit that is another matter."""
    limited, listed, further = ({"properties": {"a": said}} for said in (limit, {"enum": words}, {"enum": [*words, words[0] * 0]}))

    assert breaking(limited, listed, "response") == breaking(listed, limited, "request") == set()
    assert all(one.where == "$.a" for one in differences(limited, listed, "request") + differences(listed, limited, "response"))
    assert breaking(limited, further, "response")
    assert breaking(further, limited, "request")


CLOSED, B_IS_TEXT, A_AND_B = {"unevaluatedProperties": False}, {"properties": {"b": TEXT}}, {"a": TEXT, "b": TEXT}
ONE_AND_WHOLE = {"type": "array", "prefixItems": [TEXT], "items": WHOLE, "maxItems": 2}
LISTS = [
    ({"type": "array", "items": False}, {"type": "array", "maxItems": 0, "items": TEXT}),
    ({"allOf": [{"type": "array", "items": TEXT}, {"maxItems": 0}]}, {"type": "array", "items": False}),
    ({"type": "array", "prefixItems": [TEXT], "items": False}, {"type": "array", "prefixItems": [TEXT], "maxItems": 1}),
    ({"type": "array", "prefixItems": [TEXT], "maxItems": 1}, {"type": "array", "prefixItems": [TEXT, WHOLE], "maxItems": 1}),
    (ONE_AND_WHOLE, {**ONE_AND_WHOLE, "prefixItems": [TEXT, WHOLE]}),
    (ONE_AND_WHOLE, {**ONE_AND_WHOLE, "prefixItems": [TEXT, WHOLE, WHOLE]}),
]
NEEDS_B, WORD, MAP = {"required": ["b"]}, {"type": "string", "minLength": 1}, {"additionalProperties": TEXT}
JSON = {"contentMediaType": "application/json"}
BESIDE = {"properties": {"a": EITHER}, "patternProperties": {"^a": TEXT}}
APART = {"allOf": [{"properties": {"a": EITHER}}, {"patternProperties": {"^a": TEXT}}]}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"unevaluatedProperties": False, **A_IS_TEXT}, {"additionalProperties": False, **A_IS_TEXT}),
        ({"unevaluatedProperties": False, "additionalProperties": TEXT}, {"additionalProperties": TEXT}),
        ({"allOf": [A_IS_TEXT], **NEEDS_B, **CLOSED}, {**A_IS_TEXT, **NEEDS_B, "additionalProperties": False}),
        ({"allOf": [{"allOf": [A_IS_TEXT]}, B_IS_TEXT], **CLOSED}, {"properties": A_AND_B, **CLOSED}),
        (BESIDE, APART),
        ({"dependentRequired": {"a": ["a"]}}, {}),
        ({"dependentSchemas": {"a": {"properties": {"b": {}}}}}, {}),
        ({"if": {"required": ["a"]}, "then": NEEDS_B}, {"if": {"required": ["a"]}, "then": {**NEEDS_B, "properties": {"b": {}}}}),
        *((wrapped(BESIDE), wrapped(APART)) for wrapped in WRAPPED),
        ({"additionalProperties": TEXT}, {"patternProperties": {"^.*$": TEXT}, "additionalProperties": False}),
        ({"patternProperties": {"^a": WORD}, **MAP}, {"patternProperties": {".*": TEXT, "^a": {"minLength": 1}}}),
        ({"properties": {"a": WORD}, **MAP}, {"properties": {"a": {"minLength": 1}}, "patternProperties": {"": TEXT}}),
        *(({"properties": {"a": one}}, {"properties": {"a": other}}) for one, other in LISTS),
        ({"dependentRequired": {"a": ["b"]}}, {"dependentSchemas": {"a": {"type": "object", **NEEDS_B}}}),
        *(({"properties": {"a": said}}, {"properties": {"a": {**said, **JSON}}}) for said in (B_IS_TEXT, {"allOf": [B_IS_TEXT]})),
        ({"dependentRequired": {"a": ["b", "c"]}}, {"dependentRequired": {"a": ["c"]}, "dependentSchemas": {"a": NEEDS_B}}),
    ],
    ids=str,
)
def test_another_spelling_is_no_difference(one, other):
    """What is named, what a pattern says of it, and what is closed."""
    assert [differences(*pair, side) for pair in ((one, other), (other, one)) for side in SIDES] == [[]] * 4


def test_a_list_with_named_positions_may_be_of_two_alternatives():
    """One whole number is in each list, although what follows it is of two types."""
    parts = [{"type": "array", "items": WHOLE, "minItems": 1}, {"type": "array", "prefixItems": [WHOLE], "items": TEXT}]

    [gap] = differences(*({"properties": {"a": {word: parts}}} for word in ("anyOf", "oneOf")), "request")

    assert gap.case == "$.a oneOf"


def test_what_one_part_names_is_not_what_another_part_says_of_all_the_rest():
    """The pattern of the first part says nothing of it, and its name is in the second one."""
    named = {"properties": {"b": True}}
    old, new = ({"allOf": [{"patternProperties": {"^[ab]": {}}}, {**more, "additionalProperties": TEXT}]} for more in (named, {}))

    assert breaking(old, new, "request") == {"$.b"}


@pytest.mark.parametrize(("pattern", "is_said"), [("^ab", True), ("b$", True), ("^b", False)])
def test_names_that_two_patterns_share_are_said(pattern, is_said):
    """What was of one pattern is of two now; of what begins otherwise there is nothing to say."""
    old = {"patternProperties": {"^a": TEXT}, "additionalProperties": False}
    new = {**old, "patternProperties": {**old["patternProperties"], pattern: WHOLE}}

    assert [one.case for one in differences(old, new, "request") if not isinstance(one, Drift)] == [f"$./{pattern}/"] * is_said
    assert [one for one in differences(old, new, "response") if not isinstance(one, Drift)] == []


@pytest.mark.parametrize("side", SIDES)
def test_a_name_of_which_a_composition_says_unevaluated_is_not_compared(side):
    """Which properties others evaluate is not read; where they are closed, a name that comes is as elsewhere."""
    for unevaluated, wanted in ((WHOLE, "$ unevaluatedProperties"), (False, "$.a")):
        old = {"allOf": [{"properties": {"b": TEXT}}], "unevaluatedProperties": unevaluated}
        found = differences(old, {**old, **A_IS_TEXT}, side)
        assert wanted in {one.where if isinstance(one, Drift) else one.case for one in found}


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize(
    "composed",
    [
        {"properties": A_AND_B, "if": {"required": ["a"]}, "then": {"properties": {"ab": {}}}},
        {"properties": A_AND_B, "dependentSchemas": {"a": {"properties": {"ab": {}}}}},
        {"properties": A_AND_B, "anyOf": [{"properties": {"ab": {}}}, {}]},
        {"allOf": [{**A_IS_TEXT, "additionalProperties": {}}], **B_IS_TEXT},
        {"allOf": [{"patternProperties": {"^ab": TEXT}}, {"oneOf": [{"properties": A_AND_B}]}]},
    ],
    ids=str,
)
def test_what_is_closed_over_what_others_evaluate_is_not_compared(composed, side):
    """It is said, and breaks nobody: further names are neither refused nor let in as far as one can read."""
    plain = {"properties": A_AND_B, **CLOSED, **({"patternProperties": {"^a": TEXT}} if "oneOf" in str(composed) else {})}
    composed = {**composed, **CLOSED}

    for pair in ((composed, plain), (plain, composed)):
        found = differences(*pair, side)
        assert [one.case for one in found if not isinstance(one, Drift)] == ["$ unevaluatedProperties"]
        assert not any(one.where.startswith(("$.*", "$./")) for one in found if isinstance(one, Drift))
        alternatives = differences(*({"anyOf": [NEEDS_B, one]} for one in pair), side)
        assert not any("*" in one.where for one in alternatives if isinstance(one, Drift))


@pytest.mark.parametrize("evaluated", [{"then": {}}, {"then": {"properties": {"b": {}}}}, {}], ids=str)
def test_a_name_that_a_condition_only_evaluates_counts_where_the_others_are_refused(evaluated):
    """Elsewhere such a condition says nothing."""
    old = {**A_IS_TEXT, "if": {"required": ["a"]}, "then": {"properties": {"ab": {}}}}
    new = {**A_IS_TEXT, "if": {"required": ["a"]}, **evaluated}

    for side in SIDES:
        assert differences(old, new, side) == []
        assert [one.case for one in differences({**old, **CLOSED}, {**new, **CLOSED}, side)] == ["$ unevaluatedProperties"]


SIX = ["string", "number", "boolean", "null", "array", "object"]


@pytest.mark.parametrize(
    "six",
    [{"type": SIX}, {"allOf": [{"type": SIX}]}, *({word: [{"type": name} for name in SIX]} for word in ("anyOf", "oneOf"))],
    ids=str,
)
@pytest.mark.parametrize("said", [{"type": "array", "items": TEXT}, {"type": "object", **A_IS_TEXT}], ids=["items", "properties"])
def test_what_is_said_of_one_type_implies_it_only_where_no_type_is_stated(six, said):
    """All six are six."""
    typed, untyped = ({"properties": {"a": part}} for part in (said, {word: said[word] for word in said if word != "type"}))
    stated = {"properties": {"a": {**untyped["properties"]["a"], **six}}}

    assert breaking(stated, typed, "request") == breaking(typed, stated, "response") == {"$.a"}
    assert differences(untyped, typed, "request") == []


def test_a_rule_of_one_of_several_alternatives_is_not_lost_in_silence():
    """The other alternative does not describe the property that the rule demands."""
    first, other = {"type": "object", "properties": {"b": {}}}, {"type": "object", "properties": {"a": WHOLE}}
    old, new = {"anyOf": [{**first, "dependentRequired": {"a": ["b"]}}, other]}, {"anyOf": [first, other]}

    assert taken(old) < taken(new)
    assert differences(old, new, "response")
    assert differences(new, old, "request")


types = st.sampled_from([TEXT, WHOLE, EITHER, {}])
names = st.sampled_from(NAMES)
objects = st.fixed_dictionaries(
    {},
    optional={
        "properties": st.dictionaries(names, types, min_size=1, max_size=2),
        "patternProperties": st.dictionaries(st.sampled_from(["^a", "b$", "^b"]), types, min_size=1, max_size=2),
        "additionalProperties": types | st.booleans(),
        "unevaluatedProperties": types | st.booleans(),
        "required": st.lists(names, max_size=1),
        "dependentRequired": st.dictionaries(names, st.lists(names, max_size=1), max_size=1),
    },
)


@st.composite
def changed(draw):
    """An object, and the same with another keyword or two."""
    old, others = draw(objects), draw(objects)
    some = draw(st.sets(st.sampled_from(sorted({*old, *others})), min_size=1, max_size=2)) if {*old, *others} else ()
    new = {word: said for word, said in {**old, **others}.items() if word in (others if word in some else old)}
    return old, {word: others[word] if word in some else old[word] for word in new}


def taken(schema, known=NAMES):
    """Which objects a validator takes; of names that are not known, nobody sends any."""
    validator = Draft202012Validator(schema)
    return {at for at, one in enumerate(OBJECTS) if one.keys() <= {*known} and validator.is_valid(one)}


def mentioned(schema):
    """The names that who reads a schema has from it: all, where it says of what type further ones are."""
    if any(schema.get(word, True) not in (True, False, {}) for word in ("additionalProperties", "unevaluatedProperties")):
        return {*NAMES}
    fitting = {"^a": {"a", "ab"}, "b$": {"b", "ab"}, "^b": {"b"}}
    rules = [{name, *more} for name, more in schema.get("dependentRequired", {}).items() if {*more} - {name}]
    parts = [schema.get("properties", ()), schema.get("required", ()), *rules]
    return set().union(*parts, *(fitting[pattern] for pattern in schema.get("patternProperties", ())))


@given(changed())
def test_whatever_was_taken_and_is_refused_now_breaks_requests(pair):
    """Of the names that the old document has; what is not compared is said."""
    old, new = pair
    if not taken(old, mentioned(old)) <= taken(new):
        assert any(getattr(one, "breaking", True) for one in differences(old, new, "request"))


@given(changed())
def test_whatever_never_came_and_comes_now_is_said(pair):
    """It breaks, or it is a further field."""
    old, new = pair
    if not taken(new, mentioned(old)) <= taken(old):
        assert differences(old, new, "response")


@given(changed())
def test_what_means_the_same_is_never_breaking(pair):
    """Unless a name is gone from an object that is open."""
    old, new = pair
    if mentioned(old) == mentioned(new) and taken(old) == taken(new) != set() and not {*old, *new} & {"patternProperties"}:
        gone = old.get("properties", {}).keys() - new.get("properties", {}).keys()
        assert gone or not breaking(old, new, "request")
