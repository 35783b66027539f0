"""Every case of every document: one question, one answer."""

from __future__ import annotations

import pytest

from fakeembed.drift import suite
from fakeembed.drift.verification import engine


@pytest.mark.parametrize("case", suite.cases(), ids=lambda case: case.name)
def test_the_service_keeps_its_contract(case, service, settle):
    """Status, headers, shape and wording are those that the document names."""
    settle(engine.run_contract(case, service))
