"""How the fields of a form are written in two published documents, also where only one of them says it."""

from __future__ import annotations

import json

import pytest

from fakeembed.drift.openapi import verdicts

LISTS = {"Lists": {"type": "array", "items": {"$ref": "#/components/schemas/Lists"}}, "Anything": True}
TEXT, TEXTS, TABLE = {"type": "string"}, {"type": "array", "items": {"type": "string"}}, {"type": "object"}
WORDS = {"enum": ["a", "b"], **TEXT}


def differences(tmp_path, old, new, media_type="multipart/form-data"):
    """The differences between two documents of one operation that takes a form; each form is a field and what is said of it."""
    for name, (field, said) in {"old": old, "new": new}.items():
        form = {"schema": {"type": "object", "properties": {"a": field}}, "encoding": {"a": said} if said else {}}
        operation = {"requestBody": {"content": {media_type: form}}, "responses": {"200": {"description": "Vectors."}}}
        paths = {"/embed": {"post": operation}}
        document = {"openapi": "3.1.0", "paths": paths, "components": {"schemas": LISTS}}
        (tmp_path / f"{name}.json").write_text(json.dumps(document))
    report = verdicts.of_two(tmp_path / "old.json", tmp_path / "new.json", "2026-07-20T12:00:00Z")
    return [(drift.kind.value, drift.expected, drift.observed) for drift in report.drifts]


def of_type(name):
    """What a document says of a field that has that content type."""
    return {"contentType": name}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ((TEXT, {}), (TEXT, of_type("text/plain"))),
        ((TEXTS, {}), (TEXTS, of_type("text/plain"))),
        ((TABLE, of_type("application/json")), (TABLE, {})),
        ((WORDS, of_type("text/plain")), ({"anyOf": [WORDS]}, of_type("text/plain"))),
        (({"allOf": [TABLE]}, of_type("application/json")), (TABLE, of_type("application/json"))),
    ],
    ids=str,
)
def test_a_content_type_that_a_field_has_anyway_is_no_difference(tmp_path, old, new):
    """Whoever says it in both documents is not asked what the schema would say of it, however that is spelled."""
    assert differences(tmp_path, old, new) == differences(tmp_path, new, old) == []


def test_another_content_type_than_a_field_has_by_itself_is_told_with_it(tmp_path):
    """A list of texts is several texts of the form, unless the document has one field of JSON."""
    found = differences(tmp_path, (TEXTS, {}), (TEXTS, of_type("application/json")))

    assert found == [("encoding-changed", "text/plain", "application/json")]


@pytest.mark.parametrize("media_type", ["application/json", "multipart/form-data"])
@pytest.mark.parametrize("name", ["Lists", "Anything"])
def test_a_field_may_be_a_list_of_lists_without_an_end_or_anything(tmp_path, name, media_type):
    """Neither has a content type of its own."""
    field = {"$ref": f"#/components/schemas/{name}"}

    assert differences(tmp_path, (field, {}), (field, {}), media_type) == []
