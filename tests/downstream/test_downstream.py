"""Small programs in the shape of real ones, each with tests of its own, run as a user would run them: in a process of their own.

Their tests are green with the fake as it is, and red when one line of its behaviour is broken: else they would test nothing of it.
"""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import fakeembed

pytestmark = pytest.mark.once

FOLDER = Path(__file__).parent
PUBLIC = {"fakeembed", "fakeembed.strategies", "fakeembed.provider"}

_NO_SCENES = "lambda *a, **k: dataclasses.replace(real(*a, **k), scenes=())"
BROKEN = {  # project: the line of the fake that is broken, and what stands in its place; `real` is what was there
    "browser": ("fakeembed._wire.control.declare_stub:written", "lambda given: ('application/json', b'{}')"),
    "crawler": ("fakeembed._wire.page_json:page_info", "lambda page: {**real(page), 'total_page': 1}"),
    "embedder": ("fakeembed._core.media.catalog:Catalog.by_url", "lambda *a: dataclasses.replace(real(*a), fails=None)"),
    "indexer": ("fakeembed._core.media.catalog:Catalog.by_url", _NO_SCENES),
    "pipeline": ("fakeembed._core.faults:Faults.next_for", "lambda *a, **k: None"),
    "retrieval": ("fakeembed._core.media.catalog:Catalog.by_bytes", _NO_SCENES),
    "service": ("fakeembed.fake.workers:watch", "lambda fake: lambda: None"),
    "shell": ("fakeembed._wire.app:App._check_key", "lambda *a: None"),
    "summaries": ("fakeembed._core.service:Service._processing_of", "lambda *a: 0.0"),
    "tables": ("fakeembed._wire.rate_limits:retry_after", "lambda *a, **k: {'retry-after': '0'}"),
}

PLUGIN = """
import dataclasses
from pkgutil import resolve_name

path, _, name = {path!r}.rpartition("." if "." in {path!r}.partition(":")[2] else ":")
owner = resolve_name(path)
real = getattr(owner, name)
setattr(owner, name, {instead})
"""


def run(project, folder, *options):
    """Run the tests of a project, copied into `folder`; its configuration is not ours."""
    shutil.copytree(FOLDER / project, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "pytest.ini").write_text("[pytest]\nfilterwarnings = error\n", "utf-8")
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *options, folder],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_every_project_is_broken_once():
    """A project that nobody breaks may test nothing."""
    assert BROKEN.keys() == {file.parent.name for file in FOLDER.glob("*/test_*.py")}


@pytest.mark.parametrize("project", BROKEN)
def test_a_project_passes_its_own_tests(project, tmp_path):
    done = run(project, tmp_path)

    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout


@pytest.mark.parametrize("project", BROKEN)
def test_its_tests_notice_a_fake_that_is_broken(project, tmp_path):
    path, instead = BROKEN[project]
    (tmp_path / "broken.py").write_text(PLUGIN.format(path=path, instead=instead), "utf-8")

    done = run(project, tmp_path, "-x", "-p", "broken")

    assert done.returncode == 1, done.stdout + done.stderr
    assert " failed" in done.stdout


@pytest.mark.parametrize("project", BROKEN)
def test_the_code_under_test_does_not_know_of_the_fake(project):
    """It is what runs in production."""
    sources = [file for file in (FOLDER / project).iterdir() if file.is_file() and "test" not in file.name]

    assert sources
    assert [file.name for file in sources if "fakeembed" in file.read_text("utf-8")] == []


@pytest.mark.parametrize("project", BROKEN)
def test_its_tests_use_public_names_only(project):
    """What an example imports, people will import."""
    (file,) = (FOLDER / project).glob("test_*.py")
    ours = [
        (node.module, alias.name)
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("fakeembed")
        for alias in node.names
    ]

    assert {module for module, _ in ours} <= PUBLIC
    assert {name for module, name in ours if module == "fakeembed"} <= set(fakeembed.__all__)
