"""`fakeembed verify`: hold a fake, a URL or the live service to the contracts, with pytest in a process of its own."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from fakeembed.drift.run_report import Report

PASSES_ON = True
"""What the command does not know is for pytest."""


def configure(parser: ArgumentParser) -> None:
    """Say what is held against the contracts, and what happens with what is found."""
    from fakeembed.drift.verification.live import POSTS, SECONDS, TIME_LIMIT

    parser.usage = "fakeembed verify [--target fake|live|URL] [--report FILE ...] [--record DIR | --replay DIR] [pytest args]"
    parser.add_argument(
        "--target",
        default="fake",
        metavar="fake|live|URL",
        help="a fake in this process (default), the live service, or the URL of a server that claims to be it",
    )
    parser.add_argument(
        "--report",
        metavar="FILE",
        action="append",
        default=[],
        help="write a report; its ending is .html, .json, .md, .xml (JUnit) or .sarif",
    )
    parser.add_argument("--waivers", metavar="FILE", type=Path, help="known differences, each with a reason and an end date")
    parser.add_argument("--record", metavar="DIR", type=Path, help="write every exchange down, without keys")
    parser.add_argument("--replay", metavar="DIR", type=Path, help="ask a recording instead of a target")
    parser.add_argument("--fakeembed-yes", action="store_true", help="confirm requests to the live service, which cost money")
    parser.add_argument(
        "--budget-requests", metavar="N", type=int, default=POSTS, help=f"most requests that cost something, live (default {POSTS})"
    )
    parser.add_argument(
        "--budget-seconds", metavar="S", type=float, default=SECONDS, help=f"most seconds of video, live (default {SECONDS})"
    )
    parser.add_argument(
        "--time-limit",
        metavar="S",
        type=float,
        default=TIME_LIMIT,
        help=f"most seconds of the whole run (default {TIME_LIMIT:g}); contracts that were not reached count as not checked",
    )


def run(arguments: Namespace) -> int:
    """Print what differs; 0 no drift, 1 drift, 2 something could not be looked at, or nothing could."""
    from fakeembed.errors import FakeEmbedError
    from fakeembed.redaction import redacted

    try:
        report = _report(arguments)
    except KeyboardInterrupt:
        print("fakeembed verify: interrupted", file=sys.stderr)
        return 130
    except (FakeEmbedError, OSError, ValueError) as error:
        print(f"fakeembed verify: {redacted(' '.join(str(error).split()))}", file=sys.stderr)
        return 2
    _show(report)
    return report.exit_status


def _report(arguments: Namespace) -> Report:
    from datetime import date
    from time import monotonic

    from fakeembed.drift import reports, waivers
    from fakeembed.drift.verification import preflight, runner, session
    from fakeembed.drift.verification.answers import CannotStart
    from fakeembed.drift.verification.live import is_live
    from fakeembed.drift.verification.recording import Replay
    from fakeembed.drift.verification.session import Run

    began = monotonic()
    for path in arguments.report:
        reports.check(path)
    excuses = waivers.read(arguments.waivers) if arguments.waivers else ()
    if arguments.record and arguments.replay:
        raise CannotStart("a run records or replays, not both")
    if arguments.replay:
        Replay(arguments.replay)
    elif arguments.target != "fake":
        if is_live(arguments.target):
            print(preflight.estimate(arguments.budget_requests, arguments.budget_seconds), flush=True)
        session.check(arguments.target, confirmed=arguments.fakeembed_yes)
        preflight.reach(arguments.target, time_limit=arguments.time_limit)
    settings = Run(
        record=str(arguments.record.absolute()) if arguments.record else "",
        replay=str(arguments.replay.absolute()) if arguments.replay else "",
        posts=arguments.budget_requests,
        seconds=arguments.budget_seconds,
        time_limit=arguments.time_limit - (monotonic() - began),
    )
    report = runner.run(arguments.target, settings, confirmed=arguments.fakeembed_yes, words=arguments.rest)
    report = waivers.excused(report, excuses, date.today())  # noqa: DTZ011 - an end date is a day where the command runs
    for path in arguments.report:
        reports.write(report, path)
    return report


def _show(report: Report) -> None:
    from fakeembed.drift.reports import github, summary

    print(summary.render(report, colour=sys.stdout.isatty() and "NO_COLOR" not in os.environ), end="")
    if os.environ.get("GITHUB_ACTIONS") == "true":
        print(github.render(report), end="")
