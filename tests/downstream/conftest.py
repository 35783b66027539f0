"""Each folder here is a project of its own: `test_downstream.py` runs its tests in a process of theirs."""

from __future__ import annotations

from pathlib import Path

collect_ignore = [folder.name for folder in Path(__file__).parent.iterdir() if folder.is_dir()]
