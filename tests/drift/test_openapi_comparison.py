"""Two documents made by hand, one OpenAPI 3.0 in YAML, one 3.1 in JSON: every kind of change, and whom it breaks."""

from __future__ import annotations

import copy
import json
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakeembed.drift.differences import Drift, Expectation, Kind
from fakeembed.drift.openapi import verdicts
from fakeembed.drift.openapi.shape_comparison import ShapeComparison
from fakeembed.drift.openapi.shapes import Reader

DOCUMENTS = Path(__file__).parent / "documents"
OLD, SAME, NEW = DOCUMENTS / "old.yaml", DOCUMENTS / "same.json", DOCUMENTS / "new.json"
NOW = "2026-07-20T12:00:00Z"

BREAKING = {
    ("operation-removed", "DELETE /assets/{asset_id}", "operation"),
    ("field-renamed", "GET /embed/tasks", "request query.status"),
    ("format-changed", "GET /embed/tasks", "response 200 $.data[*]._id pattern"),
    ("type-changed", "GET /embed/tasks", "response 200 $.data[*].created_at"),
    ("enum-reduced", "GET /embed/tasks", "response 200 $.data[*].status"),
    ("bound-changed", "GET /embed/tasks/{task_id}", "response 200 $.video_embedding.segments[*].float maxItems"),
    ("type-changed", "GET /embed/tasks/{task_id}", "response 200 $.video_embedding.segments[*].start_offset_sec"),
    ("content-type-changed", "POST /assets", "request content-type"),
    ("status-changed", "POST /assets", "response 201 status"),
    ("type-changed", "POST /embed", "request form.audio_start_offset_sec"),
    ("field-required", "POST /embed", "request form.consent"),
    ("field-removed", "POST /embed", "request form.image_file"),
    ("format-changed", "POST /embed", "request form.image_url format"),
    ("enum-reduced", "POST /embed", "request form.model_name"),
    ("field-required", "POST /embed", "request form.text"),
    ("bound-changed", "POST /embed", "request form.text maxLength"),
    ("value-changed", "POST /embed", "request form.text_truncate default"),
    ("field-optional", "POST /embed", "response 200 $.model_name"),
    ("bound-changed", "POST /embed", "response 200 $.text_embedding.segments[*].float maxItems"),
    ("type-changed", "POST /embed", "response 200 $.text_embedding.segments[*].start_offset_sec"),
    ("header-missing", "POST /embed", "response 200 header x-ratelimit-limit"),
    ("code-changed", "POST /embed", "response 400 $.code"),
    ("message-changed", "POST /embed", "response 400 $.message"),
}

COMPATIBLE = {
    ("bound-changed", "GET /embed/tasks", "request query.page_limit maximum"),
    ("field-added", "GET /embed/tasks", "response 200 $.data[*].size"),
    ("enum-extended", "GET /embed/tasks", "response 200 $.data[*].status"),
    ("bound-changed", "GET /embed/tasks/{task_id}", "response 200 $.video_embedding.segments[*].float minItems"),
    ("content-type-changed", "POST /assets", "request content-type"),
    ("status-added", "POST /assets", "response 202 status"),
    ("field-added", "POST /embed", "request form.language"),
    ("enum-extended", "POST /embed", "request form.model_name"),
    ("field-optional", "POST /embed", "request form.model_name"),
    ("bound-changed", "POST /embed", "response 200 $.text_embedding.segments[*].float minItems"),
    ("header-added", "POST /embed", "response 200 header x-ratelimit-remaining"),
    ("status-added", "POST /embed", "response 402 status"),
    ("operation-added", "POST /embed-v2", "operation"),
}


def places(drifts):
    """What, at which operation, and where."""
    return {(drift.kind.value, drift.operation, drift.where) for drift in drifts}


@pytest.fixture
def changed(tmp_path):
    """The report on the document of `same.json` and the same after a change."""
    document = json.loads(SAME.read_text())

    def compare(change):
        after = copy.deepcopy(document)
        change(after["paths"])
        path = tmp_path / "after.json"
        path.write_text(json.dumps(after))
        return verdicts.of_two(SAME, path, NOW)

    return compare


def test_every_change_is_found_and_judged():
    """A request breaks when it gets narrower, an answer when it gets wider or loses something."""
    report = verdicts.of_two(OLD, NEW, NOW)

    assert places(report.breaking) == BREAKING
    assert places(drift for drift in report.drifts if not drift.breaking) == COMPATIBLE
    assert report.exit_status == 1


@pytest.mark.parametrize(("one", "other"), [(OLD, SAME), (SAME, OLD), (OLD, OLD)], ids=["3.0 to 3.1", "3.1 to 3.0", "itself"])
def test_other_words_for_the_same_are_no_difference(one, other):
    """References, allOf, oneOf, null in both styles, order, descriptions, where the API version stands, names in braces."""
    report = verdicts.of_two(one, other, NOW)

    assert report.drifts == ()
    assert len(report.operations) == 5


