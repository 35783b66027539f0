"""The indexer is a project of its own: `tests/test_downstream.py` runs its tests in a process of theirs."""

from __future__ import annotations

collect_ignore = ["indexer"]
