"""State never leaks: from case to case, from fake to fake, from process to process."""

from __future__ import annotations

import httpcore
import httpx
import pytest
from twelvelabs import TwelveLabs

from fakeembed import AlreadyInstalled, FakeEmbed

API = "https://api.twelvelabs.io/v1.3"
KEY = {"x-api-key": "any"}
EARLY = httpx.Client(base_url=API, headers=KEY)  # made when nothing was installed


def create(client, url="https://example.com/dog.mp4"):
    """A task made without the vendor's library."""
    form = {"model_name": (None, "marengo3.0"), "video_url": (None, url)}
    return client.post("/embed/tasks", files=form).json()["_id"]


def total(client):
    """How many tasks the service lists."""
    return client.get("/embed/tasks").json()["page_info"]["total_results"]


@pytest.mark.parametrize("case", range(3))
def test_each_case_of_a_parametrized_test_starts_empty(fake_embed, case):
    """A fixture that leaks makes the second case see the task of the first."""
    assert total(EARLY) == 0

    create(EARLY)

    assert len(fake_embed.tasks) == 1


@pytest.fixture
def with_one_task(fake_embed):
    """A fixture that builds on the fixture."""
    return create(EARLY)


def test_a_nested_fixture_gets_the_same_fake(fake_embed, with_one_task):
    """One test, one account."""
    assert list(fake_embed.tasks) == [with_one_task]


def test_two_fakes_one_after_the_other_know_nothing_of_each_other():
    """Leaving the block ends the account."""
    with FakeEmbed() as first:
        create(EARLY)
    with FakeEmbed() as second:
        seen = total(EARLY)

    assert seen == 0
    assert (len(first.tasks), len(second.tasks)) == (1, 0)
    assert (len(first.requests), len(second.requests)) == (1, 1)


def test_a_second_fake_answers_inside_the_first_until_it_leaves():
    """The innermost block is what the reader of a test expects to count."""
    with FakeEmbed() as outer:
        create(EARLY)
        with FakeEmbed() as inner:
            inside = total(EARLY)
        outside = total(EARLY)

    assert (inside, outside) == (0, 1)
    assert (len(outer.requests), len(inner.requests)) == (2, 1)


def test_a_client_made_before_the_fake_is_answered_by_it(fake_embed):
    """Code under test often makes its client when it is imported."""
    assert EARLY.get("/embed/tasks").status_code == 200
    assert len(fake_embed.requests) == 1


def test_a_client_may_outlive_its_fake():
    """A client of a module is used by one test after the other, each with a fake of its own."""
    client = TwelveLabs(api_key="any")
    ids = []
    for seed in range(2):
        with FakeEmbed(seed=seed):
            ids.append(client.embed.tasks.create(model_name="marengo3.0", video_url="https://example.com/dog.mp4").id)

    assert len(set(ids)) == 2


def test_installing_twice_says_what_to_do():
    """A block inside a block of the same fake is a mistake in the test."""
    with FakeEmbed() as fake, pytest.raises(AlreadyInstalled, match="needs a FakeEmbed of its own"):
        fake.install()


def test_uninstalling_twice_does_nothing():
    """A finalizer need not know who was first."""
    fake = FakeEmbed()
    fake.install()

    fake.uninstall()
    fake.uninstall()

    fake.install()
    fake.uninstall()


def test_a_failed_installation_leaves_nothing_behind(monkeypatch):
    """Half an installation would answer for the real host in the next test."""
    before = httpcore.ConnectionPool.create_connection
    fake = FakeEmbed()

    def refuse():
        raise OSError("no")

    monkeypatch.setattr(fake._polling, "install", refuse)
    with pytest.raises(OSError, match="no"):
        fake.install()

    assert httpcore.ConnectionPool.create_connection is before


def test_nothing_is_patched_after_the_fake():
    """What other tests see is httpx as it is."""
    before = httpcore.ConnectionPool.create_connection, httpcore.AsyncConnectionPool.create_connection

    with FakeEmbed():
        during = httpcore.ConnectionPool.create_connection, httpcore.AsyncConnectionPool.create_connection

    assert (httpcore.ConnectionPool.create_connection, httpcore.AsyncConnectionPool.create_connection) == before
    assert during[0] is not before[0]
    assert during[1] is not before[1]


def test_xdist_workers_do_not_see_each_other(pytester):
    """Two processes, twenty tests, each with an account of its own."""
    pytester.makepyfile(
        """
        import httpx, pytest

        @pytest.mark.parametrize("case", range(20))
        def test_starts_empty(fake_embed, case):
            form = {"model_name": (None, "marengo3.0"), "video_url": (None, "https://example.com/dog.mp4")}
            with httpx.Client(base_url="https://api.twelvelabs.io/v1.3", headers={"x-api-key": "any"}) as client:
                client.post("/embed/tasks", files=form)
                assert client.get("/embed/tasks").json()["page_info"]["total_results"] == 1
        """
    )

    result = pytester.runpytest("-q", "-n", "2", "-p", "no:cacheprovider")

    result.assert_outcomes(passed=20)
