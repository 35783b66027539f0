"""What one run of the contracts was told, whoever started it: the target, the recording, the budget; and where its report goes.

`fakeembed verify` runs pytest in another process and speaks to it through one variable of the environment.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from time import monotonic
from typing import Any

from fakeembed.drift.differences import Drift, Kind, Unchecked
from fakeembed.drift.run_report import Report
from fakeembed.drift.verification.answers import CannotStart
from fakeembed.drift.verification.http_target import HttpTarget
from fakeembed.drift.verification.live import POSTS, SECONDS, TIME_LIMIT, is_live, origin
from fakeembed.drift.verification.recording import Recorder, Replay
from fakeembed.drift.verification.target import KEY, TARGET_KEY, Budget, FakeTarget, Target
from fakeembed.redaction import redacted

VARIABLE = "FAKEEMBED_RUN"
LIVE_KEY = "TWELVELABS_API_KEY"


@dataclass(frozen=True, slots=True)
class Run:
    """What `fakeembed verify` tells pytest.

    Attributes:
        report: The file for the report of the run; empty when nobody waits for it.
        record: The folder to record into; empty for no recording.
        replay: The folder with a recording to ask instead of a target; empty for none.
        posts: The most requests that start or change something, live.
        seconds: The most seconds of video, live.
        time_limit: The most seconds that the run may take; what is not asked then has not been looked at.
        progress: The file that has a line with the number of contracts and then a dot for each that is done; empty for none.
        journal: The file in which the assets are noted that were made and deleted; empty when nobody reads it.
        parent: The process that waits for this one; 0 for none.
    """

    report: str = ""
    record: str = ""
    replay: str = ""
    posts: int = POSTS
    seconds: float = SECONDS
    time_limit: float = TIME_LIMIT
    progress: str = ""
    journal: str = ""
    parent: int = 0

    def as_text(self) -> str:
        """For the environment."""
        return json.dumps(asdict(self))


def current() -> Run:
    """What this process was told; the defaults when nobody did."""
    return Run(**json.loads(os.environ.get(VARIABLE, "{}")))


def is_orphan() -> bool:
    """Whether the process that should wait for this one is gone, so that nobody cleans up after this one."""
    return current().parent not in {0, os.getppid()}


def target(name: str, *, confirmed: bool) -> Target:
    """The target that a name means: "fake", "live", or a URL; a recording when this run replays one.

    Raises:
        CannotStart: When it needs a key or a yes that nobody gave, or is none.
    """
    run = current()
    if run.replay:
        return Replay(Path(run.replay))
    chosen = _named(name, run, confirmed=confirmed)
    chosen.deadline = monotonic() + run.time_limit
    return Recorder(chosen, Path(run.record), secret=key_of(name)) if run.record else chosen


def key_of(name: str) -> str:
    """The key for a target, from the environment; a key of the live service goes to nobody else."""
    return os.environ.get(LIVE_KEY, "") if is_live(name) else os.environ.get(TARGET_KEY, KEY)


def note_progress(mark: str) -> None:
    """Add to the file that shows how far the run is, when somebody watches it."""
    if path := current().progress:
        with Path(path).open("a", encoding="ascii") as file:
            file.write(mark)


def keep(report: Report) -> None:
    """Hand the report to whoever started the run."""
    run = current()
    if run.report:
        unchecked = (*report.unchecked, *_crashes)
        Path(run.report).write_text(json.dumps(asdict(replace(report, unchecked=unchecked)), default=str), encoding="utf-8")


def kept(path: Path) -> Report:
    """The report that a run has handed over."""
    said: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))

    def drifts(name: str) -> tuple[Drift, ...]:
        return tuple(Drift(**{**row, "kind": Kind(row["kind"])}) for row in said[name])

    def gaps(name: str) -> tuple[Unchecked, ...]:
        return tuple(Unchecked(**row) for row in said[name])

    return Report(
        said["target"],
        said["started_at"],
        operations=tuple(said["operations"]),
        drifts=drifts("drifts"),
        learned=drifts("learned"),
        unchecked=gaps("unchecked"),
        outside=gaps("outside"),
        remarks=tuple(said["remarks"]),
        ledger=said["ledger"],
    )


_crashes: list[Unchecked] = []


def note_crash(test: str, error: BaseException) -> None:
    """Remember a contract that went wrong by itself."""
    line = f"the contract itself went wrong: {type(error).__name__}: {error}".splitlines()[0]
    _crashes.append(Unchecked("", test, redacted(line)))


def _named(name: str, run: Run, *, confirmed: bool) -> Target:
    if name == "fake":
        return FakeTarget()
    check(name, confirmed=confirmed)
    budget = Budget(run.posts, run.seconds) if is_live(name) else None
    target = HttpTarget(name, key=key_of(name), budget=budget, seconds=60.0 if budget else 30.0)
    target.journal = Path(run.journal) if run.journal else None
    return target


def check(name: str, *, confirmed: bool) -> None:
    """Raise CannotStart unless a target may be asked: before anything is sent to the live service there are a key and a yes."""
    if not key_of(name):
        raise CannotStart(f"the live service needs a key; put it into the environment as {LIVE_KEY}")
    origin(name)
    if is_live(name) and not confirmed:
        raise CannotStart("asking the live service costs money; say so with --fakeembed-yes")
