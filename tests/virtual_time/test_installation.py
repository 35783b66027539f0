"""Nothing is replaced while no fake is installed, and what somebody else has replaced meanwhile stays theirs."""

from __future__ import annotations

import _thread
import asyncio
import sched
import select
import threading
import time
from asyncio.base_events import BaseEventLoop
from concurrent.futures import Future, ThreadPoolExecutor
from multiprocessing import Pipe

import pytest

from fakeembed import FakeEmbed
from fakeembed.virtual_time import clocks
from fakeembed.virtual_time.clocks import really_monotonic

PLACES = [
    (time, "sleep"),
    (time, "monotonic"),
    (time, "time"),
    (time, "monotonic_ns"),
    (time, "time_ns"),
    (asyncio, "sleep"),
    (select, "select"),
    (sched.scheduler, "__init__"),
    (threading.Condition, "wait"),
    (threading.Condition, "notify"),
    (threading.Thread, "start"),
    (_thread, "start_new_thread"),
    (threading.Thread, "join"),
    (Future, "result"),
    (ThreadPoolExecutor, "submit"),
    (BaseEventLoop, "call_at"),
    (BaseEventLoop, "call_later"),
    (BaseEventLoop, "time"),
    (BaseEventLoop, "_run_once"),
]
UNTOUCHED = [(time, "perf_counter"), (BaseEventLoop, "create_task")]


def held():
    return [getattr(owner, name) for owner, name in PLACES + UNTOUCHED]


def test_everything_is_as_it_was_after_the_last_of_the_fakes():
    before = held()
    with FakeEmbed():
        during = held()
        with FakeEmbed():
            assert held() == during
        assert held() == during

    assert held() == before
    assert not set(before[: len(PLACES)]) & set(during[: len(PLACES)])
    assert before[len(PLACES) :] == during[len(PLACES) :]


@pytest.mark.parametrize(("owner", "name"), PLACES, ids=lambda part: getattr(part, "__name__", part))
def test_what_somebody_replaces_while_a_fake_is_installed_stays(owner, name):
    """As a library that traces calls does at its first use."""
    found = getattr(owner, name)
    try:
        with FakeEmbed():
            ours = getattr(owner, name)

            def theirs(*arguments, **named):
                return ours(*arguments, **named)

            setattr(owner, name, theirs)

        assert getattr(owner, name) is theirs
        with FakeEmbed():
            pass
        assert getattr(owner, name) is theirs
    finally:
        setattr(owner, name, found)


def test_what_was_replaced_before_is_found_again(monkeypatch):
    def theirs(pool, function, /, *arguments, **named):
        return found(pool, function, *arguments, **named)

    found = ThreadPoolExecutor.submit
    monkeypatch.setattr(ThreadPoolExecutor, "submit", theirs)
    with FakeEmbed():
        pass

    assert ThreadPoolExecutor.submit is theirs


def test_what_is_held_from_a_fake_does_no_harm_after_it():
    """Somebody may have kept the functions."""
    with FakeEmbed():
        sleep, monotonic, wall_time = time.sleep, time.monotonic, time.time

    sleep(0)
    assert abs(monotonic() - time.monotonic()) < 60
    assert abs(wall_time() - time.time()) < 60


def test_an_event_loop_that_outlives_the_fake_goes_on(client_of):
    """Its timers are real ones, with their real deadlines."""
    loop = asyncio.new_event_loop()
    with FakeEmbed(), client_of() as client:
        task = client.create()

        async def wait():
            while client.status(task) != "ready":
                await asyncio.sleep(5)

        loop.run_until_complete(wait())
    started = time.perf_counter()
    loop.run_until_complete(asyncio.sleep(0.1))
    loop.close()

    assert time.perf_counter() - started >= 0.09


def polled(client):
    """The loop of a program."""
    task = client.create()
    while client.status(task) != "ready":
        time.sleep(5)


def test_a_pool_that_outlives_the_fake_begins_the_next_one_at_its_beginning(client_of):
    """Nobody has waited yet then; the result of an earlier job is no wait either."""
    with ThreadPoolExecutor(1) as pool:
        with FakeEmbed(processing_seconds=1000), client_of() as client:
            earlier = pool.submit(polled, client)
            earlier.result()
        with FakeEmbed() as fake, client_of() as client:
            pool.submit(polled, client).result()
            earlier.result()

    assert fake.clock.slept == 10


