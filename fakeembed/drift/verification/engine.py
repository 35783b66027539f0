"""All contracts at one target, without pytest: what `run_contract` does for one of them, and the report of a whole run."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from fakeembed.drift import suite
from fakeembed.drift.classification import classify
from fakeembed.drift.differences import Expectation, Unchecked
from fakeembed.drift.run_report import Report
from fakeembed.drift.verification.answers import CannotLook, OutsideTarget
from fakeembed.drift.verification.behaviours import Behaviour, behaviours
from fakeembed.drift.verification.examination import Examination, Stopped
from fakeembed.redaction import cleaned

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fakeembed.drift.differences import Drift
    from fakeembed.drift.suite import Case
    from fakeembed.drift.verification.target import Target


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one contract found.

    Attributes:
        expectation: What was demanded, and how we know.
        drifts: The differences.
        unchecked: Why it could not be looked at; empty when it could.
        outside: Why this target cannot be asked; empty when it can.
        stumbled: The error of the contract's own code after it had found a difference; empty when there was none.
    """

    expectation: Expectation
    drifts: tuple[Drift, ...] = ()
    unchecked: str = ""
    outside: str = ""
    stumbled: str = ""

    def __post_init__(self) -> None:
        """Leave nothing secret to whoever shows it."""
        for name in ("drifts", "unchecked", "outside"):
            object.__setattr__(self, name, cleaned(getattr(self, name)))

    @property
    def looked(self) -> bool:
        """Whether there was an answer to judge."""
        return not self.unchecked and not self.outside


def run_contract(contract: Case | Behaviour, target: Target) -> Outcome:
    """Hold a target to one case or one behaviour."""
    expectation = _expectation(contract)
    day = contract.day
    if day is not None and not target.travels:
        return Outcome(expectation, outside=f"held only from {day} on, until a day that is past")
    target.begin(expectation.case)
    examination = Examination(target, expectation, version=contract.version, day=day)
    try:
        if not isinstance(contract, Behaviour):
            if day is None and not contract.holds_on(target.day):
                return Outcome(expectation, outside=f"holds from {contract.since} on")
            examination.run(contract)
        else:
            contract.check(examination)
    except Stopped:
        pass
    except CannotLook as error:
        return Outcome(expectation, tuple(examination.found), unchecked=str(error))
    except OutsideTarget as error:
        return Outcome(expectation, tuple(examination.found), outside=str(error))
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        if not examination.found:
            raise
        # most likely it stumbles over what has been found: a field that is gone, a value of another type
        return Outcome(expectation, tuple(examination.found), stumbled=f"{type(error).__name__}: {error}".splitlines()[0])
    return Outcome(expectation, tuple(examination.found))


def broken(outcome: Outcome, target: Target) -> list[Drift]:
    """The differences on which clients break; what we had only decided does not count where it is learned."""
    return [drift for drift in outcome.drifts if drift.breaking and not (target.live and drift.evidence == "decided")]


def failure_text(drift: Drift) -> str:
    """A difference as a failing test tells it."""
    lines = [
        f"{drift.kind.value} in {drift.route}: {drift.where}",
        f"  expected {drift.expected!r}",
        f"  observed {drift.observed!r}",
        f"  {drift.evidence}: {drift.source}",
        f"  {drift.reproduce}",
    ]
    return "\n".join(line for line in lines if line.strip())


def name(contract: Case | Behaviour) -> str:
    """What a report calls it."""
    return _expectation(contract).case


def contracts() -> Iterable[Case | Behaviour]:
    """Every case, then every behaviour."""
    return [*suite.cases(), *behaviours()]


def run(target: Target) -> Report:
    """Hold a target to all contracts."""
    started = datetime.now(timezone.utc)
    try:
        outcomes = [run_contract(contract, target) for contract in contracts()]
    finally:
        target.close()
    return report(outcomes, target, started=started)


def report(outcomes: Iterable[Outcome], target: Target, *, started: datetime) -> Report:
    """What a run found, in one value; only the live service can teach us what we had decided, anything else drifts from it."""
    outcomes = list(outcomes)
    drifts, learned = classify((drift for outcome in outcomes for drift in outcome.drifts), learning=target.live)
    return Report(
        target=target.name,
        started_at=started.strftime("%Y-%m-%dT%H:%M:%SZ"),
        operations=tuple(sorted({outcome.expectation.operation for outcome in outcomes if outcome.looked})),
        drifts=drifts,
        learned=learned,
        unchecked=tuple(_gap(outcome, outcome.unchecked) for outcome in outcomes if outcome.unchecked),
        outside=tuple(_gap(outcome, outcome.outside) for outcome in outcomes if outcome.outside),
        remarks=tuple(f"{one.expectation.case}: ended early: {one.stumbled}" for one in outcomes if one.stumbled),
        ledger=_ledger(outcomes),
    )


def _ledger(outcomes: list[Outcome]) -> dict[str, int]:
    counted = Counter(outcome.expectation.evidence for outcome in outcomes if outcome.looked)
    return {kind: counted[kind] for kind in suite.KINDS}


def _gap(outcome: Outcome, reason: str) -> Unchecked:
    expectation = outcome.expectation
    return Unchecked(expectation.operation, expectation.case, reason, expectation.version)


def _expectation(contract: Case | Behaviour) -> Expectation:
    if isinstance(contract, Behaviour):
        return contract.expectation
    evidence, version = contract.evidence, contract.version
    return Expectation(contract.contract.operation, contract.name, evidence.kind, evidence.source, version=version)
