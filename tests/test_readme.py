"""The README tells the truth: its code runs, its commands are what a newcomer needs, every public name is in it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import fakeembed

README = Path(__file__).parent.parent.joinpath("README.md").read_text("utf-8")


def blocks(language):
    """The fenced blocks of one language, in order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


def test_its_python_runs(pytester):
    """Each block is a test file of its own, run with the plugin alone; how long an example takes is the machine's affair."""
    pytester.makeconftest(
        """
        from hypothesis import settings

        settings.register_profile("untimed", deadline=None)
        settings.load_profile("untimed")
        """
    )
    for number, block in enumerate(blocks("python")):
        pytester.makepyfile(**{f"test_block_{number}": block})

    result = pytester.runpytest_subprocess("-q", "-W", "error")  # numpy cannot be imported twice in one process

    tests = sum(block.count("def test_") for block in blocks("python"))
    result.assert_outcomes(passed=tests)


def test_every_python_block_is_a_test():
    """A block that defines no test would run nothing."""
    assert [block for block in blocks("python") if "def test_" not in block] == []


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
    """What is not in the README is not found."""
    assert re.search(rf"\b{name}\b", README)


def test_its_figures_about_the_contracts_are_those_of_the_suite():
    """What the suite is sure of, counted anew."""
    from fakeembed.drift import suite
    from fakeembed.drift.verification import engine
    from fakeembed.drift.verification.behaviours import behaviours
    from fakeembed.drift.verification.target import FakeTarget

    text = " ".join(README.split())
    ledger = engine.run(FakeTarget()).ledger

    assert f"{ledger['recorded']} recorded, {ledger['documented']} documented, {ledger['decided']} decided" in text
    assert f"{len(list(suite.cases()))} cases and {len(list(behaviours()))} behaviours" in text
