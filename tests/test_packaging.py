"""What is shipped: the package, its types, its contracts, and nothing of the tests."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from functools import cache
from hashlib import sha256
from importlib.metadata import entry_points, metadata, packages_distributions, requires
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import fakeembed

CHECKOUT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel of this checkout."""
    if not (CHECKOUT / "fakeembed").is_dir():
        pytest.skip("these tests run beside an installed wheel, with no checkout to build one from")
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder], cwd=CHECKOUT, check=True, capture_output=True
    )
    (built,) = folder.glob("*.whl")
    with ZipFile(built) as archive:
        yield archive


def test_the_wheel_has_the_package_its_types_and_its_contracts(wheel):
    """A missing data file is found by users only."""
    names = set(wheel.namelist())
    tracked = {path.relative_to(CHECKOUT).as_posix() for path in (CHECKOUT / "fakeembed").rglob("*.py")}
    contracts = {f"fakeembed/{path.relative_to(CHECKOUT).as_posix()}" for path in (CHECKOUT / "contracts").rglob("*.json")}

    templates = {path.relative_to(CHECKOUT).as_posix() for path in (CHECKOUT / "fakeembed/page/templates").iterdir()}

    assert tracked <= names
    assert len(templates) > 10
    assert templates <= names
    assert contracts <= names
    assert "fakeembed/py.typed" in names


def test_the_wheel_has_nothing_else(wheel):
    """No tests, no caches, no second top-level package."""
    names = wheel.namelist()

    assert {name.split("/")[0] for name in names} == {
        "fakeembed",
        next(name for name in names if "dist-info" in name).split("/")[0],
    }
    assert [name for name in names if "__pycache__" in name or name.startswith("tests")] == []


def test_the_source_distribution_builds_the_same_wheel(wheel, tmp_path):
    """Byte for byte, so that anybody can see what a release was made from."""

    def built(source, kind):
        command = [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", tmp_path / "dist"]
        subprocess.run(command, cwd=source, check=True, capture_output=True)

    built(CHECKOUT, "sdist")
    (archive,) = (tmp_path / "dist").glob("*.tar.gz")
    shutil.unpack_archive(archive, tmp_path / "source")
    built(next((tmp_path / "source").iterdir()), "wheel")
    (again,) = (tmp_path / "dist").glob("*.whl")

    assert sha256(again.read_bytes()).hexdigest() == sha256(Path(wheel.filename).read_bytes()).hexdigest()


def test_the_command_and_the_plugin_are_registered():
    """Installing is enough."""
    assert [point.value for point in entry_points(group="pytest11", name="fakeembed")] == ["fakeembed.pytest_plugin"]
    assert [point.value for point in entry_points(group="console_scripts", name="fakeembed")] == ["fakeembed.__main__:main"]


def test_the_metadata_names_the_pythons_that_are_tested():
    """The classifiers are a promise."""
    facts = metadata("fakeembed")

    tested = [line.rpartition(" ")[2] for line in facts.get_all("Classifier") if "Python :: 3." in line]
    assert tested == ["3.10", "3.11", "3.12", "3.13"]
    assert facts["Requires-Python"] == ">=3.10"


def test_nothing_heavy_is_imported_before_it_is_used():
    """`import fakeembed` alone loads none of its dependencies."""
    heavy = "{'numpy', 'httpx', 'respx', 'orjson', 'hypothesis', 'faker', 'jsonschema', 'av', 'multipart', 'pytest', 'jinja2'}"
    code = f"import sys, fakeembed; print(sorted({heavy} & set(sys.modules)))"

    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout

    assert loaded.strip() == "[]"


def test_the_reader_of_media_is_imported_with_the_first_file():
    """PyAV takes memory and time; who embeds what is at a URL does without."""
    code = """
import sys
from fakeembed import FakeEmbed, Request
fake = FakeEmbed()
form = {"x-api-key": "any", "content-type": "multipart/form-data; boundary=b"}
part = '--b\\r\\ncontent-disposition: form-data; name="{}"{}\\r\\n\\r\\n{}\\r\\n'
model = part.format("model_name", "", "marengo3.0")
url = part.format("video_url", "", "https://example.com/a.mp4")
file = part.format("video_file", '; filename="a.mp4"', "no video")
for source in (url, file):
    answer = fake.app(Request("POST", "/v1.3/embed/tasks", headers=form, body=f"{model}{source}--b--\\r\\n".encode()))
    print(answer.status, "av" in sys.modules)
"""

    said = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout

    assert said.splitlines() == ["200 False", "400 True"]


distributions = cache(packages_distributions)
"""Which distributions own a module, of everything that is installed; it reads all their lists of files."""


@pytest.mark.once  # on Python 3.10 the names of a distribution are not told without a file that few still write
def test_what_we_import_belongs_to_one_distribution():
    """Where two own the same name, the one that is installed last decides what is imported; `multipart` once was such a name."""
    needed = {canonicalize_name(Requirement(line).name) for line in requires("fakeembed")}
    owners = {name: {canonicalize_name(owner) for owner in both} for name, both in distributions().items()}
    ours = {name: who for name, who in owners.items() if who & needed}

    assert {"av", "faker", "multipart", "numpy", "orjson", "respx"} <= ours.keys()
    assert {name: who for name, who in ours.items() if len(who) > 1} == {}


def imported(node):
    """The libraries that a statement imports."""
    if isinstance(node, ast.Import):
        return {alias.name.partition(".")[0] for alias in node.names}
    return {node.module.partition(".")[0]} if isinstance(node, ast.ImportFrom) and node.module else set()


@pytest.mark.once  # as above
def test_what_we_import_is_declared():
    """One that another library brings along may be gone with its next version; for types alone it need not be there."""
    declared = {canonicalize_name(Requirement(line).name) for line in requires("fakeembed")}
    trees = [ast.parse(path.read_text("utf-8")) for path in Path(fakeembed.__file__).parent.rglob("*.py")]
    modules = set().union(*(imported(node) for tree in trees for node in ast.walk(tree)))
    libraries = modules - sys.stdlib_module_names - {"fakeembed"}
    installed = distributions()
    owners = {name: {canonicalize_name(owner) for owner in installed.get(name, [name])} for name in libraries}

    assert {"h11", "referencing", "yaml"} <= libraries
    assert {name for name, owned in owners.items() if not owned & declared} == {"typing_extensions"}
