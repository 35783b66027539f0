"""The table of clients cannot be greener than what was run."""

from __future__ import annotations

import clients
import matrix
import pytest

ALL = {(step, day): "passed" for step in matrix.STEPS for day in ("2025-07-15", "newest")}
URL_TASK, FILE_TASK = list(matrix.STEPS)[:2]


def cells(row):
    """The cells of a row."""
    return [cell.strip() for cell in row.strip("|").split("|")]


def test_a_client_that_can_do_everything_has_a_row_of_ticks():
    """Version, days, and a tick for each step."""
    row = matrix.Report("0.4.11", "", ALL).row()

    assert cells(row) == ["0.4.11", "2025-07-15, newest", *["✓"] * len(matrix.STEPS)]


@pytest.mark.parametrize("without", ["skipped", None])
def test_a_step_that_no_day_told_is_a_dash(without):
    """The story skips what the client has no method for, or does not have the step at all."""
    outcomes = {key: without if key[0] == FILE_TASK else told for key, told in ALL.items()}

    row = matrix.Report("0.4.11", "", {key: told for key, told in outcomes.items() if told}).row()

    assert cells(row)[2:5] == ["✓", "-", "✓"]


@pytest.mark.parametrize("outcome", ["failed", "skipped"])
def test_a_step_that_went_wrong_on_one_day_gives_no_row(outcome):
    """Neither red nor half green is hidden in a table."""
    report = matrix.Report("0.4.11", "", {**ALL, (URL_TASK, "newest"): outcome}, "what pytest wrote")

    with pytest.raises(ValueError, match=f"0.4.11 did not get through {URL_TASK}: .*{outcome}.*\nwhat pytest wrote"):
        report.row()


@pytest.mark.parametrize("outcomes", [{}, {**ALL, ("test_new", "newest"): "passed"}])
def test_a_story_without_a_column_or_without_a_step_gives_no_row(outcomes):
    """A step that is not in the table, and a story that did not run."""
    with pytest.raises(ValueError, match=r"test_new|nothing was told"):
        matrix.Report("0.4.11", "", outcomes).row()


def test_a_report_of_pytest_is_read_as_it_was_meant(pytester):
    """Passed, failed, skipped, and an error before or behind a test."""
    pytester.makepyfile(
        v0_4="""
        import pytest

        @pytest.fixture(params=["then", "newest"])
        def service(request):
            yield request.param
            assert request.node.name != "test_breaks_behind[newest]"

        @pytest.fixture(scope="session", autouse=True)
        def say(record_testsuite_property):
            record_testsuite_property("version", "0.4.11")
            record_testsuite_property("file", "twelvelabs/__init__.py")

        def test_passes(service): pass
        def test_breaks_behind(service): pass
        def test_fails(service): assert service == "newest"
        @pytest.mark.skip
        def test_skips(service): pass
        """
    )
    pytester.makepyfile(v2="def test_passes(): pass")
    pytester.runpytest_inprocess("v0_4.py", "v2.py", "--junit-xml=results.xml", "-p", "no:cacheprovider")

    reports = matrix.read(pytester.path / "results.xml", output="text")
    report = reports["v0_4"]

    assert list(reports) == ["v0_4", "v2"]
    assert reports["v2"].outcomes == {("test_passes", ""): "passed"}
    assert (report.version, report.file, report.output) == ("0.4.11", "twelvelabs/__init__.py", "text")
    assert report.days == ["then", "newest"]
    assert report.outcomes == {
        **dict.fromkeys([("test_passes", "then"), ("test_passes", "newest")], "passed"),
        ("test_breaks_behind", "then"): "passed",
        ("test_breaks_behind", "newest"): "failed",
        ("test_fails", "then"): "failed",
        ("test_fails", "newest"): "passed",
        **dict.fromkeys([("test_skips", "then"), ("test_skips", "newest")], "skipped"),
    }


def test_a_story_that_did_not_start_is_not_taken_for_an_earlier_one(tmp_path):
    """What an earlier process left behind must not be read as what this one told."""
    left_behind = "<testsuites><testsuite><testcase name='test_embeds_a_text[newest]'/></testsuite></testsuites>"
    tmp_path.joinpath("0.4.11.xml").write_text(left_behind, "utf-8")
    tmp_path.joinpath("pytest.py").write_text("raise SystemExit(1)", "utf-8")

    with pytest.raises(ValueError, match=r"0\.4\.11 told nothing"):
        matrix.told("0.4.11", "v0_4", where=tmp_path, folders=[tmp_path])


def test_a_row_is_put_where_its_version_belongs():
    """Rewriting the table row by row, in any order, gives the table."""
    rows = [matrix.Report(version, "", ALL).row() for version in ("0.2.9", "0.2.10", "1.0.0")]
    readme = f"before\n\n{matrix.BEGIN}\n{matrix.END}\n\nafter\n"

    for row in (rows[2], rows[0], rows[1], rows[0]):
        readme = matrix.with_row(readme, row)

    assert matrix.rows(readme) == rows
    assert readme == f"before\n\n{matrix.BEGIN}\n{matrix.table(rows)}\n{matrix.END}\n\nafter\n"


def test_a_readme_without_a_table_is_an_error():
    """Comments that somebody removed must not make the check vacuous."""
    with pytest.raises(ValueError, match="client matrix: begin"):
        matrix.rows("# fakeembed\n")


def test_every_client_has_a_story():
    """The beginnings of versions are told apart."""
    stories = [
        [matrix.STORIES[series] for series in matrix.STORIES if f"{client}.".startswith(f"{series}.")]
        for client in clients.VERSIONS
    ]

    assert {len(fitting) for fitting in stories} == {1}
