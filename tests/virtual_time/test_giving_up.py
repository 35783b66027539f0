"""A client that gives up after a minute does so at that minute, with its own error."""

from __future__ import annotations

import asyncio
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeout
from threading import Thread

import anyio
import pytest

from fakeembed import FakeEmbed
from fakeembed.virtual_time import turns

pytestmark = pytest.mark.fake_embed(processing_seconds=float("inf"))


class NotReady(Exception):  # noqa: N818 - named after the fact
    """What a client raises to be tried again."""


def look(client, task):
    """A poll that fails until the end."""
    if client.status(task) != "ready":
        raise NotReady


def by(clock, seconds):
    """A loop with a deadline, so many units of its clock away."""

    def wait(client, task):
        deadline = clock() + seconds
        while client.status(task) != "ready":
            if clock() >= deadline:
                raise TimeoutError
            time.sleep(5)

    return wait


@pytest.mark.row("while time.monotonic() < deadline")
@pytest.mark.row("while time.time() < deadline")
@pytest.mark.row("while time.monotonic_ns() < deadline")
@pytest.mark.row("while time.time_ns() < deadline")
@pytest.mark.parametrize("clock", ["monotonic", "time", "monotonic_ns", "time_ns"])
def test_a_deadline_by_the_clock_is_met(fake_embed, client, task, watch, clock):
    with watch() as watched, pytest.raises(TimeoutError):
        by(getattr(time, clock), 60_000_000_000 if clock.endswith("_ns") else 60)(client, task)

    assert fake_embed.clock.slept == 60
    assert watched.seconds < 55


def test_a_deadline_before_the_first_request_is_met(fake_embed, client, watch):
    """The clock stood still from the moment at which something was left to wait for."""
    deadline = time.monotonic() + 60
    task = client.create()
    while client.status(task) != "ready" and time.monotonic() < deadline:
        time.sleep(5)

    assert 55 <= fake_embed.clock.slept <= 65


@pytest.mark.row("while loop.time() < deadline")
def test_a_deadline_by_the_clock_of_the_loop_is_met(fake_embed, client, task):
    async def wait():
        loop = asyncio.get_running_loop()
        deadline = loop.time() + 60
        while client.status(task) != "ready" and loop.time() < deadline:
            await asyncio.sleep(5)

    asyncio.run(wait())

    assert fake_embed.clock.slept == 60


async def polling(client, task, seconds=5):
    """The loop inside a limit."""
    while client.status(task) != "ready":
        await asyncio.sleep(seconds)


@pytest.mark.row("wait_for(poll_until_ready(), 60)")
def test_wait_for_gives_up(fake_embed, client, task, watch):
    with watch() as watched, pytest.raises(asyncio.TimeoutError):
        asyncio.run(asyncio.wait_for(polling(client, task), 60))

    assert fake_embed.clock.slept == 60
    assert watched.seconds < 55


@pytest.mark.row("asyncio.timeout(60) around a loop, children, an endless sleep, a busy loop")
@pytest.mark.skipif(sys.version_info < (3, 11), reason="asyncio.timeout is new in Python 3.11")
@pytest.mark.usefixtures("never_stalls")
@pytest.mark.parametrize("work", ["a loop", "children", "an endless sleep", "a busy loop"])
def test_a_timeout_block_gives_up(fake_embed, client, task, watch, work):
    async def wait():
        async with asyncio.timeout(60):
            if work == "a loop":
                await polling(client, task)
            elif work == "children":
                await asyncio.gather(*(polling(client, task) for _ in range(3)))
            elif work == "an endless sleep":
                client.status(task)
                await asyncio.sleep(float("inf"))
            else:
                await polling(client, task, 0)

    with watch() as watched, pytest.raises(TimeoutError):
        asyncio.run(wait())

    assert 60 <= fake_embed.clock.slept <= 62
    assert watched.seconds < 55


async def create_and_poll(client):
    """A child that does all the asking."""
    await polling(client, client.create())


async def scope(client):
    """A limit whose callback reads the clock of the loop."""
    with anyio.move_on_after(60):
        async with anyio.create_task_group() as group:
            group.start_soon(create_and_poll, client)


async def deadline(client):
    """A parent that looks at the clock itself, every five seconds."""
    loop = asyncio.get_running_loop()
    ends, child = loop.time() + 60, asyncio.create_task(create_and_poll(client))
    while loop.time() < ends:
        await asyncio.wait({child}, timeout=5)
    child.cancel()


@pytest.mark.parametrize("parent", [scope, deadline])
def test_the_clock_of_a_parent_stands_still_as_soon_as_a_child_asks(fake_embed, client, parent):
    """It gives up after a minute, and not after two."""
    asyncio.run(parent(client))

    assert 55 <= fake_embed.clock.slept <= 65


