"""`fakeembed drift` and `fakeembed openapi` as a CI job calls them: exit codes, silence, reports, one line of excuse."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from fakeembed.__main__ import main
from fakeembed.drift import reports, suite
from fakeembed.drift.openapi import verdicts
from fakeembed.drift.openapi.printed import printed

DOCUMENTS = Path(__file__).parent / "documents"
OLD, SAME, NEW = (str(DOCUMENTS / name) for name in ("old.yaml", "same.json", "new.json"))


@pytest.fixture
def ours(tmp_path):
    """Writes our own document after a change."""

    def write(change=lambda _: None):
        document = printed(suite.contracts())
        change(document["paths"])
        path = tmp_path / "published.json"
        path.write_text(json.dumps(document))
        return str(path)

    return write


def test_no_difference_is_silent(capsys):
    """A CI log shows nothing when there is nothing."""
    assert main(["drift", "--openapi", OLD, "--against", SAME]) == 0
    assert capsys.readouterr() == ("", "")


def test_our_own_document_does_not_differ_from_the_contracts(capsys, ours):
    """What is printed is read back without a loss that would show as drift."""
    assert main(["drift", "--openapi", ours()]) == 0
    assert capsys.readouterr() == ("", "")


def test_a_breaking_difference_is_printed_and_fails(capsys):
    """The first line is the result, the lines below are the differences."""
    assert main(["drift", "--openapi", OLD, "--against", NEW]) == 1
    assert capsys.readouterr().out.startswith(
        "5 operations of old.yaml and new.json: 23 breaking differences, 13 compatible differences\n"
    )


def test_news_is_printed_and_does_not_fail(capsys, ours):
    """A new field breaks nobody."""

    def change(paths):
        media = paths["/v1.3/embed/tasks"]["post"]["responses"]["200"]["content"]["application/json"]
        media["schema"] = {"allOf": [media["schema"], {"type": "object", "properties": {"eta": {"type": "number"}}}]}

    assert main(["drift", "--openapi", ours(change)]) == 0
    assert "compatible field-added  POST /v1.3/embed/tasks  response 200 $.eta" in capsys.readouterr().out


def test_an_answer_without_a_schema_says_nothing(capsys, ours):
    """A document that leaves a body out does not say that there is none."""

    def change(paths):
        del paths["/v1.3/embed/tasks"]["post"]["responses"]["200"]["content"]
        del paths["/v1.3/embed/tasks"]["post"]["responses"]["401"]

    assert main(["drift", "--openapi", ours(change)]) == 0
    assert capsys.readouterr() == ("", "")


def test_a_body_that_the_contract_does_not_know_is_a_difference(ours):
    """A 204 has none; what the published document says of this one is waived afterwards."""

    def change(paths):
        answer = paths["/v1.3/assets/{asset_id}"]["delete"]["responses"]["204"]
        answer["content"] = {"application/json": {"schema": {"type": "object"}}}

    found = verdicts.of_one(Path(ours(change)), "2026-07-20T12:00:00Z").breaking
    assert [(drift.kind.value, drift.route, drift.where) for drift in found] == [
        ("body-changed", "DELETE /v1.3/assets/{asset_id}", "response 204 $")
    ]


def test_a_contract_field_that_a_document_drops_fails(capsys, ours):
    """With the evidence of the contract."""

    def change(paths):
        answer = paths["/v1.3/embed/tasks"]["post"]["responses"]["200"]
        answer["content"]["application/json"]["schema"] = {"type": "object", "properties": {"eta": {"type": "number"}}}

    assert main(["drift", "--openapi", ours(change)]) == 1
    text = capsys.readouterr().out
    assert "BREAKING   field-removed  POST /v1.3/embed/tasks  response 200 $._id" in text
    assert "contracts/v1_3/create_task.json" in text


def test_reports_are_written_beside_the_text(tmp_path):
    """In every spelling at once."""
    paths = [tmp_path / f"report{ending}" for ending in reports.ENDINGS]

    status = main(["drift", "--openapi", OLD, "--against", NEW, *(word for path in paths for word in ("--report", str(path)))])

    assert status == 1
    assert all(path.stat().st_size for path in paths)
    assert len(json.loads(paths[0].read_text())["drifts"]) == 36


def test_a_waiver_excuses_until_its_day(tmp_path, capsys):
    """And the run says what was excused."""
    waivers = tmp_path / "waivers.json"
    waivers.write_text(json.dumps({"waivers": [{"operation": "*", "reason": "known", "until": "9999-12-31"}]}))

    assert main(["drift", "--openapi", OLD, "--against", NEW, "--waivers", str(waivers)]) == 0
    assert "36 waived" in capsys.readouterr().out


def test_a_github_job_gets_annotations(monkeypatch, capsys):
    """They show beside the change in the pull request."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")

    main(["drift", "--openapi", OLD, "--against", NEW])

    assert capsys.readouterr().out.count("\n::error title=") == 23


