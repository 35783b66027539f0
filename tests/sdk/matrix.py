"""How a published client tells its stories against the fake, in a process of its own, and the table that says what was told."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import clients

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

STORIES = {"0.1": "v0_2", "0.2": "v0_2", "0.3": "v0_4", "0.4": "v0_4", "1": "v1"}
"""The story of a client with embed v1, by the beginning of its version: a file in `stories/`."""

FIRST_OF_V2 = clients.VERSIONS.index("1.1.0")
ASSETS = ("1.1.0", "1.2.0", "1.2.8", "1.3.0", clients.VERSIONS[-1])
"""Who tells of assets: the first one that knows them, those with which something about them changed, and the newest."""

STEPS = {
    "test_embeds_a_video_at_a_url": "URL task",
    "test_embeds_a_video_in_a_file": "file task",
    "test_reads_the_status": "status",
    "test_waits_until_a_task_is_done": "wait",
    "test_hears_that_a_task_failed": "failed",
    "test_retrieves_the_embeddings": "retrieve",
    "test_retrieves_one_option": "option",
    "test_lists_tasks": "list",
    "test_turns_pages": "pages",
    "test_embeds_a_text": "text",
    "test_embeds_an_image": "image",
    "test_embeds_audio": "audio",
    "test_is_told_of_a_bad_request": "400",
    "test_is_told_of_a_bad_key": "401",
    "test_is_told_of_an_unknown_task": "404",
    "test_is_told_to_slow_down": "429",
    "test_is_told_of_a_broken_service": "500",
    "test_rides_out_a_passing_error": "retry",
    "test_works_in_async_code": "async",
}
"""The columns of the table: what a test of a story is called, and the heading of its column.

A new step is a test in the stories of the clients that can take it, and one line here.
"""

DONE, NO_SUCH_METHOD = "✓", "-"
BEGIN, END = "<!-- client matrix: begin -->", "<!-- client matrix: end -->"


@dataclass(frozen=True)
class Report:
    """How one client told its story.

    Attributes:
        version: What the process that told it imported.
        file: From where it was imported.
        outcomes: `passed`, `skipped` or `failed`, by step and by the day of the service.
        output: What pytest wrote.
    """

    version: str
    file: str
    outcomes: Mapping[tuple[str, str], str]
    output: str = ""

    @property
    def days(self) -> list[str]:
        """The days of the service, in the order in which it was met."""
        return list(dict.fromkeys(day for _, day in self.outcomes))

    def row(self) -> str:
        """The client's row of the table: every cell a step that was told on every day, or that the client has no method for.

        Raises:
            ValueError: For an outcome that a table should not hide.
        """
        unknown = {step for step, _ in self.outcomes} - STEPS.keys()
        if unknown or not self.outcomes:
            what = f"{sorted(unknown)} has no column" if unknown else "nothing was told"
            msg = f"{self.version}: {what}\n{self.output}"
            raise ValueError(msg)
        return _line([self.version, ", ".join(self.days), *(self._cell(step) for step in STEPS)])

    def _cell(self, step: str) -> str:
        told = {self.outcomes.get((step, day), "skipped") for day in self.days}
        if told not in ({"passed"}, {"skipped"}):
            msg = f"{self.version} did not get through {step}: {', '.join(sorted(told))}\n{self.output}"
            raise ValueError(msg)
        return DONE if told == {"passed"} else NO_SUCH_METHOD


def stories(client: str) -> list[str]:
    """What a client can tell of: embed v1, embed v2, assets."""
    found = [next(story for series, story in STORIES.items() if client.startswith(f"{series}."))]
    found += ["v2"] if clients.VERSIONS.index(client) >= FIRST_OF_V2 else []
    return found + (["assets"] if client in ASSETS else [])


def told(client: str, *stories: str, where: Path, folders: Sequence[Path]) -> dict[str, Report]:
    """Let a client, imported from `folders`, tell stories, one after the other, in the folder `where`, which holds its media."""
    results = where / f"{client}.xml"
    results.unlink(missing_ok=True)
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "TWELVE"))}
    path = [*map(str, folders), *filter(None, [os.environ.get("PYTHONPATH")])]
    files = [Path(__file__).parent / "stories" / f"{story}.py" for story in stories]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *files, f"--junit-xml={results}", "--tb=short"],
        cwd=where,
        env={**inherited, "PYTHONPATH": os.pathsep.join(path), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    if done.returncode not in {0, 1} or not results.is_file():
        msg = f"{client} told nothing:\n{done.stdout}\n{done.stderr}"
        raise ValueError(msg)
    return read(results, output=done.stdout[-5000:])


def read(results: Path, *, output: str = "") -> dict[str, Report]:
    """What a JUnit report of pytest says about each story."""
    suite = ET.parse(results).getroot().find("testsuite")
    if suite is None:
        msg = f"{results} reports no test suite"
        raise ValueError(msg)
    said = {each.get("name"): each.get("value", "") for each in suite.iterfind("properties/property")}
    found: dict[str, dict[tuple[str, str], str]] = {}
    for case in suite.iterfind("testcase"):
        outcomes = found.setdefault(case.get("classname", "").rpartition(".")[2], {})
        step, _, day = case.get("name", "").partition("[")
        bad = case.find("failure") is not None or case.find("error") is not None
        told = "failed" if bad else "skipped" if case.find("skipped") is not None else "passed"
        key = step, day.rstrip("]")
        outcomes[key] = "failed" if outcomes.get(key, told) != told else told
    return {story: Report(said.get("version", ""), said.get("file", ""), outcomes, output) for story, outcomes in found.items()}


def table(rows: Iterable[str]) -> str:
    """The table with those rows."""
    heads = ["twelvelabs", "service of", *STEPS.values()]
    return "\n".join([_line(heads), _line(["---"] * 2 + [":-:"] * len(STEPS)), *rows])


def rows(readme: str) -> list[str]:
    """The rows of the table between the two comments.

    Raises:
        ValueError: When there is no table of these steps.
    """
    _, begun, rest = readme.partition(BEGIN)
    inside, ended, _ = rest.partition(END)
    if not begun or not ended:
        msg = f"the page has no {BEGIN} ... {END}"
        raise ValueError(msg)
    return [line for line in inside.strip().splitlines() if line.startswith("|")][2:]


def with_row(readme: str, row: str) -> str:
    """The page with one row of its table replaced or added, in the order of the versions."""
    known = {_client(each): each for each in [*rows(readme), row]}
    before, _, rest = readme.partition(BEGIN)
    after = rest.partition(END)[2]
    ordered = [known[version] for version in clients.VERSIONS if version in known]
    return f"{before}{BEGIN}\n{table(ordered)}\n{END}{after}"


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _client(row: str) -> str:
    return row.split("|")[1].strip()
