"""Who goes on first when several wait, and who only looks as if it waited: a thread that was woken and has not run since.

`time.sleep()` of who has asked is virtual here and takes no time; what has to be real is `really_sleep()`.
"""

from __future__ import annotations

import _thread
import asyncio
import contextvars
import gc
import selectors
import socket
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

from fakeembed.virtual_time import callers, threads, turns
from fakeembed.virtual_time.clocks import really_monotonic
from fakeembed.virtual_time.threads import really_sleep


def frame_of(function, back=None, **names):
    """A thread that is in `function`, with these local names."""
    return SimpleNamespace(f_code=function.__code__, f_locals=names, f_back=back)


OPEN, SHUT = SimpleNamespace(_shutdown=False), SimpleNamespace(_shutdown=True)
WORKERS = [((), None, OPEN), (("one",), None, OPEN), ((), "one", OPEN), ((), None, SHUT), ((), None, None)]


@pytest.mark.parametrize(("jobs", "taken", "pool"), WORKERS)
def test_a_worker_is_idle_that_was_given_nothing_and_whose_pool_is_open(jobs, taken, pool):
    queue = SimpleQueue()
    for job in jobs:
        queue.put(job)
    frame = frame_of(pool_thread._worker, work_queue=queue, work_item=taken, executor_reference=lambda: pool)

    assert turns.is_idle(0, frame) is (not jobs and taken is None and pool is OPEN)


def stands(thread, where):
    """The frame of a thread, as soon as it is in a function of this name."""
    while (frame := sys._current_frames().get(thread.ident)) is None or frame.f_code.co_name != where:
        really_sleep(0.001)
    return frame


@pytest.mark.parametrize("knows", [False, True])
def test_a_thread_that_was_notified_is_not_idle(request, knows):
    """It cannot go on before it has the lock again; the wait is Python's own, or that of a caller."""
    client = request.getfixturevalue("client") if knows else None
    condition = Condition()

    def work():
        if client is not None:
            client.create()
        with condition:
            condition.wait()

    thread = Thread(target=work)
    thread.start()
    frame = stands(thread, "wait")
    while not condition._waiters:
        really_sleep(0.001)
    with condition:
        waits = turns.is_idle(thread.ident, frame)
        condition.notify()
        notified = turns.is_idle(thread.ident, frame)
    thread.join()

    assert (waits, notified) == (True, False)


@pytest.mark.parametrize("kind", ["EpollSelector", "KqueueSelector", "PollSelector", "SelectSelector"])
def test_a_loop_without_a_timer_is_idle_until_it_is_called(kind):
    """In a thread of its own, as a portal for tests or a driver of a database has one."""
    if not hasattr(selectors, kind):
        pytest.skip(f"this platform has no {kind}")
    loop = asyncio.SelectorEventLoop(getattr(selectors, kind)())
    thread = Thread(target=loop.run_forever)
    thread.start()
    frame = stands(thread, "select")
    idle = turns.is_idle(thread.ident, frame)
    loop.call_soon(int)  # which does not wake it: it has been called, and has not had the processor since
    called = turns.is_idle(thread.ident, frame)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()

    assert (idle, called) == (True, False)


def test_a_loop_with_a_timer_or_a_connection_is_not_idle():
    loop = asyncio.SelectorEventLoop()
    timer, read = loop.call_later(60, int), Event()
    one, other = socket.socketpair()
    thread = Thread(target=loop.run_forever)
    thread.start()
    timed = turns.is_idle(thread.ident, stands(thread, "select"))
    loop.call_soon_threadsafe(lambda: (timer.cancel(), loop.add_reader(one, int), read.set()))
    read.wait(60)
    connected = turns.is_idle(thread.ident, stands(thread, "select"))
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()
    one.close()
    other.close()

    assert not timed
    assert not connected


def test_a_thread_that_has_not_begun_to_run_is_somebody(monkeypatch):
    """It has been started, and has not had the processor since: with a name, or without one."""
    monkeypatch.setattr(turns, "has_children", lambda: False)
    monkeypatch.setattr(turns, "is_idle", lambda *_: True)
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


class AlarmError(Exception):
    """What the handler of a signal raises."""


