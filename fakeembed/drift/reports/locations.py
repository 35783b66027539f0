"""Where the case stands that saw a difference: the contract document or the module beside it, and the line."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from fakeembed.drift import suite

if TYPE_CHECKING:
    from pathlib import Path


def location(case: str) -> tuple[str, int]:
    """The file, relative to where contracts lie, and the line from 1; a document's own name and line 1 when it is none of ours."""
    name, _, description = case.partition(": ")
    if found := _lines().get((name, description)) or _lines().get(("", case)):
        return found
    return (name, 1) if name.endswith((".json", ".yaml", ".yml", ".py")) else ("contracts", 1)


@lru_cache(maxsize=1)
def _lines() -> dict[tuple[str, str], tuple[str, int]]:
    """By contract and description of a case, or by the sentence that is the name of a behaviour."""
    try:
        root = suite.root()
    except FileNotFoundError:
        return {}
    found = {}
    for path in suite.documents():
        name = f"{path.parent.name}/{path.stem}"
        for line, text in _matching(path, r'^ *"description": (".*"),?$'):
            found[name, json.loads(text)] = (f"contracts/{name}.json", line)
    for path in sorted(root.glob("test_*.py")):
        for line, text in _matching(path, r"^def test_(\w+)\("):
            found["", text.replace("_", " ")] = (f"contracts/{path.name}", line)
    return found


def _matching(path: Path, pattern: str) -> list[tuple[int, str]]:
    lines = enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
    return [(number, match[1]) for number, line in lines if (match := re.match(pattern, line))]
