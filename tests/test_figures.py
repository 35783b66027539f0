"""Every measured figure of the README and the documentation has a source, and pages say what the file of figures says."""

from __future__ import annotations

import json
import re
import runpy
import sys
from importlib.metadata import distribution, version
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).parent.parent
write = runpy.run_path(str(Path(__file__).parent / "benchmarks" / "figures.py"))["write"]
FIGURES = json.loads(ROOT.joinpath("docs", "figures.json").read_text("utf-8"))
STATED = [(page, figure["text"], figure["source"]) for page, stated in FIGURES.items() for figure in stated]
PAGES = ["README.md", *(f"docs/{path.name}" for path in sorted(ROOT.glob("docs/*.md")) if path.name != "evidence.md")]
MEASURED = re.compile(r"\d ?(?:ms|us|kB|MB|GB|%)(?!\w)|\d+ of \d+\b")
"""A number with a unit in which things are measured, or a share; seconds are mostly settings and limits."""


def prose(page):
    """The text of a page without its code."""
    return re.sub(r"```.*?```|`[^`\n]*`", "", (ROOT / page).read_text("utf-8"), flags=re.DOTALL)


@pytest.mark.parametrize(("page", "text", "source"), STATED)
def test_a_figure_stands_on_its_page_and_its_source_is_there(page, text, source):
    assert text in (ROOT / page).read_text("utf-8").replace("\n", " ")
    if (ROOT / "fakeembed").is_dir():  # beside an installed wheel the package and its contracts lie elsewhere
        assert (ROOT / source).is_file()


@pytest.mark.parametrize("page", PAGES)
def test_no_figure_is_without_its_source(page):
    text = prose(page).replace("\n", " ")
    for figure in FIGURES.get(page, ()):
        text = text.replace(re.sub(r"`[^`]*`", "", figure["text"]), "")

    assert [text[max(0, found.start() - 60) : found.end()] for found in MEASURED.finditer(text)] == []


@pytest.mark.skipif(sys.platform != "linux" or version("av")[:4] != "18.1", reason="the figure is that of PyAV 18.1 for Linux")
def test_pyav_weighs_what_the_pages_say():
    """As it comes; what an installer compiles is left out."""
    files = [file.locate() for file in distribution("av").files if file.suffix != ".pyc"]
    weight = sum(file.stat().st_size for file in files if file.is_file())

    assert round(weight / 1e6) == 106


def test_a_benchmark_writes_its_rows_into_the_file_and_the_page(tmp_path):
    (tmp_path / "docs").mkdir()
    page, file = tmp_path / "docs" / "page.md", tmp_path / "docs" / "figures.json"
    page.write_text("before\n| one | 1.00 |\n| two | 2.00 |\nafter\n", "utf-8")
    other = {"text": "after", "source": "other.py"}
    mine = [{"text": text, "source": "mine.py"} for text in ("| one | 1.00 |", "| two | 2.00 |")]
    file.write_text(json.dumps({"docs/page.md": [*mine, other]}), "utf-8")

    write("docs/page.md", "mine.py", ["| one | 1.50 |"], root=tmp_path)

    assert page.read_text("utf-8") == "before\n| one | 1.50 |\nafter\n"
    assert json.loads(file.read_text("utf-8")) == {"docs/page.md": [other, {"text": "| one | 1.50 |", "source": "mine.py"}]}
    with pytest.raises(ValueError, match=r"docs/page\.md has not, in one piece, what other\.py measured before"):
        page.write_text("nothing\n", "utf-8") and write("docs/page.md", "other.py", [], root=tmp_path)