@pytest.mark.parametrize(
    "words",
    [
        ["--openapi", "nowhere.json"],
        ["--openapi", str(DOCUMENTS)],
        ["--openapi", __file__],
        ["--openapi", OLD, "--against", "nowhere.yaml"],
        ["--openapi", OLD, "--against", NEW, "--report", "report.txt"],
        ["--openapi", OLD, "--against", NEW, "--report", "nowhere/report.json"],
        ["--openapi", OLD, "--against", NEW, "--waivers", "nowhere.json"],
    ],
    ids=["no file", "a folder", "no document", "no second file", "no such report", "no folder", "no waivers"],
)
def test_what_cannot_be_looked_at_is_one_line_and_exit_2(capsys, words):
    """Never a traceback, and never the answer of "no drift"."""
    assert main(["drift", *words]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("fakeembed drift: ")
    assert err.count("\n") == 1


def test_a_version_without_contracts_cannot_be_looked_at(capsys, ours):
    """It says which versions there are."""

    def change(paths):
        for path in list(paths):
            paths[path.replace("/v1.", "/v9.")] = paths.pop(path)

    assert main(["drift", "--openapi", ours(change)]) == 2
    versions = ", ".join(dict.fromkeys(contract.version for contract in suite.contracts()))
    assert f"there are contracts for {versions}\n" in capsys.readouterr().err


def test_the_printed_document_is_valid(capsys):
    """Against the OpenAPI 3.1 schema, and with every schema in it a valid one."""
    assert main(["openapi"]) == 0
    document = json.loads(capsys.readouterr().out)

    assert list(OpenAPIV31SpecValidator(document).iter_errors()) == []


def test_the_printed_document_has_every_operation():
    """An operation that is left out would be invisible to whoever reads it."""
    document = printed(suite.contracts())
    found = {f"{method.upper()} {path}" for path, item in document["paths"].items() for method in item}

    assert found == {f"{contract.method} /{contract.version}{contract.path}" for contract in suite.contracts()}


def test_the_printed_document_says_how_each_answer_is_known():
    """That is what no other document of this API says."""
    answers = [
        answer
        for item in printed(suite.contracts())["paths"].values()
        for operation in item.values()
        for answer in operation["responses"].values()
    ]

    assert all(len(answer["x-evidence"]) == 1 and set(answer["x-evidence"]) <= set(suite.KINDS) for answer in answers)


def test_what_the_published_document_always_says_otherwise_is_waived(ours, capsys):
    """Each with a reason that ships: errors inside `error`, embeddings in a new task, a type for an empty body."""

    def as_published(paths):
        nested = {"type": "object", "required": ["error"], "properties": {"error": {"type": "object"}}}
        for path in ("/v1.3/embed-v2", "/v1.3/embed-v2/tasks"):
            paths[path]["post"]["responses"]["400"]["content"]["application/json"] = {"schema": nested}
        task = paths["/v1.3/embed-v2/tasks"]["post"]["responses"]["202"]["content"]["application/json"]["schema"]
        task["properties"] = {"_id": {"type": "string"}, "status": {"type": "string"}, "data": {"type": ["array", "null"]}}
        task.pop("$ref", None)
        task["type"] = "object"
        deleted = paths["/v1.3/assets/{asset_id}"]["delete"]["responses"]["204"]
        deleted["content"] = {"application/json": {"schema": {"type": "object"}}}

    assert main(["drift", "--openapi", ours(as_published)]) == 0
    assert "BREAKING" not in capsys.readouterr().out


def large_document(operations):
    """A document with an operation for each thing; things refer to each other in rings of ten."""
    field = {"type": "string", "description": "A field.", "maxLength": 80}
    schemas, paths = {}, {}
    for number in range(operations):
        following = number // 10 * 10 + (number + 1) % 10
        fields = {"_id": field, "next": {"$ref": f"#/components/schemas/Thing{following}"}, **{f"f{i}": field for i in range(12)}}
        schemas[f"Thing{number}"] = {"type": "object", "required": ["_id"], "properties": fields}
        content = {"application/json": {"schema": {"$ref": f"#/components/schemas/Thing{number}"}}}
        answers = {"200": {"description": "A thing.", "content": content}}
        paths[f"/assets/things/{number}"] = {"get": {"operationId": f"thing{number}", "responses": answers}}
    return {"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": paths, "components": {"schemas": schemas}}


@pytest.mark.once
def test_a_document_of_100_000_lines_is_compared_line_by_line(tmp_path, capsys):
    """One field that is gone is found in the ten operations that lead to it, and in no other."""
    document = large_document(1100)
    before = json.dumps(document, indent=1)
    del document["components"]["schemas"]["Thing1099"]["properties"]["f7"]
    old, new, report = tmp_path / "old.json", tmp_path / "new.json", tmp_path / "report.json"
    old.write_text(before)
    new.write_text(json.dumps(document, indent=1))

    assert before.count("\n") > 100_000
    assert main(["drift", "--openapi", str(old), "--against", str(new), "--report", str(report)]) == 1
    assert "10 breaking differences" in capsys.readouterr().out
    found = json.loads(report.read_text())["drifts"]
    assert {drift["kind"] for drift in found} == {"field-removed"}
    assert {drift["operation"] for drift in found} == {f"GET /assets/things/{number}" for number in range(1090, 1100)}
