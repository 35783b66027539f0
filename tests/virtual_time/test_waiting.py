"""Waiting costs no time, other sleeps do, and no loop hangs: fast-forwarded sleeps and the guard against endless polling."""

from __future__ import annotations

import asyncio
import select
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread

import httpx
import pytest
from twelvelabs import TwelveLabs

from fakeembed import EndlessPolling
from fakeembed.virtual_time.threads import SLICE

API = "https://api.twelvelabs.io/v1.3"
UNKNOWN = "0123456789abcdef01234567"


@pytest.fixture
def http(fake_embed):
    """A client without the vendor's library."""
    with httpx.Client(base_url=API, headers={"x-api-key": "any"}) as client:
        yield client


@pytest.fixture
def create(http):
    """Makes a task and returns its id."""
    form = {"model_name": (None, "marengo3.0"), "video_url": (None, "https://example.com/dog.mp4")}
    return lambda: http.post("/embed/tasks", files=form).json()["_id"]


@pytest.fixture
def poll(http):
    """Asks for the status of a task; returns it, or the code of the error."""

    def asked(task_id):
        answer = http.get(f"/embed/tasks/{task_id}/status").json()
        return answer.get("status", answer.get("code"))

    return asked


@pytest.fixture
def real_sleeps(fake_embed, monkeypatch):
    """The real sleeps that would have happened, instead of waiting for them."""
    slept = []
    monkeypatch.setattr("fakeembed.virtual_time.threads.really_sleep", slept.append)
    return slept


def test_a_task_declared_to_fail_ends_failed(fake_embed):
    """The client's own waiting stops at `failed` as it stops at `ready`."""
    fake_embed.media("*/broken.mp4", fails="The embedding task failed. Please try again later.")
    client = TwelveLabs(api_key="any")
    task = client.embed.tasks.create(model_name="marengo3.0", video_url="https://example.com/broken.mp4")

    done = client.embed.tasks.wait_for_done(task.id)

    assert done.status == "failed"
    assert fake_embed.clock.slept == 10.0


def test_a_second_task_is_waited_for_after_the_first_is_done(create, poll, real_sleeps):
    """The clients up to 0.4 sleep before they ask: the end of one task must not make the wait for the other one real."""
    first, second = create(), create()
    for task in (first, second):
        time.sleep(5)
        while poll(task) == "processing":
            time.sleep(5)

    time.sleep(7)

    assert real_sleeps == [7]


def test_a_list_pays_for_sleeps_as_a_status_does(create, http, real_sleeps):
    """It shows a task that is not done; the second sleep behind one look takes a moment, in case it waits for something else."""
    create()
    time.sleep(1)

    http.get("/embed/tasks")
    time.sleep(2)
    time.sleep(3)

    assert real_sleeps == [SLICE]


def test_waiting_for_an_unknown_task_does_not_hang(fake_embed):
    """The first question of the newest client is not guarded, so its error reaches the caller at once."""
    client = TwelveLabs(api_key="any")

    with pytest.raises(Exception, match="resource_not_exist"):
        client.embed.tasks.wait_for_done(UNKNOWN)

    assert fake_embed.clock.slept == 0.0


def test_waiting_under_a_permanent_error_ends_with_an_explanation(fake_embed):
    """The published client swallows every error after the first answer and asks again for ever."""
    client = TwelveLabs(api_key="any")
    task = client.embed.tasks.create(model_name="marengo3.0", video_url="https://example.com/dog.mp4")

    with pytest.raises(EndlessPolling) as error:
        client.embed.tasks.wait_for_done(task.id, callback=lambda _: fake_embed.fail_next(500, times=None, optional=True))

    assert f"GET /v1.3/embed/tasks/{task.id}/status was asked" in str(error.value)
    assert "500" in str(error.value)
    assert "test_waiting.py" in str(error.value)
    assert fake_embed.clock.slept > 1000


@pytest.mark.parametrize("task_id", [UNKNOWN, "malformed"])
def test_a_loop_that_swallows_every_error_ends_too(fake_embed, poll, task_id):
    """Clients of 2024 ask again for ever, whatever the error is."""

    def waiting():
        while poll(task_id) != "ready":
            time.sleep(5)

    with pytest.raises(EndlessPolling, match=f"/embed/tasks/{task_id}/status was asked"):
        waiting()

    assert fake_embed.clock.slept > 1000


def test_a_loop_for_a_status_that_does_not_exist_ends(create, poll, real_sleeps):
    """Real code waits for `completed`, a word the service never says."""
    task = create()

    def waiting():
        while poll(task) != "completed":
            time.sleep(5)

    with pytest.raises(EndlessPolling, match="has to end on `ready` and on `failed`"):
        waiting()
    assert real_sleeps == [5]  # the first sleep behind the final answer might have been the program's own


