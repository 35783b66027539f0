"""What is left of a fake whose test fails: its page, as one file named after the test."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

if TYPE_CHECKING:
    import pytest


def write(item: pytest.Item, report: pytest.TestReport, folder: str) -> None:
    """Write one file for each fake of a test, and name them in its report; a failure to do so must not hide that of the test."""
    held: dict[str, Any] = getattr(item, "funcargs", None) or {}
    fakes = {name: held[name] for name in ("fake_embed", "fake_embed_server") if name in held}
    for name, fake in fakes.items():
        file = Path(folder) / f"{_file_name(item.nodeid)}-{name}-{report.when}.html"
        try:
            getattr(fake, "fake", fake).report(file, heading=item.nodeid, failure=report.longreprtext)
        except Exception as error:  # noqa: BLE001 - whatever it is, it comes on top
            report.sections.append(("fakeembed report", f"{file} could not be written: {error!r}"))
        else:
            report.sections.append(("fakeembed report", str(file)))


def _file_name(test: str) -> str:
    """A name for a test that every file system takes; two tests whose names look alike there have different digests."""
    return f"{re.sub(r'[^A-Za-z0-9_.-]+', '-', test)[-120:].strip('-.')}-{crc32(test.encode('utf-8', 'replace')):08x}"
