"""How a report is spelt, chosen by the ending of a file's name; each spelling is one file and a pure function of the report."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fakeembed.drift.run_report import Report

ENDINGS = {".json": "json_report", ".md": "markdown", ".xml": "junit", ".sarif": "sarif", ".html": "html_report"}
"""Ending of the file's name, and the module `fakeembed.drift.reports.<name>` with `spelt(report) -> str`."""


def check(path: str | Path) -> None:
    """Refuse a file name early, before a long run.

    Raises:
        ValueError: For an ending that is no spelling, or a folder that does not exist.
    """
    file = Path(path)
    if file.suffix not in ENDINGS:
        raise ValueError(f"a report ends in {', '.join(ENDINGS)}, not {file.name!r}")
    if not file.parent.is_dir():
        raise ValueError(f"there is no folder {str(file.parent)!r} for the report {file.name!r}")


def write(report: Report, path: str | Path) -> None:
    """Write a report to a file.

    Raises:
        ValueError: For an ending that is no spelling, or a folder that does not exist.
        OSError: When the file cannot be written.
    """
    check(path)
    Path(path).write_text(spelt(report, Path(path).suffix), encoding="utf-8", errors="replace")


def spelt(report: Report, ending: str) -> str:
    """The text of a report in the spelling of an ending."""
    text: str = import_module(f"fakeembed.drift.reports.{ENDINGS[ending]}").spelt(report)
    return text
