"""README and documentation tell the truth: their code runs, their links lead somewhere, every public name is in them."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

import fakeembed
from fakeembed.__main__ import parsed

ROOT = Path(__file__).parent.parent
README = ROOT.joinpath("README.md").read_text("utf-8")
PAGES = {"README.md": README} | {
    f"docs/{path.name}": path.read_text("utf-8") for path in sorted(ROOT.glob("docs/*.md")) if path.name != "evidence.md"
}
"""The README and the pages of the documentation; the page of evidence is generated."""


def blocks(page, language="python"):
    """The fenced blocks of one language, in order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGES[page], re.DOTALL | re.MULTILINE)


SITE_ONLY = {"docs/index.md", "docs/reference.md"}
WITH_EXAMPLES = [page for page in PAGES if blocks(page)]


def test_their_python_runs(pytester, monkeypatch, record_property):
    """Each block is a test file of its own, in one session with our plugin alone."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    monkeypatch.setenv("PYTEST_PLUGINS", "fakeembed.pytest_plugin")
    examples = {(page, number): block for page in WITH_EXAMPLES for number, block in enumerate(blocks(page))}
    for (page, number), block in examples.items():
        pytester.makepyfile(**{f"test_{re.sub(r'[^a-z]', '_', page.lower())}_{number}": block})

    result = pytester.runpytest_subprocess("-q", "-W", "error")  # numpy cannot be imported twice in one process

    result.assert_outcomes(passed=sum(block.count("def test_") for block in examples.values()))
    record_property("examples", len(examples))


@pytest.mark.parametrize("page", WITH_EXAMPLES)
def test_every_python_block_is_a_test(page):
    """A block that defines no test would run nothing."""
    assert [block for block in blocks(page) if "def test_" not in block] == []


COMMAND_LINES = [
    (page, line)
    for page in PAGES
    for language in ("console", "sh")
    for line in re.findall(r"^\$ (fakeembed .*)$", "".join(blocks(page, language)), re.MULTILINE)
]


@pytest.mark.parametrize(("page", "line"), COMMAND_LINES)
def test_its_command_lines_are_understood(record_property, page, line):
    """By the command itself; what stands behind `>` is the shell's."""
    words = shlex.split(line.partition(" > ")[0], comments=True)[1:]

    chosen = parsed(words)

    assert (chosen.command, chosen.rest) == (words[0], [])
    record_property("examples", 1)


@pytest.mark.parametrize("page", PAGES)
def test_its_links_lead_somewhere(page):
    """To a file that is there, or is written when the site is built, and to a heading in it."""
    for target, anchor in re.findall(r"\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)", PAGES[page]):
        path = (ROOT / page).parent / target if target else ROOT / page
        assert path.is_file() or target == "evidence.md", target
        headings = re.findall(r"^#+ (.*)$", path.read_text("utf-8"), re.MULTILINE) if anchor else []
        assert not anchor or anchor in {re.sub(r"[^\w -]", "", text).strip().lower().replace(" ", "-") for text in headings}


def test_the_paths_for_contributors_are_there():
    """Each question of CONTRIBUTING.md leads to a file of the package."""
    section = ROOT.joinpath("CONTRIBUTING.md").read_text("utf-8").partition("## Where things are")[2].partition("\n## ")[0]
    paths = re.findall(r"\| `(fakeembed/[^`]+)` \|", section)

    assert len(paths) == 5
    assert [path for path in paths if not (Path(fakeembed.__file__).parent.parent / path).is_file()] == []


def test_the_readme_is_two_screens():
    """Everything else has a page of its own, which the README names."""
    assert len(README.splitlines()) <= 150
    assert {f"](docs/{Path(page).name}" in README for page in PAGES if page not in {"README.md", *SITE_ONLY}} == {True}


def test_its_first_screen_is_an_example_and_two_commands():
    """Two sentences on what it is, one test, the command that shows it, the command that tests it."""
    screen = README.partition("\n## ")[0]

    example = re.findall(r"^```python\n(.*?)^```$", screen, re.DOTALL | re.MULTILINE)
    commands = re.findall(r"^```sh\n(.*?)^```$", screen, re.DOTALL | re.MULTILINE)
    assert len(example) == 1
    assert len(example[0].splitlines()) <= 10
    assert [len(command.splitlines()) for command in commands] == [1, 1]
    assert commands[0].strip().endswith("fakeembed demo")
    assert "/pytest" in commands[1]


def test_its_second_heading_says_what_it_does_not_do():
    """The limits come before the features."""
    assert re.findall(r"^## (.*)$", README, re.MULTILINE)[0] == "What it does not do"


@pytest.mark.parametrize("name", sorted(set(fakeembed.__all__) - {"Request", "Response"}))
def test_every_public_name_is_in_it(name):
    """What is in no page is not found."""
    assert any(re.search(rf"\b{name}\b", text) for text in PAGES.values())
