"""The pytest plugin: a fixture and its marker. Nothing of the fake is imported before a test asks for it."""

from __future__ import annotations

import sys
from importlib.machinery import PathFinder
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence
    from importlib.machinery import ModuleSpec
    from types import ModuleType

    from fakeembed import FakeEmbed
    from fakeembed.serving.in_thread import FakeEmbedServer


def pytest_addoption(parser: pytest.Parser) -> None:
    """Choose what the contract tests are held against."""
    group = parser.getgroup("fakeembed")
    group.addoption(
        "--fakeembed-target",
        default="fake",
        metavar="fake|live|URL",
        help="what the contracts of fakeembed are held against: a fake in this process (default), the live service, or a URL",
    )
    group.addoption(
        "--fakeembed-report",
        metavar="DIR",
        help="for each failing test that has a fake, write its page as one HTML file to this folder",
    )
    group.addoption("--fakeembed-yes", action="store_true", help="yes, ask the live service, which costs money")


def pytest_report_header(config: pytest.Config) -> str | None:
    """Name the target when somebody chose one."""
    target: str = config.getoption("--fakeembed-target")
    return None if target == "fake" else f"fakeembed: contracts are held against {target.rpartition('@')[2]}"


class _AsCompiled:
    """Finds the modules of this package, so that they are imported as they were compiled.

    pytest compiles every module of a package that has a plugin once more, to rewrite its assertions; there are none here. Where no
    byte code is kept, as in many containers, it would do so in each run, which takes longer than all that the fixtures do.
    """

    @staticmethod
    def find_spec(name: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> ModuleSpec | None:
        return PathFinder.find_spec(name, path, target) if name.startswith("fakeembed.") else None


def _take_out(finder: _AsCompiled) -> None:
    if finder in sys.meta_path:  # others may have changed it
        sys.meta_path.remove(finder)


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker, so that `--strict-markers` accepts it, and find our modules before pytest does."""
    finder = _AsCompiled()
    sys.meta_path.insert(0, finder)
    config.add_cleanup(lambda: _take_out(finder))
    config.addinivalue_line(
        "markers",
        "fake_embed(seed=0, api_date=None, api_keys=None, processing_seconds=10.0, fast_forward=True, clocks=True, "
        "dimension=None, errors='live', strict=False): arguments of FakeEmbed for this test's fixture.",
    )


@pytest.fixture
def fake_embed(request: pytest.FixtureRequest) -> Iterator[FakeEmbed]:
    """A fresh FakeEmbed, installed for this test; `@pytest.mark.fake_embed(...)` gives its arguments, the nearest marker first."""
    from fakeembed import FakeEmbed

    with FakeEmbed(**_arguments(request)) as fake:
        yield fake
        _forget_what_the_test_saw(fake)


@pytest.fixture
def fake_embed_server(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeEmbedServer]:
    """A fresh fake on a loopback port, for programs in any language: `.url` is where, `.fake` is what.

    `TWELVELABS_BASE_URL` is set for the test, in the form that the installed client wants. The marker is that of `fake_embed`. Its
    clock follows real time; `processing_seconds=0` or `.fake.clock.advance(10)` saves the wait for a task.
    """
    try:
        from fakeembed.serving.in_thread import BASE_URL, serving
    except ModuleNotFoundError as error:
        msg = f"fake_embed_server needs {error.name}; install it with: pip install 'fakeembed[server]'"
        raise pytest.UsageError(msg) from error
    from fakeembed.serving.served import ServedFake

    fake = ServedFake(**_arguments(request))
    with serving(fake) as server:
        monkeypatch.setenv(BASE_URL, server.base_url)
        yield server
    _forget_what_the_test_saw(fake)
    fake.assert_endpoints_known()
    fake.assert_faults_fired()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Tell of the loop that was stopped in a test that fails, and write the page of its fake while it is still there."""
    polling: Any = getattr((getattr(item, "funcargs", None) or {}).get("fake_embed"), "_polling", None)
    if polling is not None and call.excinfo is not None:
        polling.tell(call.excinfo.value)
    report = yield
    folder: str | None = item.config.getoption("--fakeembed-report")
    if folder is not None and report.failed:
        from fakeembed.fake.failure_report import write

        write(item, report, folder)
    return report


def _forget_what_the_test_saw(fake: FakeEmbed) -> None:
    """An UnknownEndpoint by which the test has just failed need not fail it once more: pytest keeps that error for debuggers."""
    error: BaseException | None = getattr(sys, "last_value", None)
    while error is not None:
        if error in fake.unknown:
            fake.unknown.clear()
        error = error.__cause__ or error.__context__


def _arguments(request: pytest.FixtureRequest) -> dict[str, Any]:
    arguments: dict[str, Any] = {}
    for marker in reversed(list(request.node.iter_markers("fake_embed"))):
        if marker.args:
            msg = f"the marker fake_embed takes keyword arguments only, not {marker.args!r}"
            raise pytest.UsageError(msg)
        arguments.update(marker.kwargs)
    return arguments
