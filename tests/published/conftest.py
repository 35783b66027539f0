"""Tests that run beside one published package, each in an environment of its own: `nox -s published` makes them."""

from __future__ import annotations

from importlib.util import find_spec

IMPORTED = {"agno": "agno", "langflow": "lfx_bundles", "pixeltable": "pixeltable"}
collect_ignore = [f"test_{package}.py" for package, module in IMPORTED.items() if find_spec(module) is None]
