"""A report as a person at a terminal reads it: what breaks first, each difference with a line that shows it again."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from fakeembed.drift.differences import Drift
from fakeembed.drift.reports.wording import difference, headline, known, ledger, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fakeembed.drift.run_report import Report

_RED, _GREEN, _YELLOW, _BLUE, _NONE = "31", "32", "33", "34", ""
_WIDTH = 10


def render(report: Report, *, colour: bool = False) -> str:
    """The report as lines of text; with `colour`, for a terminal that shows colours."""
    rows = [(headline(report), {0: _GREEN, 1: _RED, 2: _YELLOW}[report.exit_status], ""), *_rows(report)]
    return "".join(f"{_painted(label, code if colour else _NONE)}{printable(text)}".rstrip() + "\n" for label, code, text in rows)


def _rows(report: Report) -> Iterator[tuple[str, str, str]]:
    """A label, its colour, and what stands behind it."""
    for drift in report.drifts:
        yield from _drift(drift, *(("BREAKING", _RED) if drift.breaking else ("compatible", _NONE)))
    for drift in report.learned:
        yield from _drift(drift, "learned", _BLUE)
    for gap in report.unchecked:
        yield _row("unchecked", _YELLOW, f"{gap.route}  {gap.case}: {gap.reason}")
    for reason, count in Counter(gap.reason for gap in report.outside).items():
        yield _row("left out", _NONE, f"{count}: {reason}")
    for found, reason in report.waived:
        place = f"{found.kind.value}  {found.route}  {found.where}" if isinstance(found, Drift) else f"{found.route}  {found.case}"
        yield _row("waived", _NONE, f"{place}: {reason}")
    for complaint in report.complaints:
        yield _row("WAIVER", _RED, complaint)
    for remark in report.remarks:
        yield _row("note", _NONE, remark)
    if counted := ledger(report):
        yield counted, _NONE, ""


def _drift(drift: Drift, label: str, code: str) -> Iterator[tuple[str, str, str]]:
    yield _row(label, code, f"{drift.kind.value}  {drift.route}  {drift.where}")
    yield _row("", _NONE, f"{difference(drift)}  ({known(drift)})")
    yield _row("", _NONE, f"{drift.id}  {drift.case}")
    if drift.reproduce:
        yield _row("", _NONE, drift.reproduce)


def _row(label: str, code: str, text: str) -> tuple[str, str, str]:
    return label.ljust(_WIDTH), code, f" {text}"


def _painted(text: str, code: str) -> str:
    return f"\033[{code}m{printable(text)}\033[0m" if code else printable(text)
