"""What a schema says in words that are not compared: when that differs, wherever it is written, it is said and exits 2."""

from __future__ import annotations

import json
import re

import pytest

from fakeembed.drift.differences import Expectation
from fakeembed.drift.openapi import verdicts
from fakeembed.drift.openapi.shape_comparison import ShapeComparison
from fakeembed.drift.openapi.shapes import Reader

NOW = "2026-07-20T12:00:00Z"


def gaps(old, new, follows=(None, None)):
    """What is not compared of two schemas, each with what its references lead to."""
    shapes = [Reader("response").shape(schema, follow) for schema, follow in zip((old, new), follows, strict=True)]
    comparison = ShapeComparison(Expectation("POST /embed"), "response", silence=False)
    return [unchecked.case for unchecked in comparison.differences(*shapes, "$")]


@pytest.mark.parametrize("word", ["unevaluatedProperties", "unevaluatedItems"])
def test_it_is_looked_at_behind_its_references(word):
    """The reference is the same, and what it names is not: that is said, and of the same not."""
    schema = {word: {"anyOf": [{"$ref": "#/named"}, {"type": "object"}]}, "allOf": [{}]}

    def leading_to(named):
        def follow(_):
            return named, follow

        return follow

    text, whole, itself = map(leading_to, ({"type": "string"}, {"type": "integer"}, schema))
    assert gaps(schema, schema, (text, text)) == gaps(schema, schema, (itself, itself)) == []
    assert gaps(schema, schema, (text, whole)) == [f"$ {word}"]


@pytest.mark.parametrize("word", ["allOf", "oneOf"])
def test_it_is_not_hidden_by_a_neighbour(word):
    """Each of several parts says something else in the same keyword."""
    old, new = ({word: [{"unevaluatedItems": one}, {"unevaluatedItems": False}]} for one in (True, {"type": "string"}))

    assert gaps(old, new) == ["$ unevaluatedItems"]


def named(schemas):
    """A document of which the first answer is the first of these schemas; names in back-ticks are references to the others."""
    text = json.dumps({"openapi": "3.1.0", "components": {"schemas": schemas}})
    document = json.loads(re.sub(r'"`(\w+)`"', r'"#/components/schemas/\1"', text))
    answer = {"content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{next(iter(schemas))}"}}}}
    return {**document, "paths": {"/embed": {"post": {"responses": {"200": answer}}}}}


PET = {"type": "object", "properties": {"kind": {"type": "string"}}}
CAT = {"allOf": [{"$ref": "`Pet`"}, {"properties": {"lives": {"type": "integer"}}}]}
BEHIND_NAMES = {
    "$dynamicRef to an anchor": {"A": {"$dynamicRef": "#x"}, "Cat": {"$dynamicAnchor": "x", **CAT}},
    "$dynamicRef to a place": {"A": {"$dynamicRef": "`Cat`"}, "Cat": CAT},
    "mapping to a place": {"A": {**PET, "discriminator": {"propertyName": "kind", "mapping": {"cat": "`Cat`"}}}, "Cat": CAT},
    "mapping to a name": {"A": {**PET, "discriminator": {"propertyName": "kind", "mapping": {"cat": "Cat"}}}, "Cat": CAT},
    "no mapping": {"A": {"$ref": "`Pet`"}, "Pet": {**PET, "discriminator": {"propertyName": "kind"}}, "Cat": CAT},
}


@pytest.mark.parametrize("schemas", BEHIND_NAMES.values(), ids=BEHIND_NAMES)
def test_it_is_looked_at_behind_its_names(schemas, tmp_path):
    """A dynamic reference, and the schemas that a discriminator without alternatives leads to."""
    old = {"Pet": PET, **schemas} if "Pet" not in schemas else schemas
    old = {"A": old["A"], **old}
    told = json.loads(json.dumps(old).replace('"lives": {', '"lives": {"description": "Nine.", '))
    new = json.loads(json.dumps(old).replace("integer", "string"))

    def found(*both):
        for name, document in zip(("old.json", "new.json"), both, strict=True):
            (tmp_path / name).write_text(json.dumps(named(document)))
        report = verdicts.of_two(tmp_path / "old.json", tmp_path / "new.json", NOW)
        return report.exit_status, [gap.case for gap in report.unchecked]

    word = "$dynamicRef" if "$dynamicRef" in old["A"] else "discriminator"
    assert found(old, old) == found(old, told) == (0, [])
    assert found(old, new) == found(new, old) == (2, [f"old.json: response 200 $ {word}"])


def test_it_is_said_by_place_whatever_the_order_in_the_documents(tmp_path):
    """Two runs on the same meaning are two equal lists."""
    parts = {name: {"unevaluatedItems": False} for name in "bca"}
    old, *news = (
        named({"A": {"type": "object", "properties": properties}})
        for properties in ({name: {} for name in parts}, parts, dict(sorted(parts.items())))
    )

    def found(new):
        for name, document in (("old.json", old), ("new.json", new)):
            (tmp_path / name).write_text(json.dumps(document))
        return [gap.case for gap in verdicts.of_two(tmp_path / "old.json", tmp_path / "new.json", NOW).unchecked]

    wanted = [f"old.json: response 200 $.{name} unevaluatedItems" for name in "abc"]
    assert [found(new) for new in news] == [wanted, wanted]
