"""Architecture as a table: what each room may import. A new room belongs in the table, or this test fails."""

from __future__ import annotations

import ast
import sys
from importlib import import_module
from pathlib import Path

import pytest

import fakeembed

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
"""What a pure room may not ask for: clocks, chance, files, processes and the network."""

MAY_IMPORT = {  # room: the rooms of ours that it may import
    "fakeembed": {"fakeembed._core", "fakeembed._wire", "fakeembed.errors", "fakeembed.fake"},  # for type checkers, and late
    "fakeembed.errors": set(),
    "fakeembed._core": {"fakeembed._core"},
    "fakeembed._wire": {"fakeembed._core", "fakeembed._wire"},
    "fakeembed.callers": set(),
    "fakeembed.fast_forward": {"fakeembed._core", "fakeembed._wire", "fakeembed.callers", "fakeembed.errors"},
    "fakeembed.request_log": {"fakeembed._core", "fakeembed._wire"},
    "fakeembed.conduct": {"fakeembed._core", "fakeembed._wire", "fakeembed.request_log"},
    "fakeembed.fault_script": {"fakeembed._core", "fakeembed.errors", "fakeembed.request_log"},
    "fakeembed.fake": {
        "fakeembed._core",
        "fakeembed._wire",
        "fakeembed.conduct",
        "fakeembed.errors",
        "fakeembed.fault_script",
        "fakeembed.fast_forward",
        "fakeembed.population",
        "fakeembed.request_log",
        "fakeembed.snapshots",
        "fakeembed.transports",
        "fakeembed.views",
    },
    "fakeembed.provider": set(),
    "fakeembed.population": {"fakeembed._core", "fakeembed.provider"},
    "fakeembed.views": {"fakeembed._core"},
    "fakeembed.stores": {"fakeembed._core"},
    "fakeembed.strategies": {"fakeembed", "fakeembed._core", "fakeembed._wire", "fakeembed.fake"},  # they share limits
    "fakeembed.snapshots": {"fakeembed._core", "fakeembed.stores"},
    "fakeembed.transports": {
        "fakeembed._wire",
        "fakeembed.callers",
        "fakeembed.errors",
        "fakeembed.fake",
        "fakeembed.fast_forward",
    },
    "fakeembed.served": {
        "fakeembed._core",
        "fakeembed._wire",
        "fakeembed.conduct",
        "fakeembed.errors",
        "fakeembed.fake",
        "fakeembed.request_log",
        "fakeembed.stores",
    },
    "fakeembed.serving": {"fakeembed.served", "fakeembed.transports"},
    "fakeembed.pytest_plugin": {"fakeembed", "fakeembed.served", "fakeembed.serving"},
    "fakeembed.suite": set(),
    "fakeembed.verification": {
        "fakeembed",
        "fakeembed.curl",
        "fakeembed.drift",
        "fakeembed.errors",
        "fakeembed.fake",
        "fakeembed.mismatch",
        "fakeembed.suite",
        "fakeembed.transports",
        "fakeembed.verification",
    },
    "fakeembed.drift": set(),
    "fakeembed.curl": set(),
    "fakeembed.mismatch": {"fakeembed.drift"},
    "fakeembed.waivers": {"fakeembed.drift"},
    "fakeembed.reports": {"fakeembed.drift"},
    "fakeembed.openapi": {"fakeembed", "fakeembed.drift", "fakeembed.suite"},
    "fakeembed.commands": {
        "fakeembed",
        "fakeembed.drift",
        "fakeembed.errors",
        "fakeembed.openapi",
        "fakeembed.reports",
        "fakeembed.served",
        "fakeembed.stores",
        "fakeembed.transports",
        "fakeembed.verification",
    },
    "fakeembed.__main__": set(),
}
THIRD_PARTIES = {  # room: the libraries it may import; transports each know theirs
    "fakeembed._core": {"av", "filetype", "imagesize", "numpy", "pypdf", "tinytag"},  # readers of bytes and numbers, no HTTP
    "fakeembed._wire": {"multipart", "numpy", "orjson"},
    "fakeembed.fake": {"typing_extensions"},
    "fakeembed.request_log": {"orjson"},
    "fakeembed.stores": {"orjson", "redis"},
    "fakeembed.provider": {"faker"},
    "fakeembed.population": {"faker"},
    "fakeembed.strategies": {"hypothesis", "orjson", "pypdf"},
    "fakeembed.transports": {"aiohttp", "h11", "httpx", "respx", "uvicorn"},
    "fakeembed.pytest_plugin": {"pytest"},
    "fakeembed.mismatch": {"jsonschema"},
    "fakeembed.verification": {"httpx", "jsonschema", "orjson", "pytest"},
    "fakeembed.openapi": {"referencing", "yaml"},
    "fakeembed.commands": {"httpx"},
}
CLOCKS = {
    ("fakeembed._core.clock", "datetime"),
    ("fakeembed._core.clock", "threading"),
    ("fakeembed._core.kept", "threading"),  # a lock and nothing else
}
"""The clock translates moments and is moved by several threads; it reads no time."""

