"""One edit at a time of a document such as vendors publish: what breaks clients, what is news, what means the same, what is not read.

The document is `documents/published.yaml`; a row of the table is an edit and its verdict.
"""

# ruff: noqa: E501 - a row of the table is a line

from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest
import yaml

from fakeembed.drift.openapi import verdicts

PUBLISHED = yaml.safe_load((Path(__file__).parent / "documents/published.yaml").read_text("utf-8"))
NOW = "2026-07-20T12:00:00Z"
GONE = object()
BREAKING, NEWS, SAME, UNREAD = "breaking", "news", "same", "unread"

ROOTS = {
    "doc": (),
    "embed": ("paths", "/v1.3/embed", "post"),
    "form": ("paths", "/v1.3/embed", "post", "requestBody", "content", "multipart/form-data"),
    "sent": ("paths", "/v1.3/embed", "post", "requestBody", "content", "multipart/form-data", "schema", "properties"),
    "answer": ("paths", "/v1.3/embed", "post", "responses", "200"),
    "got": ("paths", "/v1.3/embed", "post", "responses", "200", "content", "application/json", "schema", "properties"),
    "tasks": ("paths", "/v1.3/embed/tasks", "get"),
    "page": ("paths", "/v1.3/embed/tasks", "get", "parameters", 0),
    "option": ("paths", "/v1.3/embed/tasks", "get", "parameters", 1),
    "task": ("components", "schemas", "Task"),
    "segment": ("components", "schemas", "Segment"),
    "v2": ("paths", "/v1.3/embed-v2", "post"),
    "ask": ("paths", "/v1.3/embed-v2", "post", "requestBody", "content", "application/json", "schema"),
    "oauth": ("components", "securitySchemes", "oauth"),
    "part": ("paths", "/v1.3/assets/{asset_id}/parts/{number}", "get"),
}
TEXT, NUMBER = {"type": "string"}, {"type": "number"}


def edit(root, path, value):
    """A change of the document: what stands at a path below a root is that value, or is gone; `-` appends to a list."""

    def change(document):
        *way, last = [*ROOTS[root], *(path.split(" ") if path else ())]
        holder = document
        for name in way:
            holder = holder[int(name)] if isinstance(holder, list) else holder[name]
        if last == "-":
            holder.append(value)
        elif value is GONE:
            del holder[int(last) if isinstance(holder, list) else last]
        else:
            holder[int(last) if isinstance(holder, list) else last] = value

    return change


def every(*changes):
    """Several changes as one."""
    return lambda document: [change(document) for change in changes]


def renamed(root, path, name):
    """A change of the document: a key has another name."""

    def change(document):
        *way, last = [*ROOTS[root], *path.split(" ")]
        holder = document
        for step in way:
            holder = holder[step]
        holder[name] = holder.pop(last)

    return change


def without_paths(prefix):
    """A change of the document: a whole API version is gone."""

    def change(document):
        document["paths"] = {path: item for path, item in document["paths"].items() if not path.startswith(prefix)}

    return change


def elsewhere(document):
    """Path parameters are declared on the path item, in another order."""
    item = document["paths"]["/v1.3/assets/{asset_id}/parts/{number}"]
    item["parameters"] = item["get"].pop("parameters")[::-1]


def swapped(document):
    """What two tags stand for has changed places."""
    schemas = document["components"]["schemas"]
    schemas["Text"]["properties"]["text"], schemas["Image"]["properties"]["url"] = NUMBER, {"type": "boolean"}


def tags_swapped(document):
    """The tags lead to each other's schema."""
    text, image = "#/components/schemas/Text", "#/components/schemas/Image"
    edit("ask", "discriminator mapping", {"text": image, "image": text})(document)


def version_in_server(document):
    """The API version stands in the address instead of each path."""
    document["paths"] = {p.removeprefix("/v1.3"): item for p, item in document["paths"].items() if p.startswith("/v1.3")}
    document["servers"] = [{"url": "https://api.example.com/v1.3/"}]


