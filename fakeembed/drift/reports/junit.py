"""A report as JUnit XML: an operation is a suite, what breaks clients is a failure, what could not be looked at is skipped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from fakeembed.drift.differences import Drift
from fakeembed.drift.reports.wording import difference, known

if TYPE_CHECKING:
    from fakeembed.drift.differences import Unchecked
    from fakeembed.drift.run_report import Report

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WAIVERS = "waivers"


def render(report: Report) -> str:
    """The report as XML text; an operation without a difference is one test that passed."""
    root = ET.Element("testsuites", {"name": _text(f"fakeembed {report.target}")})
    found: dict[str, list[ET.Element]] = {}
    for drift in report.drifts:
        found.setdefault(drift.route, []).append(_drift(drift, "BREAKING" if drift.breaking else "compatible"))
    for drift in report.learned:
        found.setdefault(drift.route, []).append(_drift(drift, "learned"))
    for gap in report.unchecked:
        found.setdefault(gap.route, []).append(_skipped(gap, gap.reason))
    for one, reason in report.waived:
        found.setdefault(one.route, []).append(_skipped(one, f"waived: {reason}"))
    for complaint in report.complaints:
        found.setdefault(_WAIVERS, []).append(_complaint(complaint))
    told = (*report.drifts, *report.learned, *report.unchecked, *(one for one, _ in report.waived))
    quiet = [operation for operation in report.operations if operation not in {one.operation for one in told}]
    found |= {operation: [_case(operation, "no drift")] for operation in quiet}
    for operation, rows in sorted(found.items()):
        counts = {"failures": "failure", "skipped": "skipped"}
        suite = ET.SubElement(root, "testsuite", {"name": _text(operation), "tests": str(len(rows)), "errors": "0"})
        suite.attrib |= {name: str(sum(row.find(tag) is not None for row in rows)) for name, tag in counts.items()}
        suite.set("timestamp", _text(report.started_at.removesuffix("Z")))
        suite.extend(rows)
    for name in ("tests", "failures", "errors"):  # the schema of Jenkins counts what was skipped in each suite only
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _drift(drift: Drift, label: str) -> ET.Element:
    case = _case(drift.route, f"{drift.kind.value} {drift.where} [{drift.id}]")
    detail = "\n".join(filter(None, (difference(drift), f"known from {known(drift)}", drift.case, drift.reproduce)))
    if label == "BREAKING":
        failure = ET.SubElement(case, "failure", {"type": drift.kind.value, "message": _text(difference(drift))})
        failure.text = _text(detail)
    else:
        ET.SubElement(case, "system-out").text = _text(f"{label}: {detail}")
    return case


def _skipped(found: Drift | Unchecked, reason: str) -> ET.Element:
    name = f"{found.kind.value} {found.where} [{found.id}]" if isinstance(found, Drift) else found.case
    case = _case(found.route, name)
    ET.SubElement(case, "skipped", {"message": _text(reason)})
    return case


def _complaint(text: str) -> ET.Element:
    case = _case(_WAIVERS, text)
    ET.SubElement(case, "failure", {"type": _WAIVERS, "message": _text(text)})
    return case


def _case(operation: str, name: str) -> ET.Element:
    return ET.Element("testcase", {"classname": _text(operation), "name": _text(name), "time": "0"})


def _text(text: str) -> str:
    """What XML 1.0 can carry; other characters become question marks."""
    return _NOT_XML.sub("?", text)
