"""A published document is read as strangers write it, and one that cannot be read is refused in one line."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakeembed.drift.openapi.documents import read, understood
from fakeembed.drift.openapi.loading import LARGEST

SCHEMA = {"type": "object", "properties": {"_id": {"type": "string"}}}


def document(schema=SCHEMA, *, path="/embed/tasks", **parts):
    """A document with one operation that answers that schema."""
    answer = {"description": "", "content": {"application/json": {"schema": schema}}}
    return {"openapi": "3.1.0", "paths": {path: {"get": {"responses": {"200": answer}}}}, **parts}


def body(found, version="v1.3", operation="GET /embed/tasks"):
    """The shape of the only answer."""
    return found.operations[version][operation].answers["200"].bodies["application/json"].shape


def properties(shape):
    """The properties of the only kind of object that a shape lets through."""
    [facet] = shape.facets["object"]
    return facet["properties"]


@pytest.mark.parametrize(
    ("parts", "version"),
    [
        ({}, "v1.3"),
        ({"servers": [{"url": "https://api.example.com/v1.2"}]}, "v1.2"),
        ({"servers": [{"url": "https://api.example.com/"}, {"url": "/v1.2"}]}, "v1.2"),
        ({"path": "/v1.2/embed/tasks", "servers": [{"url": "https://api.example.com/v1.3"}]}, "v1.2"),
    ],
    ids=["not said", "server", "second server", "path"],
)
def test_the_api_version_is_found(parts, version):
    """Documents say it in the address of the server or in each path."""
    assert list(understood(document(**parts), "a.json").operations) == [version]


def test_references_lead_to_other_files(tmp_path):
    """Documents come in several files, JSON and YAML mixed, with references from one to the next."""
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas/task.yaml").write_text("Task: {$ref: 'id.json#/definitions/Task'}")
    (tmp_path / "schemas/id.json").write_text(json.dumps({"definitions": {"Task": SCHEMA}}))
    (tmp_path / "api.json").write_text(json.dumps(document({"$ref": "schemas/task.yaml#/Task"})))

    assert list(properties(body(read(tmp_path / "api.json")))) == ["_id"]


def test_a_key_may_stand_in_a_file_beside_that_of_its_operations(tmp_path):
    """Each reference starts in the file in which it stands: that of the key in the document, an answer's in the path's file."""
    files = {
        "paths/tasks.json": document({"$ref": "../task.json"})["paths"]["/embed/tasks"],
        "task.json": SCHEMA,
        "keys/key.json": {"type": "apiKey", "in": "header", "name": "x-api-key"},
        "api.json": {
            "openapi": "3.1.0",
            "security": [{"key": []}],
            "paths": {"/embed/tasks": {"$ref": "paths/tasks.json"}},
            "components": {"securitySchemes": {"key": {"$ref": "keys/key.json"}}},
        },
    }
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(json.dumps(content))

    found = read(tmp_path / "api.json")

    [[facts]] = found.operations["v1.3"]["GET /embed/tasks"].security
    assert json.loads(facts)["name"] == "x-api-key"
    assert list(properties(body(found))) == ["_id"]


def test_a_path_item_can_be_a_reference():
    """And its parameters count for each of its operations."""
    shared = {"parameters": [{"name": "page", "in": "query", "schema": {"type": "integer"}}], **document()["paths"]["/embed/tasks"]}
    written = {"openapi": "3.1.0", "paths": {"/embed/tasks": {"$ref": "#/components/pathItems/Tasks"}}}

    found = understood({**written, "components": {"pathItems": {"Tasks": shared}}}, "a.json")

    assert list(properties(found.operations["v1.3"]["GET /embed/tasks"].parameters["query"])) == ["page"]


def test_a_schema_may_contain_itself():
    """A tree of folders, an error with causes."""
    node = {"type": "object", "properties": {"children": {"type": "array", "items": {"$ref": "#/components/schemas/Node"}}}}

    found = understood(document({"$ref": "#/components/schemas/Node"}, components={"schemas": {"Node": node}}), "a.json")

    [children] = properties(body(found))["children"].facets["array"]
    assert children["items"].facets == {"object": ({"again": body(found).contents["object"]},)}


def test_names_that_yaml_reads_as_numbers_and_days_are_names(tmp_path):
    """200 is a status and `on` a property, whatever YAML thinks."""
    path = tmp_path / "api.yaml"
    path.write_text(
        "openapi: 3.0.0\npaths: {/embed: {post: {responses: {200: {description: '', content: {application/json: {schema:"
        " {type: object, properties: {on: {type: string, enum: [2024-01-01]}, 7: {}}}}}}}}}}\n"
    )

    assert set(properties(body(read(path), operation="POST /embed"))) == {"True", "7"}


REFUSED = {
    "no JSON": ("api.json", "<!doctype html>", "is no JSON"),
    "no YAML": ("api.yaml", "a: [", "is no YAML"),
    "a list": ("api.json", "[]", "no OpenAPI 3.0, 3.1 or 3.2 document"),
    "Swagger 2": ("api.json", '{"swagger": "2.0", "paths": {}}', "no OpenAPI 3.0, 3.1 or 3.2 document"),
    "OpenAPI 4": ("api.json", '{"openapi": "4.0.0", "paths": {}}', "no OpenAPI 3.0, 3.1 or 3.2 document"),
    "no paths": ("api.json", '{"openapi": "3.1.0", "paths": []}', "no OpenAPI 3.0, 3.1 or 3.2 document"),
    "nothing of ours": ("api.json", json.dumps(document(path="/search")), "no operation about embeddings or assets"),
    "nearly ours": ("api.json", json.dumps(document(path="/embed-new")), "no operation about embeddings or assets"),
    "a text for the responses": (
        "api.json",
        '{"openapi": "3.1.0", "paths": {"/embed": {"post": {"responses": "x"}}}}',
        "not built as OpenAPI demands",
    ),
    "a text for a path": ("api.json", '{"openapi": "3.1.0", "paths": {"/embed": "x"}}', "not built as OpenAPI demands"),
    "a text for a schema": ("api.json", json.dumps(document("x")), "a schema is an object"),
    "lost reference": ("api.json", json.dumps(document({"$ref": "#/components/x"})), "leads nowhere"),
    "lost dynamic reference": ("api.json", json.dumps(document({"$dynamicRef": "#x"})), "leads nowhere"),
    "lost file": ("api.json", json.dumps(document({"$ref": "lost.json#/x"})), "leads nowhere"),
    "the network": ("api.json", json.dumps(document({"$ref": "https://example.com/x.json"})), "leads nowhere"),
    "a ring": (
        "api.json",
        json.dumps({"openapi": "3.1.0", "paths": {"/embed": {"$ref": "#/x"}}, "x": {"$ref": "#/x"}}),
        "a chain of references has no end",
    ),
}


@pytest.mark.parametrize(("name", "text", "reason"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_document_is_refused(tmp_path, name, text, reason):
    """Each with its own reason; nothing is fetched from the network."""
    (tmp_path / name).write_text(text)

    with pytest.raises(ValueError, match=reason):
        read(tmp_path / name)


@pytest.mark.parametrize("version", ["3.0.3", "3.1.0"])
def test_an_operation_may_say_nothing_of_its_answers(tmp_path, version):
    """OpenAPI 3.1 allows it, and vendors publish it in 3.0 as well."""
    path = tmp_path / "api.json"
    path.write_text(json.dumps({"openapi": version, "paths": {"/embed": {"post": {}}}}))

    assert read(path).operations["v1.3"]["POST /embed"].answers == {}


def test_a_lost_reference_is_named_without_the_document_that_it_is_not_in():
    """One line is one line, however big the document."""
    with pytest.raises(ValueError, match=r"^a\.json has a reference that leads nowhere: /components/x$"):
        understood(document({"$ref": "#/components/x"}, info={"description": "word " * 1000}), "a.json")


def test_a_document_that_explodes_is_refused():
    """Twenty levels, each twice in the next, are a million parts."""
    levels = {f"L{n}": {"allOf": [{"$ref": f"#/components/schemas/L{n + 1}"}] * 2} for n in range(20)}
    bomb = document({"$ref": "#/components/schemas/L0"}, components={"schemas": {**levels, "L20": {}}})

    with pytest.raises(ValueError, match="expand to more than"):
        understood(bomb, "a.json")


def test_a_document_that_is_too_deep_is_refused():
    """A parser's recursion limit is no crash of ours."""
    schema = {}
    for _ in range(5000):
        schema = {"items": schema}

    with pytest.raises(ValueError, match="has schemas that lead too deep from one to the next"):
        understood(document(schema), "a.json")