def test_a_poller_that_outlives_its_fake_is_a_stranger_to_the_next_one(client_of):
    """Its sleep is real from then on, in the same event loop."""
    loop = asyncio.new_event_loop()

    async def poll(client):
        client.status(client.create())
        await asyncio.sleep(1000)

    async def begin(client):
        poller = loop.create_task(poll(client))
        await asyncio.sleep(0)
        return poller

    async def wait(client):
        task = client.create()
        while client.status(task) != "ready":
            await asyncio.sleep(500)

    with FakeEmbed(processing_seconds=2000), client_of() as client:
        poller = loop.run_until_complete(begin(client))
    with FakeEmbed(processing_seconds=2000) as fake, client_of() as client:
        loop.run_until_complete(wait(client))

    assert not poller.done()
    assert fake.clock.slept == 2000
    poller.cancel()
    loop.run_until_complete(asyncio.gather(poller, return_exceptions=True))
    loop.close()


@pytest.mark.fake_embed(processing_seconds=86_400)
def test_clocks_of_strangers_are_real(fake_embed, client, task):
    """A thread that was there before reads the real time, whatever others have waited."""
    read, go_on, shown = threading.Event(), threading.Event(), []

    def stranger():
        shown.append(time.monotonic())
        read.set()
        go_on.wait(60)
        shown.append(time.monotonic())

    thread = threading.Thread(target=stranger)
    thread.start()
    read.wait(60)
    for _ in range(3):
        client.status(task)
        time.sleep(1000)
    go_on.set()
    thread.join()

    assert shown[1] - shown[0] < 60


@pytest.mark.fake_embed(clocks=False)
def test_clocks_can_be_left_alone(fake_embed, client, task):
    """For a program that measures its own work while it waits."""
    before, wall_before = time.monotonic(), time.time()
    client.status(task)
    time.sleep(1000)

    assert time.monotonic() - before < 60
    assert time.time() - wall_before < 60
    assert fake_embed.clock.slept == 1000


def test_a_program_that_waits_by_the_clock_alone_ends(fake_embed, client, task):
    """Nobody sees such a wait; a clock that is read again and again runs as fast as it does without a fake."""
    started = time.perf_counter()
    client.status(task)
    until = time.monotonic() + 0.3
    while time.monotonic() < until:
        pass

    assert time.perf_counter() - started >= 0.29
    assert fake_embed.clock.slept >= 0.29


@pytest.mark.fake_embed(processing_seconds=300)
def test_a_machine_that_stalls_changes_no_deadline(client, task, monkeypatch, fake_embed):
    """Two seconds pass behind each answer; they are nobody's wait."""
    stalled = [0.0]
    monkeypatch.setattr(clocks, "really_monotonic", lambda: really_monotonic() + stalled[0])
    deadline, polls = time.monotonic() + 60, 0
    while time.monotonic() < deadline and client.status(task) != "ready":
        polls += 1
        stalled[0] += 2
        time.sleep(max(0, 5 * polls - fake_embed.clock.slept))

    assert fake_embed.clock.slept == 60


@pytest.mark.fake_embed(processing_seconds=300)
def test_a_pipe_of_multiprocessing_is_waited_for_as_long_as_is_asked(client, task):
    """It waits below Python until a moment of the clock, which must not stand still for it."""
    client.status(task)
    reader, writer = Pipe()
    started = time.perf_counter()
    for _ in range(5):
        assert not reader.poll(0.01)
    reader.close()
    writer.close()

    assert 0.05 <= time.perf_counter() - started < 4.5  # a clock that stands still runs after five seconds


def test_clocks_never_go_back(client, task):
    """Neither when the wait begins nor when it ends."""
    shown = [time.monotonic()]
    while client.status(task) != "ready":
        shown.append(time.monotonic())
        time.sleep(5)
        shown.append(time.monotonic())
    shown += [time.monotonic() for _ in range(3)]

    assert shown == sorted(shown)
    assert 10 <= shown[-1] - shown[0] < 15
