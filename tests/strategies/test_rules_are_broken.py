"""Every rule of the fake is broken by some generated request, or is listed here with the reason why not."""

from __future__ import annotations

import pkgutil
from importlib import import_module

import pytest
from hypothesis import HealthCheck, given, settings

from fakeembed import FakeEmbed, _core
from fakeembed._core.rules import Refusal
from fakeembed._core.v2.inputs import Mode
from fakeembed._wire.app import App
from fakeembed.strategies.embed import embed_operation
from fakeembed.strategies.histories import late_operation
from fakeembed.strategies.invalid_v2 import v2_operation
from fakeembed.strategies.operations import catalogue
from fakeembed.strategies.tasks import task_operation

NOT_BROKEN = {
    "asset_is_processed": "needs an asset of more than 200 MB before July 2026; tests/core/v2/test_sources.py has it",
    "base64_is_small_enough": "needs 48 MB of base64 in one request; tests/v2 has it",
    "rate_limit_is_kept": "is about how many requests came before; tests/test_faults.py has it",
}
"""Rules that no generated request breaks, and why."""


def rules_in(value, seen):
    """Every rule in a value: itself, or in its items."""
    if isinstance(value, Refusal):
        seen[id(value)] = value
    elif isinstance(value, dict):
        rules_in(tuple(value.values()), seen)
    elif isinstance(value, tuple):
        for item in value:
            rules_in(item, seen)


def every_rule():
    """Every rule of the fake by identity."""
    seen = {}
    for module in pkgutil.walk_packages(_core.__path__, "fakeembed._core."):
        for value in vars(import_module(module.name)).values():
            rules_in(value, seen)
    return seen


OPERATIONS = [
    *((None, operation) for operation in catalogue()),
    (None, late_operation()),
    ("2024-06-01", embed_operation(api_date="2024-06-01", version="v1.2")),
    ("2024-06-01", task_operation(api_date="2024-06-01", version="v1.2")),
    ("2025-07-15", embed_operation(api_date="2025-07-15")),
    ("2025-07-15", task_operation(api_date="2025-07-15")),
    ("2026-07-09", v2_operation(Mode.SYNC, "2026-07-09")),
]
"""Those of today, and of days on which there were rules that are gone."""


def broken_by(day, operation, one):
    """The rules that the fake gives as its reasons, by identity, for requests that break one in one way."""
    found = set()
    refused = App._refused

    def noted(self, reason, request, route):
        found.add(id(reason.refusal))
        return refused(self, reason, request, route)

    @settings(max_examples=3, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(operation.breaking(one))
    def run(case):
        fake = FakeEmbed(api_date=day)
        fake.app(case.settled(fake).request.encoded())

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(App, "_refused", noted)
        run()
    return found


@pytest.mark.once  # hundreds of properties, and none of them depends on the Python
def test_every_rule_is_broken_by_a_generated_request():
    """A rule that nothing breaks is tested by nobody who uses the strategies; and each row breaks the rule that it names."""
    rules, broken = every_rule(), set()

    for day, operation in OPERATIONS:
        for one in operation.table:
            found = broken_by(day, operation, one)
            assert found == {id(one.rule)}, (operation, one.rule.name, [rules[identity].name for identity in found])
            broken |= found

    missed = {rule.name for identity, rule in rules.items() if identity not in broken}
    print(f"{len(broken)} of {len(rules)} rules are broken")
    assert missed == set(NOT_BROKEN)
