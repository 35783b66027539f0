"""Every rule of the fake is broken by some generated request, or is listed here with the reason why not."""

from __future__ import annotations

import pkgutil
from importlib import import_module

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from fakeembed import FakeEmbed, _core, strategies
from fakeembed._core.rules import Rule
from fakeembed._wire.app import App

NOT_BROKEN = {
    "base64_is_small_enough": "needs 48 MB of base64 in one request; tests/v2 has it",
}
"""Rules that no generated request breaks, and why."""


def rules_in(value, seen):
    """Every rule in a value: itself, or in its items."""
    if isinstance(value, Rule):
        seen[id(value)] = value
    elif isinstance(value, dict):
        rules_in(tuple(value.values()), seen)
    elif isinstance(value, tuple):
        for item in value:
            rules_in(item, seen)


def every_rule():
    """Every rule of the fake by identity."""
    seen = {}
    for module in pkgutil.iter_modules(_core.__path__):
        for value in vars(import_module(f"fakeembed._core.{module.name}")).values():
            rules_in(value, seen)
    return seen


OLD = {
    name: [{"api_date": day, "version": version} for version, day in days]
    for name, days in {
        "embed": [("v1.2", "2024-06-01"), ("v1.3", "2025-07-15")],
        "create_task": [("v1.2", "2024-06-01"), ("v1.3", "2025-07-15")],
    }.items()
}
CASES = st.one_of(
    strategies.invalid_requests().map(lambda case: (None, case)),
    strategies.invalid_histories().map(lambda case: (None, case)),
    *(
        getattr(strategies, f"invalid_{name}_requests")(**of_old).map(lambda case, day=of_old["api_date"]: (day, case))
        for name, days in OLD.items()
        for of_old in days
    ),
    strategies.invalid_v2_requests(api_date="2026-07-01").map(lambda case: ("2026-07-01", case)),
)


@pytest.fixture
def broken(monkeypatch):
    """The rules that were given as the reason of a refusal, by identity."""
    found = set()
    refused = App._refused

    def noted(self, refusal, request, row):
        found.add(id(refusal.rule))
        return refused(self, refusal, request, row)

    monkeypatch.setattr(App, "_refused", noted)
    return found


def test_every_rule_is_broken_by_a_generated_request(broken):
    """A rule that nothing breaks is not tested by anybody who uses the strategies."""
    rules = every_rule()
    allowed = {rule.name for rule in rules.values()} & set(NOT_BROKEN)

    @seed(1)
    @settings(max_examples=3000, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(CASES)
    def run(pair):
        day, case = pair
        fake = FakeEmbed(api_date=day)
        fake.app(case.settled(fake).request.encoded())

    run()

    missed = sorted(
        f"{rule.name}: {rule.message}" for identity, rule in rules.items() if identity not in broken and rule.name not in NOT_BROKEN
    )
    assert missed == []
    assert allowed == set(NOT_BROKEN)
    assert {rules[identity].name for identity in broken} & set(NOT_BROKEN) == set()
