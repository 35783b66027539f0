"""Every way in which an asyncio task waits: free, or real and said so in the table of docs/time.md."""

from __future__ import annotations

import asyncio
import sys
import time
import unittest

import pytest

WAIT = 30
"""Virtual seconds of a wait where the rows of the page have five; a task takes two waits."""

FREE = 25
"""Real seconds that are less than one such wait, and more than any machine needs for a few polls."""

pytestmark = pytest.mark.fake_embed(processing_seconds=2 * WAIT)


async def limited_event():
    """An event that nobody sets, with a limit."""
    with pytest.raises(asyncio.TimeoutError):
        await asyncio.wait_for(asyncio.Event().wait(), WAIT)


async def limited_queue():
    """A queue into which nobody puts anything."""
    with pytest.raises(asyncio.TimeoutError):
        await asyncio.wait_for(asyncio.Queue().get(), WAIT)


async def limited_condition():
    """A condition that nobody notifies."""
    condition = asyncio.Condition()
    async with condition:
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(condition.wait(), WAIT)


async def timeout_block():
    """The block of Python 3.11."""
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(WAIT):
            await asyncio.Event().wait()


async def timeout_block_until():
    """The same, until a moment of the loop's clock."""
    with pytest.raises(TimeoutError):
        async with asyncio.timeout_at(asyncio.get_running_loop().time() + WAIT):
            await asyncio.Event().wait()


async def called_later():
    """A callback after five seconds."""
    done = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_later(WAIT, done.set_result, None)
    await done


async def called_at():
    """A callback at a moment of the loop's clock."""
    loop = asyncio.get_running_loop()
    done = loop.create_future()
    loop.call_at(loop.time() + WAIT, done.set_result, None)
    await done


async def set_by_another():
    """An event that another task sets after a while."""
    event = asyncio.Event()

    async def later():
        await asyncio.sleep(WAIT)
        event.set()

    task = asyncio.create_task(later())
    await event.wait()
    await task


async def waited_for():
    """A wait for tasks that ends before them."""
    task = asyncio.create_task(asyncio.Event().wait())
    await asyncio.wait({task}, timeout=WAIT)
    task.cancel()


async def computed():
    """What is left until a moment of the loop's clock, after some work."""
    loop = asyncio.get_running_loop()
    until = loop.time() + WAIT
    await asyncio.sleep(0)
    await asyncio.sleep(until - loop.time())


async def repeatedly():
    """Five short sleeps."""
    for _ in range(5):
        await asyncio.sleep(WAIT / 5)


async def anyio_sleep():
    """The sleep of anyio."""
    await pytest.importorskip("anyio").sleep(WAIT)


async def anyio_limit():
    """The limit of anyio."""
    anyio = pytest.importorskip("anyio")
    with anyio.move_on_after(WAIT):
        await anyio.Event().wait()


async def anyio_group():
    """Children of a task group."""
    anyio = pytest.importorskip("anyio")
    async with anyio.create_task_group() as group:
        for _ in range(3):
            group.start_soon(anyio.sleep, WAIT)


IDIOMS = {
    "asyncio.sleep(5)": lambda: asyncio.sleep(WAIT),
    "five times asyncio.sleep(1)": repeatedly,
    "asyncio.sleep(deadline - loop.time())": computed,
    "create_task(asyncio.sleep(5))": lambda: asyncio.create_task(asyncio.sleep(WAIT)),
    "gather(asyncio.sleep(5), asyncio.sleep(5))": lambda: asyncio.gather(asyncio.sleep(WAIT), asyncio.sleep(WAIT)),
    "wait_for(asyncio.sleep(5), 30)": lambda: asyncio.wait_for(asyncio.sleep(WAIT), 6 * WAIT),
    "wait_for(event.wait(), 5)": limited_event,
    "wait_for(queue.get(), 5)": limited_queue,
    "wait_for(condition.wait(), 5)": limited_condition,
    "asyncio.timeout(5)": timeout_block,
    "asyncio.timeout_at(loop.time() + 5)": timeout_block_until,
    "asyncio.wait(..., timeout=5)": waited_for,
    "loop.call_later(5, ...)": called_later,
    "loop.call_at(loop.time() + 5, ...)": called_at,
    "an event that another task sets": set_by_another,
    "anyio.sleep(5)": anyio_sleep,
    "anyio.move_on_after(5)": anyio_limit,
    "an anyio task group": anyio_group,
}
NEEDS_3_11 = {"asyncio.timeout(5)", "asyncio.timeout_at(loop.time() + 5)"}


