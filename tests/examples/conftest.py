"""Examples in other languages: `tests/test_examples.py` runs them."""

from __future__ import annotations
