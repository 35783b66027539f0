"""The table of docs/time.md says what is tested here, row by row, and nothing else."""

from __future__ import annotations

import ast
from pathlib import Path

HERE = Path(__file__).parent
PAGE = HERE.parent.parent / "docs" / "time.md"


def documented():
    """The rows of the page: each idiom, and whether it is free or real."""
    section = PAGE.read_text("utf-8").partition("## Ways to wait")[2].partition("\n## ")[0]
    cells = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("| ")]
    return {idiom.replace("`", ""): costs.partition(":")[0] for idiom, costs in cells if costs not in ("costs", "---")}


def constants(nodes):
    """The values of literals."""
    return [ast.literal_eval(node) for node in nodes]


def rows_of_tests():
    """The idioms of all tests, from the tables in their modules and from their marker `row`."""
    rows = {}
    for path in HERE.glob("test_*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id in ("IDIOMS", "REAL"):
                kind = "free" if node.targets[0].id == "IDIOMS" else "real"
                rows |= dict.fromkeys(constants(node.value.keys), kind)
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "row":
                idiom, kind = [*constants(node.args), "free"][:2]
                rows[idiom] = kind
    return rows


def test_each_row_of_the_page_is_a_test():
    assert documented() == rows_of_tests()


def test_few_rows_are_real():
    rows = documented()

    assert len(rows) >= 45
    assert list(rows.values()).count("real") <= 8