def test_the_way_back_finds_the_same_places():
    """What was added is now removed: each difference has one that answers it."""
    forth, back = verdicts.of_two(SAME, NEW, NOW), verdicts.of_two(NEW, SAME, NOW)

    assert len(back.drifts) == len(forth.drifts)
    assert ("operation-removed", "POST /embed-v2", "operation") in places(back.breaking)


def test_a_body_where_none_was_is_a_change(changed):
    """A client that reads no body of a 204 is right until then."""
    report = changed(
        lambda paths: paths["/v1.3/assets/{asset_id}"]["delete"]["responses"].update(
            {"204": {"description": "", "content": {"application/json": {"schema": {"type": "object"}}}}}
        )
    )

    assert places(report.breaking) == {("body-changed", "DELETE /assets/{asset_id}", "response 204 $")}


def test_another_content_type_of_an_answer_is_a_change(changed):
    """Whoever parses JSON breaks."""

    def as_text(paths):
        answer = paths["/v1.3/embed"]["post"]["responses"]["400"]
        answer["content"] = {"text/plain": {"schema": {"type": "string"}}}

    assert places(changed(as_text).breaking) == {("content-type-changed", "POST /embed", "response 400 content-type")}


def test_a_path_parameter_is_compared_by_position(changed):
    """Its name is nobody's business, its shape is."""

    def numbered(paths):
        item = paths.pop("/v1.3/embed/tasks/{id}")
        item["get"]["parameters"] = [{"name": "number", "in": "path", "required": True, "schema": {"type": "integer"}}]
        paths["/v1.3/embed/tasks/{number}"] = item

    assert places(changed(numbered).breaking) == {("type-changed", "GET /embed/tasks/{id}", "request path.id")}


def test_other_operations_are_not_looked_at(changed):
    """Only embeddings and assets are contracts of ours."""
    report = changed(lambda paths: paths.update({"/v1.3/search": {"post": {"responses": {"200": {"description": ""}}}}}))

    assert report.drifts == ()


def test_a_version_that_appears_is_news(changed):
    """A document may describe two API versions at once, and each is compared with itself."""

    def and_older(paths):
        paths["/v1.2/embed"] = {"post": {"responses": {"200": {"description": "another world"}}}}

    report = changed(and_older)

    assert places(report.drifts) == {("operation-added", "POST /embed", "operation")}
    assert report.breaking == ()


def test_documents_of_two_versions_are_compared_all_the_same(changed):
    """What changed from v1.3 to v1.4 is the question one asks then."""

    def next_version(paths):
        for path in list(paths):
            paths[path.replace("v1.3", "v1.4")] = paths.pop(path)
        del paths["/v1.4/assets"]

    assert places(changed(next_version).breaking) == {("operation-removed", "POST /assets", "operation")}


# shapes


def shape(schema, side="response"):
    """The shape of a schema without references."""
    return Reader(side).shape(schema, lambda reference: pytest.fail(f"nothing is named {reference}"))


def compared(old, new, side="response", *, silence=False):
    """The kinds of the differences between two schemas, and whether each breaks clients; of what is not compared the reason."""
    comparison = ShapeComparison(Expectation("POST /embed"), side, silence)
    return [
        (one.kind, one.breaking) if isinstance(one, Drift) else one.reason
        for one in comparison.differences(shape(old, side), shape(new, side), "$")
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"type": "string", "nullable": True}, {"type": ["string", "null"]}),
        ({"type": "string", "nullable": True}, {"anyOf": [{"type": "string"}, {"type": "null"}]}),
        ({"type": ["string", "null"], "nullable": True}, {"type": ["string", "null"]}),
        ({"type": "string", "enum": ["a"], "nullable": True}, {"type": ["null", "string"], "enum": ["a", None]}),
        ({"minimum": 0, "exclusiveMinimum": True, "type": "number"}, {"exclusiveMinimum": 0, "type": "number"}),
        ({"minimum": 0, "exclusiveMinimum": False, "type": "number"}, {"minimum": 0, "type": "number"}),
        ({"type": "string", "enum": ["a"]}, {"type": ["string", "null"], "enum": ["a"]}),
        ({"enum": ["a"]}, {"const": "a"}),
        ({"type": "string", "format": "binary"}, {"type": "string", "contentMediaType": "video/*"}),
        ({"oneOf": [{"type": "string"}, {"type": "number"}]}, {"type": ["number", "string"]}),
        ({"allOf": [{"minimum": 1}, {"minimum": 2, "type": "integer"}]}, {"type": "integer", "minimum": 2}),
        ({"allOf": [{"type": "number"}, {"type": "integer"}]}, {"type": "integer"}),
        ({"oneOf": [{"enum": ["a"]}, {"enum": ["b", "a"]}]}, {"enum": ["a", "b"]}),
        ({}, True),
    ],
    ids=str,
)
def test_two_spellings_have_one_shape(old, new):
    """3.0 and 3.1 say the same in different words."""
    assert compared(old, new) == []
    assert compared(new, old, "request") == []


