"""Looking again lets time pass, whoever looks and however it waits in between: no loop of polls hangs."""

from __future__ import annotations

import _thread
import asyncio
import math
import time
from threading import Event, Thread

import httpx
import pytest

from fakeembed import FakeEmbed

API = "https://api.twelvelabs.io/v1.3"

pytestmark = pytest.mark.usefixtures("never_stalls")


def test_a_busy_loop_over_the_list_of_tasks_ends(client, task):
    """A list shows statuses as well."""
    looks = 1
    while client.listed() != ["ready"]:
        looks += 1

    assert looks == 11


def test_a_busy_loop_for_a_list_of_ready_tasks_ends(client, task):
    """The list is empty until then, and leaves something to wait for all the same."""
    looks = 1
    while not client.listed(status="ready"):
        looks += 1

    assert looks == 11


def test_a_list_is_looked_at_until_the_slowest_task_is_done(fake_embed, client):
    """It need not be the newest."""
    fake_embed.media("https://example.com/dog.mp4", processing_seconds=20)
    client.create()
    fake_embed.media("https://example.com/dog.mp4", processing_seconds=1)
    client.create()

    looks = 1
    while client.listed() != ["ready", "ready"]:
        looks += 1

    assert looks == 21


def test_a_loop_over_the_list_that_sleeps_is_free(fake_embed, client, task):
    """The sleep behind a list is one behind a poll."""
    while client.listed() != ["ready"]:
        time.sleep(5)

    assert fake_embed.clock.slept == 10


@pytest.mark.parametrize("path", ["assets", "embed-v2/tasks"])
def test_other_lists_are_looked_at_as_well(fake_embed, path):
    """Each kind of list moves time while anything in it is processing."""
    created = {
        "assets": {"files": {"method": (None, "url"), "url": (None, "https://example.com/dog.mp4")}},
        "embed-v2/tasks": {
            "json": {
                "input_type": "video",
                "model_name": "marengo3.0",
                "video": {"media_source": {"url": "https://example.com/dog.mp4"}},
            }
        },
    }
    with httpx.Client(base_url=API, headers={"x-api-key": "any"}) as http:
        assert http.post(f"/{path}", **created[path]).is_success
        looks = 1
        while {entry["status"] for entry in http.get(f"/{path}").json()["data"]} != {"ready"}:
            looks += 1

    assert looks == 11


def test_a_thread_for_each_poll_is_one_who_looks_again(client, task):
    """Each thread is over when the next one looks."""
    statuses = []
    while "ready" not in statuses:
        thread = Thread(target=lambda: statuses.append(client.status(task)))
        thread.start()
        thread.join()

    assert len(statuses) == 11


def test_a_thread_without_a_name_for_each_poll_ends(client, task):
    """Nobody knows who started it, nor when it ends."""
    statuses = []

    def poll(done):
        statuses.append(client.status(task))
        done.set()

    while "ready" not in statuses and len(statuses) < 50:
        done = Event()
        _thread.start_new_thread(poll, (done,))
        done.wait(10)

    assert statuses[-1] == "ready"


def test_an_asyncio_task_for_each_poll_ends(client, task):
    """A busy loop of `wait_for(poll())`: each poll is an asyncio task of its own on older Pythons."""

    async def poll():
        return client.status(task)

    async def wait():
        looks = 1
        while await asyncio.create_task(poll()) != "ready":
            looks += 1
        return looks

    assert asyncio.run(wait()) == 11


def test_pollers_beside_each_other_do_not_make_time_run(fake_embed, client, task):
    """Three look in turn at the same task: a second passes when one of them looks again, not three."""

    async def wait():
        looks = 1
        while client.status(task) != "ready":
            looks += 1
            await asyncio.sleep(0)
        return looks

    async def three():
        return await asyncio.gather(wait(), wait(), wait())

    assert max(asyncio.run(three())) <= 11
    assert fake_embed.clock.slept == 10


def test_a_look_at_another_moment_costs_nothing(fake_embed, client, task):
    """Time has passed in between, so it is no second look."""
    before = fake_embed.clock.now()
    for _ in range(3):
        client.status(task)
        fake_embed.clock.advance(2)

    assert (fake_embed.clock.now() - before).total_seconds() == 6


def test_an_infinite_sleep_is_never_skipped(fake_embed, client, task):
    """It ends by the time limit around it, and nothing has happened to the clock."""
    before = fake_embed.clock.now()

    async def wait():
        client.status(task)
        await asyncio.wait_for(asyncio.sleep(math.inf), 0.05)

    with pytest.raises((TimeoutError, asyncio.TimeoutError)):
        asyncio.run(wait())

    assert (fake_embed.clock.now() - before).total_seconds() < 1
    assert client.status(task) == "processing"


def test_a_look_after_real_time_has_passed_counts_it_in_full(monkeypatch):
    """A program may wait in a way that nobody here knows: twenty seconds are twenty."""
    passed = [0.0]
    monkeypatch.setattr("fakeembed.virtual_time.looks.really_monotonic", lambda: passed[0])
    with FakeEmbed(processing_seconds=30) as fake, httpx.Client(base_url=API, headers={"x-api-key": "any"}) as http:
        form = {"model_name": (None, "marengo3.0"), "video_url": (None, "https://example.com/dog.mp4")}
        task = http.post("/embed/tasks", files=form).json()["_id"]
        before = fake.clock.now()
        for _ in range(2):
            http.get(f"/embed/tasks/{task}/status")
            passed[0] += 20

        assert (fake.clock.now() - before).total_seconds() == 20