CLOSED_PLAIN = {"type": "object", "properties": {"a": TEXT, "b": TEXT}, "additionalProperties": False}
EITHER = [{"required": ["a"]}, {"required": ["b"]}]
IF = {"properties": {"a": {"const": "x"}}, "required": ["a"]}

EDITS = [
    # operations, versions, servers, credentials
    ("v1.2 is removed", without_paths("/v1.2"), BREAKING, {"operation-removed"}),
    ("v1.3 is removed", without_paths("/v1.3"), BREAKING, {"operation-removed"}),
    ("an operation is removed", edit("doc", "paths /v1.3/embed/tasks get", GONE), BREAKING, {"operation-removed"}),
    ("an operation is added", edit("doc", "paths /v1.3/embed/tasks delete", {"responses": {"204": {}}}), NEWS, {"operation-added"}),
    ("an operation without answers", edit("doc", "paths /v1.3/embed/tasks delete", {}), NEWS, {"operation-added"}),
    ("a version appears", edit("doc", "paths /v1.4/embed", {"post": {"responses": {"200": {}}}}), NEWS, {"operation-added"}),
    ("an operation outside", edit("doc", "paths /v1.3/search", {"post": {"responses": {"200": {}}}}), SAME, set()),
    ("an operation is deprecated", edit("embed", "deprecated", True), NEWS, {"deprecation-added"}),
    ("an operation is renamed for generators", edit("embed", "operationId", "x"), SAME, set()),
    ("an operation moves to other tags", edit("embed", "tags", ["x"]), SAME, set()),
    ("a summary is rewritten", edit("embed", "summary", "x"), SAME, set()),
    ("an extension comes", edit("embed", "x-code-samples", [1]), SAME, set()),
    ("a callback comes", edit("embed", "callbacks", {"done": {}}), UNREAD, set()),
    ("another host", edit("doc", "servers 0 url", "https://api2.example.com"), BREAKING, {"server-changed"}),
    ("one more host", edit("doc", "servers -", {"url": "https://eu.example.com"}), NEWS, {"server-changed"}),
    ("another host of one operation", edit("embed", "servers", [{"url": "https://x.example.com"}]), BREAKING, {"server-changed"}),
    ("a slash after the host", edit("doc", "servers 0 url", "https://api.example.com/"), SAME, set()),
    ("http for https", edit("doc", "servers 0 url", "http://api.example.com"), BREAKING, {"server-changed"}),
    ("a region is gone", edit("doc", "servers 1 variables region enum", ["us"]), BREAKING, {"server-changed"}),
    ("one more region", edit("doc", "servers 1 variables region enum -", "ap"), NEWS, {"server-changed"}),
    ("another default region", edit("doc", "servers 1 variables region default", "eu"), BREAKING, {"server-changed"}),
    ("regions in another order", edit("doc", "servers 1 variables region enum", ["eu", "us"]), SAME, set()),
    ("another base path", edit("doc", "servers 0 url", "https://api.example.com/api"), BREAKING, {"server-changed"}),
    ("another credential", edit("doc", "security", [{"bearer": []}]), BREAKING, {"security-changed"}),
    ("one more credential", edit("doc", "security", [{"key": [], "bearer": []}]), BREAKING, {"security-changed"}),
    ("a choice of credentials", edit("doc", "security", [{"key": []}, {"bearer": []}]), NEWS, {"security-changed"}),
    ("no credential for one operation", edit("embed", "security", []), NEWS, {"security-changed"}),
    ("one more scope that there is", edit("oauth", "flows clientCredentials scopes assets.delete", "Deletes."), SAME, set()),
    ("a scope in other words", edit("oauth", "flows clientCredentials scopes assets.read", "Reads assets."), SAME, set()),
    ("one more scope that is needed", edit("part", "security 0 oauth", ["assets.read", "assets.write"]), BREAKING, {"security-changed"}),
    ("no scope is needed", edit("part", "security 0 oauth", []), NEWS, {"security-changed"}),
    ("tokens come from elsewhere", edit("oauth", "flows clientCredentials tokenUrl", "https://x.example.com/token"), BREAKING, {"security-changed"}),
    ("the key under another name", edit("doc", "components securitySchemes key name", "x-key"), BREAKING, {"security-changed"}),
    ("a scheme called otherwise", every(renamed("doc", "components securitySchemes key", "k"), edit("doc", "security", [{"k": []}])), SAME, set()),
    ("3.2 instead of 3.1", edit("doc", "openapi", "3.2.0"), SAME, set()),
    ("another dialect of JSON Schema", edit("doc", "jsonSchemaDialect", "https://example.com/x"), UNREAD, set()),
    ("the version in the server", every(without_paths("/v1.2"), version_in_server), BREAKING, {"operation-removed"}),
    # parameters
    ("a required cookie", edit("embed", "parameters -", {"name": "s", "in": "cookie", "required": True, "schema": TEXT}), BREAKING, {"field-required"}),
    ("a cookie that may be sent", edit("embed", "parameters -", {"name": "s", "in": "cookie", "schema": TEXT}), NEWS, {"field-added"}),
    ("a cookie becomes required", edit("embed", "parameters 1 required", True), BREAKING, {"field-required"}),
    ("a header becomes required", edit("embed", "parameters 0 required", True), BREAKING, {"field-required"}),
    ("a header in capitals", edit("embed", "parameters 0 name", "TRACE"), SAME, set()),
    ("a header is renamed", edit("embed", "parameters 0 name", "trace-id"), BREAKING, {"field-renamed"}),
    ("a query parameter is gone", edit("tasks", "parameters 0", GONE), BREAKING, {"field-removed"}),
    ("a query parameter is added", edit("tasks", "parameters -", {"name": "q", "in": "query", "schema": TEXT}), NEWS, {"field-added"}),
    ("a query parameter is demanded", edit("tasks", "parameters -", {"name": "q", "in": "query", "required": True, "schema": TEXT}), BREAKING, {"field-required"}),
    ("a query parameter in capitals", edit("page", "name", "Page"), BREAKING, {"field-renamed"}),
    ("a query parameter is deprecated", edit("tasks", "parameters 2 deprecated", True), NEWS, {"deprecation-added"}),
    ("a query parameter of another type", edit("page", "schema type", "string"), BREAKING, {"type-changed"}),
    ("another default of a parameter", edit("page", "schema default", 2), BREAKING, {"value-changed"}),
    ("a number may be repeated", edit("page", "schema", {"type": "array", "items": {"type": "integer", "minimum": 1}, "default": [1]}), NEWS, {"bound-changed"}),
    ("a number may be repeated, but never the same", edit("page", "schema", {"type": "array", "items": {"type": "integer", "minimum": 1}, "default": [1], "minItems": 1, "uniqueItems": True}), NEWS, {"bound-changed"}),
    ("a number becomes a list with commas", every(edit("page", "schema", {"type": "array", "items": {"type": "integer", "minimum": 1}, "default": [1]}), edit("page", "explode", False)), BREAKING, {"type-changed", "value-changed"}),
    ("a list may not be repeated any more", edit("option", "schema type", "string"), BREAKING, {"bound-changed"}),
    ("a list is not exploded", edit("option", "explode", False), BREAKING, {"encoding-changed"}),
    ("a list is exploded as ever", edit("option", "explode", True), SAME, set()),
    ("a number is not exploded", edit("page", "explode", False), SAME, set()),
    ("a list with pipes", edit("option", "style", "pipeDelimited"), BREAKING, {"encoding-changed"}),
    ("a list as forms write it", edit("option", "style", "form"), SAME, set()),
    ("reserved characters may be sent", edit("page", "allowReserved", True), NEWS, {"encoding-changed"}),
    ("a parameter in JSON", every(edit("page", "schema", GONE), edit("page", "content", {"application/json": {"schema": {"type": "integer", "minimum": 1, "default": 1}}})), BREAKING, {"encoding-changed"}),
    ("path parameters in another place", elsewhere, SAME, set()),
    ("a path parameter of another type", edit("part", "parameters 1 schema", TEXT), BREAKING, {"type-changed"}),
    ("a path parameter is renamed", every(renamed("doc", "paths /v1.3/embed/tasks/{task_id}", "/v1.3/embed/tasks/{id}"), edit("doc", "paths /v1.3/embed/tasks/{id} get parameters 0 name", "id")), SAME, set()),
    ("a whole query string", edit("tasks", "parameters -", {"name": "q", "in": "querystring", "required": True, "content": {"text/plain": {"schema": TEXT}}}), BREAKING, {"field-required"}),
    # what is sent
    ("a body is required", edit("embed", "requestBody required", True), BREAKING, {"field-required"}),
    ("a body is not required any more", edit("v2", "requestBody required", False), NEWS, {"field-optional"}),
    ("a body may be sent where none was", edit("tasks", "requestBody", {"content": {"application/json": {"schema": {}}}}), NEWS, {"body-changed"}),
    ("a form becomes JSON", renamed("embed", "requestBody content multipart/form-data", "application/json"), BREAKING, {"content-type-changed"}),
    ("anything is taken for JSON", renamed("v2", "requestBody content application/json", "*/*"), SAME, set()),
    ("any application type is taken for JSON", renamed("v2", "requestBody content application/json", "application/*"), SAME, set()),
    ("JSON with a charset", renamed("v2", "requestBody content application/json", "application/json; charset=utf-8"), SAME, set()),
    ("one more type is taken", edit("v2", "requestBody content application/xml", {}), NEWS, {"content-type-changed"}),
    ("other image types", edit("form", "encoding image contentType", "image/png"), BREAKING, {"encoding-changed"}),
    ("image types in another order", edit("form", "encoding image contentType", "image/jpeg,image/png"), SAME, set()),
    ("texts and numbers are texts", every(*(edit("form", f"encoding {name}", {"contentType": "text/plain"}) for name in ("text", "weight"))), SAME, set()),
    ("a header of a part of another type", edit("form", "encoding image headers X-Part schema", NUMBER), UNREAD, set()),
    ("a header of a part is demanded", edit("form", "encoding image headers X-Part required", True), UNREAD, set()),
    ("a header of a part is described", edit("form", "encoding image headers X-Part description", "x"), SAME, set()),
    ("no image types", edit("form", "encoding", GONE), BREAKING, {"encoding-changed"}),
    ("a field is gone", edit("sent", "text", GONE), BREAKING, {"field-removed"}),
    ("a field is renamed", renamed("sent", "weight", "weights"), BREAKING, {"field-renamed"}),
    ("a field is added", edit("sent", "more", TEXT), NEWS, {"field-added"}),
    ("a field is demanded", edit("form", "schema required", ["model_name", "text"]), BREAKING, {"field-required"}),
    ("a field is not demanded", edit("form", "schema required", []), NEWS, {"field-optional"}),
    ("a required field that only answers have", edit("form", "schema required", ["model_name", "made_at"]), SAME, set()),
    ("a field that only answers have is gone", edit("sent", "made_at", GONE), SAME, set()),
    ("a field that only answers have from now on", edit("sent", "text readOnly", True), BREAKING, {"field-removed"}),
    ("a field is deprecated", edit("sent", "text deprecated", True), NEWS, {"deprecation-added"}),
    ("a word is gone", edit("sent", "model_name enum", ["marengo3.0"]), BREAKING, {"enum-reduced"}),
    ("a word has come", edit("sent", "model_name enum -", "marengo3.5"), NEWS, {"enum-extended"}),
    ("a vocabulary in another order", edit("sent", "model_name enum", ["marengo2.7", "marengo3.0"]), SAME, set()),
    ("a vocabulary is opened", edit("sent", "model_name enum", GONE), NEWS, {"enum-extended"}),
    ("a vocabulary becomes a length that its words have", every(edit("sent", "model_name enum", GONE), edit("sent", "model_name minLength", 1)), NEWS, {"enum-extended"}),
    ("1.0 for 1", edit("sent", "level enum", [1.0, 2]), SAME, set()),
    ("a shorter text", edit("sent", "text maxLength", 400), BREAKING, {"bound-changed"}),
    ("a longer text", edit("sent", "text maxLength", 600), NEWS, {"bound-changed"}),
    ("a text of any length", edit("sent", "text maxLength", GONE), NEWS, {"bound-changed"}),
    ("an empty text", edit("sent", "text minLength", 0), NEWS, {"bound-changed"}),
    ("no least length said as 0", edit("sent", "link minLength", 0), SAME, set()),
    ("a pattern is changed", edit("sent", "text pattern", "^[0-9]"), BREAKING, {"format-changed"}),
    ("a pattern is gone", edit("sent", "text pattern", GONE), NEWS, {"format-changed"}),
    ("a format is gone", edit("sent", "link format", GONE), NEWS, {"format-changed"}),
    ("a format is demanded", edit("sent", "text format", "email"), BREAKING, {"format-changed"}),
    ("a format that says nothing", edit("sent", "text format", "string"), SAME, set()),
    ("a file as 3.1 says it", edit("sent", "image", {"type": "string", "contentMediaType": "image/*"}), SAME, set()),
    ("a file without a type", edit("sent", "image", {"contentMediaType": "image/*"}), SAME, set()),
    ("a file in base64", edit("sent", "image", {"type": "string", "format": "byte"}), BREAKING, {"format-changed"}),
    ("a least number that is exclusive", every(edit("sent", "clip_length minimum", GONE), edit("sent", "clip_length exclusiveMinimum", 1)), SAME, set()),
    ("a least number that is left out", edit("sent", "weight", {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1}), BREAKING, {"bound-changed"}),
    ("a greatest number that is let in", edit("sent", "weight", {"type": "number", "minimum": 0, "maximum": 1}), NEWS, {"bound-changed"}),
    ("a least number in fractions", edit("sent", "clip_length minimum", 1.5), SAME, set()),
    ("a greater number", edit("sent", "clip_length maximum", 12), NEWS, {"bound-changed"}),
    ("a smaller number", edit("sent", "clip_length maximum", 8), BREAKING, {"bound-changed"}),
    ("a default is another one", edit("sent", "clip_length default", 7), BREAKING, {"value-changed"}),
    ("a number becomes whole", edit("sent", "weight type", "integer"), BREAKING, {"type-changed", "bound-changed"}),
    ("a whole number may be any", edit("sent", "clip_length type", "number"), NEWS, {"type-changed"}),
    ("a whole number is smaller", edit("sent", "size format", "int32"), BREAKING, {"bound-changed"}),
    ("only multiples of two", edit("sent", "clip_length multipleOf", 2), BREAKING, {"bound-changed"}),
    ("multiples of one", edit("sent", "clip_length multipleOf", 1), SAME, set()),
    ("no twins in a list", edit("sent", "scopes uniqueItems", True), BREAKING, {"bound-changed"}),
    ("another type of item", edit("sent", "scopes items", NUMBER), BREAKING, {"type-changed"}),
    ("any item", edit("sent", "scopes items", GONE), NEWS, {"type-changed"}),
    ("another first item", edit("sent", "point prefixItems 0", TEXT), BREAKING, {"type-changed"}),
    ("one more item", edit("sent", "point prefixItems -", TEXT), BREAKING, {"type-changed"}),
    ("at most three items", edit("sent", "point maxItems", 3), BREAKING, {"bound-changed"}),
    ("some item must be there", edit("sent", "scopes contains", {"const": "clip"}), BREAKING, {"condition-changed"}),
    ("other labels", edit("sent", "labels additionalProperties", NUMBER), BREAKING, {"type-changed"}),
    ("any labels", edit("sent", "labels additionalProperties", True), NEWS, {"type-changed"}),
    ("a label has a type of its own", edit("sent", "labels properties", {"lang": NUMBER}), BREAKING, {"type-changed"}),
    ("a label has a name of its own", edit("sent", "labels properties", {"lang": TEXT}), SAME, set()),
    ("no labels", edit("sent", "labels additionalProperties", False), BREAKING, {"type-changed"}),
    ("nothing else in an object", edit("sent", "plain", CLOSED_PLAIN), BREAKING, {"type-changed"}),
    ("names with a pattern", edit("sent", "plain patternProperties", {"^x-": NUMBER}), BREAKING, {"type-changed"}),
    ("names that must be short", edit("sent", "labels propertyNames", {"maxLength": 3}), BREAKING, {"condition-changed"}),
    ("fewer labels", edit("sent", "labels maxProperties", 3), BREAKING, {"bound-changed"}),
    ("one needs the other", edit("sent", "plain dependentRequired", {"a": ["b"]}), BREAKING, {"condition-changed"}),
    ("one or the other must be there", edit("sent", "plain anyOf", EITHER), BREAKING, {"condition-changed"}),
    ("nothing is ruled out", every(edit("sent", "plain not", False), edit("sent", "plain dependentSchemas", {"a": True})), SAME, set()),
    ("one rules out the other", edit("sent", "plain not", {"required": ["a", "b"]}), BREAKING, {"condition-changed"}),
    ("one depends on the other's value", every(edit("sent", "plain if", IF), edit("sent", "plain then", {"required": ["b"]})), BREAKING, {"condition-changed"}),
    ("null is not taken", edit("sent", "note type", "string"), BREAKING, {"type-changed"}),
    ("null as 3.0 says it", edit("sent", "note", {"type": "string", "nullable": True}), SAME, set()),
    ("null as an alternative", edit("sent", "note", {"anyOf": [TEXT, {"type": "null"}]}), SAME, set()),
    ("a keyword of tomorrow", edit("sent", "text maxTokens", 5), UNREAD, set()),
    ("nothing unevaluated", edit("sent", "plain unevaluatedProperties", False), BREAKING, {"type-changed"}),
    # alternatives with a tag
    ("a tag is gone", every(edit("ask", "oneOf 1", GONE), edit("ask", "discriminator mapping image", GONE)), BREAKING, {"enum-reduced"}),
    ("a tag has come", every(edit("ask", "oneOf -", {"$ref": "#/components/schemas/Task"}), edit("ask", "discriminator mapping sound", "#/components/schemas/Task")), NEWS, {"enum-extended"}),
    ("two tags are swapped", tags_swapped, BREAKING, {"field-renamed"}),
    ("types under two tags", swapped, BREAKING, {"type-changed"}),
    ("one tag demands more", edit("doc", "components schemas Text required -", "limit"), BREAKING, {"field-required"}),
    ("branches in another order", edit("ask", "oneOf", [{"$ref": "#/components/schemas/Image"}, {"$ref": "#/components/schemas/Text"}]), SAME, set()),
    # what comes back
    ("a status is gone", edit("embed", "responses 429", GONE), BREAKING, {"status-changed"}),
    ("another success", renamed("embed", "responses 200", "201"), BREAKING, {"status-changed", "status-added"}),
    ("one more refusal", edit("embed", "responses 402", {"description": ""}), NEWS, {"status-added"}),
    ("a range for a status", every(renamed("embed", "responses 400", "4XX"), edit("embed", "responses 429", GONE)), SAME, set()),
    ("a status of a range", edit("part", "responses 404", {"description": ""}), SAME, set()),
    ("a body where none was", edit("part", "responses 204 content", {"application/json": {"schema": TEXT}}), BREAKING, {"body-changed"}),
    ("text for JSON", renamed("answer", "content application/json", "text/plain"), BREAKING, {"content-type-changed"}),
    ("a link comes", edit("answer", "links", {"next": {}}), UNREAD, set()),
    ("a header is gone", edit("answer", "headers", {}), BREAKING, {"header-missing"}),
    ("a header has come", edit("answer", "headers X-More", {"schema": TEXT}), NEWS, {"header-added"}),
    ("a header of another type", edit("answer", "headers X-Limit schema", TEXT), BREAKING, {"type-changed"}),
    ("a header is not always there", edit("answer", "headers X-Limit required", False), BREAKING, {"field-optional"}),
    ("an answer loses a field", edit("got", "model_name", GONE), BREAKING, {"field-removed"}),
    ("an answer gains a field", edit("got", "more", TEXT), NEWS, {"field-added"}),
    ("duration_mins is called duration in a list", renamed("task", "properties duration_mins", "duration"), BREAKING, {"field-renamed"}),
    ("audio_embedding is always there", edit("task", "required -", "audio_embedding"), NEWS, {"field-required"}),
    ("a field is not always there", edit("task", "required", ["_id"]), BREAKING, {"field-optional"}),
    ("a field of another type", edit("task", "properties _id type", "integer"), BREAKING, {"type-changed"}),
    ("a field may be null", edit("task", "properties _id type", ["string", "null"]), BREAKING, {"type-changed"}),
    ("words as pages print them", edit("task", "properties status enum", [{"value": word} for word in ("processing", "ready", "failed")]), SAME, set()),
    ("a state is gone", edit("task", "properties status enum", ["processing", "ready"]), NEWS, {"enum-reduced"}),
    ("a state is called otherwise", edit("task", "properties status enum", ["processing", "done", "failed"]), BREAKING, {"enum-reduced", "enum-extended"}),
    ("a state has come", edit("task", "properties status enum -", "validating"), NEWS, {"enum-extended"}),
    ("a list may be empty", edit("got", "segments minItems", GONE), BREAKING, {"bound-changed"}),
    ("a list has fewer items", edit("got", "segments maxItems", 5), NEWS, {"bound-changed"}),
    ("an item is dropped from the description", edit("segment", "properties float items", GONE), BREAKING, {"type-changed"}),
    ("a moment is not one any more", edit("got", "created_at format", GONE), BREAKING, {"format-changed"}),
    ("a field that only requests have is gone", edit("got", "secret", GONE), SAME, set()),
    ("a field that only requests have from now on", edit("got", "model_name writeOnly", True), BREAKING, {"field-removed"}),
    ("counts of another type", edit("got", "counts additionalProperties", TEXT), BREAKING, {"type-changed"}),
    ("a count has a type of its own", edit("got", "counts properties", {"all": NUMBER}), BREAKING, {"type-changed"}),
    ("a constant that is an object, not a word as pages print it", edit("got", "mark const value", "b"), BREAKING, {"enum-reduced"}),
    ("counts of any type", edit("got", "counts additionalProperties", GONE), BREAKING, {"type-changed"}),
    ("a closed object is opened", edit("got", "closed additionalProperties", GONE), NEWS, {"field-added"}),
    ("an open object is closed", edit("segment", "additionalProperties", False), NEWS, {"type-changed"}),
    ("a position of another type", edit("got", "point prefixItems 1", TEXT), BREAKING, {"type-changed"}),
    ("one type of two is gone", edit("got", "mixed", TEXT), NEWS, {"type-changed"}),
    ("one type more", edit("got", "mixed anyOf -", {"type": "boolean"}), BREAKING, {"type-changed"}),
    ("null as a type", edit("got", "note", {"type": ["string", "null"]}), SAME, set()),
    ("a branch of an answer by its tag", edit("v2", "responses 200 content application/json schema oneOf 0 properties at", TEXT), BREAKING, {"type-changed"}),
    ("a default of an answer", edit("got", "model_name default", "x"), SAME, set()),
    ("another message", edit("embed", "responses 400 content application/json examples model value message", "x"), BREAKING, {"message-changed"}),
    ("another code", edit("embed", "responses 400 content application/json examples model value code", "x"), BREAKING, {"code-changed"}),
    ("a stream of items", edit("tasks", "responses 200 content application/json itemSchema", TEXT), BREAKING, {"type-changed"}),
]  # fmt: skip


