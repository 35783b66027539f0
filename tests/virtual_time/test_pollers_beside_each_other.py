"""Polls in threads and in asyncio tasks, whose starter waits: who sleeps is not who has asked."""

from __future__ import annotations

import asyncio
import gc
import time
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from threading import Event, Thread

import httpx
import pytest

from fakeembed.virtual_time import callers, turns

API = "https://api.twelvelabs.io/v1.3"


def test_another_task_of_the_same_conversation_sleeps_in_the_same_time(fake_embed, client):
    """It wakes in its turn: four times before the one that polls."""
    woken = []

    async def sleeping():
        for _ in range(4):
            await asyncio.sleep(1)
            woken.append("sleeper")

    async def polling():
        client.create()
        await asyncio.sleep(5)
        woken.append("poller")

    async def both():
        await asyncio.gather(polling(), sleeping())

    asyncio.run(both())

    assert woken == [*["sleeper"] * 4, "poller"]
    assert fake_embed.clock.slept == 5.0


def test_a_loop_that_runs_an_event_loop_for_each_poll_is_fast_forwarded(fake_embed, client, real_sleeps):
    """Each run is a new asyncio task, and the sleep between them belongs to the thread."""
    task = client.create()

    async def poll():
        async with httpx.AsyncClient(base_url=API, headers={"x-api-key": "any"}) as http:
            return (await http.get(f"/embed/tasks/{task}/status")).json()["status"]

    polls = [asyncio.run(poll())]
    while polls[-1] != "ready":
        time.sleep(5)
        polls.append(asyncio.run(poll()))

    assert polls == ["processing", "processing", "ready"]
    assert real_sleeps == []
    assert fake_embed.clock.slept == 10.0


def to_thread(function, *arguments):
    """The documented way to call what blocks from an asyncio task."""
    return asyncio.to_thread(function, *arguments)


def in_executor(function, *arguments):
    """The older way."""
    return asyncio.get_running_loop().run_in_executor(None, function, *arguments)


async def really_slept():
    """Whether a sleep takes its time."""
    started = time.perf_counter()
    await asyncio.sleep(0.1)
    return time.perf_counter() - started >= 0.09


@pytest.mark.parametrize("call", [to_thread, in_executor])
def test_a_task_that_polls_through_worker_threads_is_fast_forwarded(fake_embed, client, call):
    """A blocking client in an asynchronous program: the poll is in a thread, the sleep in the task."""

    async def wait():
        task = await call(client.create)
        polls = [await call(client.status, task)]
        while polls[-1] != "ready":
            await asyncio.sleep(5)
            polls.append(await call(client.status, task))
        return polls

    assert asyncio.run(wait()) == ["processing", "processing", "ready"]
    assert fake_embed.clock.slept == 10.0


@pytest.mark.parametrize("is_in_a_pool", [False, True])
def test_who_is_handed_back_the_context_of_its_own_work_sleeps_for_free(fake_embed, client, real_sleeps, is_in_a_pool):
    """As `async_to_sync` of asgiref does it: an event loop in another thread, and then each variable as it was left there."""
    task = client.create()

    async def poll(seen):
        async with httpx.AsyncClient(base_url=API, headers={"x-api-key": "any"}) as http:
            status = (await http.get(f"/embed/tasks/{task}/status")).json()["status"]
        seen.append(copy_context())
        return status

    def poll_in_a_loop():
        seen = []
        with ThreadPoolExecutor(1) as pool:
            status = pool.submit(copy_context().run, asyncio.run, poll(seen)).result()
        for variable, value in seen[0].items():
            variable.set(value)
        return status

    def wait():
        while poll_in_a_loop() != "ready":
            time.sleep(5)

    if is_in_a_pool:
        with ThreadPoolExecutor(1) as pool:
            pool.submit(wait).result()
    else:
        copy_context().run(wait)

    assert real_sleeps == []
    assert fake_embed.clock.slept == 10.0


def test_tasks_polled_by_worker_threads_at_once_are_waited_for(fake_embed, client):
    """One sleep for all of them, and none after the last one is done."""

    async def wait():
        tasks = await asyncio.gather(*(to_thread(client.create) for _ in range(3)))
        rounds = 0
        while set(await asyncio.gather(*(to_thread(client.status, task) for task in tasks))) != {"ready"}:
            await asyncio.sleep(5)
            rounds += 1
        return rounds, await really_slept()

    rounds, slept_really = asyncio.run(wait())
    assert rounds <= 3
    assert slept_really


def gathered(*polls):
    """All at once, each in an asyncio task of its own."""
    return asyncio.gather(*polls)


async def made(*polls):
    """One by one, each in an asyncio task that is made for it."""
    return [await asyncio.create_task(poll) for poll in polls]


