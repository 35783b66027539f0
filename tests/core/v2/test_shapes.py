"""The shape of a JSON request: types before unknown names before missing ones, each with its path."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakeembed import FakeEmbed, Request
from fakeembed._core.editions import NEWEST, edition
from fakeembed._core.rules import Refused
from fakeembed._core.shapes import Fields, Kind, ListOf, Since, shaped
from fakeembed._core.v2.shapes import ASYNC_SHAPE, SYNC_SHAPE

TODAY = edition("v1.3", NEWEST)
PERSON = Fields(
    {
        "name": Kind.STRING,
        "age": Kind.INTEGER,
        "height": Kind.NUMBER,
        "here": Kind.BOOLEAN,
        "tags": ListOf(Kind.STRING),
        "home": Fields({"street": Kind.STRING, "number": Kind.INTEGER}, required=("street",)),
        "old": Since(lambda row: row.version == "v1.2", Kind.STRING),
    },
    required=("name",),
)
FIELDS = [
    *("media_source", "media_sources", "input_text", "start_sec", "end_sec", "segmentation", "time_based_metadata"),
    *("embedding_option", "embedding_scope", "embedding_type"),
]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)


def refusal(value):
    with pytest.raises(Refused) as caught:
        shaped(value, PERSON, TODAY)
    return caught.value.refusal.code, caught.value.message


@pytest.mark.parametrize(
    ("value", "path", "received", "expected"),
    [
        ({"name": 1}, "name", "number", "string"),
        ({"name": True}, "name", "boolean", "string"),
        ({"name": "a", "age": "6"}, "age", "string", "integer"),
        ({"name": "a", "age": 6.5}, "age", "number", "integer"),
        ({"name": "a", "age": True}, "age", "boolean", "integer"),
        ({"name": "a", "height": False}, "height", "boolean", "number"),
        ({"name": "a", "here": 0}, "here", "number", "boolean"),
        ({"name": "a", "tags": "b"}, "tags", "string", "array"),
        ({"name": "a", "tags": ["b", 1]}, "tags[1]", "number", "string"),
        ({"name": "a", "tags": [None]}, "tags[0]", "null", "string"),
        ({"name": "a", "home": []}, "home", "array", "object"),
        ({"name": "a", "home": {"street": {}}}, "home.street", "object", "string"),
    ],
)
def test_a_value_of_another_type_is_named_by_its_path(value, path, received, expected):
    """In the recorded words; the path of a nested one is decision D60."""
    assert refusal(value) == (
        "parameter_invalid",
        f"The {path} parameter is invalid. received {received}, but expected {expected}",
    )


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"name": "a", "x": 1}, "The x parameter is unknown."),
        ({"name": "a", "x": None}, "The x parameter is unknown."),
        ({"name": "a", "home": {"street": "b", "y": 1}}, "The home.y parameter is unknown."),
        ({"name": "a", "x": 1, "home": {"street": "b", "y": 1}}, "The following parameters are unknown: x, home.y."),
        ({"name": "a", "old": "b"}, "The old parameter is unknown."),
    ],
)
def test_a_name_that_nobody_knows_is_refused(value, message):
    """Also one that only another edition knows, and one whose value is null."""
    assert refusal(value) == ("parameter_unknown", message)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({}, "The name parameter is required but was not provided."),
        ({"name": None}, "The name parameter is required but was not provided."),
        ({"name": "a", "home": {}}, "The home.street parameter is required but was not provided."),
        ({"home": {}}, "The following required parameters were not provided: name, home.street."),
    ],
)
def test_what_is_missing_is_named(value, message):
    """A null is as good as nothing."""
    assert refusal(value) == ("parameter_not_provided", message)


def test_types_come_before_unknown_names_before_missing_ones():
    """Recorded: a wrong type was reported although something required was missing too."""
    assert refusal({"x": 1, "home": "b"})[1].startswith("The home parameter is invalid.")
    assert refusal({"x": 1, "home": {}})[1] == "The x parameter is unknown."


def test_nulls_are_left_out_of_what_is_right():
    """Clients send null for what they do not set; a whole number may be written with a fraction of zero."""
    value = {"name": "a", "age": 6.0, "height": None, "home": {"street": "b", "number": None}, "tags": []}

    assert shaped(value, PERSON, TODAY) == {"name": "a", "age": 6.0, "home": {"street": "b"}, "tags": []}


def test_a_field_is_known_where_its_edition_is():
    """In the edition that has it, its type counts."""
    old = edition("v1.2", NEWEST)

    assert shaped({"name": "a", "old": "b"}, PERSON, old) == {"name": "a", "old": "b"}


@pytest.mark.parametrize("shape", [SYNC_SHAPE, ASYNC_SHAPE], ids=["sync", "async"])
@given(value=st.dictionaries(st.sampled_from([*SYNC_SHAPE.named, *ASYNC_SHAPE.named, "x"]), JSON, max_size=5))
def test_any_object_is_right_or_refused(shape, value):
    """Never an exception of ours, whatever the values are."""
    try:
        right = shaped(value, shape, TODAY)
    except Refused:
        return
    assert {"input_type"} <= set(right) <= set(shape.named)  # the model has a default on the newest day


@pytest.mark.parametrize("path", ["/v1.3/embed-v2", "/v1.3/embed-v2/tasks"])
@given(value=JSON)
def test_any_json_is_answered(path, value):
    """With a 4xx or with an answer, never with an exception."""
    headers = {"x-api-key": "any", "content-type": "application/json"}

    answer = FakeEmbed().app(Request("POST", path, headers=headers, body=json.dumps(value).encode()))

    assert answer.status == 400


@pytest.mark.parametrize("path", ["/v1.3/embed-v2", "/v1.3/embed-v2/tasks"])
@given(
    kind=st.sampled_from(["text", "image", "text_image", "audio", "video", "document", "multi_input"]),
    model=st.sampled_from(["marengo3.0", "marengo3.5"]),
    inner=st.dictionaries(
        st.sampled_from(FIELDS),
        JSON | st.fixed_dictionaries({"url": st.just("https://example.com/a.mp4")}) | st.lists(st.sampled_from(["visual", "clip"])),
        max_size=5,
    ),
    top=st.dictionaries(st.sampled_from(["auto_truncate", "embedding_uncertainty", "embedding_dimension"]), JSON, max_size=2),
)
def test_anything_that_looks_like_a_request_is_answered(path, kind, model, inner, top):
    """Nearer to real requests than any JSON: the rules behind the shape are met as well."""
    body = {"input_type": kind, "model_name": model, kind: inner, **top}
    headers = {"x-api-key": "any", "content-type": "application/json"}

    answer = FakeEmbed(dimension=4).app(Request("POST", path, headers=headers, body=json.dumps(body).encode()))

    assert answer.status in {200, 202, 400, 413}


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/json", b""),
        ("application/json", b"{"),
        ("application/json", b"[]"),
        ("application/json", b'"a"'),
        ("application/json", b"\xff"),
        ("application/json", b'{"a": NaN}'),
        ("application/json", b"[" * 5000),
    ],
)
def test_a_body_that_is_no_object_is_refused(content_type, body):
    """Decision D48; a retried request that lost its body ends here."""
    headers = {"x-api-key": "any", "content-type": content_type}

    answer = FakeEmbed().app(Request("POST", "/v1.3/embed-v2", headers=headers, body=body))

    assert answer.status == 400
    assert answer.json() == {"code": "parameter_invalid", "message": "The request contains some invalid parameters."}


@pytest.mark.parametrize("content_type", ["multipart/form-data", "text/plain", ""])
def test_another_content_type_is_refused(content_type):
    """The recorded words of v1, the other way round."""
    headers = {"x-api-key": "any", "content-type": f"{content_type}; charset=utf-8"}

    answer = FakeEmbed().app(Request("POST", "/v1.3/embed-v2", headers=headers, body=b"{}"))

    assert answer.json() == {
        "code": "content_type_invalid",
        "message": f"The content type '{content_type}' is not supported. Please use 'application/json'.",
    }