def verdict(report):
    """What the report says in one word."""
    if report.breaking:
        return BREAKING
    if report.unchecked:
        return UNREAD
    return NEWS if report.drifts else SAME


@pytest.fixture(scope="module")
def compare(tmp_path_factory):
    """The report on the published document and the same after a change."""
    folder = tmp_path_factory.mktemp("documents")
    (folder / "before.json").write_text(json.dumps(PUBLISHED))

    def compared(change, before=None):
        document = copy.deepcopy(json.loads(json.dumps(PUBLISHED)))  # anchors written out: an edit is in one place
        if before is not None:
            before(document)
            (folder / "edited.json").write_text(json.dumps(document))
        change(document)
        (folder / "after.json").write_text(json.dumps(document))
        return verdicts.of_two(folder / ("edited.json" if before else "before.json"), folder / "after.json", NOW)

    return compared


@pytest.mark.parametrize(("name", "change", "wanted", "kinds"), EDITS, ids=[row[0] for row in EDITS])
def test_an_edit_has_its_verdict(compare, name, change, wanted, kinds):
    """A breaking edit is never silent, and another spelling of the same never loud."""
    report = compare(change)

    assert verdict(report) == wanted
    assert {drift.kind.value for drift in report.drifts} >= kinds
    assert bool(report.drifts) is (wanted in {BREAKING, NEWS})
    assert report.exit_status == {BREAKING: 1, UNREAD: 2}.get(wanted, 0)


