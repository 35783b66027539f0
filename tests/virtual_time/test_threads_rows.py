"""Every way in which a thread waits: free, or real and said so in the table of docs/time.md."""

from __future__ import annotations

import _thread
import queue
import sched
import select
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from concurrent.futures import wait as wait_for_futures
from threading import Barrier, BrokenBarrierError, Condition, Event, Lock, Semaphore, Thread, Timer

import pytest

from fakeembed.virtual_time import threads, turns

WAIT = 30
"""Virtual seconds of a wait where the rows of the page have five; a task takes two waits."""

FREE = 25
"""Real seconds that are less than one such wait, and more than any machine needs for a few polls."""

pytestmark = pytest.mark.fake_embed(processing_seconds=2 * WAIT)


def lock_taken():
    """A lock that nobody releases."""
    lock = Lock()
    lock.acquire()
    return lock


def scheduled():
    """An appointment in five seconds."""
    schedule = sched.scheduler()
    schedule.enter(WAIT, 1, int)
    schedule.run()


def timer():
    """A thread that begins in five seconds."""
    timer = Timer(WAIT, int)
    timer.start()
    timer.join()


def condition():
    """A condition that nobody notifies."""
    condition = Condition()
    with condition:
        condition.wait(WAIT)


def predicate():
    """A condition that never holds."""
    condition = Condition()
    with condition:
        condition.wait_for(lambda: False, WAIT)


def empty_queue():
    """A queue into which nobody puts anything."""
    with pytest.raises(queue.Empty):
        queue.Queue().get(timeout=WAIT)


def full_queue():
    """A queue from which nobody takes anything."""
    full = queue.Queue(1)
    full.put(1)
    with pytest.raises(queue.Full):
        full.put(2, timeout=WAIT)


def barrier():
    """A barrier at which nobody else arrives."""
    with pytest.raises(BrokenBarrierError):
        Barrier(2).wait(WAIT)


def computed():
    """What is left until a moment, after some work."""
    until = time.monotonic() + WAIT
    time.sleep(max(0, until - time.monotonic()))


def computed_by_the_wall_clock():
    """The same by the other clock."""
    until = time.time() + WAIT
    time.sleep(max(0, until - time.time()))


def slept_in_a_thread():
    """The wait is another thread's."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(int).result()
    time.sleep(WAIT)


IDIOMS = {
    "time.sleep(5)": lambda: time.sleep(WAIT),
    "five times time.sleep(1)": lambda: [time.sleep(WAIT / 5) for _ in range(5)],
    "sleep(deadline - time.monotonic())": computed,
    "sleep(deadline - time.time())": computed_by_the_wall_clock,
    "Event().wait(5)": lambda: Event().wait(WAIT),
    "Condition().wait(5)": condition,
    "Condition().wait_for(..., 5)": predicate,
    "Semaphore(0).acquire(timeout=5)": lambda: Semaphore(0).acquire(timeout=WAIT),
    "Barrier(2).wait(5)": barrier,
    "Queue().get(timeout=5)": empty_queue,
    "Queue(1).put(timeout=5)": full_queue,
    "Timer(5, ...)": timer,
    "sched.scheduler().run()": scheduled,
    "select.select([], [], [], 5)": lambda: select.select([], [], [], WAIT),
    "a job of a pool before it": slept_in_a_thread,
}


@pytest.mark.parametrize("idiom", IDIOMS)
def test_a_wait_between_polls_is_free(fake_embed, client, task, watch, idiom):
    with watch() as watched:
        while client.status(task) != "ready":
            IDIOMS[idiom]()

    assert watched.seconds < FREE
    assert fake_embed.clock.slept == 2 * WAIT


def simple_queue():
    """A queue into which nobody puts anything."""
    with pytest.raises(queue.Empty):
        queue.SimpleQueue().get(timeout=1)


class Waiter:
    """Has held the function since before there was a fake."""

    sleep = staticmethod(time.sleep)


REAL = {
    "a sleep held under another name (a default argument, a class attribute)": lambda: Waiter.sleep(1),
    "Lock().acquire(timeout=1)": lambda: lock_taken().acquire(timeout=1),
    "SimpleQueue().get(timeout=1)": simple_queue,
}


@pytest.mark.parametrize("idiom", REAL)
def test_a_wait_that_nobody_sees_is_real_and_counts(fake_embed, client, idiom):
    """It is done in C, or out of reach; the seconds that really pass are the task's as well."""
    fake_embed.media("*", processing_seconds=1)
    task, polls = client.create(), 1
    while client.status(task) != "ready":
        REAL[idiom]()
        polls += 1

    assert polls <= 3


@pytest.mark.row("while not stop.wait(0.3) in a thread that has asked nothing yet", "real")
@pytest.mark.parametrize("wait", [Thread.join, lambda thread, limit: thread.done.wait(limit)], ids=["join", "event"])
def test_a_thread_that_waits_before_its_first_poll_is_waited_for(fake_embed, client, wait):
    """Its wait takes its time, and no limit of those who wait for it comes meanwhile; from its first poll on they are free."""
    fake_embed.media("*", processing_seconds=0.6)
    task, stop = client.create(), Event()

    class Poller(Thread):
        done = Event()

        def run(self):
            while not stop.wait(0.3):
                if client.status(task) == "ready":
                    self.done.set()
                    return

    poller = Poller(daemon=True)
    poller.start()
    wait(poller, 60)

    assert poller.done.is_set()
    assert fake_embed.clock.slept == pytest.approx(0.6)


