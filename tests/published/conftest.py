"""Tests that run beside one published package, each in an environment of its own: `nox -s published` makes them."""

from __future__ import annotations

from importlib.util import find_spec

collect_ignore = [f"test_{package}.py" for package in ("agno", "pixeltable") if find_spec(package) is None]
