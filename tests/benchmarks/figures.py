"""The figures of the documentation: `docs/figures.json` has each with its page and with what measures or decides it.

`python tests/benchmarks/overhead.py --write` measures its rows anew and writes them there and into the page; the others are entered
by hand, with the source that prints them. `tests/test_figures.py` holds pages and file together. The tables of `docs/vectors.md`
name their benchmark themselves and are left out.
"""

from __future__ import annotations

import json
from pathlib import Path

ROOT = Path(__file__).parents[2]
FILE = ROOT / "docs" / "figures.json"


def write(page: str, source: str, texts: list[str], *, root: Path = ROOT) -> None:
    """Put what `source` has measured in the place of what it measured before, in the file and, line by line, in the page."""
    file = root / FILE.relative_to(ROOT)
    figures = json.loads(file.read_text("utf-8"))
    before = [figure["text"] for figure in figures[page] if figure["source"] == source]
    figures[page] = [figure for figure in figures[page] if figure["source"] != source]
    figures[page] += [{"text": text, "source": source} for text in texts]
    old, text = "\n".join(before), (root / page).read_text("utf-8")
    if text.count(old) != 1:
        raise ValueError(f"{page} has not, in one piece, what {source} measured before")
    (root / page).write_text(text.replace(old, "\n".join(texts)), "utf-8")
    file.write_text(json.dumps(figures, indent=2, ensure_ascii=False) + "\n", "utf-8")