def everywhere(value):
    """Every list and object in a JSON value, with a key into it."""
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        yield value, key
        yield from everywhere(inner)


@given(st.data())
def test_a_document_with_a_fault_is_read_or_refused(data):
    """Whatever stands where something else was expected: a ValueError or a document, never another error."""
    faulty = json.loads((Path(__file__).parent / "documents/same.json").read_text())
    holder, key = data.draw(st.sampled_from(list(everywhere(faulty))))
    holder[key] = data.draw(
        st.sampled_from([None, True, 3, "x", [], ["x"], {}, {"x": 1}, {"$ref": 3}, {"type": {}}, [[]], {"enum": 3}])
    )

    try:
        found = understood(faulty, "a.json")
    except ValueError:
        return
    assert found.operations


def test_yaml_without_its_library_says_what_to_install(tmp_path, monkeypatch):
    """The library is an extra; JSON needs nothing."""
    (tmp_path / "api.yaml").write_text("openapi: 3.1.0")
    monkeypatch.setitem(sys.modules, "yaml", None)

    with pytest.raises(ModuleNotFoundError, match=r"pip install 'fakeembed\[openapi\]'"):
        read(tmp_path / "api.yaml")


BOMB = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10))
MERGES = "\n".join(f"a{n}: &a{n} {{<<: [{', '.join([f'*a{n - 1}'] * 9)}]}}" for n in range(1, 10))


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("api.yaml", f"a0: &a0 [x]\n{BOMB}\n", "once its aliases are written out"),
        ("api.yaml", f"a0: &a0 {{x: 1}}\n{MERGES}\n", "merges have too many parts|no OpenAPI"),
        ("api.yaml", "a: &a {b: *a}\n", "in one another"),
        ("api.yaml", "[" * 100_000, "nesting depth|in one another"),
        ("api.yaml", "- " * 100_000, "in one another"),
        ("api.json", "[" * 100_000, "in one another"),
        ("api.json", '{"a": ' * 800 + "1" + "}" * 800, "in one another"),
        ("api.json", " " * (LARGEST + 1), "at most 16 are read"),
    ],
    ids=["aliases", "merges", "a ring", "flow lists", "block lists", "JSON", "shallower JSON", "size"],
)
def test_a_document_out_of_all_bounds_is_refused(tmp_path, name, text, reason):
    """Somebody's generated document must not take the machine with it."""
    (tmp_path / name).write_text(text)

    with pytest.raises(ValueError, match=reason):
        read(tmp_path / name)


