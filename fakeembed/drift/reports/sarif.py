"""A report as SARIF 2.1.0: a kind of difference is a rule, a difference a result with a stable fingerprint, a waiver suppresses it.

Reference: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import json
from importlib.metadata import version
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from fakeembed.drift.differences import COMPATIBLE, Drift, Kind
from fakeembed.drift.reports.wording import difference, known

if TYPE_CHECKING:
    from fakeembed.drift.differences import Report

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_KINDS = list(Kind)


def spelt(report: Report) -> str:
    """The report as SARIF text."""
    return json.dumps(values(report), indent=2, default=str) + "\n"


def values(report: Report) -> dict[str, Any]:
    """The report as a SARIF log with one run."""
    waived = [(drift, reason) for drift, reason in report.waived if isinstance(drift, Drift)]
    results = [_result(drift, "error" if drift.breaking else "note") for drift in report.drifts]
    results += [_result(drift, "note") for drift in report.learned]
    results += [
        {**_result(drift, "error" if drift.breaking else "note"), "suppressions": [{"kind": "external", "justification": reason}]}
        for drift, reason in waived
    ]
    gaps = [_notification(f"{gap.operation}, {gap.case}: {gap.reason}", "warning") for gap in report.unchecked]
    complaints = [_notification(text, "error") for text in report.complaints]
    remarks = [_notification(text, "note") for text in report.remarks]
    invocation = {
        "executionSuccessful": not report.unchecked,
        "exitCode": report.exit_status,
        "toolExecutionNotifications": [*gaps, *complaints, *remarks],
    }
    driver = {
        "name": "fakeembed",
        "semanticVersion": version("fakeembed"),
        "rules": [_rule(kind) for kind in _KINDS],
    }
    properties: dict[str, Any] = {"target": report.target, "startedAt": report.started_at, "operations": list(report.operations)}
    properties["ledger"] = dict(report.ledger)
    run = {"tool": {"driver": driver}, "invocations": [invocation], "results": results, "properties": properties}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(kind: Kind) -> dict[str, Any]:
    words = kind.value.replace("-", " ")
    level = "note" if kind in COMPATIBLE else "error"
    return {
        "id": kind.value,
        "shortDescription": {"text": f"{words[0].upper()}{words[1:]}"},
        "defaultConfiguration": {"level": level},
    }


def _result(drift: Drift, level: str) -> dict[str, Any]:
    text = f"{drift.operation}, {drift.where}: {difference(drift)} ({known(drift)})"
    return {
        "ruleId": drift.kind.value,
        "ruleIndex": _KINDS.index(drift.kind),
        "level": level,
        "message": {"text": text},
        "locations": [
            {
                "physicalLocation": {"artifactLocation": {"uri": _uri(drift)}},
                "logicalLocations": [{"name": drift.where, "fullyQualifiedName": f"{drift.operation} {drift.where}"}],
            }
        ],
        "partialFingerprints": {"fakeembedDrift/v1": drift.id},
        "properties": drift.as_json(),
    }


def _uri(drift: Drift) -> str:
    """The document that the case stands in; the folder of them all when the case names none."""
    document = drift.case.partition(":")[0]
    return quote(document if document.endswith((".json", ".py", ".yaml", ".yml")) else "contracts")


def _notification(text: str, level: str) -> dict[str, Any]:
    return {"message": {"text": text}, "level": level}
