"""What the tests of the refusals of assets and uploads share."""

from __future__ import annotations

MIB = 1024 * 1024

PAGES = {
    "page=0": "page_is_in_range",
    "page=x": "page_is_in_range",
    "page_limit=-1": "page_limit_is_in_range",
    "page_limit=51": "page_limit_is_in_range",
}
"""What no list takes, and the rule that refuses it."""


def assert_refused(answer, says=""):
    """A refusal is exactly a code and a message, which ends with what a value of the request decides."""
    assert (answer.status, list(answer.json())) == (400, ["code", "message"])
    assert answer.message.endswith(says)


def tables_of(module):
    """The tables of rules that a module has, by their names."""
    return {name: table for name, table in vars(module).items() if name.endswith("_RULES") and name.isupper()}


def rules_of(tables):
    """The names of the rules of all tables."""
    return {rule.name for table in tables.values() for rule in table}
