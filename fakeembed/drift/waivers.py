"""Which differences are known and excused: each for a reason, and until a day."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from fakeembed.drift import suite
from fakeembed.drift.differences import Drift, Unchecked

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from fakeembed.drift.run_report import Report

_EXCUSABLE = ("drifts", "learned", "unchecked")
_PATTERNS = ("id", "version", "operation", "kind", "where", "case", "expected", "observed")
_KEYS = frozenset({*_PATTERNS, "reason", "until"})


@dataclass(frozen=True, slots=True)
class Waiver:
    """One excuse.

    Attributes:
        patterns: What it excuses: a text for some of `id`, `version`, `operation`, `kind`, `where`, `case`, `expected` and
            `observed`; `*` is any. The kind of what could not be looked at is `unchecked`; values are as a report prints them.
        reason: Why that is no trouble.
        until: The last day on which it counts.
    """

    patterns: tuple[tuple[str, str], ...]
    reason: str
    until: date

    def excuses(self, found: Drift | Unchecked) -> bool:
        """Whether this one is meant."""
        facts = {**found.as_json(), "kind": found.kind.value if isinstance(found, Drift) else "unchecked"}
        return all(_matches(pattern, _text(facts.get(name, ""))) for name, pattern in self.patterns)

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
        raise ValueError(f'{path} is no file of waivers ({{"waivers": [...]}}): {error}') from error


def shipped() -> tuple[Waiver, ...]:
    """The waivers that stand beside the contracts: how a published document must differ from them."""
    return read(suite.root() / "waivers.json")


def excused(report: Report, waivers: Iterable[Waiver], today: date, *, complain: bool = True) -> Report:
    """The report with everything moved aside that a waiver excuses today.

    A waiver whose day is past is a complaint, and one that excuses nothing is mentioned, unless `complain` is false.
    """
    listed = list(waivers)
    reasons: dict[str, str] = {}
    idle = []
    found = [one for name in _EXCUSABLE for one in getattr(report, name)]
    for waiver in listed:
        matches = [one.id for one in found if waiver.excuses(one)] if today <= waiver.until else []
        reasons |= dict.fromkeys(matches, waiver.reason)
        idle += [] if matches else [waiver]
    past = [f"a waiver ended on {waiver.until}: {waiver}" for waiver in idle if waiver.until < today]
    useless = [f"a waiver excuses nothing any more: {waiver}" for waiver in idle if today <= waiver.until]
    left: dict[str, Any] = {name: tuple(one for one in getattr(report, name) if one.id not in reasons) for name in _EXCUSABLE}
    return replace(
        report,
        **left,
        waived=(*report.waived, *((one, reasons[one.id]) for one in found if one.id in reasons)),
        complaints=(*report.complaints, *(past if complain else ())),
        remarks=(*report.remarks, *(useless if complain else ())),
    )


def _waiver(row: dict[str, str]) -> Waiver:
    patterns = tuple((name, str(row[name])) for name in _PATTERNS if name in row)
    unknown = sorted(set(row) - _KEYS)
    if unknown or not patterns or not str(row.get("reason", "")).strip() or "until" not in row:
        raise ValueError(
            f"a waiver has at least one of {', '.join(_PATTERNS)}, a reason and an end date (until), and nothing else; not {row}"
        )
    return Waiver(patterns, str(row["reason"]), date.fromisoformat(row["until"]))


def _text(fact: Any) -> str:
    return fact if isinstance(fact, str) else json.dumps(fact, ensure_ascii=False)


def _matches(pattern: str, text: str) -> bool:
    """`[*]` is how a place spells an array position, so brackets mean themselves here."""
    return re.fullmatch(re.escape(pattern).replace(r"\*", ".*"), text, re.DOTALL) is not None
