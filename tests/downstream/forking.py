"""Runs pytest in forked processes in which libraries are imported already: the tests of a small project are mostly imports.

Each line of its standard input is a JSON list of a folder and of options; each line of its output is the exit status of the tests
there. What they print is in `output.txt` in the folder. Nothing of the fake is imported before a fork, so that a test can break it.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
from importlib import import_module
from importlib.metadata import entry_points

LIBRARIES = (
    "aiohttp",
    "av",
    "faker",
    "hypothesis.strategies",
    "httpx",
    "multipart",
    "numpy",
    "orjson",
    "pypdf",
    "requests",
    "respx",
)
SECONDS = 120


def tests_of(folder, options):
    """In a forked process: run the tests in a folder as `python -m pytest` would there, and end."""
    signal.alarm(SECONDS)
    os.chdir(folder)
    for name, target in (("output.txt", (1, 2)), (os.devnull, (0,))):
        file = os.open(name, os.O_RDWR | os.O_CREAT | os.O_TRUNC)
        for each in target:
            os.dup2(file, each)
    sys.path.insert(0, folder)
    import pytest

    raise SystemExit(pytest.main(["-q", "-p", "no:cacheprovider", *options, folder]))


def preload():
    """Import what the projects and pytest import, but nothing of the fake."""
    for library in LIBRARIES:
        import_module(library)
    for plugin in entry_points(group="pytest11"):
        if plugin.name != "fakeembed":
            plugin.load()
    from twelvelabs import AsyncTwelveLabs, TwelveLabs

    assert TwelveLabs(api_key="any").embed.tasks, AsyncTwelveLabs(api_key="any").embed.tasks  # they import late
    gc.freeze()  # pytest collects garbage at its end


def main():
    """Fork for each line."""
    preload()
    while line := sys.stdin.readline():
        child = os.fork()
        if child == 0:
            tests_of(*json.loads(line))
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


if __name__ == "__main__":
    main()