@pytest.mark.parametrize("idiom", IDIOMS)
@pytest.mark.parametrize("poll", ["in the task", "in a thread"])
def test_a_wait_between_polls_is_free(fake_embed, client, watch, idiom, poll):
    task = client.create()
    if idiom in NEEDS_3_11 and sys.version_info < (3, 11):
        pytest.skip("asyncio.timeout is new in Python 3.11")

    async def polled():
        return client.status(task) if poll == "in the task" else await asyncio.to_thread(client.status, task)

    async def wait():
        while await polled() != "ready":
            await IDIOMS[idiom]()

    with watch() as watched:
        asyncio.run(wait())

    assert watched.seconds < FREE
    assert fake_embed.clock.slept == 2 * WAIT


@pytest.mark.row("an event loop for each poll")
def test_an_event_loop_for_each_poll_is_free(fake_embed, client, task, watch):
    async def poll():
        return client.status(task)

    with watch() as watched:
        while asyncio.run(poll()) != "ready":
            time.sleep(WAIT)

    assert watched.seconds < FREE
    assert fake_embed.clock.slept == 2 * WAIT


@pytest.mark.row("32 tasks with gather: 10 seconds in all")
def test_waits_of_gathered_tasks_count_once(fake_embed, client, watch):
    async def wait():
        task = client.create()
        while client.status(task) != "ready":
            await asyncio.sleep(WAIT)

    async def all_of_them():
        await asyncio.gather(*(wait() for _ in range(32)))

    with watch() as watched:
        asyncio.run(all_of_them())

    assert fake_embed.clock.slept == 2 * WAIT
    assert watched.seconds < FREE


@pytest.mark.row("32 tasks with Semaphore(4): 80 seconds in all")
def test_waits_of_a_semaphore_add_up(fake_embed, client, watch):
    """Four at a time: eight rounds of two waits."""

    async def wait(limit):
        async with limit:
            task = client.create()
            while client.status(task) != "ready":
                await asyncio.sleep(WAIT)

    async def all_of_them():
        limit = asyncio.Semaphore(4)
        await asyncio.gather(*(wait(limit) for _ in range(32)))

    with watch() as watched:
        asyncio.run(all_of_them())

    assert fake_embed.clock.slept == 16 * WAIT
    assert watched.seconds < FREE


@pytest.mark.row("a sleep behind asyncSetUp")
def test_a_test_case_that_makes_its_task_in_set_up_sleeps_for_free(fake_embed, client, watch):
    """The first sleep comes before the first poll."""

    class Case(unittest.IsolatedAsyncioTestCase):
        async def asyncSetUp(self):
            self.task = client.create()

        async def test(self):
            await asyncio.sleep(2 * WAIT)
            self.assertEqual(client.status(self.task), "ready")

    with watch() as watched:
        result = unittest.TextTestRunner(stream=sys.stderr).run(Case("test"))

    assert result.wasSuccessful()
    assert watched.seconds < FREE
    assert fake_embed.clock.slept == 2 * WAIT


def test_debug_mode_says_nothing_of_slow_callbacks(client, task, caplog):
    async def wait():
        asyncio.get_running_loop().slow_callback_duration = FREE
        while client.status(task) != "ready":
            await asyncio.sleep(WAIT)

    asyncio.run(wait(), debug=True)

    assert [record.message for record in caplog.records if record.name == "asyncio" and "took" in record.message] == []
