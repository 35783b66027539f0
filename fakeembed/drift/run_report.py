"""What one run found: a value that every kind of report is written from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fakeembed.redaction import cleaned

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fakeembed.drift.differences import Drift, Unchecked


@dataclass(frozen=True, slots=True)
class Report:
    """What one run found.

    Attributes:
        target: "fake", "live", a URL without credentials, or the names of two documents.
        started_at: RFC 3339.
        operations: The operations that were looked at.
        drifts: The differences from what is recorded or documented, breaking and compatible.
        learned: The differences from what was only decided.
        unchecked: What could not be looked at.
        outside: What was left out, such as what a target cannot be asked or a recorder lost; without effect on the result.
        waived: Differences and gaps that a waiver excuses, with its reason.
        complaints: What is wrong with the waivers: an end date that is past fails the run.
        remarks: What else a reader should know; nothing fails for it.
        ledger: How many expectations were looked at, by evidence.
    """

    target: str
    started_at: str
    operations: tuple[str, ...] = ()
    drifts: tuple[Drift, ...] = ()
    learned: tuple[Drift, ...] = ()
    unchecked: tuple[Unchecked, ...] = ()
    outside: tuple[Unchecked, ...] = ()
    waived: tuple[tuple[Drift | Unchecked, str], ...] = ()
    complaints: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    ledger: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Leave nothing secret to whoever shows or writes it."""
        for name in ("target", "drifts", "learned", "unchecked", "outside", "waived", "complaints", "remarks"):
            object.__setattr__(self, name, cleaned(getattr(self, name)))

    @property
    def breaking(self) -> tuple[Drift, ...]:
        """The differences that break clients."""
        return tuple(drift for drift in self.drifts if drift.breaking)

    @property
    def exit_status(self) -> int:
        """1 when clients break or a waiver has run out, else 2 when something could not be looked at, else 0."""
        if self.breaking or self.complaints:
            return 1
        return 2 if self.unchecked else 0
