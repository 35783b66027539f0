"""A report as SARIF 2.1.0: a kind of difference is a rule, a difference a result with a stable fingerprint, a waiver suppresses it.

Reference: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

from __future__ import annotations

import json
from importlib.metadata import version
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from fakeembed.drift.differences import COMPATIBLE, Drift, Kind
from fakeembed.drift.reports.locations import location
from fakeembed.drift.reports.wording import difference, known

if TYPE_CHECKING:
    from fakeembed.drift.run_report import Report

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_HOME = "https://pypi.org/project/fakeembed/"
_BREAKING = "A client that keeps the contract breaks; change it, or excuse the difference with a waiver until a day."
_COMPATIBLE = "A client that ignores what it does not know goes on working."
_KINDS = list(Kind)
HELP = {
    Kind.FIELD_REMOVED: "A field or a parameter that the contract has is gone.",
    Kind.FIELD_RENAMED: "A field has another name; clients read or send the old one.",
    Kind.FIELD_ADDED: "A field or a parameter has come that the contract does not have.",
    Kind.FIELD_REQUIRED: "A field must be there that need not be there before.",
    Kind.FIELD_OPTIONAL: "A field that was always there may be missing.",
    Kind.TYPE_CHANGED: "A value has another JSON type.",
    Kind.FORMAT_CHANGED: "A text has another format or pattern.",
    Kind.VALUE_CHANGED: "A value, or a default, is another one.",
    Kind.ENUM_EXTENDED: "A vocabulary has words that the contract does not know.",
    Kind.ENUM_REDUCED: "A vocabulary has lost words.",
    Kind.BOUND_CHANGED: "A limit of a number, a length or a count is another one.",
    Kind.STATUS_CHANGED: "A request is answered with another HTTP status.",
    Kind.STATUS_ADDED: "A request may be answered with a further HTTP status.",
    Kind.CODE_CHANGED: "A refusal has another code.",
    Kind.MESSAGE_CHANGED: "A refusal has another message.",
    Kind.HEADER_MISSING: "A header that the contract demands is missing.",
    Kind.HEADER_ADDED: "A header has come.",
    Kind.HEADER_CHANGED: "A header has a value that the contract does not allow.",
    Kind.CONTENT_TYPE_CHANGED: "A body has another media type.",
    Kind.BODY_CHANGED: "There is a body where none was, none where one was, or one that cannot be read.",
    Kind.CONDITION_CHANGED: "Fields depend on each other in another way.",
    Kind.ENCODING_CHANGED: "A parameter or a part of a form is written in another way.",
    Kind.SECURITY_CHANGED: "Another credential is demanded.",
    Kind.SERVER_CHANGED: "The API has another address.",
    Kind.DEPRECATED: "Clients are asked to leave an operation or a field.",
    Kind.ORDER_CHANGED: "The items of a list come in another order.",
    Kind.LIFECYCLE_BROKEN: "A thing moves through other states, or its views do not agree.",
    Kind.VECTOR_CHANGED: "A vector has another width or norm, or values that are no numbers.",
    Kind.OPERATION_REMOVED: "An operation is gone.",
    Kind.OPERATION_ADDED: "An operation has come.",
}
"""What each kind of difference means, in one sentence."""


def render(report: Report) -> str:
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
        "version": version("fakeembed"),
        "informationUri": _HOME,
        "rules": [_rule(kind) for kind in _KINDS],
    }
    properties: dict[str, Any] = {"target": report.target, "startedAt": report.started_at, "operations": list(report.operations)}
    properties["ledger"] = dict(report.ledger)
    run = {"tool": {"driver": driver}, "invocations": [invocation], "results": results, "properties": properties}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(kind: Kind) -> dict[str, Any]:
    words = kind.value.replace("-", " ")
    compatible = kind in COMPATIBLE
    return {
        "id": kind.value,
        "name": "".join(word.capitalize() for word in kind.value.split("-")),
        "shortDescription": {"text": f"{words[0].upper()}{words[1:]}."},
        "fullDescription": {"text": HELP[kind]},
        "help": {"text": f"{HELP[kind]} {_COMPATIBLE if compatible else _BREAKING}"},
        "helpUri": _HOME,
        "defaultConfiguration": {"level": "note" if compatible else "error"},
    }


def _result(drift: Drift, level: str) -> dict[str, Any]:
    uri, line = location(drift.case)
    return {
        "ruleId": drift.kind.value,
        "ruleIndex": _KINDS.index(drift.kind),
        "level": level,
        # said in full: code scanning demands a text, and other readers show the bare id of a message of the rule
        "message": {"text": f"{drift.route}, {drift.where}: {difference(drift)} ({known(drift)})."},
        "locations": [
            {
                "physicalLocation": {"artifactLocation": {"uri": quote(uri)}, "region": {"startLine": line}},
                "logicalLocations": [{"name": drift.where, "fullyQualifiedName": f"{drift.route} {drift.where}"}],
            }
        ],
        "partialFingerprints": {"fakeembedDrift/v1": drift.id},
        "properties": drift.as_json(),
    }


def _notification(text: str, level: str) -> dict[str, Any]:
    return {"message": {"text": text}, "level": level}
