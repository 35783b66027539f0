"""The documentation site: Sphinx with MyST and furo, because all three are released and maintained, and MkDocs 1 no longer is.

`sphinx-build -W docs docs/_build` builds it; the page of evidence is written from the contracts each time.
"""

from __future__ import annotations

from collections import Counter
from importlib.metadata import version as installed
from pathlib import Path

from fakeembed.drift import suite
from fakeembed.drift.verification.behaviours import behaviours

project = "fakeembed"
author = "the fakeembed developers"
release = version = installed("fakeembed")
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
exclude_patterns = ["_build"]
html_theme = "furo"
html_theme_options = {"light_css_variables": {"code-font-size": "72%"}}  # a line of a hundred characters fits
html_show_copyright = False
html_title = f"fakeembed {release}"
myst_heading_anchors = 3
autoclass_content = "both"  # the arguments of a constructor stand in its docstring
add_module_names = False
autodoc_member_order = "bysource"
default_role = "code"  # what docstrings put between back-ticks
autodoc_typehints = "description"
autodoc_typehints_description_target = "documented"
napoleon_numpy_docstring = False
nitpicky = False

EVIDENCE = Path(__file__).with_name("evidence.md")


def evidence() -> str:
    """A page with every case of every contract and how its expectation is known."""
    lines = [
        "# Evidence",
        "",
        "What the contracts expect of each operation, and how it is known: *recorded* (the live service was seen to answer so),",
        "*documented* (its pages say so) or *decided* (not public; `contracts/README.md` has the reason of each number).",
        "",
    ]
    counted = Counter(case.evidence.kind for case in suite.cases())
    counted.update(behaviour.expectation.evidence for behaviour in behaviours())
    lines += ["| recorded | documented | decided |", "| ---: | ---: | ---: |"]
    lines += ["| " + " | ".join(str(counted[kind]) for kind in suite.KINDS) + " |", ""]
    for contract in suite.contracts():
        lines += [f"## {contract.name}", "", f"`{contract.operation}`: {contract.summary}", ""]
        lines += ["| case | status | evidence |", "| --- | --- | --- |"]
        lines += [
            f"| {_cell(case.description)} | {case.status} | {case.evidence.kind}: {_cell(case.evidence.source)} |"
            for case in contract.cases
        ]
        lines.append("")
    lines += ["## Behaviours", "", "What takes several questions.", ""]
    lines += ["| behaviour | operation | evidence |", "| --- | --- | --- |"]
    for behaviour in behaviours():
        known = behaviour.expectation
        lines.append(f"| {_cell(known.case)} | `{known.operation}` | {known.evidence}: {_cell(known.source)} |")
    return "\n".join([*lines, ""])


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


EVIDENCE.write_text(evidence(), encoding="utf-8")
