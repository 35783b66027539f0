"""A report as annotations of a GitHub job: workflow commands on standard output, one line each.

Reference: https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed.drift.reports.wording import difference, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fakeembed.drift.run_report import Report


def render(report: Report) -> str:
    """The report as workflow commands; an empty text when there is nothing to say."""
    return "".join(f"{line}\n" for line in _lines(report))


def _lines(report: Report) -> Iterator[str]:
    for drift in report.drifts:
        text = f"{drift.route}, {drift.where}: {difference(drift)} [{drift.id}]"
        yield _command("error" if drift.breaking else "notice", drift.kind.value, text)
    for drift in report.learned:
        yield _command("notice", f"learned: {drift.kind.value}", f"{drift.route}, {drift.where}: {difference(drift)} [{drift.id}]")
    for gap in report.unchecked:
        yield _command("warning", "could not be checked", f"{gap.route}, {gap.case}: {gap.reason}")
    for complaint in report.complaints:
        yield _command("error", "waiver", complaint)


def _command(level: str, title: str, text: str) -> str:
    return f"::{level} title={_escaped(title, property_of_a_command=True)}::{_escaped(text)}"


def _escaped(text: str, *, property_of_a_command: bool = False) -> str:
    further = ((":", "%3A"), (",", "%2C")) if property_of_a_command else ()
    for character, code in (("%", "%25"), ("\r", "%0D"), ("\n", "%0A"), *further):
        text = text.replace(character, code)
    return printable(text)
