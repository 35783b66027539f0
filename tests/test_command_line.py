"""The command line as a stranger meets it: help, version, the demo, and mistakes."""

from __future__ import annotations

import subprocess
import sys

import pytest

from fakeembed.__main__ import COMMANDS, main


def test_help_lists_every_command(capsys):
    """And loads none of them."""
    with pytest.raises(SystemExit) as ended:
        main(["--help"])

    told = capsys.readouterr().out
    assert ended.value.code == 0
    assert all(name in told for name in COMMANDS)


def test_no_command_says_what_there_is(capsys):
    """Two is the status of what could not be done."""
    with pytest.raises(SystemExit) as ended:
        main([])

    assert ended.value.code == 2
    assert "required: COMMAND" in capsys.readouterr().err


@pytest.mark.parametrize("words", [["nonsense"], ["demo", "--nonsense"], ["demo", "nonsense"]])
def test_a_mistake_is_one_clear_line(capsys, words):
    """No traceback."""
    with pytest.raises(SystemExit) as ended:
        main(words)

    assert ended.value.code == 2
    assert "nonsense" in capsys.readouterr().err.splitlines()[-1]


def test_the_demo_tells_the_whole_story(capsys):
    """Create, poll, retrieve, a search that ranks, a refused request; in plain text when it is no terminal."""
    status = main(["demo"])

    told = capsys.readouterr().out
    assert status == 0
    for line in (
        "create",
        "poll",
        "ready after 10 virtual seconds",
        "retrieve",
        "4 clips of 512 numbers",
        "search",
        "a refused request",
    ):
        assert line in told
    assert "400 parameter_invalid: The video_clip_length parameter is invalid." in told
    assert "\033" not in told


def test_it_runs_as_a_module():
    """`python -m fakeembed` is the same command."""
    ran = subprocess.run([sys.executable, "-m", "fakeembed", "--version"], check=True, capture_output=True, text=True)

    assert ran.stdout.startswith("fakeembed ")


def test_a_reader_that_has_read_enough_is_no_error():
    """As `fakeembed openapi | head` is: no traceback, and the status of a program that SIGPIPE ends."""
    command = [sys.executable, "-m", "fakeembed", "openapi"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as printing:
        printing.stdout.close()
        complaint = printing.stderr.read()

    assert (printing.returncode, complaint) == (141, b"")
