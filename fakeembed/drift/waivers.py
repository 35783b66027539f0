"""Which differences are known and excused: each for a reason, and until a day."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from fakeembed.drift.differences import Drift, Report, Unchecked

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_PATTERNS = ("id", "operation", "kind", "where", "case")
_KEYS = frozenset({*_PATTERNS, "reason", "until"})


@dataclass(frozen=True, slots=True)
class Waiver:
    """One excuse.

    Attributes:
        patterns: What it excuses: a text for some of `id`, `operation`, `kind`, `where` and `case`; `*` in it stands for anything.
            The kind of what could not be looked at is `unchecked`.
        reason: Why that is no trouble.
        until: The last day on which it counts.
    """

    patterns: tuple[tuple[str, str], ...]
    reason: str
    until: date

    def excuses(self, found: Drift | Unchecked) -> bool:
        """Whether this one is meant."""
        facts = {**found.as_json(), "kind": found.kind.value if isinstance(found, Drift) else "unchecked"}
        return all(_matches(pattern, str(facts.get(name, ""))) for name, pattern in self.patterns)

    def __str__(self) -> str:
        """One line."""
        return f"{', '.join(f'{name} {pattern}' for name, pattern in self.patterns)}: {self.reason}"


def read(path: Path) -> tuple[Waiver, ...]:
    """The waivers in a file: `{"waivers": [{"operation": "POST /embed", "kind": "*", "reason": "...", "until": "2027-01-31"}]}`.

    Raises:
        ValueError: When the file cannot be read, or a waiver has no pattern, no reason or no end date.
    """
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))["waivers"]
        return tuple(_waiver(row) for row in rows)
    except (OSError, KeyError, TypeError, ValueError) as error:
        msg = f'{path} is no file of waivers ({{"waivers": [...]}}): {error}'
        raise ValueError(msg) from error


def excused(report: Report, waivers: Iterable[Waiver], today: date) -> Report:
    """The report with everything moved aside that a waiver excuses today; a waiver whose day is past is a complaint."""
    valid = [waiver for waiver in waivers if today <= waiver.until]
    past = [waiver for waiver in waivers if waiver.until < today]
    found: tuple[Drift | Unchecked, ...] = (*report.drifts, *report.learned, *report.unchecked)
    reasons = {one.id: str(waiver.reason) for one in found for waiver in valid if waiver.excuses(one)}
    idle = [waiver for waiver in valid if not any(waiver.excuses(one) for one in found)]
    return replace(
        report,
        drifts=tuple(one for one in report.drifts if one.id not in reasons),
        learned=tuple(one for one in report.learned if one.id not in reasons),
        unchecked=tuple(one for one in report.unchecked if one.id not in reasons),
        waived=(*report.waived, *((one, reasons[one.id]) for one in found if one.id in reasons)),
        complaints=(*report.complaints, *(f"a waiver ended on {waiver.until}: {waiver}" for waiver in past)),
        remarks=(*report.remarks, *(f"a waiver excuses nothing any more: {waiver}" for waiver in idle)),
    )


def _waiver(row: dict[str, str]) -> Waiver:
    patterns = tuple((name, str(row[name])) for name in _PATTERNS if name in row)
    unknown = sorted(set(row) - _KEYS)
    if unknown or not patterns or not str(row.get("reason", "")).strip() or "until" not in row:
        msg = f"a waiver has at least one of {', '.join(_PATTERNS)}, a reason and an end date (until), and nothing else; not {row}"
        raise ValueError(msg)
    return Waiver(patterns, str(row["reason"]), date.fromisoformat(row["until"]))


def _matches(pattern: str, text: str) -> bool:
    """`[*]` is how a place spells an array position, so brackets mean themselves here."""
    return re.fullmatch(re.escape(pattern).replace(r"\*", ".*"), text, re.DOTALL) is not None