def test_a_retry_loop_around_a_refused_post_ends(http, real_sleeps):
    """A job that posts the same mistake every minute for ever is a loop as well, from the second refusal on."""

    def retrying():
        while http.post("/embed/tasks", files={"model_name": (None, "nonsense")}).is_error:
            time.sleep(60)

    with pytest.raises(EndlessPolling, match=r"POST /v1\.3/embed/tasks was asked"):
        retrying()
    assert real_sleeps == [60]


def test_refusals_without_sleeps_are_no_endless_loop(fake_embed, http):
    """A fuzzer posts thousands of mistakes in a row and waits for nothing."""
    refused = [http.post("/embed/tasks", files={"model_name": (None, "nonsense")}) for _ in range(1100)]

    assert {answer.status_code for answer in refused} == {400}


def test_sleeps_behind_one_answer_take_a_moment_each(fake_embed, create, real_sleeps):
    """The first is free. What follows may be the program's own wait for something that nobody here sees."""
    create()

    time.sleep(5)
    time.sleep(7)

    assert fake_embed.clock.slept == 12.0
    assert real_sleeps == [SLICE]


def test_sleeps_behind_one_answer_are_real_beside_a_child_process(create, watch):
    """It may be what the program waits for."""
    create()
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        time.sleep(5)
        with watch() as watched:
            time.sleep(0.5)
        child.communicate(b"\n")

    assert watched.seconds >= 0.5


def test_a_sleep_is_real_no_longer_than_what_it_may_wait_for(fake_embed, create, watch):
    """A thread that runs when the second sleep begins, and ends in the middle of it."""
    create()
    silent, closed = socket.socketpair()
    with silent, closed:
        thread = Thread(target=lambda: select.select([silent], [], [], 0.2))
        thread.start()
        time.sleep(5)
        with watch() as watched:
            time.sleep(60)
        thread.join()

    assert 0.1 < watched.seconds < 30
    assert fake_embed.clock.slept == 65


def test_a_sleep_after_a_final_answer_is_real(create, poll, real_sleeps):
    """A ready task leaves nothing to wait for."""
    task = create()
    time.sleep(10)

    assert poll(task) == "ready"
    time.sleep(3)

    assert real_sleeps == [3]


def test_another_task_of_the_same_conversation_sleeps_in_the_same_time(fake_embed, create):
    """It wakes in its turn: four times before the one that polls."""
    woken = []

    async def sleeping():
        for _ in range(4):
            await asyncio.sleep(1)
            woken.append("sleeper")

    async def polling():
        create()
        await asyncio.sleep(5)
        woken.append("poller")

    async def both():
        await asyncio.gather(polling(), sleeping())

    asyncio.run(both())

    assert woken == [*["sleeper"] * 4, "poller"]
    assert fake_embed.clock.slept == 5.0


def test_a_rate_limited_caller_waits_virtually(fake_embed, http, real_sleeps):
    """The back-off after a 429 is part of the wait."""
    fake_embed.fail_next(429, code="too_many_requests", message="slow down")

    http.post("/embed")
    time.sleep(30)

    assert real_sleeps == []
    assert fake_embed.clock.slept == 30.0


def test_sleep_imported_by_name_is_fast_forwarded(create, real_sleeps):
    """`from time import sleep` leaves the function under a name of the module's own."""
    from types import ModuleType

    module = ModuleType("waits")
    exec("from time import sleep", module.__dict__)  # imported while the fake is installed
    create()

    module.sleep(5)

    assert real_sleeps == []


@pytest.mark.fake_embed(fast_forward=False)
def test_without_fast_forward_sleeps_are_real_and_move_the_clock(fake_embed, create, real_sleeps):
    """For programs that measure real time."""
    create()

    time.sleep(5)

    assert real_sleeps == [5]
    assert fake_embed.clock.slept == 5.0


def test_reading_a_ready_task_often_is_no_endless_loop(create, http):
    """A program may read what is done as often as it likes, as long as it does not wait for it."""
    task = create()

    answers = [http.get(f"/embed/tasks/{task}/status").json()["status"] for _ in range(1500)]

    assert answers[-1] == "ready"


def test_a_busy_loop_that_can_never_end_is_stopped(create, poll):
    """Without a sleep it takes ten thousand polls, about a second."""
    task = create()

    def waiting():
        while poll(task) != "completed":
            pass

    with pytest.raises(EndlessPolling, match="was asked 10,000 times in a row"):
        waiting()


@pytest.mark.fake_embed(processing_seconds=float("inf"))
def test_a_loop_that_waits_for_a_virtual_day_is_stopped(fake_embed, create, poll):
    """However few its polls are; and it is said how it waited."""
    task = create()

    def waiting():
        while poll(task) != "ready":
            time.sleep(3600)

    with pytest.raises(EndlessPolling, match=r"asked 25 times in a row(.|\n)*the last by time\.sleep\(\)"):
        waiting()
    assert fake_embed.clock.slept == 86_400


