"""The format of a report, chosen by the ending of its name; each is a module of its own and a pure function of the report."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fakeembed.drift.run_report import Report

ENDINGS = {".json": "json_report", ".md": "markdown", ".xml": "junit", ".sarif": "sarif", ".html": "html_report"}
"""Ending of the file's name, and the module `fakeembed.drift.reports.<name>` with `render(report) -> str`."""


def check(path: str | Path) -> None:
    """Refuse a file name early, before a long run.

    Raises:
        ValueError: For an ending of no format, or a folder that does not exist.
    """
    file = Path(path)
    if file.suffix not in ENDINGS:
        raise ValueError(f"a report ends in {', '.join(ENDINGS)}, not {file.name!r}")
    if not file.parent.is_dir():
        raise ValueError(f"there is no folder {str(file.parent)!r} for the report {file.name!r}")


def write(report: Report, path: str | Path) -> None:
    """Write a report to a file.

    Raises:
        ValueError: For an ending of no format, or a folder that does not exist.
        OSError: When the file cannot be written.
    """
    check(path)
    Path(path).write_text(render(report, Path(path).suffix), encoding="utf-8", errors="replace")


def render(report: Report, ending: str) -> str:
    """The text of a report in the format of an ending."""
    text: str = import_module(f"fakeembed.drift.reports.{ENDINGS[ending]}").render(report)
    return text
