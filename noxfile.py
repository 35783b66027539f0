"""The steps of CI by name: `nox --list` shows them, `nox -s lint` runs one.

`wheel`, `between`, `newcomer`, `stores`, `time` and `published` make environments of their own; the other steps use the development
environment, `.venv`.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from importlib.metadata import distributions
from pathlib import Path

import nox

nox.needs_version = ">=2024.4.15"
nox.options.default_venv_backend = "uv|virtualenv"  # an installation takes 5 s of processor time with uv, and 40 with pip
nox.options.sessions = ["lint", "docs", "contracts"]
nox.options.envdir = "build/nox"  # the oldest pytest cannot import what lies below a folder such as `.nox`
HERE = Path(__file__).parent
BINARIES = f"{HERE}/.venv/bin" if (HERE / ".venv").is_dir() else ""
BUILT = HERE / "dist"
PYTHONS = ["3.10", "3.11", "3.12", "3.13"]
OLDEST = PYTHONS[0]
RUNNING = f"{sys.version_info.major}.{sys.version_info.minor}"
INTERPRETER = ["tests/core", "tests/fake", "tests/transports", "tests/virtual_time", "tests/test_plugin.py"]
"""What meets the interpreter itself: clocks, loops, threads, patches of the standard library, numbers, files, imports."""

STORES = {
    "faiss": "faiss-cpu",
    "hnswlib": "hnswlib",
    "usearch": "usearch",
    "chroma": "chromadb",
    "qdrant": "qdrant-client",
    "lancedb": "lancedb",
    "milvus": "pymilvus milvus-lite",
    "sqlite_vec": "sqlite-vec",
    "pgvector": "pgserver psycopg[binary]",
}


def _run(session: nox.Session, command: str, *arguments: str, **options: object) -> None:
    """Run a command of the development environment."""
    session.run(f"{BINARIES}/{command}" if BINARIES else command, *arguments, external=True, **options)  # type: ignore[arg-type]


@nox.session(venv_backend="none")
def lint(session: nox.Session) -> None:
    """Style and types of the code; of the workflows, whether GitHub can read them and what they risk."""
    _run(session, "ruff", "check", ".")
    _run(session, "ruff", "format", "--check", ".")
    _run(session, "mypy")
    _run(session, "zizmor", "--offline", "--strict-collection", "--quiet", ".github", "action.yml")


@nox.session(venv_backend="none")
def docs(session: nox.Session) -> None:
    """The documentation site, with warnings as errors."""
    _run(session, "sphinx-build", "-q", "-W", "--keep-going", "docs", "docs/_build")


@nox.session(venv_backend="none")
def contracts(session: nox.Session) -> None:
    """The contracts, against the fake."""
    _run(session, "fakeembed", "verify")


@nox.session(venv_backend="none")
def load(session: nox.Session) -> None:
    """What a served fake bears: twenty seconds of rounds; five minutes in hosted CI, and half an hour at night."""
    seconds = os.environ.get("FAKEEMBED_LOAD_SECONDS", "20")
    env = {"FAKEEMBED_LOAD_REQUESTS": "5000", "FAKEEMBED_LOAD_SECONDS": seconds}
    _run(session, "pytest", "-q", "tests/serving/test_load.py", env=env)


@nox.session(venv_backend="none")
def advisories(session: nox.Session) -> None:
    """Known advisories: for what is installed, and, without failing, for the oldest libraries that are allowed."""
    _run(session, "pip-audit", "--skip-editable")
    path = Path(session.create_tmp(), "oldest.txt")
    path.write_text("".join(f"{line}\n" for line in _oldest()), "utf-8")
    _run(session, "pip-audit", "--no-deps", "--disable-pip", "-r", str(path), success_codes=[0, 1])


@nox.session(venv_backend="none")
def clients(session: nox.Session) -> None:
    """The published clients that a plain run of the tests leaves out."""
    _run(session, "pytest", "-q", "-m", "matrix(newest=False)", "-n", "2")


@nox.session(venv_backend="none")
def build(session: nox.Session) -> None:
    """The wheel, in `dist/`."""
    shutil.rmtree(BUILT, ignore_errors=True)
    _run(session, "python", "-m", "hatchling", "build", "-d", str(BUILT))


@nox.session(python=PYTHONS)
def wheel(session: nox.Session) -> None:
    """The tests beside the wheel, without the checkout; on the oldest Python with the oldest libraries that are allowed.

    Those marked `once` say the same on every Python and run in the development environment alone.
    """
    _beside_the_wheel(session, *(session.posargs or ["tests"]))


@nox.session(python="3.12")
def between(session: nox.Session) -> None:
    """The same for a Python whose two neighbours run everything: what meets the interpreter. Hosted CI runs everything here too."""
    _beside_the_wheel(session, *(session.posargs or INTERPRETER), marked="not once and not matrix")


def _beside_the_wheel(session: nox.Session, *tests: str, marked: str = "not once") -> None:
    constraints = []
    if session.python == OLDEST:
        path = Path(session.create_tmp(), "oldest.txt")
        path.write_text("".join(f"{line}\n" for line in _oldest()), "utf-8")
        constraints = ["-c", str(path)]
    session.install("-q", "pip", f"{_wheel()}[test]", *constraints)  # the tests install published clients with pip
    beside = Path(session.create_tmp(), "tests-of-the-wheel")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir()
    for name in ("tests", "docs"):
        shutil.copytree(HERE / name, beside / name, ignore=shutil.ignore_patterns("_build", "__pycache__"))
    for name in ("conftest.py", "pyproject.toml", "README.md", "CONTRIBUTING.md", "noxfile.py"):
        shutil.copy(HERE / name, beside)
    with session.chdir(beside):
        env = {
            "TMPDIR": tempfile.gettempdir(),  # nox has one of its own, below the checkout, whose settings pytest would find
            "FAKEEMBED_CLIENTS": os.environ.get("FAKEEMBED_CLIENTS", f"{HERE}/.cache/clients"),
            "HYPOTHESIS_PROFILE": "few",  # a property is looked for in the development environment, and tried on every Python
        }
        options = ["-q", "-n", "auto", "-p", "no:cacheprovider", "-m", marked]
        if not session.posargs:
            options += ["--assert=plain"]  # two fifths of the collection is rewriting; a file that is named shows its values
        session.run("python", "-m", "pytest", *options, *tests, env=env)


@nox.session(python=RUNNING)
@nox.parametrize("store", [nox.param(name, id=name) for name in STORES])
def stores(session: nox.Session, store: str) -> None:
    """Vector stores, each in an environment of its own, where its test cannot be skipped for want of it."""
    session.install("-q", "-e", ".[test]", *STORES[store].split())
    found = f"tests/stores/test_stores.py::test_{store}"
    session.run("pytest", "-q", "-rs", "-W", "ignore", found, env={"FAKEEMBED_STORE": store})


@nox.session(python=RUNNING)
def time(session: nox.Session) -> None:
    """Virtual time beside all that has clocks, loops or timers of its own, each comparison many times."""
    others = "anyio backoff freezegun gevent looptime pytest-asyncio pytest-timeout stamina tenacity time-machine trio uvloop"
    session.install("-q", "-e", ".[test]", *others.split())
    unwanted = ["asyncio", "looptime_plugin", "looptime_chronometers", "looptime_timeproxies"]  # but in sessions within tests
    options = [option for name in unwanted for option in ("-p", f"no:{name}")]
    session.run("pytest", "-q", "-n", "2", *options, *session.posargs, "tests/virtual_time", env={"FAKEEMBED_ROUNDS": "20"})


@nox.session(python=RUNNING)
def newcomer(session: nox.Session) -> None:
    """An hour with the README and the page *Start*, in an empty folder with nothing but the wheel and the published client."""
    session.install("-q", f"{_wheel()}[server]", "twelvelabs", "requests")
    empty = Path(session.create_tmp(), "empty")
    shutil.rmtree(empty, ignore_errors=True)
    for folder in ("docs", "tests"):
        (empty / folder).mkdir(parents=True)
    typed = [HERE / "README.md", HERE / "docs/start.md", HERE / "docs/replace-your-mocks.md", HERE / "docs/which-day.md"]
    for page in typed:
        for number, example in enumerate(re.findall(r"^```python\n(.*?)^```$", page.read_text("utf-8"), re.DOTALL | re.MULTILINE)):
            (empty / f"test_{page.stem.replace('-', '_').lower()}_{number}.py").write_text(example, "utf-8")
    shutil.copy(HERE / "docs/start.md", empty / "docs")
    shutil.copy(HERE / "tests/test_start_page.py", empty / "tests")
    (empty / "pytest.ini").write_text("[pytest]\nmarkers = once\n", "utf-8")
    with session.chdir(empty):
        session.run("pytest", "-q", "-W", "error")
        session.run("fakeembed", "verify")


@nox.session(python=RUNNING)
@nox.parametrize("package", ["agno", "haystack", "langflow", "pixeltable"])
def published(session: nox.Session, package: str) -> None:
    """A published package that uses the service, with the wheel; where it ships tests of its own, those."""
    haystack = "twelvelabs-haystack==2.0.0"
    needed = {
        "agno": ["agno", "twelvelabs"],
        "haystack": [haystack, "pytest-asyncio"],
        "langflow": ["lfx-bundles[twelvelabs]"],
        "pixeltable": ["pixeltable", "twelvelabs"],
    }
    session.install("-q", "pip", _wheel(), *needed[package])
    folder = Path(session.create_tmp(), package)
    shutil.rmtree(folder, ignore_errors=True)
    tests = folder / "tests"
    tests.mkdir(parents=True)
    if package == "haystack":
        sources = ["--no-deps", "--no-binary", ":all:", "-d", str(folder), haystack]
        session.run("python", "-m", "pip", "download", "-q", *sources)
        shutil.unpack_archive(next(folder.glob("*.tar.gz")), folder)
        tests = next(folder.glob("*/tests"))
        shutil.copy(HERE / "tests" / "published" / "for_haystack.py", tests / "conftest.py")
    else:
        shutil.copy(HERE / "tests" / "published" / f"test_{package}.py", tests)
    with session.chdir(tests.parent):
        env = {"PIXELTABLE_HOME": str(folder / "home"), "LANGFLOW_RESTRICT_LOCAL_FILE_ACCESS": "false"}
        options = ["-q", "-W", "ignore", "-p", "no:cacheprovider"]  # what other packages warn of is theirs
        session.run("python", "-m", "pytest", *options, "tests", env=env)


def _wheel() -> str:
    return str(next(BUILT.glob("*.whl")))


def _oldest() -> list[str]:
    """The oldest version of each library that is allowed, as constraints: by the wheel, else by what is installed."""
    from packaging.requirements import Requirement

    extras = ("", "openapi", "redis", "server")
    found = next(iter(distributions(name="fakeembed", path=[*map(str, BUILT.glob("*.whl")), *sys.path])))
    needed = [Requirement(line) for line in found.requires or ()]
    used = [one for one in needed if one.marker is None or any(one.marker.evaluate({"extra": extra}) for extra in extras)]
    return [f"{one.name}{str(one.specifier).replace('>=', '==')}" for one in used if one.specifier]