@pytest.mark.row("future.result(60)")
def test_a_future_gives_up(fake_embed, client, task):
    is_over = []

    def wait():
        while not is_over:
            client.status(task)
            time.sleep(5)

    with ThreadPoolExecutor(1) as pool:
        job = pool.submit(wait)
        with pytest.raises(FutureTimeout):
            job.result(60)
        assert 55 <= fake_embed.clock.slept <= 65
        is_over.append(True)


@pytest.mark.row("run_coroutine_threadsafe(poll_until_ready(), loop).result(60)")
@pytest.mark.parametrize("is_stranger", [False, True], ids=["a loop of its own", "a loop that was there before"])
def test_a_result_of_the_event_loop_of_another_thread_is_given_up(client, is_stranger):
    loop, is_over = asyncio.new_event_loop(), []
    thread = Thread(target=loop.run_forever)

    async def wait(task):
        while not turns._waiting:  # else a thread that gets no processor begins to wait when it is too late
            await asyncio.sleep(0)
        while not is_over:
            client.status(task)
            await asyncio.sleep(5)

    if is_stranger:
        thread.start()
    with FakeEmbed(processing_seconds=float("inf")) as fake:
        task = client.create()
        if not is_stranger:
            thread.start()
        polling = asyncio.run_coroutine_threadsafe(wait(task), loop)
        with pytest.raises(FutureTimeout):
            polling.result(60)
        assert 55 <= fake.clock.slept < 600  # 65, unless this thread gets no processor when the other one has begun to poll
        is_over.append(True)
        polling.result()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


@pytest.mark.fake_embed(processing_seconds=10)
def test_a_limit_that_began_before_anybody_asked_comes_at_its_moment(fake_embed, client):
    """The thread begins to poll while it is waited for already: its result comes after ten seconds, which is too late."""

    def poll():
        task = client.create()
        while client.status(task) != "ready":
            time.sleep(5)

    with ThreadPoolExecutor(1) as pool, pytest.raises(FutureTimeout):
        pool.submit(poll).result(3)
    assert fake_embed.clock.slept == 10


@pytest.mark.row("wait_for(asyncio.to_thread(poll_until_ready), 60)")
def test_whoever_waits_for_a_thread_in_an_event_loop_gives_up(client, task, watch):
    """The thread polls on, as it would in production."""
    is_over = []

    def poll():
        while not is_over:
            client.status(task)
            time.sleep(5)

    async def wait():
        try:
            await asyncio.wait_for(asyncio.to_thread(poll), 60)
        finally:
            is_over.append(True)

    with watch() as watched, pytest.raises(asyncio.TimeoutError):
        asyncio.run(wait())

    assert watched.seconds < 55


@pytest.mark.row("tenacity: stop_after_delay(60)")
def test_tenacity_gives_up(fake_embed, client, task):
    tenacity = pytest.importorskip("tenacity", reason="not installed")
    retry = tenacity.retry(stop=tenacity.stop_after_delay(60), wait=tenacity.wait_fixed(5))

    with pytest.raises(tenacity.RetryError):
        retry(look)(client, task)

    assert fake_embed.clock.slept == 60


@pytest.mark.row("tenacity in an event loop")
def test_tenacity_gives_up_in_an_event_loop(fake_embed, client, task):
    tenacity = pytest.importorskip("tenacity", reason="not installed")

    @tenacity.retry(stop=tenacity.stop_after_delay(60), wait=tenacity.wait_fixed(5))
    async def wait():
        look(client, task)

    with pytest.raises(tenacity.RetryError):
        asyncio.run(wait())

    assert fake_embed.clock.slept == 60


@pytest.mark.row("stamina: timeout=60")
def test_stamina_gives_up(fake_embed, client, task):
    stamina = pytest.importorskip("stamina", reason="not installed")
    retry = stamina.retry(on=NotReady, timeout=60, attempts=None, wait_initial=5, wait_max=5, wait_jitter=0)

    with pytest.raises(NotReady):
        retry(look)(client, task)

    assert 55 <= fake_embed.clock.slept <= 60


@pytest.mark.row("backoff: max_time=0.3", "real")
def test_backoff_gives_up_after_real_time(client, task, watch):
    """It reads `datetime.now()`; the sleeps in between are free."""
    backoff = pytest.importorskip("backoff", reason="not installed")
    retry = backoff.on_exception(backoff.constant, NotReady, interval=5, jitter=None, max_time=0.3)

    with watch() as watched, pytest.raises(NotReady):
        retry(look)(client, task)

    assert watched.seconds >= 0.29
