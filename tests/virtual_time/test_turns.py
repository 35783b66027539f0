"""Who goes on first when several wait, and who only looks as if it waited: a thread that was woken and has not run since."""

from __future__ import annotations

import _thread
import asyncio
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import thread as pool_thread
from pathlib import Path
from queue import SimpleQueue
from threading import Condition, Event, Lock, Thread
from types import SimpleNamespace

import pytest

from fakeembed.virtual_time import callers, turns
from fakeembed.virtual_time.clocks import really_monotonic
from fakeembed.virtual_time.threads import really_sleep


def frame_of(function, back=None, **names):
    """A thread that is in `function`, with these local names."""
    return SimpleNamespace(f_code=function.__code__, f_locals=names, f_back=back)


@pytest.mark.parametrize(("jobs", "idle"), [([], True), (["one"], False)])
def test_a_worker_of_a_pool_that_was_given_a_job_is_not_idle(jobs, idle):
    queue = SimpleQueue()
    for job in jobs:
        queue.put(job)

    assert turns._is_idle(0, frame_of(pool_thread._worker, work_queue=queue)) is idle


def test_a_worker_of_a_pool_that_has_taken_a_job_is_not_idle():
    assert not turns._is_idle(0, frame_of(pool_thread._worker, work_queue=SimpleQueue(), work_item="one"))


@pytest.mark.parametrize("notified", [False, True])
def test_a_thread_that_was_notified_is_not_idle(notified):
    condition, waiter = Condition(), Lock()
    condition._waiters.append(waiter)
    waiter.acquire()
    if notified:
        with condition:
            condition.notify()

    assert turns._is_idle(0, frame_of(turns._Unpatched.wait, self=condition, timeout=None, waiter=waiter)) is not notified


@pytest.mark.parametrize("called", [False, True])
def test_a_loop_that_was_called_is_not_idle(called):
    loop = asyncio.SelectorEventLoop()
    if called:
        loop.call_soon_threadsafe(int)
    frame = frame_of(loop._selector.select, SimpleNamespace(f_locals={"self": loop}), self=loop._selector, timeout=None)

    assert turns._is_idle(0, frame) is not called
    loop.close()


def test_a_thread_that_has_not_begun_to_run_is_somebody(monkeypatch):
    """It has been started, and has not had the processor since: with a name, or without one."""
    monkeypatch.setattr(turns, "has_children", lambda: False)
    monkeypatch.setattr(turns, "_is_idle", lambda *_: True)
    assert turns.is_alone()

    with turns.beginning(turns.is_alone) as run:
        assert not turns.is_alone()
    assert run()

    monkeypatch.setitem(threading._limbo, Thread(), None)
    assert not turns.is_alone()


@pytest.mark.usefixtures("fake_embed")
def test_a_thread_that_cannot_be_started_is_nobody():
    """No wait is real for its sake."""
    with pytest.raises(TypeError):
        _thread.start_new_thread(int, 5)

    assert not turns._beginning


def test_whoever_is_asked_whose_turn_it_is_holds_up_nobody():
    """Nor itself: the handler of a signal may wake somebody in the middle of it, or wait for a lock that somebody else holds."""
    caller = callers.Caller(None, None)
    with turns._changed:
        turns.goes_on(caller)
        thread = Thread(target=turns.goes_on, args=(caller,))
        thread.start()
        thread.join(30)
        assert not thread.is_alive()


def test_a_thread_that_begins_while_it_is_asked_who_works_is_no_error(fake_embed, client, task):
    """Others come and go meanwhile."""

    class Coming(callers.Caller):
        ident = -1

        def over(self):
            turns._at_work.add(object.__new__(callers.Caller))
            return True

    client.status(task)
    turns._at_work.add(Coming(None, None))

    assert turns._others() == []


def test_whoever_joins_a_thread_that_has_ended_works(fake_embed, client, task):
    """Nobody tells it so; it may take a while until it has the processor."""
    client.status(task)
    thread = Thread(target=int)
    thread.start()
    thread.join()
    caller = callers.Caller(None, callers.current())
    caller.ident = threading.get_ident() + 1
    frames = {caller.ident: sys._getframe()}

    with turns.joining(caller, thread), turns.waiting(caller, 5):
        assert turns._is_at_work(caller, frames)
    with turns.joining(caller, threading.current_thread()), turns.waiting(caller, 5):
        assert not turns._is_at_work(caller, frames | {threading.get_ident(): sys._getframe()})


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="only Linux tells")
def test_a_thread_that_waits_for_the_processor_is_not_blocked():
    lock, is_over = Lock(), Event()
    lock.acquire()

    def spin():
        while not is_over.is_set():
            pass

    spinning, blocked = Thread(target=spin), Thread(target=lock.acquire)
    spinning.start()
    blocked.start()
    while turns._turns_of(blocked.ident) != turns._turns_of(blocked.ident):
        really_sleep(0.05)
    before = turns._turns_of(spinning.ident)
    really_sleep(0.05)
    after = turns._turns_of(spinning.ident)
    is_over.set()
    lock.release()
    spinning.join()
    blocked.join()

    assert before != after


def test_a_sleep_ends_though_another_thread_spins_until_then(fake_embed, client, task):
    """Who works is waited for, but not for ever."""
    slept = []

    def sleep():
        client.status(client.create())
        time.sleep(5)
        slept.append(fake_embed.clock.slept)

    client.status(task)
    thread = Thread(target=sleep)
    thread.start()
    until = really_monotonic() + 60
    while not slept and really_monotonic() < until:
        pass

    assert slept == [5]
    thread.join()


@pytest.mark.fake_embed(processing_seconds=300)
def test_a_sleep_of_a_thread_ends_before_a_longer_limit_of_an_event_loop(fake_embed, client, task):
    """Each is brought forward by its own means, and yet the one that ends first comes first."""

    async def wait():
        loop, event = asyncio.get_running_loop(), asyncio.Event()

        def work():
            client.status(task)
            time.sleep(3)
            client.status(task)
            time.sleep(1)
            loop.call_soon_threadsafe(event.set)

        thread = Thread(target=work)
        thread.start()
        client.status(task)
        await asyncio.wait_for(event.wait(), 5)
        thread.join()

    asyncio.run(wait())

    assert fake_embed.clock.slept == 4


@pytest.mark.fake_embed(processing_seconds=300)
def test_an_event_loop_does_not_wait_for_ever_for_a_thread_that_cannot_go_on(fake_embed, client, task):
    """A third thread, which has asked and is blocked now, is what the other one waits for."""
    blocked, go_on = Event(), Lock()
    go_on.acquire()

    def block():
        client.status(task)
        blocked.set()
        go_on.acquire()

    async def wait():
        client.status(task)
        await asyncio.sleep(5)

    with ThreadPoolExecutor(2) as pool:
        pool.submit(block)
        blocked.wait()
        sleeping = pool.submit(lambda: (client.status(task), time.sleep(3)))
        asyncio.run(wait())
        go_on.release()
        sleeping.result()

    assert fake_embed.clock.slept == 5
