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


@pytest.mark.parametrize("client", clients.parameters(clients.VERSIONS))
def test_a_published_client_tells_its_story(client, media, out_of_reach):
    """Each step on the service of the client's own time and on the newest; the page shows what was run, and nothing else."""
    try:
        folders = clients.installed(client)
    except clients.IndexOutOfReach as reason:
        out_of_reach(reason)
    except clients.NotForThisPython as reason:
        pytest.skip(str(reason))

    report = matrix.told(client, where=media, folders=folders)

    row = report.row()
    assert report.version == client
    assert Path(report.file).is_relative_to(folders[0])
    if WRITES:
        PAGE.write_text(matrix.with_row(PAGE.read_text("utf-8"), row), "utf-8")
    assert row in matrix.rows(PAGE.read_text("utf-8"))


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

    ours = [line for line in listed if "::test_a_published_client_tells_its_story[" in line]
    assert [line.partition("[")[2].rstrip("]") for line in ours] == list(expected)
