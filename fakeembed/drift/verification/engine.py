"""All contracts at one target, without pytest: what `examine` does for one of them, and the report of a whole run."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from fakeembed.drift import suite
from fakeembed.drift.differences import Expectation, Report, Unchecked, classify
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
class Finding:
    """What one contract found.

    Attributes:
        expectation: What was demanded, and how we know.
        drifts: The differences.
        unchecked: Why it could not be looked at; empty when it could.
        outside: Why this target cannot be asked; empty when it can.
    """

    expectation: Expectation
    drifts: tuple[Drift, ...] = ()
    unchecked: str = ""
    outside: str = ""

    def __post_init__(self) -> None:
        """Leave nothing secret to whoever shows it."""
        for name in ("drifts", "unchecked", "outside"):
            object.__setattr__(self, name, cleaned(getattr(self, name)))

    @property
    def looked(self) -> bool:
        """Whether there was an answer to judge."""
        return not self.unchecked and not self.outside


def examine(contract: Case | Behaviour, target: Target) -> Finding:
    """Hold a target to one case or one behaviour."""
    expectation = _expectation(contract)
    version, day = (
        (contract.version, contract.day) if isinstance(contract, Behaviour) else (contract.contract.version, contract.day)
    )
    if contract.day is not None and not target.travels:
        return Finding(expectation, outside=f"held only from {contract.day} on, until a day that is past")
    target.begin(expectation.case)
    examination = Examination(target, expectation, version=version, day=day)
    try:
        if not isinstance(contract, Behaviour):
            if day is None and not contract.holds_on(target.day):
                return Finding(expectation, outside=f"holds from {contract.since} on")
            examination.run(contract)
        else:
            contract.examine(examination)
    except Stopped:
        pass
    except CannotLook as error:
        return Finding(expectation, tuple(examination.found), unchecked=str(error))
    except OutsideTarget as error:
        return Finding(expectation, tuple(examination.found), outside=str(error))
    except (AttributeError, LookupError, TypeError, ValueError):
        if not examination.found:  # else it stumbles over what has been found: a field that is gone, a value of another type
            raise
    return Finding(expectation, tuple(examination.found))


def broken(finding: Finding, target: Target) -> list[Drift]:
    """The differences on which clients break; what we had only decided does not count where it is learned."""
    return [drift for drift in finding.drifts if drift.breaking and not (target.live and drift.evidence == "decided")]


def told(drift: Drift) -> str:
    """A difference as a failing test tells it."""
    lines = [
        f"{drift.kind.value} in {drift.operation}: {drift.where}",
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
        findings = [examine(contract, target) for contract in contracts()]
    finally:
        target.close()
    return report(findings, target, started=started)


def report(findings: Iterable[Finding], target: Target, *, started: datetime) -> Report:
    """What a run found, in one value; only the live service can teach us what we had decided, anything else drifts from it."""
    findings = list(findings)
    drifts, learned = classify((drift for finding in findings for drift in finding.drifts), learning=target.live)
    return Report(
        target=target.name,
        started_at=started.strftime("%Y-%m-%dT%H:%M:%SZ"),
        operations=tuple(sorted({finding.expectation.operation for finding in findings if finding.looked})),
        drifts=drifts,
        learned=learned,
        unchecked=tuple(_gap(finding, finding.unchecked) for finding in findings if finding.unchecked),
        outside=tuple(_gap(finding, finding.outside) for finding in findings if finding.outside),
        ledger=_ledger(findings),
    )


def _ledger(findings: list[Finding]) -> dict[str, int]:
    counted = Counter(finding.expectation.evidence for finding in findings if finding.looked)
    return {kind: counted[kind] for kind in suite.KINDS}


def _gap(finding: Finding, reason: str) -> Unchecked:
    return Unchecked(finding.expectation.operation, finding.expectation.case, reason)


def _expectation(contract: Case | Behaviour) -> Expectation:
    if isinstance(contract, Behaviour):
        return contract.expectation
    return Expectation(contract.contract.operation, contract.name, contract.evidence.kind, contract.evidence.source)