@pytest.mark.parametrize(
    ("narrow", "wide", "kind"),
    [
        ({"type": "integer"}, {"type": "number"}, Kind.TYPE_CHANGED),
        ({"type": "string"}, {"type": ["string", "null"]}, Kind.TYPE_CHANGED),
        ({"type": "string"}, {}, Kind.TYPE_CHANGED),
        *(
            ({"type": [name, "null"], **alone}, {"type": [name, "null"], "enum": [value, None]}, Kind.TYPE_CHANGED)
            for name, value in (("string", "a"), ("integer", 1), ("boolean", True))
            for alone in ({"enum": [value]}, {"const": value})
        ),
        ({"type": "number", "minimum": 1}, {"type": "number", "minimum": 0}, Kind.BOUND_CHANGED),
        ({"type": "string", "maxLength": 5}, {"type": "string"}, Kind.BOUND_CHANGED),
        ({"type": "string", "format": "uri"}, {"type": "string"}, Kind.FORMAT_CHANGED),
    ],
    ids=lambda value: value.value if isinstance(value, Kind) else "",
)
def test_who_breaks_depends_on_who_speaks(narrow, wide, kind):
    """What we may send must not shrink, what we may get must not grow."""
    assert compared(narrow, wide, "request") == [(kind, False)]
    assert compared(wide, narrow, "request") == [(kind, True)]
    assert compared(narrow, wide, "response") == [(kind, True)]
    assert compared(wide, narrow, "response") == [(kind, False)]


def test_every_format_is_compared():
    """One that stayed the same says nothing about the next."""
    old, new = ({"type": "string", "format": "uri", "pattern": pattern} for pattern in ("^https:", "^http:"))

    assert compared(old, new) == [(Kind.FORMAT_CHANGED, True)]


def test_a_word_that_is_gone_breaks_whoever_waits_for_it():
    """A client polls until a task is `ready`; a new word it may ignore (decision D86)."""
    old, new = {"enum": ["processing", "ready"]}, {"enum": ["processing", "done"]}

    assert compared(old, new) == [(Kind.ENUM_REDUCED, True), (Kind.ENUM_EXTENDED, False)]


@pytest.mark.parametrize(
    ("old", "new", "side", "found"),
    [
        ({"enum": ["a"]}, {"type": "string"}, "response", [(Kind.ENUM_EXTENDED, False)]),
        ({"enum": ["a"]}, {"type": "string"}, "request", [(Kind.ENUM_EXTENDED, False)]),
        ({"type": "string"}, {"enum": ["a"]}, "response", [(Kind.ENUM_REDUCED, False)]),
        ({"type": "string"}, {"enum": ["a"]}, "request", [(Kind.ENUM_REDUCED, True)]),
    ],
    ids=["opened answer", "opened request", "closed answer", "closed request"],
)
def test_a_vocabulary_is_opened_or_closed(old, new, side, found):
    """Only a request that must choose from a list now breaks anybody."""
    assert compared(old, new, side) == found


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ({"enum": ["a", "b"]}, {"enum": ["a", "c"]}, [(Kind.ENUM_REDUCED, True), (Kind.ENUM_EXTENDED, False)]),
        ({"type": "string"}, {"enum": ["a"]}, [(Kind.ENUM_REDUCED, False)]),
        ({"type": "string"}, {"type": "integer"}, [(Kind.TYPE_CHANGED, True)]),
        ({"type": "number", "minimum": 1}, {"type": "number", "minimum": 2}, [(Kind.BOUND_CHANGED, True)]),
        ({"type": "string", "format": "uri"}, {"type": "string", "format": "date-time"}, [(Kind.FORMAT_CHANGED, True)]),
        ({"type": "integer", "default": 6}, {"type": "integer", "default": 8}, [(Kind.VALUE_CHANGED, True)]),
        (
            {"type": "object", "properties": {"a": {}, "b": {}}, "required": ["a"]},
            {"type": "object", "properties": {"c": {}}, "required": ["c"]},
            [(Kind.FIELD_REMOVED, True), (Kind.FIELD_REMOVED, False), (Kind.FIELD_REQUIRED, True)],
        ),
    ],
    ids=["words", "closed", "type", "bound", "format", "default", "fields"],
)
def test_against_the_contracts_what_a_document_says_counts(old, new, found):
    """It may say less than the contracts, but what it says must not contradict them."""
    assert compared(old, new, "request", silence=True) == found