@pytest.mark.row("a thread for each poll")
def test_a_thread_for_each_poll_is_free(fake_embed, client, task, watch):
    statuses = []
    with watch() as watched:
        while True:
            thread = Thread(target=lambda: statuses.append(client.status(task)))
            thread.start()
            thread.join()
            if statuses[-1] == "ready":
                break
            time.sleep(WAIT)

    assert watched.seconds < FREE
    assert len(statuses) == 3


@pytest.mark.row("a thread without a name for each poll")
def test_a_thread_without_a_name_for_each_poll_is_free(client, task, watch):
    statuses = []

    def poll(done):
        statuses.append(client.status(task))
        done.release()

    with watch() as watched:
        while True:
            done = lock_taken()
            _thread.start_new_thread(poll, (done,))
            done.acquire()
            if statuses[-1] == "ready":
                break
            time.sleep(WAIT)

    assert watched.seconds < FREE


@pytest.mark.row("another request between poll and sleep")
def test_another_request_between_poll_and_sleep_changes_nothing(fake_embed, client, task, watch):
    with watch() as watched:
        while client.status(task) != "ready":
            client.text("a dog")
            time.sleep(WAIT)

    assert watched.seconds < FREE
    assert fake_embed.clock.slept == 2 * WAIT


@pytest.mark.row("a sleep before the first poll")
def test_a_sleep_before_the_first_poll_of_a_task_that_a_thread_made_is_free(fake_embed, client, watch):
    with watch() as watched, ThreadPoolExecutor(1) as pool:
        task = pool.submit(client.create).result()
        time.sleep(2 * WAIT)

    assert client.status(task) == "ready"
    assert watched.seconds < FREE


def waiting(client, task=None):
    """What a worker does."""
    task = task or client.create()
    while client.status(task) != "ready":
        time.sleep(WAIT)


@pytest.mark.row("32 jobs in a pool of 32: 10 seconds in all; in a pool of 4: 80")
@pytest.mark.parametrize(("workers", "slept"), [(32, 2 * WAIT), (4, 16 * WAIT)])
def test_waits_of_a_pool_count_once(fake_embed, client, watch, workers, slept):
    with watch() as watched, ThreadPoolExecutor(workers) as pool:
        list(pool.map(lambda _: waiting(client), range(32)))

    assert fake_embed.clock.slept == slept
    assert watched.seconds < FREE


@pytest.mark.row("32 threads: 10 seconds in all")
def test_waits_of_threads_count_once(fake_embed, client, watch):
    threads = [Thread(target=waiting, args=(client,)) for _ in range(32)]
    with watch() as watched:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert fake_embed.clock.slept == 2 * WAIT
    assert watched.seconds < FREE


@pytest.mark.parametrize("notify_all", [True, False])
def test_a_notification_between_two_slices_is_not_lost(client, task, monkeypatch, notify_all):
    """A wait is done in slices; who has it set meanwhile, a thread or the handler of a signal, needs its lock."""
    condition = Condition(Lock())

    def notify_meanwhile():
        assert condition.acquire(timeout=60)
        condition.notify_all() if notify_all else condition.notify()
        condition.release()
        return True

    client.status(task)
    monkeypatch.setattr(turns, "is_alone", notify_meanwhile)
    with condition:
        assert condition.wait(WAIT)
    assert not condition._waiters


def test_a_notification_just_behind_the_limit_of_a_wait_is_not_lost(client, task, monkeypatch):
    """Whoever has the lock of the condition when the limit comes notifies it."""
    condition = Condition()

    def late(*callers):
        patched.undo()
        turns.goes_on(*callers)
        with condition:
            condition.notify()

    client.status(task)
    with condition, monkeypatch.context() as patched:
        patched.setattr(turns, "goes_on", late)
        assert condition.wait(WAIT)


def test_who_is_not_notified_does_not_go_on(client, task):
    """Of two that wait for the same, a stranger and a caller, the one that came first is woken."""
    condition, told = Condition(), []

    def wait():
        with condition:
            told.append(condition.wait(60))

    stranger = Thread(target=wait)
    threads._really_start(stranger)
    while not condition._waiters:
        threads.really_sleep(0.001)
    client.status(task)
    caller = Thread(target=lambda: (client.status(task), wait()))
    caller.start()
    while len(condition._waiters) < 2:
        threads.really_sleep(0.001)
    with condition:
        condition.notify()
    threads._really_join(stranger)
    assert told == [True]

    with condition:
        condition.notify()
    caller.join()
    assert told == [True, True]


@pytest.mark.row("as_completed(jobs), wait(jobs)")
@pytest.mark.parametrize("how", ["as_completed", "wait"])
def test_futures_that_are_waited_for_together_count_once(fake_embed, client, how):
    with ThreadPoolExecutor(8) as pool:
        jobs = [pool.submit(waiting, client) for _ in range(8)]
        if how == "wait":
            assert not wait_for_futures(jobs, timeout=600).not_done
        else:
            assert len(list(as_completed(jobs, timeout=600))) == 8

    assert fake_embed.clock.slept == 2 * WAIT
