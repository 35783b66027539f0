"""Rows are embedded whatever the rate limit is, and only once each."""

from __future__ import annotations

import pytest
import requests
from tables import RateLimited, Table


@pytest.fixture
def table(fake_embed):
    return Table(RateLimited("any"))


def test_rows_have_vectors(table):
    table.insert("a dog", "a cat")

    assert [len(row["embedding"]) for row in table.rows] == [512, 512]


def test_a_quota_makes_it_slower_and_loses_nothing(table, fake_embed):
    fake_embed.rate_limit(2, per="1minute")

    table.insert(*(f"row {number}" for number in range(6)))

    assert len(table.rows) == 6
    assert fake_embed.clock.slept >= 120
    fake_embed.assert_conduct()


def test_what_is_left_is_known(table, fake_embed):
    fake_embed.rate_limit(10, per="1hour")

    table.insert("one", "two", "three")

    assert table._column.left == 7


def test_another_error_is_not_waited_for(table, fake_embed):
    fake_embed.fail_next(401)

    with pytest.raises(requests.HTTPError, match="401"):
        table.insert("a dog")
    assert fake_embed.clock.slept == 0


def test_it_gives_up(table, fake_embed):
    fake_embed.rate_limit(retry_after=1, times=5)

    with pytest.raises(TimeoutError, match="refused 5 times"):
        table.insert("a dog")
