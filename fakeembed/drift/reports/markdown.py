"""A report as Markdown: the spelling for an issue, a pull request or a job summary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed.drift.differences import Drift
from fakeembed.drift.reports.wording import headline, known, ledger, printable, value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from fakeembed.drift.run_report import Report


def render(report: Report) -> str:
    """The report as GitHub-flavoured Markdown."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield f"# Contract drift: {_cell(report.target)}"
    yield ""
    yield f"{_cell(headline(report))}."
    yield from _table("Breaking", report.breaking)
    yield from _table("Compatible", (drift for drift in report.drifts if not drift.breaking))
    yield from _table("Learned: we only decided this, and the target does otherwise", report.learned)
    yield from _section("Could not be checked", (f"{gap.route}, {gap.case}: {gap.reason}" for gap in report.unchecked))
    yield from _section(
        "Left out, without effect on the result", (f"{gap.route}, {gap.case}: {gap.reason}" for gap in report.outside)
    )
    yield from _section(
        "Waived",
        (
            f"{found.route}, {f'{found.kind.value} at {found.where}' if isinstance(found, Drift) else found.case}: {reason}"
            for found, reason in report.waived
        ),
    )
    yield from _section("Waivers that ran out", report.complaints)
    yield from _section("Notes", report.remarks)
    yield ""
    yield f"Started at {report.started_at}. {ledger(report)}".rstrip()


def _table(title: str, drifts: Iterable[Drift]) -> Iterator[str]:
    rows = list(drifts)
    if not rows:
        return
    yield from (
        "",
        f"## {title}",
        "",
        "| what | operation | where | expected | observed | known from | id |",
        "|---|---|---|---|---|---|---|",
    )
    for drift in rows:
        cells = (
            drift.kind.value,
            drift.route,
            drift.where,
            value(drift.expected),
            value(drift.observed),
            known(drift),
            drift.id,
        )
        yield f"| {' | '.join(_cell(cell) for cell in cells)} |"
    shown = [drift.reproduce for drift in rows if drift.reproduce]
    if shown:
        yield from ("", "```sh", *map(printable, shown), "```")


def _section(title: str, items: Iterable[str]) -> Iterator[str]:
    rows = [f"- {_cell(item)}" for item in items]
    if rows:
        yield from ("", f"## {title}", "", *rows)


def _cell(text: str) -> str:
    """Text that neither ends a cell nor becomes markup or an entity."""
    for character in "\\`*_[]<>|~&":
        text = text.replace(character, f"\\{character}")
    return printable(" ".join(text.split()))
