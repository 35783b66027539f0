"""How the contracts run under pytest in another process: whatever configuration, plugins or tests the current folder has."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from fakeembed.drift import suite
from fakeembed.drift.verification import session
from fakeembed.drift.verification.session import CannotStart, Run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fakeembed.drift.differences import Report

_PACKAGES = str(Path(session.__file__).resolve().parents[3])
_START = (
    "import sys; sys.path[:] = [folder for folder in sys.path if folder];"
    " sys.path.append(sys.argv.pop(1)); import pytest; sys.exit(pytest.main(sys.argv[1:]))"
)
"""The current folder is no place to import from; what lies there belongs to somebody else."""

_NOBODY_ELSES = ("PYTEST_ADDOPTS", "PYTEST_PLUGINS")
_NOTHING_COLLECTED = 5


def run(target: str, told: Run, *, confirmed: bool, words: Sequence[str] = ()) -> Report:
    """Run the contracts and return what they found.

    Args:
        target: "fake", "live" or a URL.
        told: What the run needs to know.
        confirmed: Whether the live service may be asked.
        words: Arguments for pytest; with them its own output is shown.

    Raises:
        CannotStart: When pytest could not run the contracts; its own words are shown then.
    """
    with TemporaryDirectory(prefix="fakeembed-") as name:
        folder = Path(name)
        (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
        report = folder / "report.json"
        outcome = subprocess.run(  # noqa: S603 - this Python, with arguments of ours
            _command(folder, target, words, confirmed=confirmed),
            env=_environment(replace(told, report=str(report))),
            stdout=None if words else subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        if outcome.returncode == _NOTHING_COLLECTED:
            raise CannotStart(f"no contract fits {' '.join(words)}" if words else "there are no contracts to run")
        if not report.is_file() or outcome.returncode not in {0, 1}:
            print(outcome.stdout or "", file=sys.stderr)  # noqa: T201 - what pytest said is the only clue
            raise CannotStart(f"pytest could not run the contracts (status {outcome.returncode})")
        return session.kept(report)


def _command(folder: Path, target: str, words: Sequence[str], *, confirmed: bool) -> list[str]:
    root = suite.root()
    files = [str(path) for path in sorted(root.glob("test_*.py"))]
    return [
        *(sys.executable, "-c", _START, _PACKAGES),
        *files,
        *("-c", str(folder / "pytest.ini"), "--rootdir", str(folder), "--confcutdir", str(root)),
        *("--import-mode=importlib", "-q", "-p", "no:cacheprovider", "-p", "fakeembed.pytest_plugin"),
        *("--fakeembed-target", target, *(("--fakeembed-yes",) if confirmed else ())),
        *words,
    ]


def _environment(told: Run) -> dict[str, str]:
    """No options and no plugins of anybody's own test suite; they are for it."""
    kept = {name: value for name, value in os.environ.items() if name not in _NOBODY_ELSES}
    return {**kept, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", session.VARIABLE: told.as_text()}
