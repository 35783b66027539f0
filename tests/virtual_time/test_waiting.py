"""Sleeps behind an answer: virtual while something is left to wait for, real otherwise."""

from __future__ import annotations

import asyncio
import select
import socket
import subprocess
import sys
import time
from threading import Thread

import pytest
from twelvelabs import TwelveLabs

from fakeembed.virtual_time.threads import SLICE


def test_a_task_declared_to_fail_ends_failed(fake_embed):
    """The client's own waiting stops at `failed` as it stops at `ready`."""
    fake_embed.media("*/broken.mp4", fails="The embedding task failed. Please try again later.")
    client = TwelveLabs(api_key="any")
    task = client.embed.tasks.create(model_name="marengo3.0", video_url="https://example.com/broken.mp4")

    done = client.embed.tasks.wait_for_done(task.id)

    assert done.status == "failed"
    assert fake_embed.clock.slept == 10.0


@pytest.mark.row("a sleep behind the final response", "real")
def test_a_second_task_is_waited_for_after_the_first_is_done(client, real_sleeps):
    """The clients up to 0.4 sleep before they ask: the end of one task must not make the wait for the other one real."""
    first, second = client.create(), client.create()
    for task in (first, second):
        time.sleep(5)
        while client.status(task) == "processing":
            time.sleep(5)

    time.sleep(7)

    assert real_sleeps == [7]


def test_a_list_pays_for_sleeps_as_a_status_does(client, real_sleeps):
    """It shows a task that is not done; the second sleep behind one look takes a moment, in case it waits for something else."""
    client.create()
    time.sleep(1)

    client.listed()
    time.sleep(2)
    time.sleep(3)

    assert real_sleeps == [SLICE]


def test_sleeps_behind_one_answer_take_a_moment_each(fake_embed, client, real_sleeps):
    """The first is free. What follows may be the program's own wait for something that nobody here sees."""
    client.create()

    time.sleep(5)
    time.sleep(7)

    assert fake_embed.clock.slept == 12.0
    assert real_sleeps == [SLICE]


def test_sleeps_behind_one_answer_are_real_beside_a_child_process(client, watch):
    """It may be what the program waits for."""
    client.create()
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        time.sleep(5)
        with watch() as watched:
            time.sleep(0.5)
        child.communicate(b"\n")

    assert watched.seconds >= 0.5


def test_a_sleep_is_real_no_longer_than_what_it_may_wait_for(fake_embed, client, watch):
    """A thread that runs when the second sleep begins, and ends in the middle of it."""
    client.create()
    silent, closed = socket.socketpair()
    with silent, closed:
        thread = Thread(target=lambda: select.select([silent], [], [], 0.2))
        with watch() as watched:
            thread.start()
            time.sleep(5)
            time.sleep(60)
        thread.join()

    assert 0.19 < watched.seconds < 55
    assert fake_embed.clock.slept == 65


def test_a_sleep_after_a_final_answer_is_real(client, real_sleeps):
    """A ready task leaves nothing to wait for."""
    task = client.create()
    time.sleep(10)

    assert client.status(task) == "ready"
    time.sleep(3)

    assert real_sleeps == [3]


def test_a_rate_limited_caller_waits_virtually(fake_embed, client, real_sleeps):
    """The back-off after a 429 is part of the wait."""
    fake_embed.fail_next(429, code="too_many_requests", message="slow down")

    client.post()
    time.sleep(30)

    assert real_sleeps == []
    assert fake_embed.clock.slept == 30.0


def test_sleep_imported_by_name_is_fast_forwarded(client, real_sleeps):
    """`from time import sleep` leaves the function under a name of the module's own."""
    from types import ModuleType

    module = ModuleType("waits")
    exec("from time import sleep", module.__dict__)  # imported while the fake is installed
    client.create()

    module.sleep(5)

    assert real_sleeps == []


@pytest.mark.fake_embed(fast_forward=False)
def test_without_fast_forward_sleeps_are_real_and_move_the_clock(fake_embed, client, real_sleeps):
    """For programs that measure real time."""
    client.create()

    time.sleep(5)

    assert real_sleeps == [5]
    assert fake_embed.clock.slept == 5.0


def test_short_sleeps_behind_one_answer_take_no_longer_than_they_would(client, monkeypatch):
    """In an event loop, as a limiter of rates has them that looks every few milliseconds."""
    slept = []
    monkeypatch.setattr("fakeembed.virtual_time.event_loops.really_sleep", slept.append)
    client.create()

    async def wait():
        for _ in range(5):
            await asyncio.sleep(0.002)

    asyncio.run(wait())

    assert slept
    assert max(slept) <= 0.002