FILES = sorted(path for path in PACKAGE.rglob("*.py") if path.relative_to(PACKAGE).parts[0] != "contracts")  # shipped beside it
FAMILIES = sorted(path.parent for path in (PACKAGE / "_wire").glob("*/__init__.py"))


def module(path):
    """The dotted name of a file."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room(name):
    """The row of the table that a module belongs to: the longest name that it begins with."""
    fitting = [known for known in MAY_IMPORT if name == known or name.startswith(f"{known}.")]
    return max((known for known in fitting if known != "fakeembed" or name == "fakeembed"), key=len, default=None)


def imports(path):
    """Every module that a file imports anywhere, types and late imports included."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} has a relative import"
            yield node.module
            if node.module == "fakeembed":
                yield from (f"fakeembed.{alias.name}" for alias in node.names if (PACKAGE / alias.name).is_dir())


@pytest.mark.parametrize("path", FILES, ids=module)
def test_every_module_has_a_room_and_keeps_to_it(path):
    """An arrow against the direction of the table is a leak."""
    name = module(path)
    mine = room(name)

    assert mine is not None, f"{name} is in no room of the table MAY_IMPORT"
    ours = {room(asked) or asked for asked in imports(path) if asked.split(".")[0] == "fakeembed"}
    assert ours - MAY_IMPORT[mine] - {mine} == set()


@pytest.mark.parametrize("path", FILES, ids=module)
def test_a_room_knows_only_its_own_libraries(path):
    """No httpx type outside the transports, no HTTP library in the core."""
    mine = room(module(path))
    roots = {asked.split(".")[0] for asked in imports(path)}

    strangers = {root for root in roots if root not in sys.stdlib_module_names and root not in {"fakeembed", "__future__"}}
    assert strangers - THIRD_PARTIES.get(mine, set()) == set()


@pytest.mark.parametrize("path", [path for path in FILES if room(module(path)) in PURE], ids=module)
def test_inner_rooms_are_pure(path):
    """Core and wire read no clock, no chance, no file and no network."""
    name = module(path)
    roots = {asked.split(".")[0] for asked in imports(path)}

    assert {root for root in roots & IMPURE if (name, root) not in CLOCKS} == set()


@pytest.mark.parametrize("path", FILES, ids=module)
def test_every_module_opens_with_a_sentence(path):
    """It says what the module decides."""
    opening = ast.get_docstring(ast.parse(path.read_text("utf-8")))

    assert opening
    assert opening.splitlines()[0].rstrip().endswith((".", ":")) or "\n" in opening


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_every_endpoint_file_is_served(family):
    """An endpoint that its family forgot would answer 404."""
    served = import_module(f"fakeembed._wire.{family.name}").ENDPOINTS
    files = {path.stem for path in family.glob("*.py") if path.stem != "__init__"}

    defined = {stem: import_module(f"fakeembed._wire.{family.name}.{stem}").ENDPOINT for stem in files}
    assert {stem for stem, endpoint in defined.items() if endpoint in served} == files
    assert len(served) == len(files)
