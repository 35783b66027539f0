"""A quota and the waits of those who are told to come back later: both go by the same clock, whoever waits and however."""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Thread

import pytest


@pytest.fixture
def ask(client):
    """Embeds a text; the seconds after which to ask again, or None when that went well."""

    def asked():
        answer = client.text("a dog")
        return None if answer.is_success else int(answer.headers["retry-after"])

    return asked


def in_threads(ask, number):
    """Each caller is a thread."""
    told = []

    def wait():
        while (seconds := ask()) is not None:
            told.append(seconds)
            time.sleep(seconds)

    threads = [Thread(target=wait) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


def in_a_pool(ask, number):
    """Each caller is a job of a pool that has room for all."""

    def wait(_):
        told = []
        while (seconds := ask()) is not None:
            told.append(seconds)
            time.sleep(seconds)
        return told

    with ThreadPoolExecutor(number) as pool:
        return [seconds for told in pool.map(wait, range(number)) for seconds in told]


def gathered(ask, number):
    """Each caller is an asyncio task."""
    told = []

    async def wait():
        while (seconds := ask()) is not None:
            told.append(seconds)
            await asyncio.sleep(seconds)

    async def all_of_them():
        await asyncio.gather(*(wait() for _ in range(number)))

    asyncio.run(all_of_them())
    return told


@pytest.mark.parametrize("callers", [in_threads, in_a_pool, gathered])
@pytest.mark.parametrize(("number", "slept"), [(2, 0), (3, 60), (6, 120)])
def test_callers_that_do_as_they_are_told_get_through_two_a_minute(fake_embed, ask, callers, number, slept):
    """Nobody waits for longer than until the last window, whoever of them comes first."""
    fake_embed.rate_limit(2, per="1minute")

    told = callers(ask, number)

    assert fake_embed.clock.slept == slept
    assert {seconds % 60 for seconds in told} <= {0}


def test_tasks_that_are_refused_together_come_back_together(fake_embed, ask):
    """Four wait for the second window, and two of them for the third one."""
    fake_embed.rate_limit(2, per="1minute")

    assert gathered(ask, 6) == [60] * 6


def test_a_caller_is_told_what_is_left_at_its_own_moment(fake_embed, ask):
    """Another one has slept for longer, and has a window of its own by then."""
    fake_embed.rate_limit(1, per="1minute")
    assert ask() is None
    told = []

    def wait(seconds):
        assert ask() == 60
        time.sleep(seconds)
        told.append(ask())

    threads = [Thread(target=wait, args=(seconds,)) for seconds in (15, 45)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(told) == [15, 45]
    assert fake_embed.clock.slept == 45


@pytest.mark.parametrize("limit", [30, 90])
def test_a_client_that_gives_up_before_its_turn_has_waited_no_longer(fake_embed, ask, limit):
    """A deadline, a pause and a window: by one clock."""
    fake_embed.rate_limit(1, per="1minute")
    assert ask() is None
    deadline = time.monotonic() + limit
    while (seconds := ask()) is not None and time.monotonic() + seconds < deadline:
        time.sleep(seconds)

    assert fake_embed.clock.slept == (60 if limit > 60 else 0)
