"""Architecture as a table: what each folder may import. A new folder belongs in the table, or this test fails."""

from __future__ import annotations

import ast
import re
import sys
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

import fakeembed

pytestmark = pytest.mark.once

PACKAGE = Path(fakeembed.__file__).parent
PURE = {"fakeembed._core", "fakeembed._wire"}
IMPURE = {
    "asyncio",
    "datetime",
    "os",
    "pathlib",
    "random",
    "secrets",
    "socket",
    "subprocess",
    "tempfile",
    "threading",
    "time",
    "uuid",
}
"""What a pure folder may not import: clocks, chance, files, processes and the network."""

MAY_IMPORT = {  # folder: the folders of ours that it may import
    "fakeembed": {
        "fakeembed._core",
        "fakeembed._wire",
        "fakeembed.errors",
        "fakeembed.fake",
        "fakeembed.serving",
    },  # for type checkers, and late
    "fakeembed.errors": set(),
    "fakeembed.redaction": set(),
    "fakeembed.temporary": set(),
    "fakeembed._core": set(),
    "fakeembed._wire": {"fakeembed._core"},
    "fakeembed.transports": {"fakeembed._wire", "fakeembed.errors", "fakeembed.virtual_time"},
    "fakeembed.virtual_time": set(),
    "fakeembed.provider": set(),
    "fakeembed.page": {"fakeembed._core", "fakeembed._wire", "fakeembed.redaction"},
    "fakeembed.fake": {
        "fakeembed._core",
        "fakeembed._wire",
        "fakeembed.errors",
        "fakeembed.page",
        "fakeembed.provider",
        "fakeembed.redaction",
        "fakeembed.transports",
        "fakeembed.virtual_time",
    },
    "fakeembed.strategies": {"fakeembed", "fakeembed._core", "fakeembed._wire", "fakeembed.fake"},  # they share limits
    "fakeembed.serving": {
        "fakeembed._core",
        "fakeembed._wire",
        "fakeembed.errors",
        "fakeembed.fake",
        "fakeembed.page",
        "fakeembed.redaction",
        "fakeembed.transports",
    },
    "fakeembed.drift": {
        "fakeembed",
        "fakeembed.errors",
        "fakeembed.fake",
        "fakeembed.redaction",
        "fakeembed.temporary",
        "fakeembed.transports",
    },
    "fakeembed.pytest_plugin": {"fakeembed", "fakeembed.fake", "fakeembed.serving"},
    "fakeembed.commands": {
        "fakeembed",
        "fakeembed.drift",
        "fakeembed.errors",
        "fakeembed.fake",
        "fakeembed.redaction",
        "fakeembed.serving",
        "fakeembed.temporary",
    },
    "fakeembed.__main__": set(),
}
THIRD_PARTIES = {  # folder: the libraries it may import; transports each know theirs
    "fakeembed._core": {
        "av",
        "filetype",
        "imagesize",
        "numpy",
        "orjson",
        "pypdf",
    },  # readers of bytes and numbers, no HTTP
    "fakeembed._wire": {"multipart", "numpy", "orjson"},
    "fakeembed.fake": {"faker", "orjson", "pytest", "typing_extensions"},  # the last two for type checkers
    "fakeembed.page": {"jinja2", "numpy"},
    "fakeembed.provider": {"faker"},
    "fakeembed.serving": {"httptools", "orjson", "redis", "uvicorn"},
    "fakeembed.strategies": {"hypothesis", "orjson", "pypdf"},
    "fakeembed.transports": {"aiohttp", "h11", "httpx", "respx"},
    "fakeembed.virtual_time": {"psutil"},
    "fakeembed.pytest_plugin": {"pytest"},
    "fakeembed.drift": {"ijson", "brotli", "httpx", "jsonschema", "orjson", "pytest", "numpy", "referencing", "yaml"},
    "fakeembed.commands": {"httpx"},
}
CLOCKS = {
    ("fakeembed._core.clock", "datetime"),
    ("fakeembed._core.clock", "threading"),
    ("fakeembed._core.cache", "threading"),  # a lock and nothing else
}
"""The clock translates moments and is moved by several threads; it reads no time."""

FILES = sorted(path for path in PACKAGE.rglob("*.py") if path.relative_to(PACKAGE).parts[0] != "contracts")  # shipped beside it
FAMILIES = sorted(path.parent for path in (PACKAGE / "_wire").glob("*/__init__.py"))
NO_ENDPOINTS = {"controls"}
"""Modules beside the endpoints of a family that serve them all."""


def module(path):
    """The dotted name of a file."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def folder(name):
    """The row of the table that a module belongs to: the longest name that it begins with."""
    fitting = [known for known in MAY_IMPORT if name == known or name.startswith(f"{known}.")]
    return max((known for known in fitting if known != "fakeembed" or name == "fakeembed"), key=len, default=None)


@cache
def tree(path):
    """A file, parsed once for all tests."""
    return ast.parse(path.read_text("utf-8"))


@cache
def imports(path):
    """Every module that a file imports anywhere, types and late imports included."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} has a relative import"
            found.add(node.module)
            if node.module == "fakeembed":
                found |= {f"fakeembed.{alias.name}" for alias in node.names if (PACKAGE / alias.name).is_dir()}
    return found


