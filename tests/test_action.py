"""The GitHub Action: what it installs, and what one run leaves in a job."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.skipif(
    not (ROOT / "action.yml").is_file(), reason="the action is a part of the repository, not of the wheel"
)


@pytest.fixture
def run(tmp_path):
    """Runs the script of the action; its status, its outputs, its summary and its SARIF report."""

    def run(arguments):
        files = {name: tmp_path / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "SARIF")}
        files["SARIF"] = tmp_path / "found.sarif"
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        environment = {**os.environ, "PATH": path, "ARGUMENTS": arguments, **{name: str(file) for name, file in files.items()}}
        ran = subprocess.run(
            ["bash", ROOT / ".github" / "action.sh"], env=environment, cwd=tmp_path, capture_output=True, check=False
        )
        return ran.returncode, *(file.read_text("utf-8") if file.exists() else "" for file in files.values())

    return run


def test_a_run_without_drift_has_a_summary_and_an_empty_report(run):
    status, output, summary, sarif = run("verify")

    assert (status, output) == (0, "status=0\n")
    assert "no drift" in summary.lower()
    assert json.loads(sarif)["runs"][0]["results"] == []


def test_a_run_that_could_not_look_says_so(run):
    status, output, _, _ = run("drift --openapi missing.json")

    assert (status, output) == (2, "status=2\n")


def test_every_action_is_pinned_by_its_hash():
    """A tag can be moved."""
    workflows = "".join(path.read_text("utf-8") for path in (ROOT / ".github" / "workflows").glob("*.yml"))

    used = re.findall(r"uses: (\S+)", workflows)
    assert used
    assert [one for one in used if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", one)] == []


@pytest.fixture
def repository(tmp_path):
    """A clone with a remote, and a `gh` that notes what it is asked to do."""
    git = ["git", "-c", "init.defaultBranch=main", "-c", "user.name=somebody", "-c", "user.email=somebody@example.com"]
    for command in (
        ["init", "-q", "--bare", "remote.git"],
        ["clone", "-q", "remote.git", "clone"],
        ["-C", "clone", "commit", "-q", "--allow-empty", "-m", "begin"],
    ):
        subprocess.run([*git, *command], cwd=tmp_path, check=True, capture_output=True)
    tools = tmp_path / "bin"
    tools.mkdir()
    (tools / "gh").write_text('#!/bin/sh\nprintf "%s\\n" "$@" > "$ASKED"\n', "utf-8")
    (tools / "gh").chmod(0o755)
    return tmp_path / "clone"


def proposed(repository):
    """What `gh` was asked to do, and which branches the remote has."""
    asked = repository.parent / "asked"
    environment = {**os.environ, "PATH": f"{repository.parent / 'bin'}{os.pathsep}{os.environ['PATH']}", "ASKED": str(asked)}
    subprocess.run(
        ["bash", ROOT / ".github" / "propose-evidence.sh"], cwd=repository, env=environment, check=True, capture_output=True
    )
    listed = subprocess.run(["git", "ls-remote", "--heads", "origin"], cwd=repository, check=True, capture_output=True, text=True)
    return asked.read_text("utf-8") if asked.exists() else "", listed.stdout


def test_new_evidence_becomes_a_pull_request(repository):
    folder = repository / "evidence" / "live"
    folder.mkdir(parents=True)
    (folder / "summary.md").write_text("# D40", "utf-8")

    asked, branches = proposed(repository)

    assert asked.startswith("pr\ncreate\n")
    assert "evidence/live/summary.md" in asked
    assert "refs/heads/evidence-" in branches


def test_without_new_evidence_nothing_is_proposed(repository):
    assert proposed(repository) == ("", "")