def test_against_the_contracts_silence_contradicts_nothing():
    """Exports of documents drop bounds, vocabularies and formats; the contracts know them from elsewhere."""
    old = {
        "type": "object",
        "required": ["a"],
        "properties": {"a": {"type": "string", "enum": ["x"], "minLength": 1}, "b": {"type": "array", "items": {"type": "number"}}},
    }
    new = {"type": "object", "properties": {"a": {"type": "string"}, "b": {}}}

    assert compared(old, new, silence=True) == []
    assert compared(old, {}, silence=True) == []


schemas = st.recursive(
    st.fixed_dictionaries(
        {},
        optional={
            "type": st.sampled_from(["string", "number", "integer", "boolean", ["string", "null"]]),
            "enum": st.lists(st.sampled_from(["a", "b", 1, None]), min_size=1, unique_by=str),
            "minimum": st.integers(0, 3),
            "multipleOf": st.sampled_from([0.5, 1, 2]),
            "maxLength": st.integers(0, 3),
            "pattern": st.sampled_from(["^a", r"^\p{L}"]),
            "not": st.sampled_from([{"const": "b"}, {"type": "null"}, {"required": ["p"]}]),
            "format": st.sampled_from(["uri", "date-time", "binary"]),
            "nullable": st.booleans(),
            "default": st.integers(0, 2),
        },
    ),
    lambda inner: st.one_of(
        st.builds(lambda items: {"type": "array", "items": items}, inner),
        st.builds(
            lambda properties, required: {"type": "object", "properties": properties, "required": required},
            st.dictionaries(st.sampled_from("pqr"), inner),
            st.lists(st.sampled_from("pqr"), unique=True),
        ),
        st.builds(
            lambda word, parts: {word: parts}, st.sampled_from(["allOf", "oneOf", "anyOf"]), st.lists(inner, min_size=1, max_size=3)
        ),
    ),
    max_leaves=8,
)


@given(schemas, st.sampled_from(["request", "response"]))
def test_a_schema_never_differs_from_itself(schema, side):
    """No false alarm, whatever the schema."""
    assert compared(schema, copy.deepcopy(schema), side) == []


@given(schemas, schemas)
def test_whatever_one_way_finds_the_way_back_finds(one, other):
    """A difference that shows in one direction only would be lost on whoever compares the other way."""
    assert bool(compared(one, other, "request")) is bool(compared(other, one, "request"))


@pytest.mark.parametrize("keyword", ["format", "contentEncoding"])
def test_the_order_of_what_holds_together_means_nothing(keyword):
    """Though both say something of their own that no instance shows."""
    parts = [{"type": "string", keyword: name} for name in ("base64", "quoted-printable")]

    assert compared({"allOf": parts}, {"allOf": parts[::-1]}, "request") == []


OTHER = {"type": "object", "properties": {"a": {"enum": ["x", "y"]}}, "required": ["z"]}
M = {"properties": {"m": {"enum": ["p", "q"]}}}


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "object", "anyOf": [{"propertyNames": {"enum": ["a", "z"]}}, OTHER]},
        {"type": "object", "anyOf": [{"dependentSchemas": {"x": M}}, OTHER]},
        {"type": "object", "anyOf": [{"if": {**M, "required": ["z"]}, "then": {"required": ["m"]}}, OTHER]},
        {"type": "object", "anyOf": [{"if": M, "then": False, "else": M}, {"not": M}, OTHER]},
        {"type": "object", "anyOf": [{"properties": {"m": {"enum": [{"x": 1}, {"y": 2}]}}}, OTHER]},
        {"type": "array", "contains": {"enum": [[1], [2]]}},
    ],
    ids=str,
)
def test_the_order_of_the_words_of_a_vocabulary_means_nothing(schema):
    """Within a condition on one of several alternatives as anywhere else, and of words that are lists or objects."""

    def turned(part):
        if isinstance(part, dict):
            return {word: said[::-1] if word == "enum" else turned(said) for word, said in part.items()}
        return [turned(one) for one in part] if isinstance(part, list) else part

    assert turned(schema) != schema
    assert [compared(*pair, side) for pair in permutations((schema, turned(schema))) for side in ("request", "response")] == [
        []
    ] * 4


@given(st.data(), st.sampled_from(["anyOf", "oneOf"]), st.sampled_from(["request", "response"]))
def test_the_order_of_alternatives_means_nothing(data, word, side):
    """An export sorts them as it likes, here and in a condition; some of them say more of the same."""
    first = data.draw(schemas)
    more = st.builds(lambda schema: {**first, **schema}, schemas) | schemas
    parts = [first, *data.draw(st.lists(more, min_size=1, max_size=3))]
    others = data.draw(st.permutations(parts))

    assert compared({word: parts}, {word: others}, side) == []
    assert compared({"if": {word: parts}, "then": {word: others}}, {"if": {word: others}, "then": {word: parts}}, side) == []