def test_there_are_more_than_a_hundred_edits():
    """Each name once: the table is the figure that the documentation gives."""
    assert len({row[0] for row in EDITS}) == len(EDITS) > 150


def test_a_scope_of_one_of_two_schemes_that_are_alike_counts(compare):
    """Nobody can tell the two apart but by their names."""

    def two(document):
        schemes = document["components"]["securitySchemes"]
        schemes["other"] = schemes["oauth"]
        edit("part", "security", [{"oauth": ["assets.read"], "other": ["assets.read"]}])(document)

    report = compare(edit("part", "security 0 oauth", ["assets.read", "assets.write"]), two)

    assert verdict(report) == BREAKING


def test_the_same_loss_in_two_versions_is_two_differences(compare):
    """Each has an id of its own, so that a waiver for one does not excuse the other."""

    def without_a_name(document):
        for version in ("v1.2", "v1.3"):
            answer = document["paths"][f"/{version}/embed"]["post"]["responses"]["200"]["content"]["application/json"]
            answer["schema"]["required"] = [name for name in answer["schema"]["required"] if name != "model_name"]

    report = compare(without_a_name)

    assert [(drift.version, drift.kind.value) for drift in report.breaking] == [
        ("v1.2", "field-optional"),
        ("v1.3", "field-optional"),
    ]
    assert len({drift.id for drift in report.breaking}) == 2


def test_a_keyword_that_is_not_read_is_named_with_its_place(compare):
    """Whoever gets exit status 2 must know where to look."""
    [gap] = compare(edit("sent", "text maxTokens", 5)).unchecked

    assert gap.case == "before.json: request form.text maxTokens"
    assert gap.version == "v1.3"
