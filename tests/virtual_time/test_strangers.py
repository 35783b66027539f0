"""Nothing else is cut short: what waits for something real, beside a loop of polls, ends as it would without a fake."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import Context
from itertools import pairwise
from threading import Event, Lock, Thread

import httpx
import pytest

from fakeembed.virtual_time import event_loops, threads, turns

API = "https://api.twelvelabs.io/v1.3"
ROUNDS = int(os.environ.get("FAKEEMBED_ROUNDS", "3"))
"""How often each is tried in one run; what is cut short is so at once."""


@pytest.fixture
def answering():
    """The port of a server that answers half a second after it was asked."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve():
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                Thread(target=answer, args=(connection,), daemon=True).start()

        def answer(connection):
            with connection:
                connection.recv(1)
                waited.wait(0.3)
                connection.sendall(b"!")

        waited = Event()
        Thread(target=serve, daemon=True).start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)


@contextmanager
def running_loop():
    """An event loop that runs in a thread of its own."""
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever)
    thread.start()
    try:
        yield loop
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def polling(client, task):
    """The loop that goes on beside; a task never ends."""
    while client.status(task) != "ready":
        await asyncio.sleep(5)


async def read(port):
    """What a driver of a database does."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"?")
    answer = await reader.read(1)
    writer.close()
    return answer


async def beside(client, work):
    """Does `work` while another task polls."""
    poller = asyncio.create_task(polling(client, client.create()))
    try:
        return await work
    finally:
        poller.cancel()


@pytest.mark.fake_embed(processing_seconds=300)
def test_a_socket_under_a_time_limit_is_waited_for(client, answering):
    for _ in range(ROUNDS):
        assert asyncio.run(beside(client, asyncio.wait_for(read(answering), 30))) == b"!"


@pytest.mark.parametrize("who", ["the one that asks", "another"])
def test_a_socket_under_a_time_limit_is_waited_for_beside_a_late_answer(fake_embed, answering, who):
    """Whoever waits for it has asked, or a task of his has."""

    async def ask():
        async with httpx.AsyncClient(headers={"x-api-key": "any"}, timeout=None) as http:
            await http.get(f"{API}/embed/tasks")

    async def both():
        asking, reading = ask(), asyncio.wait_for(read(answering), 20)
        first, second = (reading, asking) if who == "the one that asks" else (asking, reading)
        beside = asyncio.create_task(second)
        done = await first
        return {done, await beside}

    for _ in range(ROUNDS):
        fake_embed.slow(30)
        assert asyncio.run(both()) == {None, b"!"}


@pytest.mark.fake_embed(processing_seconds=300)
def test_a_call_in_a_thread_under_a_time_limit_is_waited_for(client, answering):
    """A blocking driver."""

    def blocking():
        with socket.create_connection(("127.0.0.1", answering)) as connection:
            connection.sendall(b"?")
            return connection.recv(1)

    for _ in range(ROUNDS):
        assert asyncio.run(beside(client, asyncio.wait_for(asyncio.to_thread(blocking), 30))) == b"!"


@pytest.mark.fake_embed(processing_seconds=300)
def test_a_child_process_under_a_time_limit_is_waited_for(client):
    async def child():
        process = await asyncio.create_subprocess_exec(sys.executable, "-c", "print('done')", stdout=subprocess.PIPE)
        return (await process.communicate())[0]

    assert asyncio.run(beside(client, asyncio.wait_for(child(), 30))).strip() == b"done"


@pytest.mark.fake_embed(processing_seconds=300)
def test_what_ends_while_it_is_asked_whether_anything_is_in_flight_is_not_lost(client, monkeypatch):
    """As a child process does whose end a thread tells the loop: the limit of the wait must not come instead."""

    async def wait():
        loop, future = asyncio.get_running_loop(), asyncio.get_running_loop().create_future()

        def come(hops):
            if hops:
                loop.call_soon(come, hops - 1)
            elif not future.done():
                future.set_result("came")

        def ends_now(*_):
            loop.call_soon_threadsafe(come, 5)
            return False

        client.status(client.create())
        monkeypatch.setattr(event_loops, "_is_busy", ends_now)
        return await asyncio.wait_for(future, 30)

    assert asyncio.run(wait()) == "came"


@pytest.mark.fake_embed(processing_seconds=300)
@pytest.mark.parametrize(("seconds", "looks"), [(0, 50), (5, 0)])
def test_what_has_ended_and_is_on_its_way_is_not_lost(client, monkeypatch, seconds, looks):
    """Somebody has polled beyond the limit meanwhile; what came takes some rounds of the loop until it has arrived."""
    busy = [True]
    monkeypatch.setattr(event_loops, "_is_busy", lambda *_: busy[0])

    async def wait():
        loop, future, task = asyncio.get_running_loop(), asyncio.get_running_loop().create_future(), client.create()

        def come(hops):
            busy[0] = False
            if hops:
                loop.call_soon(come, hops - 1)
            elif not future.done():
                future.set_result("came")

        async def poll():
            for _ in range(50):
                client.status(task)
                await asyncio.sleep(seconds)
            loop.call_soon_threadsafe(come, 5)
            for _ in range(looks):
                client.status(task)
                await asyncio.sleep(0)

        poller = asyncio.create_task(poll())
        try:
            return await asyncio.wait_for(future, 30)
        finally:
            poller.cancel()

    assert asyncio.run(wait()) == "came"


@pytest.mark.fake_embed(processing_seconds=300)
def test_a_thread_that_ends_while_it_is_asked_whether_anything_is_alive_has_ended(fake_embed, client, monkeypatch):
    """Whoever joins it goes on from where it ended, not from the limit of its wait."""
    task, last = client.create(), Lock()

    def poll():
        client.status(task)
        time.sleep(5)
        with last:
            pass

    def ends_now():
        if last.locked():
            last.release()
            threads._really_join(thread)
        return True

    thread = Thread(target=poll)
    last.acquire()
    thread.start()
    monkeypatch.setattr(turns, "is_alone", ends_now)
    thread.join(600)

    assert fake_embed.clock.slept == 5


@pytest.mark.fake_embed(processing_seconds=300)
def test_an_event_that_a_thread_sets_is_not_lost(client, answering):
    """The poller itself waits for it, in an event loop."""

    async def wait():
        client.status(client.create())
        loop, event = asyncio.get_running_loop(), asyncio.Event()

        def blocking():
            with socket.create_connection(("127.0.0.1", answering)) as connection:
                connection.sendall(b"?")
                connection.recv(1)
            loop.call_soon_threadsafe(event.set)

        thread = Thread(target=blocking)
        thread.start()
        await asyncio.wait_for(event.wait(), 30)
        thread.join()

    for _ in range(ROUNDS):
        asyncio.run(wait())


@pytest.mark.fake_embed(processing_seconds=300)
def test_an_event_of_threads_that_a_thread_sets_is_not_lost(client, answering):
    """The poller waits for a thread that waits for a socket."""
    for _ in range(ROUNDS):
        client.status(client.create())
        event = Event()

        def blocking(event=event):
            with socket.create_connection(("127.0.0.1", answering)) as connection:
                connection.sendall(b"?")
                connection.recv(1)
            event.set()

        Thread(target=blocking).start()
        assert event.wait(30)


@pytest.mark.fake_embed(processing_seconds=300)
@pytest.mark.parametrize("is_given", [False, True], ids=["run there", "given to it"])
def test_an_event_that_an_event_loop_of_another_thread_sets_is_not_lost(client, is_given):
    """Polls in that loop pass the limit of the wait, while a connection is open there."""
    waits = Event()

    class Waited(Event):
        def wait(self, timeout=None):
            waits.set()
            return super().wait(timeout)

    async def poll(quiet):
        _, writer = await asyncio.open_connection(sock=quiet)
        waits.wait(60)
        while not is_over:
            client.status(task)
            await asyncio.sleep(5)
        writer.close()

    ours, theirs = socket.socketpair()
    with theirs, running_loop() as loop, ThreadPoolExecutor(1) as pool:
        task, is_over = client.create(), []
        poller = asyncio.run_coroutine_threadsafe(poll(ours), loop) if is_given else pool.submit(asyncio.run, poll(ours))
        started = time.perf_counter()
        assert not Waited().wait(0.3)
        is_over.append(True)
        poller.result()

    assert time.perf_counter() - started >= 0.29


@pytest.mark.fake_embed(processing_seconds=300)
def test_a_thread_that_was_there_before_waits_really(client, watch):
    """It began before there was a fake, and asks nothing."""
    begin, ended, took = Event(), Event(), []

    def wait():
        begin.wait(60)
        started = time.perf_counter()
        Event().wait(0.3)
        took.append(time.perf_counter() - started)
        ended.set()

    stranger = Thread(target=wait)
    threading.Thread.start(stranger)
    client.status(client.create())
    begin.set()
    while not ended.is_set():
        time.sleep(0.05)

    assert took[0] >= 0.29


@pytest.mark.fake_embed(processing_seconds=300)
def test_a_thread_that_asks_nothing_waits_really(client):
    """Though the poller has started it."""
    took = []

    def wait():
        started = time.perf_counter()
        Event().wait(0.3)
        time.sleep(0.3)
        took.append(time.perf_counter() - started)

    task = client.create()
    thread = Thread(target=wait)
    thread.start()
    for _ in range(10):
        client.status(task)
        time.sleep(5)
    thread.join()

    assert took[0] >= 0.58


@pytest.mark.fake_embed(processing_seconds=300)
def test_a_port_that_opens_after_a_while_is_waited_for(client):
    """Many short sleeps behind one look, for a server that a thread starts."""
    client.status(client.create())
    is_open = Event()

    def start():
        deadline = time.perf_counter() + 0.5
        while time.perf_counter() < deadline:
            sum(range(1000))
        is_open.set()

    Thread(target=start).start()
    for _ in range(300):
        if is_open.is_set():
            break
        time.sleep(0.1)

    assert is_open.is_set()


@pytest.mark.fake_embed(processing_seconds=300)
def test_a_task_of_a_loop_that_lives_on_keeps_its_pace(client):
    """A heartbeat that began before there was a fake, in the same event loop."""
    beats = []

    async def heartbeat():
        while True:
            beats.append(time.perf_counter())
            await asyncio.sleep(0.1)

    async def wait(task):
        for _ in range(40):
            client.status(task)
            await asyncio.sleep(5)

    loop = asyncio.new_event_loop()
    stranger = Context().run(loop.create_task, heartbeat())
    task = client.create()
    loop.run_until_complete(wait(task))
    loop.run_until_complete(Context().run(loop.create_task, asyncio.wait({stranger}, timeout=0.35)))
    stranger.cancel()
    loop.run_until_complete(asyncio.gather(stranger, return_exceptions=True))
    loop.close()

    assert all(later - earlier >= 0.09 for earlier, later in pairwise(beats))


def test_jobs_that_ask_nothing_sleep_really(client, task, monkeypatch):
    slept = []
    monkeypatch.setattr("fakeembed.virtual_time.threads.really_sleep", slept.append)
    with ThreadPoolExecutor(1) as pool:
        pool.submit(time.sleep, 3).result()

    assert slept == [3]
