"""How the refusals of the asset operations are worded."""

from __future__ import annotations

import re

MIB = 1024 * 1024


def invalid(parameter, reason):
    """The usual form of a message."""
    return f"The {parameter} parameter is invalid. {reason}"


def missing(parameter):
    """The documented form of a message."""
    return f"The {parameter} parameter is required but was not provided."


PAGES = [
    ("page=0", invalid("page", "page should be 1 or greater")),
    ("page=x", invalid("page", "page should be 1 or greater")),
    ("page_limit=-1", invalid("page_limit", "page_limit should be between 1 and 50")),
    ("page_limit=51", invalid("page_limit", "page_limit should be between 1 and 50")),
]
"""What no list takes."""


def assert_refused(answer, message, *, code="parameter_invalid", status=400):
    """A refusal is exactly a code and a message."""
    assert answer.json() == {"code": code, "message": message}
    assert answer.status == status


def tables_of(module):
    """The tables of rules that a module has, by their names."""
    return {name: table for name, table in vars(module).items() if name.endswith("_RULES") and name.isupper()}


def rules_of(tables):
    """The rules of all tables, each once."""
    return {rule.name: rule for table in tables.values() for rule in table}.values()


def says_one_of(rule, messages):
    """Whether one of the messages is the one of a rule, whatever the rule fills in."""
    pattern = re.compile(".+".join(re.escape(part) for part in re.split(r"\{[^}]*\}", rule.message)))
    return any(pattern.fullmatch(message) for message in messages)
