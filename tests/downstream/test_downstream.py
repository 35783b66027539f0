"""Small programs in the shape of real ones, each with tests of its own, run as a user would run them: in a process of their own.

Their tests are green with the fake as it is, and red when one line of its behaviour is broken: else they would test nothing of it.
"""

from __future__ import annotations

import ast
import json
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
    "gateway": ("fakeembed._core.v2.task_life:flaw", "lambda *a: None"),
    "indexer": ("fakeembed._core.media.catalog:Catalog.by_url", _NO_SCENES),
    "pipeline": ("fakeembed._core.faults:Faults.next_for", "lambda *a, **k: None"),
    "retrieval": ("fakeembed._core.media.catalog:Catalog.by_bytes", _NO_SCENES),
    "service": ("fakeembed.fake.workers:watch", "lambda fake: lambda: None"),
    "shell": ("fakeembed._wire.app:App._check_key", "lambda *a: None"),
    "summaries": ("fakeembed._core.service:processing_of", "lambda *a: 0.0"),
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


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Runs the tests of a project, copied into a folder, in a process of theirs; the project's configuration is not ours."""
    server = subprocess.Popen([sys.executable, FOLDER / "forking.py"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ran(project, *options, break_it=""):
        folder = tmp_path_factory.mktemp(project)
        shutil.copytree(FOLDER / project, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
        # the one warning that is not the project's: libraries were imported before
        ini = "[pytest]\nfilterwarnings =\n    error\n    ignore::pytest.PytestAssertRewriteWarning\n"
        (folder / "pytest.ini").write_text(ini, "utf-8")
        (folder / "broken.py").write_text(break_it, "utf-8")
        print(json.dumps([str(folder), options]), file=server.stdin, flush=True)
        status = int(server.stdout.readline())
        output = (folder / "output.txt").read_text("utf-8", errors="replace")
        if status == 0 and " passed" not in output and " skipped" in output:
            pytest.skip(f"{project} needs a program that is not installed")
        return status, output

    with server:
        yield ran
        server.stdin.close()


def test_every_project_is_broken_once():
    """A project that nobody breaks may test nothing."""
    assert BROKEN.keys() == {file.parent.name for file in FOLDER.glob("*/test_*.py")}


@pytest.mark.parametrize("project", BROKEN)
def test_a_project_passes_its_own_tests(project, run):
    status, output = run(project)

    assert status == 0, output
    assert " passed" in output


@pytest.mark.parametrize("project", BROKEN)
def test_its_tests_notice_a_fake_that_is_broken(project, run):
    path, instead = BROKEN[project]

    status, output = run(project, "-x", "-p", "broken", break_it=PLUGIN.format(path=path, instead=instead))

    assert status == 1, output
    assert " failed" in output


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
