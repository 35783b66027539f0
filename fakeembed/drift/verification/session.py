"""What one run of the contracts was told, whoever started it: the target, the recording, the budget; and where its report goes.

`fakeembed verify` runs pytest in another process and speaks to it through one variable of the environment.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from fakeembed.drift.differences import Drift, Kind, Report, Unchecked
from fakeembed.drift.verification.http_target import HttpTarget
from fakeembed.drift.verification.recording import Recorder, Replay
from fakeembed.drift.verification.target import KEY, LIVE, Budget, FakeTarget, Target
from fakeembed.errors import FakeEmbedError

VARIABLE = "FAKEEMBED_RUN"
LIVE_KEY = "TWELVELABS_API_KEY"
TARGET_KEY = "FAKEEMBED_TARGET_KEY"


class CannotStart(FakeEmbedError):  # noqa: N818 - named after the fact
    """A run cannot begin: no key, no consent, no such target."""

    __module__ = "fakeembed"


@dataclass(frozen=True, slots=True)
class Run:
    """What `fakeembed verify` tells pytest.

    Attributes:
        report: The file for the report of the run; empty when nobody waits for it.
        record: The folder to record into; empty for no recording.
        replay: The folder with a recording to ask instead of a target; empty for none.
        posts: The most requests that start or change something; None for no limit.
        seconds: The most seconds of video; None for no limit.
    """

    report: str = ""
    record: str = ""
    replay: str = ""
    posts: int | None = None
    seconds: float | None = None

    def as_text(self) -> str:
        """For the environment."""
        return json.dumps(asdict(self))


def current() -> Run:
    """What this process was told; the defaults when nobody did."""
    return Run(**json.loads(os.environ.get(VARIABLE, "{}")))


def target(name: str, *, confirmed: bool) -> Target:
    """The target that a name means: "fake", "live", or a URL; a recording when this run replays one.

    Raises:
        CannotStart: When it needs a key or a yes that nobody gave, or is none.
    """
    run = current()
    if run.replay:
        return Replay(Path(run.replay))
    chosen = _named(name, run, confirmed=confirmed)
    return Recorder(chosen, Path(run.record), secret=key_of(name)) if run.record else chosen


def key_of(name: str) -> str:
    """The key for a target, from the environment; a key of the live service goes to nobody else."""
    return os.environ.get(LIVE_KEY, "") if is_live(name) else os.environ.get(TARGET_KEY, KEY)


def is_live(name: str) -> bool:
    """Whether a name means the live service."""
    return name == "live" or name.startswith(LIVE)


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
        ledger=said["ledger"],
    )


_crashes: list[Unchecked] = []


def note_crash(test: str, error: BaseException) -> None:
    """Remember a contract that went wrong by itself."""
    _crashes.append(Unchecked("", test, f"the contract itself went wrong: {type(error).__name__}: {error}".splitlines()[0]))


def _named(name: str, run: Run, *, confirmed: bool) -> Target:
    if name == "fake":
        return FakeTarget()
    if not is_live(name):
        if not name.startswith(("http://", "https://")):
            raise CannotStart(f"a target is 'fake', 'live' or a URL, not {name!r}")
        return HttpTarget(name, key=key_of(name))
    if not key_of(name):
        raise CannotStart(f"the live service needs a key; put it into the environment as {LIVE_KEY}")
    if not confirmed:
        raise CannotStart("asking the live service costs money; say so with --fakeembed-yes")
    return HttpTarget(LIVE, key=key_of(name), live=True, budget=Budget(run.posts, run.seconds), seconds=60.0)
