"""A downstream project tests itself with nothing but the public interface, in a process of its own, as a user would."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import fakeembed

PROJECT = Path(__file__).parent / "examples" / "indexer"
PUBLIC = {"fakeembed", "fakeembed.strategies", "fakeembed.provider"}


def test_the_indexer_passes_its_own_tests(tmp_path):
    """Happy path, failed task, 429 then success, time-out, two pages of tasks, ranking; its configuration is not ours."""
    for file in PROJECT.glob("*.py"):
        (tmp_path / file.name).write_text(file.read_text("utf-8"), "utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\nfilterwarnings = error\n", "utf-8")

    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", tmp_path],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout
    assert "skipped" not in done.stdout


def test_the_indexer_does_not_know_of_the_fake():
    """The code under test is what runs in production."""
    assert "fakeembed" not in (PROJECT / "indexer.py").read_text("utf-8")


def test_its_tests_use_public_names_only():
    """What an example imports, people will import."""
    tree = ast.parse((PROJECT / "test_indexer.py").read_text("utf-8"))
    ours = [
        (node.module, alias.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("fakeembed")
        for alias in node.names
    ]

    assert {module for module, _ in ours} <= PUBLIC
    assert {name for module, name in ours if module == "fakeembed"} <= set(fakeembed.__all__)