async def in_time(*polls):
    """One by one, each with a deadline."""
    return [await asyncio.wait_for(poll, 30) for poll in polls]


@pytest.mark.parametrize("ask", [gathered, made, in_time])
def test_a_task_whose_children_poll_is_fast_forwarded(fake_embed, client, ask):
    """Several polls at once, and one sleep between the rounds, in the task that made the others."""
    tasks = [client.create() for _ in range(3)]

    async def wait():
        async with httpx.AsyncClient(base_url=API, headers={"x-api-key": "any"}) as http:

            async def poll(task):
                return (await http.get(f"/embed/tasks/{task}/status")).json()["status"]

            rounds = [await ask(*map(poll, tasks))]
            while set(rounds[-1]) != {"ready"}:
                await asyncio.sleep(5)
                rounds.append(await ask(*map(poll, tasks)))
            return len(rounds), await really_slept()

    rounds, slept_really = asyncio.run(wait())
    assert rounds <= 3
    assert slept_really
    assert fake_embed.clock.slept <= 10.0


def test_a_parent_that_sleeps_beside_a_child_that_polls_wakes_in_its_turn(fake_embed, client):
    """An indexer runs in the background; who sleeps for less than it is awake before it looks again."""
    task, order = client.create(), []

    async def wait():
        while (status := client.status(task)) != "ready":
            order.append(status)
            await asyncio.sleep(5)

    async def main():
        indexer = asyncio.create_task(wait())
        await asyncio.sleep(0.25)
        order.append("parent")
        await asyncio.sleep(6)
        order.append("parent")
        await indexer

    asyncio.run(main())

    assert order == ["processing", "parent", "processing", "parent"]
    assert fake_embed.clock.slept == 10.0


def test_a_worker_thread_that_polls_and_sleeps_on_its_own_is_fast_forwarded(fake_embed, client, real_sleeps):
    """The whole loop in the thread; the pool's next call has nothing to do with it."""
    task = client.create()

    def wait():
        while (status := client.status(task)) == "processing":
            time.sleep(5)
        return status

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(wait).result() == "ready"
        pool.submit(time.sleep, 3).result()

    assert fake_embed.clock.slept == 10.0
    assert real_sleeps == [3]


def test_a_sleep_beside_a_worker_thread_that_waits_comes_first(fake_embed, client):
    """The thread waits ten seconds at most for an event that comes after a quarter of one."""
    task = client.create()
    asked, go_on, heard = Event(), Event(), []

    def look():
        client.status(task)
        asked.set()
        heard.append(go_on.wait(10))

    with ThreadPoolExecutor(1) as pool:
        pool.submit(look)
        asked.wait(60)
        time.sleep(0.25)
        go_on.set()

    assert heard == [True]
    assert fake_embed.clock.slept == 0.25


def test_nothing_is_left_to_wait_for_behind_the_end(client):
    """Also where worker threads have asked."""

    async def wait():
        task = await to_thread(client.create)
        while await to_thread(client.status, task) != "ready":
            await asyncio.sleep(5)
        return await really_slept()

    assert asyncio.run(wait())


@pytest.mark.parametrize("in_a_loop", [False, True])
def test_a_thread_that_computes_is_overtaken_and_an_event_loop_is_not(client, task, in_a_loop):
    """The timers of a loop come between the waits of others, though it neither asks nor waits itself."""
    asked, is_over = Event(), Event()

    def compute():
        asked.set()
        while not is_over.is_set():
            pass

    async def compute_there():
        compute()

    def work():
        client.status(task)
        asyncio.run(compute_there()) if in_a_loop else compute()

    thread = Thread(target=work)
    thread.start()
    asked.wait(60)
    try:
        assert turns._overtakes_all() is not in_a_loop
        assert [caller.is_overtaken for caller in turns._others()] == [not in_a_loop]
    finally:
        is_over.set()
        thread.join()


def test_others_may_begin_to_wait_while_one_asks_whether_it_is_the_first():
    """Up to Python 3.11 a collection of garbage lets other threads go on wherever a pair is made."""
    waiting = [callers.Caller(None, None) for _ in range(50)]
    late = callers.Caller(None, None)

    def another(phase, _info):
        if phase == "start" and turns._waiting.pop(late, None) is None:
            turns._waiting[late] = turns._Wait(99.0, 99, is_limit=False)

    for number, caller in enumerate(waiting):
        turns.waits(caller, float(number))
    pairs = [(number, number) for number in range(5000)]  # none is left that could be had without memory
    usual = gc.get_threshold()
    gc.callbacks.append(another)
    gc.set_threshold(1)
    try:
        first = [caller for caller in waiting if turns.is_first(caller)]
    finally:
        gc.set_threshold(*usual)
        gc.callbacks.remove(another)
        turns.goes_on(*waiting, late)

    assert (first, len(pairs)) == (waiting[:1], 5000)