@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to("/dev/zero")], ids=["a pipe", "a device"])
def test_what_is_no_regular_file_is_refused(tmp_path, make):
    """Reading a pipe waits for ever, and a device has no end."""
    make(tmp_path / "api.json")

    with pytest.raises(ValueError, match="no regular file"):
        read(tmp_path / "api.json")


@pytest.mark.parametrize("reference", ["../secret.json#/Task", "folder/link.json#/Task", "/etc/hostname"])
def test_a_reference_does_not_leave_the_folder(tmp_path, reference):
    """A document from elsewhere reads no file of mine, by a path or by a link."""
    (tmp_path / "secret.json").write_text(json.dumps({"Task": SCHEMA}))
    (tmp_path / "api/folder").mkdir(parents=True)
    (tmp_path / "api/folder/link.json").symlink_to(tmp_path / "secret.json")
    (tmp_path / "api/api.json").write_text(json.dumps(document({"$ref": reference})))

    with pytest.raises(ValueError, match="leads nowhere"):
        read(tmp_path / "api/api.json")


@pytest.mark.once
def test_a_document_of_a_hundred_thousand_lines_is_read(tmp_path):
    """With anchors, as exports of whole companies are."""
    fields = "".join(f"        p{n}:\n          <<: *shared\n          maxLength: {n}\n" for n in range(25))
    schemas = "".join(f"    Schema{n}:\n      type: object\n      properties:\n{fields}" for n in range(1300))
    head = json.dumps(document({"$ref": "#/components/schemas/Schema7"}))[1:-1]
    text = '"x-shared": &shared {type: string}\n' + head.replace('"paths":', '\n"paths":').replace('3.1.0", ', '3.1.0"')
    (tmp_path / "api.yaml").write_text(f"{text}\ncomponents:\n  schemas:\n{schemas}")

    assert len(properties(body(read(tmp_path / "api.yaml")))) == 25


NEWER = {
    "openapi": "3.2.0",
    "$self": "https://example.com/api.json",
    "servers": [{"url": "https://example.com", "name": "main"}],
    "components": {
        "mediaTypes": {"Task": {"schema": SCHEMA}},
        "schemas": {"Event": {"type": "object", "properties": {"at": {"type": "number"}}}},
    },
    "paths": {
        "/embed/tasks": {
            "query": {
                "requestBody": {"content": {"application/json": {"schema": SCHEMA}}},
                "responses": {
                    "200": {
                        "summary": "Tasks.",
                        "content": {
                            "application/json": {"$ref": "#/components/mediaTypes/Task"},
                            "text/event-stream": {"itemSchema": {"$ref": "https://example.com/api.json#/components/schemas/Event"}},
                        },
                    }
                },
            },
            "additionalOperations": {"COPY": {"responses": {"201": {}}}},
        }
    },
}


def test_what_openapi_3_2_adds_is_read():
    """QUERY, other methods, media types that are named, streams of items, and a name of its own."""
    operations = understood(NEWER, "a.json").operations["v1.3"]

    assert set(operations) == {"QUERY /embed/tasks", "COPY /embed/tasks"}
    bodies = operations["QUERY /embed/tasks"].answers["200"].bodies
    [stream] = bodies["text/event-stream"].shape.facets["array"]
    assert list(properties(bodies["application/json"].shape)) == ["_id"]
    assert list(properties(stream["items"])) == ["at"]
    assert operations["QUERY /embed/tasks"].unread == {}
