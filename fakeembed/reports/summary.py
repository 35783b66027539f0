"""A report as a person at a terminal reads it: what breaks first, each difference with a line that shows it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed.drift import Drift
from fakeembed.reports.wording import difference, headline, known, ledger

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from fakeembed.drift import Report

    Paint = Callable[[str, str], str]

_RED, _GREEN, _YELLOW, _BLUE = "31", "32", "33", "34"
_WIDTH = 10


def spelt(report: Report, *, colour: bool = False) -> str:
    """The report as lines of text; with `colour`, for a terminal that shows colours."""
    return "\n".join(_lines(report, _coloured if colour else _plain)) + "\n"


def _lines(report: Report, paint: Paint) -> Iterator[str]:
    yield paint(headline(report), {0: _GREEN, 1: _RED, 2: _YELLOW}[report.exit_status])
    for drift in report.drifts:
        yield from _drift(drift, paint("BREAKING".ljust(_WIDTH), _RED) if drift.breaking else "compatible", paint)
    for drift in report.learned:
        yield from _drift(drift, paint("learned".ljust(_WIDTH), _BLUE), paint)
    for gap in report.unchecked:
        yield f"{paint('unchecked'.ljust(_WIDTH), _YELLOW)} {gap.operation}  {gap.case}: {gap.reason}"
    if report.outside:
        yield f"{'not asked'.ljust(_WIDTH)} {len(report.outside)} of this target: {report.outside[0].reason}"
    for found, reason in report.waived:
        what = (
            f"{found.kind.value}  {found.operation}  {found.where}"
            if isinstance(found, Drift)
            else f"{found.operation}  {found.case}"
        )
        yield f"{'waived'.ljust(_WIDTH)} {what}: {reason}"
    for complaint in report.complaints:
        yield f"{paint('WAIVER'.ljust(_WIDTH), _RED)} {complaint}"
    for remark in report.remarks:
        yield f"{'note'.ljust(_WIDTH)} {remark}"
    if counted := ledger(report):
        yield counted


def _drift(drift: Drift, label: str, paint: Paint) -> Iterator[str]:
    indent = " " * (_WIDTH + 1)
    yield f"{label} {drift.kind.value}  {paint(drift.operation, '1')}  {drift.where}"
    yield f"{indent}{difference(drift)}  ({known(drift)})"
    yield f"{indent}{drift.id}  {drift.case}".rstrip()
    if drift.reproduce:
        yield f"{indent}{drift.reproduce}"


def _plain(text: str, _code: str) -> str:
    return text


def _coloured(text: str, code: str) -> str:
    return f"\033[{code}m{text}\033[0m"
