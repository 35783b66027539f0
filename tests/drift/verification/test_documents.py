"""The contract documents themselves: their form, their schemas, their evidence, and what they are allowed to leave open."""

from __future__ import annotations

import json
import re

import pytest
from jsonschema import Draft202012Validator

from fakeembed.drift import suite

pytestmark = pytest.mark.once

DOCUMENTS = suite.documents()
CASES = suite.cases()


def name(value):
    """A short id for a test."""
    return getattr(value, "name", str(value))


@pytest.fixture(scope="module")
def form():
    """The schema of the documents."""
    schema = json.loads((suite.root() / "contract.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_document_has_the_form_that_the_meta_schema_says(path, form):
    """A person reviews it against the service's page; a misspelled key would silently demand nothing."""
    errors = [f"{error.json_path}: {error.message[:200]}" for error in form.iter_errors(json.loads(path.read_text("utf-8")))]

    assert errors == []


@pytest.mark.parametrize("contract", suite.contracts(), ids=name)
def test_every_schema_in_a_contract_is_a_schema(contract):
    """Draft 2020-12, with the references replaced by what they name."""
    schemas = [answer.schema for answer in contract.answers.values() if answer.schema]
    schemas += [*contract.request.values(), *(parameter["schema"] for parameter in contract.parameters)]
    schemas += [case.schema for case in contract.cases if case.schema]

    for schema in schemas:
        Draft202012Validator.check_schema(schema)
        assert "$ref" not in json.dumps(schema)


@pytest.mark.parametrize("contract", suite.contracts(), ids=name)
def test_every_object_with_properties_in_an_answer_is_closed(contract):
    """A new field is news, and it can only be seen where objects are closed."""
    open_ones = [
        f"{status}: {sorted(schema['properties'])}"
        for status, answer in contract.answers.items()
        for schema in _objects(answer.schema or {})
        if schema.get("additionalProperties") is not False
    ]

    assert open_ones == []


def _objects(schema):
    """Object schemas that say what type they are; conditions refine them and say nothing of it."""
    if isinstance(schema, dict):
        if schema.get("type") == "object" and "properties" in schema:
            yield schema
        for value in schema.values():
            yield from _objects(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _objects(value)


def test_no_two_cases_have_the_same_name():
    """A report names a case, and one only."""
    names = [case.name for case in CASES]

    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("case", CASES, ids=name)
def test_a_case_expects_a_status_that_its_contract_describes(case):
    """Without a description there is no schema to hold the body to."""
    assert case.status in case.contract.answers


def test_every_decision_that_a_contract_rests_on_is_explained():
    """`contracts/README.md` lists them; a number alone tells nobody anything."""
    explained = set(re.findall(r"^\| (D\d+) \|", (suite.root() / "README.md").read_text("utf-8"), re.MULTILINE))
    evidence = [case.evidence for case in CASES]
    evidence += [answer.evidence for contract in suite.contracts() for answer in contract.answers.values()]

    used = {number for one in evidence if one.kind == "decided" for number in one.source.split(", ")}

    assert used - explained == set()


def test_every_preparation_is_used_and_every_used_one_exists():
    """A name that is misspelled would fail in the middle of a run."""
    prepared = json.loads((suite.root() / "preparations.json").read_text("utf-8"))
    given = [step for case in CASES for step in case.given]
    given += [step for steps in prepared.values() for step in steps]

    assert {step for step in given if isinstance(step, str)} == set(prepared)