@pytest.mark.parametrize("path", FILES, ids=module)
def test_every_module_has_a_folder_and_keeps_to_its_directions(path):
    """An arrow against the direction of the table is a leak."""
    name = module(path)
    mine = folder(name)

    assert mine is not None, f"{name} is in no row of the table MAY_IMPORT"
    ours = {folder(asked) or asked for asked in imports(path) if asked.split(".")[0] == "fakeembed"}
    assert ours - MAY_IMPORT[mine] - {mine} == set()


def circle(arrows):
    """A circle in a graph, as the names along it; empty when there is none."""
    done, trail = set(), []

    def walk(name):
        if name in trail:
            return trail[trail.index(name) :]
        if name in done:
            return []
        trail.append(name)
        found = next(filter(None, map(walk, sorted(arrows.get(name, ())))), [])
        trail.pop()
        done.add(name)
        return found

    return next(filter(None, map(walk, sorted(arrows))), [])


def test_a_circle_is_found():
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == ["b", "c"]
    assert circle({"a": {"b", "c"}, "b": {"c"}}) == []


@pytest.mark.parametrize("parent", ["fakeembed", "fakeembed._core", "fakeembed._wire", "fakeembed.drift", "fakeembed.serving"])
def test_folders_of_one_folder_import_each_other_in_no_circle(parent):
    """Files that stand beside the folders, as `_core/rules.py` does, belong to the parent, which its folders may import."""
    below, arrows = parent.count(".") + 1, {}
    children = {f"{parent}.{path.parent.name}" for path in PACKAGE.parent.joinpath(*parent.split(".")).glob("*/__init__.py")}
    for path in FILES:
        mine = ".".join(module(path).split(".")[: below + 1])
        for asked in imports(path) if mine in children else ():
            other = ".".join(asked.split(".")[: below + 1])
            if other in children and other != mine:
                arrows.setdefault(mine, set()).add(other)

    assert circle(arrows) == []


@pytest.mark.parametrize("path", FILES, ids=module)
def test_a_folder_knows_only_its_own_libraries(path):
    """No httpx type outside the transports, no HTTP library in the core."""
    mine = folder(module(path))
    roots = {asked.split(".")[0] for asked in imports(path)}

    known = {*sys.stdlib_module_names, "fakeembed", "__future__", "tomllib"}  # the last is Python's own from 3.11 on
    strangers = roots - known
    assert strangers - THIRD_PARTIES.get(mine, set()) == set()


@pytest.mark.parametrize("path", [path for path in FILES if folder(module(path)) in PURE], ids=module)
def test_inner_folders_are_pure(path):
    """Core and wire read no clock, no chance, no file and no network."""
    name = module(path)
    roots = {asked.split(".")[0] for asked in imports(path)}

    assert {root for root in roots & IMPURE if (name, root) not in CLOCKS} == set()


def test_files_are_short_enough_to_be_read_at_once():
    """What does not fit is two things; templates and data are no code."""
    tests = [*Path(__file__).parent.rglob("*.py")]
    lines = {path: len(path.read_text("utf-8").splitlines()) for path in (*FILES, *tests)}

    assert {path.name: many for path, many in lines.items() if many > (400 if path in tests else 300)} == {}


@pytest.mark.parametrize("path", FILES, ids=module)
def test_every_module_opens_with_a_sentence(path):
    """It says what the module decides."""
    opening = ast.get_docstring(tree(path))

    assert opening
    assert opening.splitlines()[0].rstrip().endswith((".", ":")) or "\n" in opening


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_every_endpoint_file_is_served(family):
    """An endpoint that its family forgot would answer 404."""
    served = import_module(f"fakeembed._wire.{family.name}").ENDPOINTS
    files = {path.stem for path in family.glob("*.py") if path.stem not in {"__init__", *NO_ENDPOINTS}}

    defined = {stem: import_module(f"fakeembed._wire.{family.name}.{stem}").ENDPOINT for stem in files}
    assert {stem for stem, endpoint in defined.items() if endpoint in served} == files
    assert len(served) == len(files)


def test_the_picture_in_the_documentation_is_the_tree():
    """Each folder and each file beside the folders stands in it, and nothing else does."""
    page = Path(__file__).parent.parent / "docs" / "how-it-is-built.md"
    picture = page.read_text("utf-8").partition("```text\nfakeembed/\n")[2].partition("```")[0]
    names = set(re.findall(r"(\w+/|\w+\.py)(?=[\s,])", picture)) - {"contracts/"}
    packages = {f"{path.parent.name}/" for path in [*PACKAGE.glob("*/__init__.py"), *(PACKAGE / "_core").glob("*/__init__.py")]}
    inner = {f"{path.parent.name}/" for folder in ("drift", "serving") for path in (PACKAGE / folder).glob("*/__init__.py")}

    assert names == packages | inner | {path.name for path in PACKAGE.glob("*.py")} - {"__init__.py"}
