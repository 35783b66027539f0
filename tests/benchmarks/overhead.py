"""What the fake costs a test, as ratios within one run: `python tests/benchmarks/overhead.py`.

Each row times two things in turn, many rounds, and prints the median of each and of the ratios round by round, all in time of this
process on the processor, so that a busy machine changes little. Nothing here is asserted: a number is for people, a test is for
facts.
"""

from __future__ import annotations

import gc
import statistics
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import figures
import httpx
import respx

from fakeembed import FakeEmbed
from fakeembed.transports.httpx import transport

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

API = "https://api.twelvelabs.io/v1.3"
KEY = {"x-api-key": "any"}
FORM = {"model_name": (None, "marengo3.0"), "video_url": (None, "https://example.com/dog.mp4")}


class Row(NamedTuple):
    """One line of the table."""

    what: str
    ours: float
    base: float
    ratio: float
    goal: str


def compared(  # noqa: PLR0913 - all but the two functions are settings
    what: str, ours: Callable[[], object], base: Callable[[], object], *, goal: str, times: int = 200, rounds: int = 25
) -> Row:
    """Time two things in turn."""
    pairs = []
    for function in (ours, base):
        _timed(function, times)  # warm
    for number in range(rounds):
        order = [ours, base] if number % 2 else [base, ours]
        seconds = {function: _timed(function, times) for function in order}
        pairs.append((seconds[ours] / times, seconds[base] / times))
    mine, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
    return Row(what, mine, theirs, statistics.median(one / other for one, other in pairs), goal)


def _timed(function: Callable[[], object], times: int) -> float:
    gc.collect()
    gc.disable()
    started = time.process_time()
    for _ in range(times):
        function()
    spent = time.process_time() - started
    gc.enable()
    return spent


@contextmanager
def installed() -> Iterator[Callable[[], object]]:
    """A status poll through the installed fake, by a client that was made before."""
    with httpx.Client(headers=KEY) as client, FakeEmbed(processing_seconds=0):
        url = f"{API}/embed/tasks/{client.post(f'{API}/embed/tasks', files=FORM).json()['_id']}/status"
        yield partial(client.get, url)


@contextmanager
def static_respx(body: bytes) -> Iterator[Callable[[], object]]:
    """The same through one static respx route."""
    url = f"{API}/embed/tasks/6a9615800c93a4aeba000001/status"
    with httpx.Client(headers=KEY) as client, respx.mock:
        respx.get(url).respond(content=body, headers={"content-type": "application/json"})
        yield partial(client.get, url)


def status_polls() -> Iterator[Row]:
    """Installed against respx, injected against MockTransport."""
    with ExitStack() as stack:
        ours = stack.enter_context(installed())
        body = ours().content  # type: ignore[attr-defined]
    # One after the other: both patch httpx, and each must be measured alone.
    pairs = []
    for _ in range(25):
        with installed() as ours:
            _timed(ours, 20)
            mine = _timed(ours, 200) / 200
        with static_respx(body) as base:
            _timed(base, 20)
            pairs.append((mine, _timed(base, 200) / 200))
    mine, theirs = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(one / other for one, other in pairs)
    yield Row(
        "status poll through the installed fake / one static respx route (the rest is httpx's own code)",
        mine,
        theirs,
        ratio,
        "1.3 or less",
    )

    def static(request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=body, headers={"content-type": "application/json"}, request=request)

    fake = FakeEmbed(processing_seconds=0)
    with (
        httpx.Client(headers=KEY, transport=transport(fake)) as client,
        httpx.Client(headers=KEY, transport=httpx.MockTransport(static)) as other,
    ):
        url = f"{API}/embed/tasks/{client.post(f'{API}/embed/tasks', files=FORM).json()['_id']}/status"
        what = "status poll through the injected transport / a static `MockTransport`"
        yield compared(what, partial(client.get, url), partial(other.get, url), goal="2 or less")


def fixtures() -> Iterator[Row]:
    """Set-up and tear-down."""

    def fake() -> None:
        with FakeEmbed():
            pass

    def bare() -> None:
        with respx.mock:
            pass

    yield compared("set-up and tear-down / a bare `respx.mock`", fake, bare, goal="1.5 or less", times=100)


def whole_tests() -> Iterator[Row]:
    """A test that makes its client inside: loading certificates is most of it."""

    def ours() -> None:
        with FakeEmbed(), httpx.Client(headers=KEY) as client:
            client.get(f"{API}/embed/tasks")

    def base() -> None:
        with respx.mock, httpx.Client(headers=KEY) as client:
            respx.get(f"{API}/embed/tasks").respond(json={})
            client.get(f"{API}/embed/tasks")

    yield compared(
        "a whole test with a client made inside / the same with respx", ours, base, goal="less than 1", times=10, rounds=10
    )


def plugin() -> Iterator[Row]:
    """What loading the plugin adds to a pytest session that never uses it, beside what loading httpx would add."""

    def seconds(module: str) -> float:
        code = f"import pytest, time; t = time.perf_counter(); import {module}; print(time.perf_counter() - t)"
        runs = (subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True) for _ in range(9))
        return statistics.median(float(run.stdout) for run in runs)

    ours, base = seconds("fakeembed.pytest_plugin"), seconds("httpx")
    yield Row("import of the plugin in an empty session / import of httpx", ours, base, ours / base, "under 15 ms")


def main() -> None:
    """Print the table; with `--write` put its rows into the documentation."""
    print("| what | ours | base | ratio | goal |\n| --- | ---: | ---: | ---: | --- |")
    lines = []
    for rows in (status_polls, fixtures, whole_tests, plugin):
        for row in rows():
            lines.append(f"| {row.what} | {1000 * row.ours:.3f} ms | {1000 * row.base:.3f} ms | {row.ratio:.2f} |")
            print(f"{lines[-1]} {row.goal} |", flush=True)
    if "--write" in sys.argv:
        figures.write("docs/how-it-is-built.md", "tests/benchmarks/overhead.py", lines)


if __name__ == "__main__":
    main()