def test_a_loop_that_runs_an_event_loop_for_each_poll_is_fast_forwarded(fake_embed, create, real_sleeps):
    """Each run is a new asyncio task, and the sleep between them belongs to the thread."""
    task = create()

    async def poll():
        async with httpx.AsyncClient(base_url=API, headers={"x-api-key": "any"}) as client:
            return (await client.get(f"/embed/tasks/{task}/status")).json()["status"]

    polls = [asyncio.run(poll())]
    while polls[-1] != "ready":
        time.sleep(5)
        polls.append(asyncio.run(poll()))

    assert polls == ["processing", "processing", "ready"]
    assert real_sleeps == []
    assert fake_embed.clock.slept == 10.0


def test_a_busy_loop_that_runs_an_event_loop_for_each_poll_ends(fake_embed, create):
    """A poll right behind the same poll takes a virtual second whoever asks."""
    task = create()

    async def poll():
        async with httpx.AsyncClient(base_url=API, headers={"x-api-key": "any"}) as client:
            return (await client.get(f"/embed/tasks/{task}/status")).json()["status"]

    polls = 1
    while asyncio.run(poll()) != "ready":
        polls += 1

    assert polls <= 12


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
def test_a_task_that_polls_through_worker_threads_is_fast_forwarded(fake_embed, create, poll, call):
    """A blocking client in an asynchronous program: the poll is in a thread, the sleep in the task."""

    async def wait():
        task = await call(create)
        polls = [await call(poll, task)]
        while polls[-1] != "ready":
            await asyncio.sleep(5)
            polls.append(await call(poll, task))
        return polls

    assert asyncio.run(wait()) == ["processing", "processing", "ready"]
    assert fake_embed.clock.slept == 10.0


def test_tasks_polled_by_worker_threads_at_once_are_waited_for(fake_embed, create, poll):
    """One sleep for all of them, and none after the last one is done."""

    async def wait():
        tasks = await asyncio.gather(*(to_thread(create) for _ in range(3)))
        rounds = 0
        while set(await asyncio.gather(*(to_thread(poll, task) for task in tasks))) != {"ready"}:
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
def test_a_task_whose_children_poll_is_fast_forwarded(fake_embed, create, ask):
    """Several polls at once, and one sleep between the rounds, in the task that made the others."""
    tasks = [create() for _ in range(3)]

    async def wait():
        async with httpx.AsyncClient(base_url=API, headers={"x-api-key": "any"}) as client:

            async def poll(task):
                return (await client.get(f"/embed/tasks/{task}/status")).json()["status"]

            rounds = [await ask(*map(poll, tasks))]
            while set(rounds[-1]) != {"ready"}:
                await asyncio.sleep(5)
                rounds.append(await ask(*map(poll, tasks)))
            return len(rounds), await really_slept()

    rounds, slept_really = asyncio.run(wait())
    assert rounds <= 3
    assert slept_really
    assert fake_embed.clock.slept <= 10.0


def test_a_busy_loop_whose_children_poll_ends(create, poll):
    """Without a sleep, each poll of the next round lets a virtual second pass."""
    tasks = [create() for _ in range(2)]

    async def wait():
        rounds = 1
        while set(await asyncio.gather(*(to_thread(poll, task) for task in tasks))) != {"ready"}:
            rounds += 1
        return rounds

    assert asyncio.run(wait()) <= 12


def test_a_parent_that_sleeps_beside_a_child_that_polls_wakes_in_its_turn(fake_embed, create, poll):
    """An indexer runs in the background; who sleeps for less than it is awake before it looks again."""
    task, order = create(), []

    async def wait():
        while (status := poll(task)) != "ready":
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


def test_a_worker_thread_that_polls_and_sleeps_on_its_own_is_fast_forwarded(fake_embed, create, poll, real_sleeps):
    """The whole loop in the thread; the pool's next call has nothing to do with it."""
    task = create()

    def wait():
        while (status := poll(task)) == "processing":
            time.sleep(5)
        return status

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(wait).result() == "ready"
        pool.submit(time.sleep, 3).result()

    assert fake_embed.clock.slept == 10.0
    assert real_sleeps == [3]


def test_a_sleep_beside_a_worker_thread_that_waits_comes_first(fake_embed, create, poll):
    """The thread waits ten seconds at most for an event that comes after a quarter of one."""
    task = create()
    asked, go_on, heard = Event(), Event(), []

    def look():
        poll(task)
        asked.set()
        heard.append(go_on.wait(10))

    with ThreadPoolExecutor(1) as pool:
        pool.submit(look)
        asked.wait(60)
        time.sleep(0.25)
        go_on.set()

    assert heard == [True]
    assert fake_embed.clock.slept == 0.25


def test_nothing_is_left_to_wait_for_behind_the_end(create, poll):
    """Also where worker threads have asked."""

    async def wait():
        task = await to_thread(create)
        while await to_thread(poll, task) != "ready":
            await asyncio.sleep(5)
        return await really_slept()

    assert asyncio.run(wait())
