"""Every published client works against the fake, unmodified, and the documentation says so step by step.

A plain run takes the newest client of each series, `pytest -m matrix` takes all of them. The table of `docs/clients.md` is
rewritten from what ran by `FAKEEMBED_WRITE_MATRIX=1 pytest -m matrix tests/sdk`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import clients
import matrix
import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "clients.md"
WRITES = bool(os.environ.get("FAKEEMBED_WRITE_MATRIX"))


STORY_OF_V2 = {
    "test_embeds_a_text",
    "test_embeds_an_image",
    "test_embeds_a_text_with_an_image",
    "test_embeds_audio",
    "test_embeds_a_video",
    "test_creates_polls_and_retrieves_a_task",
    "test_hears_that_a_task_failed",
    "test_lists_tasks_to_an_empty_page",
    "test_waits_for_an_asset",
    "test_is_told_of_a_bad_request",
    "test_is_told_of_an_unknown_task",
}
"""What every client since 1.1.0 does on every day, in blocking code and in async code; the others are of marengo3.5."""

STEPS_WITH_ASSETS = 12
"""Tests in the story of assets; each is told on the service of the client's own time and on the newest."""


@pytest.mark.parametrize("client", clients.parameters(clients.VERSIONS))
def test_a_published_client_tells_its_stories(client, media, out_of_reach):
    """Each step on the service of the client's own time and on the newest; the page shows what was run, and nothing else."""
    try:
        folders = clients.installed(client)
    except clients.IndexOutOfReach as reason:
        out_of_reach(reason)
    except clients.NotForThisPython as reason:
        pytest.skip(str(reason))
    stories = matrix.stories(client)

    reports = matrix.told(client, *stories, where=media, folders=folders)

    assert list(reports) == stories
    assert {report.version for report in reports.values()} == {client}
    assert all(Path(report.file).is_relative_to(folders[0]) for report in reports.values())
    row = reports[stories[0]].row()
    if WRITES:
        PAGE.write_text(matrix.with_row(PAGE.read_text("utf-8"), row), "utf-8")
    assert row in matrix.rows(PAGE.read_text("utf-8"))
    if "v2" in reports:
        uses_embed_v2(client, reports["v2"])
    if "assets" in reports:
        lives_with_assets(reports["assets"])


def uses_embed_v2(client, report):
    """Every answer parses, for each input by each kind of source, for tasks, and for marengo3.5 where the client knows it."""
    passed = {step for (step, _), outcome in report.outcomes.items() if outcome == "passed"}
    never_skipped = {key: outcome for key, outcome in report.outcomes.items() if key[0] in STORY_OF_V2}
    assert "failed" not in report.outcomes.values(), report.output
    assert set(never_skipped.values()) == {"passed"}
    assert {step for step, _ in never_skipped} == STORY_OF_V2
    assert ("test_embeds_with_marengo_3_5_in_a_task" in passed) is (client in {"1.3.4", "1.3.5", "1.3.6"})
    assert ("test_shorter_vectors_and_what_is_too_large" in passed) is (client in {"1.3.5", "1.3.6"})


def lives_with_assets(report):
    """From files, from URLs, in chunks, with the client's own upload helper: every step, and none left out."""
    assert set(report.outcomes.values()) == {"passed"}, report.output
    assert len(report.outcomes) == STEPS_WITH_ASSETS * len(report.days) == STEPS_WITH_ASSETS * 2


@pytest.mark.skipif(WRITES, reason="the table is being rewritten")
def test_the_readme_has_a_row_for_each_client_and_a_column_for_each_step():
    """Together with the test above: no row is missing, none is invented, none is there twice."""
    readme = PAGE.read_text("utf-8")
    rows = matrix.rows(readme)

    assert [row.split("|")[1].strip() for row in rows] == list(clients.VERSIONS)
    assert f"{matrix.BEGIN}\n{matrix.table(rows)}\n{matrix.END}" in readme


@pytest.mark.matrix
@pytest.mark.skipif("FAKEEMBED_NEWS" not in os.environ, reason="asked every night: a new release is news, no defect of a commit")
def test_no_client_was_published_since(out_of_reach):
    """All of them, not a sample: what is new belongs into `clients.VERSIONS`, and its row into the page."""
    try:
        published = clients.published()
    except clients.IndexOutOfReach as reason:
        out_of_reach(reason)

    assert published
    assert set(published) - set(clients.VERSIONS) == set()


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [([], clients.NEWEST), (["-m", "matrix"], clients.VERSIONS), (["-m", "not matrix"], ())],
    ids=["plain", "matrix", "not matrix"],
)
def test_a_plain_run_takes_the_newest_client_of_each_series(arguments, expected):
    """Nobody has to know a flag to be spared the others."""
    options = ["--collect-only", "-q", "-p", "no:cacheprovider", "-p", "fakeembed.pytest_plugin"]
    command = [sys.executable, "-m", "pytest", *options, "tests/sdk", *arguments]
    env = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}

    listed = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False).stdout.splitlines()

    ours = [line for line in listed if "::test_a_published_client_tells_its_stories[" in line]
    assert [line.partition("[")[2].rstrip("]") for line in ours] == list(expected)
