"""Every example in a docstring is true."""

from __future__ import annotations

import doctest
from importlib import import_module
from pathlib import Path

import pytest

import fakeembed

FOLDER = Path(fakeembed.__file__).parent
MODULES = [path for path in sorted(FOLDER.rglob("*.py")) if ">>> " in path.read_text("utf-8")]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(FOLDER).as_posix())
def test_what_a_docstring_shows_is_what_comes_out(path):
    """A wrong example is worse than none."""
    name = ".".join(("fakeembed", *path.relative_to(FOLDER).with_suffix("").parts))

    found = doctest.testmod(import_module(name))

    assert found.attempted
    assert not found.failed