@pytest.mark.fake_embed(processing_seconds=300)
@pytest.mark.parametrize("interrupted", ["waits", "goes_on", "is_first", "_others", "_change"])
def test_an_alarm_in_the_middle_of_a_wait_holds_up_nobody(client, task, monkeypatch, interrupted):
    """The handler of a signal wakes somebody and raises an error, as the limit of time of a test does."""
    genuine, main, rung, asked = getattr(turns, interrupted), threading.get_ident(), [], Event()

    def alarm(*arguments, **named):
        if threading.get_ident() == main and not rung:
            rung.append("once")
            turns.goes_on(*turns._waiting)
            raise AlarmError
        return genuine(*arguments, **named)

    def poll():
        client.status(task)
        asked.set()
        time.sleep(5)

    other = Thread(target=poll)
    other.start()
    asked.wait(60)
    client.status(task)
    with monkeypatch.context() as patched:
        patched.setattr(turns, interrupted, alarm)
        with pytest.raises(AlarmError):
            time.sleep(3)
    other.join(60)

    assert not other.is_alive()


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


@pytest.mark.skipif(sys.version_info >= (3, 13), reason="there Python itself takes it for started")
@pytest.mark.usefixtures("fake_embed")
def test_a_thread_that_could_not_be_started_can_be_started_again():
    """Because there is no room for its stack, or because it was started before."""
    ran, found = [], threading.stack_size(1 << 62)
    thread = Thread(target=ran.append, args=("ran",))
    try:
        with pytest.raises(RuntimeError, match="can't start new thread"):
            thread.start()
    finally:
        threading.stack_size(found)

    thread.start()
    thread.join()
    with pytest.raises(RuntimeError, match="once"):
        thread.start()

    assert ran == ["ran"]


def test_a_thread_is_known_before_it_runs(client, task):
    """Whoever joins it at once goes on from where it ends."""
    client.status(task)
    thread = Thread(target=len, args=("",))

    with callers.starting(thread):
        assert callers.of_thread(thread) is not None


def test_nothing_is_kept_of_threads_that_have_ended(client, task):
    """Which asked in a context that they were given."""
    client.status(task)
    for _ in range(20):
        thread = Thread(target=contextvars.copy_context().run, args=(client.status, task))
        thread.start()
        thread.join()
    gc.collect()

    assert len(callers._derived) <= 1
    assert len(turns._at_work) <= 3


def test_a_thread_that_has_the_number_of_one_that_ended_is_a_stranger(client, task):
    """As that of a worker is given anew, which had the context of a caller when it asked."""
    context, hold = contextvars.copy_context(), Lock()
    hold.acquire()
    worker = Thread(target=context.run, args=(client.status, task))
    threads._really_start(worker)
    threads._really_join(worker)
    for _ in range(1000):
        stranger = Thread(target=hold.acquire)
        threads._really_start(stranger)
        if stranger.ident == worker.ident:
            break
        hold.release()
        threads._really_join(stranger)
    else:
        pytest.skip("here numbers are not given anew")
    is_alone = turns.is_alone()
    hold.release()
    threads._really_join(stranger)

    assert not is_alone


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
    while turns.turns_of(blocked.ident) != turns.turns_of(blocked.ident):
        really_sleep(0.05)
    before = turns.turns_of(spinning.ident)
    really_sleep(0.05)
    after = turns.turns_of(spinning.ident)
    is_over.set()
    lock.release()
    spinning.join()
    blocked.join()

    assert before != after


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="only Linux tells whether a thread has the processor")
def test_a_thread_that_computes_holds_up_one_sleep_and_no_others(client, task, monkeypatch):
    """It has been waited for in vain; it may go on for as long as it likes."""
    asked, is_over, looks = Event(), Event(), []
    standing = turns._standing
    monkeypatch.setattr(turns, "_standing", lambda: looks.append(1) or standing())

    def compute():
        client.status(task)
        asked.set()
        while not is_over.is_set():
            pass

    thread = Thread(target=compute)
    thread.start()
    asked.wait(60)
    client.status(task)
    time.sleep(1)
    waited = len(looks)
    for _ in range(5):
        client.status(task)
        time.sleep(1)
    is_over.set()
    thread.join()

    assert waited
    assert len(looks) == waited


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
            mine = client.create()  # a look at the same task as another's would take a second, if it came second
            client.status(mine)
            time.sleep(3)
            client.status(mine)
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
