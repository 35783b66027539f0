"""How the contracts run under pytest in another process: whatever configuration, plugins or tests the current folder has."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from fakeembed import temporary
from fakeembed.drift import suite
from fakeembed.drift.verification import interruption, progress, session
from fakeembed.drift.verification.answers import CannotStart
from fakeembed.drift.verification.http_target import HttpTarget
from fakeembed.drift.verification.target import HASTE
from fakeembed.redaction import redacted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fakeembed.drift.run_report import Report
    from fakeembed.drift.verification.session import Run

_START = (
    "import os, sys; sys.path[:] = [folder for folder in sys.path if folder];"
    " sys.path.extend(sys.argv.pop(1).split(os.pathsep)); import pytest; sys.exit(pytest.main(sys.argv[1:]))"
)
"""The current folder is no place to import from; what lies there belongs to somebody else."""

_NOBODY_ELSES = ("PYTEST_ADDOPTS", "PYTEST_PLUGINS")
_NOTHING_COLLECTED = 5


def run(target: str, settings: Run, *, confirmed: bool, words: Sequence[str] = ()) -> Report:
    """Run the contracts and return what they found.

    Args:
        target: "fake", "live" or a URL.
        settings: What the run needs to know.
        confirmed: Whether the live service may be asked.
        words: Arguments for pytest; with them its own output is shown.

    Raises:
        CannotStart: When pytest could not run the contracts; its own words are shown then.
    """
    with temporary.folder() as folder:
        (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
        report, journal = folder / "report.json", folder / "assets"
        settings = replace(settings, report=str(report), journal=str(journal), parent=0 if target == "fake" else os.getpid())
        if sys.stderr.isatty() and not words:
            settings = replace(settings, progress=str(folder / "progress"))
        try:
            status, output = _waited_for(_command(folder, target, words, confirmed=confirmed), settings, shown=bool(words))
        finally:
            with interruption.ignored():
                _clean_up(target, journal)
        if status == _NOTHING_COLLECTED:
            raise CannotStart(f"no contract fits {' '.join(words)}" if words else "there are no contracts to run")
        if not report.is_file() or status not in {0, 1}:
            print(redacted(output), file=sys.stderr)  # noqa: T201 - what pytest said is the only clue
            raise CannotStart(f"pytest could not run the contracts (status {status})")
        return session.kept(report)


def _waited_for(command: list[str], settings: Run, *, shown: bool) -> tuple[int, str]:
    """The status and the output of a process, which on Ctrl-C or SIGTERM is told so once, and has time to clean up.

    Where it may have something to clean up it is in a session of its own: what kills this process does not kill it, too.
    """
    process = subprocess.Popen(  # noqa: S603 - this Python, with arguments of ours
        command,
        env=_environment(settings),
        stdout=None if shown else subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        start_new_session=bool(settings.parent),
    )
    with process, interruption.as_ctrl_c(), progress.shown(settings.progress):
        try:
            output, _ = process.communicate()
        except KeyboardInterrupt:
            with interruption.ignored():
                process.terminate()
                try:
                    process.communicate(timeout=HASTE + 3)
                except subprocess.TimeoutExpired:
                    process.kill()
            raise
    return process.returncode, output or ""


def _clean_up(target: str, journal: Path) -> None:
    """Delete what a process has made and could not delete any more, and say what is left."""
    lines = journal.read_text("ascii").split("\n") if journal.is_file() else []
    noted = [line.partition(" ")[::2] for line in lines]
    gone = {asset_id for what, asset_id in noted if what == "deleted"}
    left = [asset_id for what, asset_id in noted if what == "made" and asset_id not in gone]
    if left:
        again = HttpTarget(target, key=session.key_of(target))
        again.left = left
        again.close(hastily=True)
        if again.left:
            print(f"fakeembed: these assets could not be deleted: {', '.join(again.left)}", file=sys.stderr)  # noqa: T201


def _command(folder: Path, target: str, words: Sequence[str], *, confirmed: bool) -> list[str]:
    root = suite.root()
    files = [str(path) for path in sorted(root.glob("test_*.py"))]
    return [
        *(sys.executable, "-c", _START, os.pathsep.join(_packages())),
        *files,
        *("-c", str(folder / "pytest.ini"), "--rootdir", str(folder), "--confcutdir", str(root)),
        *("--import-mode=importlib", "-q", "-p", "no:cacheprovider", "-p", "fakeembed.pytest_plugin"),
        *("--fakeembed-target", target, *(("--fakeembed-yes",) if confirmed else ())),
        *words,
    ]


def _packages() -> list[str]:
    """Where this package lies, and all from which this process imports: that of a pex is no environment of its Python."""
    here = os.path.realpath(os.curdir)
    return [
        str(Path(session.__file__).resolve().parents[3]),
        *(folder for folder in sys.path if folder and os.path.realpath(folder) != here),
    ]


def _environment(settings: Run) -> dict[str, str]:
    """No options and no plugins of anybody's own test suite; they are for it."""
    kept = {name: value for name, value in os.environ.items() if name not in _NOBODY_ELSES}
    return {**kept, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", session.VARIABLE: settings.as_text()}
