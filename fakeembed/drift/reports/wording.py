"""How a difference is said in words, the same in every spelling that people read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from fakeembed.drift.differences import Kind

if TYPE_CHECKING:
    from fakeembed.drift.differences import Drift
    from fakeembed.drift.run_report import Report

_LONGEST = 160


def headline(report: Report) -> str:
    """The result in one line."""
    counts = (
        (len(report.breaking), "breaking difference", "breaking differences"),
        (len(report.drifts) - len(report.breaking), "compatible difference", "compatible differences"),
        (len(report.learned), "thing learned", "things learned"),
        (len(report.unchecked), "check that could not be made", "checks that could not be made"),
        (len(report.waived), "waived", "waived"),
        (len(report.complaints), "waiver that ran out", "waivers that ran out"),
    )
    found = [f"{number} {one if number == 1 else several}" for number, one, several in counts if number]
    looked = f"{len(report.operations)} operation{'' if len(report.operations) == 1 else 's'} of {report.target}"
    return f"{looked}: {', '.join(found) or 'no drift'}"


def difference(drift: Drift) -> str:
    """What was expected and what came, in one line."""
    if drift.kind is Kind.FIELD_RENAMED:
        return f"renamed {drift.expected} to {drift.observed}"
    return f"expected {value(drift.expected)}, observed {value(drift.observed)}"


def known(drift: Drift) -> str:
    """How the expectation is known, in a few words."""
    return f"{drift.evidence}: {drift.source}" if drift.source else drift.evidence


def value(given: Any) -> str:
    """A JSON value as people read it; nothing at all for a missing one."""
    if given is None:
        return "nothing"
    text = json.dumps(given, ensure_ascii=False, default=str)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."


def printable(text: str) -> str:
    """Text that a terminal can be given: what a target answered must not move the cursor, and every encoding must take it."""
    return "".join(character if character.isprintable() else "?" for character in text)


def ledger(report: Report) -> str:
    """How sure the expectations were, in one line; empty when nobody counted."""
    counted = [f"{report.ledger[kind]} {kind}" for kind in ("recorded", "documented", "decided") if kind in report.ledger]
    return f"expectations: {', '.join(counted)}" if counted else ""
