"""A report as JSON: the spelling that programs read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fakeembed.drift.run_report import Report


def render(report: Report) -> str:
    """The report as indented JSON text."""
    return json.dumps(values(report), indent=2, default=str) + "\n"


def values(report: Report) -> dict[str, Any]:
    """The report as JSON values."""
    return {
        "target": report.target,
        "started_at": report.started_at,
        "operations": list(report.operations),
        "drifts": [drift.as_json() for drift in report.drifts],
        "learned": [drift.as_json() for drift in report.learned],
        "unchecked": [gap.as_json() for gap in report.unchecked],
        "outside": [gap.as_json() for gap in report.outside],
        "waived": [{**found.as_json(), "reason": reason} for found, reason in report.waived],
        "complaints": list(report.complaints),
        "remarks": list(report.remarks),
        "ledger": {kind: report.ledger.get(kind, 0) for kind in ("recorded", "documented", "decided")},
    }
