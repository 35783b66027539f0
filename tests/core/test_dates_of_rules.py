"""Nothing applies on a day before its evidence, unless a decision says so: every rule and every row of the editions, walked."""

from __future__ import annotations

import pkgutil
import re
from importlib import import_module

import pytest

from fakeembed import _core
from fakeembed._core.editions import EDITIONS
from fakeembed._core.rules import Refusal
from fakeembed.drift import suite

pytestmark = pytest.mark.once

FAMILIES = {"fakeembed._core.v2": "embed-v2", "fakeembed._core.assets": "assets"}
"""The API family of the rules in a folder; all others are of embed v1, or of every family."""

DAY = re.compile(r"\b20\d\d(?:-\d\d(?:-\d\d)?)?\b")
DECISION = re.compile(r"\bD\d+\b")


def refusals():
    """Every refusal of the fake with the module that has it, each once."""
    found = {}
    for module in pkgutil.walk_packages(_core.__path__, "fakeembed._core."):
        for value in vars(import_module(module.name)).values():
            for one in _flat(value):
                found.setdefault(id(one), (module.name, one))
    return list(found.values())


def _flat(value):
    if isinstance(value, Refusal):
        yield value
    elif isinstance(value, tuple | list | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _flat(item)


def first_days(module, refusal):
    """The first day of its family, and the first one on which a refusal is looked at."""
    family = next((name for folder, name in FAMILIES.items() if module.startswith(folder)), "embed")
    rows = sorted((row for row in EDITIONS if family in row.families), key=lambda row: row.since)
    return rows[0].since, next(row.since for row in rows if refusal.applies is None or refusal.applies(row))


def latest(source):
    """The last day of the latest date in a source: of "2026-06" the last of June, of "2025" that of the year."""
    return max(day + {4: "-12-31", 7: "-31", 10: ""}[len(day)] for day in DAY.findall(source))


EXPLAINED = set(re.findall(r"^\| (D\d+) \|", (suite.root() / "README.md").read_text("utf-8"), re.MULTILINE))


@pytest.mark.parametrize(("module", "refusal"), refusals(), ids=lambda value: getattr(value, "name", ""))
def test_a_rule_holds_from_its_evidence_on_or_names_the_decision(module, refusal):
    """A fake that refuses on a past day what nobody saw refused then is surer than anybody can be."""
    _, first = first_days(module, refusal)
    decisions = set(DECISION.findall(refusal.evidence.source))

    assert decisions <= EXPLAINED
    assert decisions or latest(refusal.evidence.source) <= first, f"{refusal.name} holds from {first} on"


@pytest.mark.parametrize("row", EDITIONS, ids=lambda row: f"{row.version} {row.since}")
def test_a_row_begins_with_its_evidence_or_names_the_decision(row):
    """The same for defaults, shapes and headers, which change with the rows."""
    decisions = set(DECISION.findall(row.evidence.source))

    assert decisions <= EXPLAINED
    assert decisions or latest(row.evidence.source) <= row.since


def test_the_rules_that_began_after_their_operation():
    """Each with its first day; a rule that is not here is looked at from the first day of its operation on."""
    later = {}
    for module, refusal in refusals():
        family, first = first_days(module, refusal)
        if first > family:
            later.setdefault(first, set()).add(refusal.name)

    assert {day: names for day, names in later.items() if day != "2026-08-31"} == {
        "2026-03-27": {
            "sources_are_given",
            "text_or_sources_are_given",
            "sources_are_not_too_many",
            "media_types_are_known",
            "names_are_unique",
            "references_have_sources",
        },
        "2026-03-30": {"model_is_still_supported"},
        "2026-05-22": {"user_metadata_is_an_object", "user_metadata_values_are_plain"},
        "2026-07-07": {"asset_is_not_processing"},
    }
    assert len(later["2026-08-31"]) == 30  # marengo3.5 and its documents
