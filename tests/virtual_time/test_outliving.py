"""What outlives a fake is a stranger to the next one: what it waits for is real, and nothing of its time is left."""

from __future__ import annotations

import asyncio
import sys
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from queue import Queue
from threading import Condition, Event, Lock, Semaphore, Thread, Timer

import pytest

from fakeembed import FakeEmbed
from fakeembed.virtual_time import callers, event_loops, threads, turns
from fakeembed.virtual_time.threads import really_sleep

LONG = 600


@contextmanager
def blocked():
    """A thread that takes no part is there until the block ends: every limit beside it is real."""
    lock = Lock()
    lock.acquire()
    thread = Thread(target=lock.acquire)
    threads._really_start(thread)
    yield
    lock.release()
    threads._really_join(thread)


def event():
    """Waits for an event, and how that ends."""
    event = Event()
    return lambda: event.wait(LONG), event.set


def condition():
    """Waits for a notification."""
    condition = Condition()

    def wait():
        with condition:
            return condition.wait(LONG)

    def notify():
        with condition:
            condition.notify()

    return wait, notify


def queue():
    """Waits for what is put into a queue."""
    queue = Queue()
    return lambda: queue.get(timeout=LONG), lambda: queue.put(1)


def semaphore():
    """Waits for one that leaves."""
    semaphore = Semaphore(0)
    return lambda: semaphore.acquire(timeout=LONG), semaphore.release


def end_of_a_thread():
    """Joins a thread."""
    lock = Lock()
    lock.acquire()
    thread = Thread(target=lock.acquire)

    def wait():
        threads._really_start(thread)
        thread.join(LONG)
        return not thread.is_alive()

    return wait, lock.release


def result():
    """Waits for what is none of a pool's jobs."""
    future = Future()
    return lambda: future.result(LONG), lambda: future.set_result(1)


def until(happened):
    """Waits until something is so, in real time."""
    while not happened():
        really_sleep(0.001)


@pytest.fixture
def waits(monkeypatch):
    """The threads that have begun to wait or looked again, as often as they have."""
    noted = []

    def note(genuine, *arguments, **named):
        genuine(*arguments, **named)
        noted.append(threading.current_thread())

    for name in ("waits", "comes_really"):
        monkeypatch.setattr(turns, name, partial(note, getattr(turns, name)))
    return noted


@pytest.mark.parametrize("asks", [True, False])
@pytest.mark.parametrize("kind", [event, condition, queue, semaphore, end_of_a_thread, result])
def test_a_thread_that_still_waits_may_end_the_waits_of_the_next_one(client_of, waits, monkeypatch, kind, asks):
    """Whoever joins it waits for it, as for any thread that takes no part."""
    (wait, end), ended, looks, is_alone = kind(), [], [], turns.is_alone

    def work(client):
        if asks:
            client.status(client.create())
        ended.append(bool(wait()))

    def ends_at_the_third_look():
        if threading.current_thread() is threading.main_thread():
            looks.append(1)
            if len(looks) == 3:
                end()
        return is_alone()

    with blocked(), FakeEmbed(), client_of() as client:
        thread = Thread(target=work, args=(client,))
        thread.start()
        until(lambda: waits.count(thread) > 1)
    waits.clear()
    until(lambda: waits.count(thread) > 1)
    with FakeEmbed() as fake, client_of() as client:
        client.status(client.create())
        monkeypatch.setattr(turns, "is_alone", ends_at_the_third_look)
        thread.join(LONG)
        has_ended = not thread.is_alive()
    if not has_ended:
        end()
    threads._really_join(thread)

    assert has_ended
    assert ended == [True]
    assert fake.clock.slept == 0


def test_a_timer_that_still_runs_may_end_the_waits_of_the_next_one(client_of, waits):
    with blocked(), FakeEmbed():
        timer = Timer(LONG, int)
        timer.start()
        until(lambda: waits.count(timer) > 1)
    waits.clear()
    until(lambda: waits.count(timer) > 1)
    with FakeEmbed(), client_of() as client:
        client.status(client.create())
        is_alone = turns.is_alone()
    timer.cancel()
    timer.join()

    assert not is_alone


