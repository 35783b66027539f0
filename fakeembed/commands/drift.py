"""`fakeembed drift`: how a published document or recorded traffic differs from the contracts, or from another one of its kind."""

from __future__ import annotations

import os
import sys
from datetime import date, datetime, timezone
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from fakeembed.drift.run_report import Report

HOST = "api.twelvelabs.io"
"""Where recorded traffic with the service went."""


def configure(parser: ArgumentParser) -> None:
    """Say which documents or recordings, and where reports go."""
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--openapi", metavar="FILE", type=Path, help="an OpenAPI 3.0, 3.1 or 3.2 document, JSON or YAML")
    what.add_argument(
        "--recording",
        metavar="FILE",
        type=Path,
        nargs="+",
        help="recorded traffic: HAR, cassettes of vcrpy and others, or a folder of `fakeembed verify --record`",
    )
    parser.add_argument(
        "--against",
        metavar="FILE|DIR",
        type=Path,
        help="a newer document, or the folder of a newer recording, to compare each of them with; without it, the contracts",
    )
    parser.add_argument(
        "--host",
        metavar="NAME",
        action="append",
        default=[],
        help=f"with --recording: a host, with or without a port, that counts as the service beside {HOST}",
    )
    parser.add_argument(
        "--learn", metavar="DIR", type=Path, help="with --recording: write what it says about decisions, without personal data"
    )
    parser.add_argument(
        "--report",
        metavar="FILE",
        action="append",
        default=[],
        help="write a report; its ending is .html, .json, .md, .xml (JUnit) or .sarif",
    )
    parser.add_argument(
        "--waivers", metavar="FILE", type=Path, help="differences that are known, each with a reason and an end date"
    )


def run(arguments: Namespace) -> int:
    """Print the differences; 0 when no client breaks, 1 when one does, 2 when something could not be read or compared."""
    from fakeembed.drift import reports
    from fakeembed.drift.reports import github, summary

    try:
        for path in arguments.report:
            reports.check(path)
        report = _report(arguments)
        for path in arguments.report:
            reports.write(report, path)
    except (OSError, ValueError, ModuleNotFoundError) as error:
        print(f"fakeembed drift: {' '.join(str(error).split())}", file=sys.stderr)
        return 2
    looked_at_traffic = arguments.recording and not arguments.against  # how much was looked at is the half of the answer
    if report.drifts or report.learned or report.unchecked or report.complaints or arguments.waivers or looked_at_traffic:
        print(summary.render(report, colour=sys.stdout.isatty() and "NO_COLOR" not in os.environ), end="")
    if os.environ.get("GITHUB_ACTIONS") == "true":
        print(github.render(report), end="")
    return report.exit_status


def _report(arguments: Namespace) -> Report:
    from fakeembed.drift import waivers
    from fakeembed.drift.openapi import verdicts
    from fakeembed.drift.verification import two_recordings

    today = date.today()  # noqa: DTZ011 - an end date is a day where the command runs
    excuses = waivers.read(arguments.waivers) if arguments.waivers else ()
    started_at = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    if arguments.recording and arguments.against:
        report = two_recordings.compare(arguments.recording, arguments.against, started_at)
    elif arguments.recording:
        report = _of_recordings(arguments)
    elif arguments.against:
        report = verdicts.of_two(arguments.openapi, arguments.against, started_at)
    else:
        report = waivers.excused(verdicts.of_one(arguments.openapi, started_at), waivers.shipped(), today, complain=False)
    return waivers.excused(report, excuses, today)


def _of_recordings(arguments: Namespace) -> Report:
    from fakeembed.drift.recordings import learning, verdict

    if arguments.learn and arguments.learn.exists() and not arguments.learn.is_dir():
        raise ValueError(f"--learn takes a folder, and {arguments.learn} is none")
    hosts = {(urlsplit(host).netloc if "://" in host else host).lower() for host in arguments.host}
    found = verdict.traffic(arguments.recording, {HOST, *hosts})
    if arguments.learn:
        taught = learning.lessons(found.ours)
        print(f"{learning.write(taught, arguments.learn)} lessons about decisions are in {arguments.learn}")
    return verdict.report(found, ", ".join(path.name for path in arguments.recording))
