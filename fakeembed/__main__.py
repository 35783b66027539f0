"""The command line: which commands there are; what each does is in `commands/`, imported when it is called."""

from __future__ import annotations

import argparse
import os
import sys
from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = {
    "demo": "show a session on one screen: create, poll, retrieve, search, and a refused request",
    "drift": "compare OpenAPI documents or recorded traffic with the contracts, or with each other",
    "verify": "check a fake, a URL or the live service against the contracts, and report what differs",
    "openapi": "print an OpenAPI 3.1 document built from the contracts",
    "probe": "show what the fake reads from files, and which operations accept them",
    "serve": "serve the fake over HTTP, for programs in any language",
}
"""Each is a module `fakeembed.commands.<name>` with `configure(parser)` and `run(arguments) -> exit status`."""
ENDED_BY_READER = 141
"""The exit status of a program that SIGPIPE ends, as shells show it."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0 done, 1 a difference was found, 2 it could not be done."""
    chosen = parsed(sys.argv[1:] if arguments is None else arguments)
    try:
        status: int = import_module(f"fakeembed.commands.{chosen.command}").run(chosen)
        sys.stdout.flush()
    except BrokenPipeError:  # what reads the output has read enough, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # so that nothing is left to fail at the end
        return ENDED_BY_READER
    return status


def parsed(arguments: Sequence[str]) -> argparse.Namespace:
    """What a command line asks for: `command`, its options, and as `rest` what it passes on; SystemExit for a mistake."""
    words = list(arguments)
    parser = argparse.ArgumentParser(prog="fakeembed", description="A stateful, in-process fake of the TwelveLabs Embed API.")
    parser.add_argument("--version", action="version", version=f"fakeembed {version('fakeembed')}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, summary in COMMANDS.items():
        command = commands.add_parser(name, help=summary, description=f"{summary[0].upper()}{summary[1:]}.")
        if name in words[:1]:
            import_module(f"fakeembed.commands.{name}").configure(command)
    chosen, rest = parser.parse_known_args(words)
    if rest and not getattr(import_module(f"fakeembed.commands.{chosen.command}"), "PASSES_ON", False):
        parser.error(f"unrecognized arguments: {' '.join(rest)}")
    chosen.rest = rest
    return chosen


if __name__ == "__main__":
    sys.exit(main())