def test_a_sleep_that_goes_on_waits_for_nobody(client_of, monkeypatch):
    """It would call others overtaken that have nothing to do with it."""
    looks = []
    with FakeEmbed():
        earlier = callers.current()
    with FakeEmbed(), client_of() as client:
        client.status(client.create())
        monkeypatch.setattr(turns, "_standing", lambda: looks.append(1))
        thread = Thread(target=turns.take, args=(earlier, 5))
        threads._really_start(thread)
        threads._really_join(thread)

    assert not looks


def test_a_sleep_that_goes_on_is_not_told_of_at_the_end_of_the_next_one(client_of, monkeypatch):
    """It is no wait of that test."""
    monkeypatch.setattr("fakeembed.virtual_time.real_waits.LONGEST_UNSAID", 0)
    sleeps, go_on = Lock(), Lock()
    sleeps.acquire()
    go_on.acquire()

    def really_sleep_until_then(_):
        sleeps.release()
        go_on.acquire()
        really_sleep(0.01)

    def work(client):
        client.status(client.create())
        time.sleep(1)
        monkeypatch.setattr(threads, "really_sleep", really_sleep_until_then)
        time.sleep(0.01)

    with blocked():
        with FakeEmbed(), client_of() as client:
            thread = Thread(target=work, args=(client,))
            thread.start()
            sleeps.acquire()
        with FakeEmbed():  # at whose end a warning would be an error
            go_on.release()
            threads._really_join(thread)


def polled(client):
    """The loop of a program."""
    task = client.create()
    while client.status(task) != "ready":
        time.sleep(5)


def test_a_job_that_begins_later_takes_nothing_along(client_of):
    """It was put into a pool at the 500th second of a fake that has gone."""
    hold = Lock()
    hold.acquire()
    with ThreadPoolExecutor(1) as pool:
        with FakeEmbed(processing_seconds=1000), client_of() as client:
            client.status(client.create())
            pool.submit(hold.acquire)
            time.sleep(500)
            late = pool.submit(int)
        with FakeEmbed() as fake, client_of() as client:
            hold.release()
            late.result()
            pool.submit(polled, client).result()

    assert fake.clock.slept == 10


def test_a_worker_that_has_done_the_job_of_a_stranger_is_idle(client_of):
    """The job has asked; no wait is real for its worker's sake when it has ended."""
    with ThreadPoolExecutor(1) as pool:
        hold = Lock()
        hold.acquire()
        job = pool.submit(lambda: (hold.acquire(), client.status(client.create())))
        with FakeEmbed(), client_of() as client:
            hold.release()
            job.result()
            (worker,) = pool._threads
            until(lambda: turns.is_idle(worker.ident, pool_frame(worker)))

            assert turns.is_quiet()


def pool_frame(worker):
    """Where a worker of a pool is."""
    return sys._current_frames()[worker.ident]


def test_a_sleep_in_an_event_loop_that_goes_on_ends_the_waits_of_the_next_one(client_of):
    """Its timer is a stranger's."""
    loop, event = asyncio.new_event_loop(), asyncio.Event()

    async def end(client):
        client.status(client.create())
        await asyncio.sleep(0.1)
        event.set()

    async def begin(client):
        ending = loop.create_task(end(client))
        await asyncio.sleep(0)
        return ending

    async def wait(client):
        client.status(client.create())
        await asyncio.wait_for(event.wait(), LONG)

    with FakeEmbed(processing_seconds=2000), client_of() as client:
        ending = loop.run_until_complete(begin(client))
    assert not event_loops._loops
    with FakeEmbed(processing_seconds=2000) as fake, client_of() as client:
        loop.run_until_complete(wait(client))
        loop.run_until_complete(ending)
    loop.close()

    assert fake.clock.slept == 0


def test_a_task_of_a_fake_that_has_gone_is_waited_for_by_nobody(fake_embed, client_of, real_sleeps):
    """Though another fake is there."""
    with FakeEmbed(), client_of() as client:
        client.status(client.create())
    time.sleep(3)

    assert real_sleeps == [3]


def test_a_fake_that_goes_leaves_what_another_one_told(fake_embed, client_of, real_sleeps):
    """Who was told to come again by the outer fake still waits for it."""
    fake_embed.fail_next(429)
    with client_of() as client:
        client.status("0" * 24)
        with FakeEmbed():
            client.status("0" * 24)
    time.sleep(4)

    assert (real_sleeps, fake_embed.clock.slept) == ([], 4)
