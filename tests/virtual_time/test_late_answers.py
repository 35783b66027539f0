"""An answer that comes late is waited for: others go on until then, and a limit around the request comes first."""

from __future__ import annotations

import asyncio
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeout
from importlib.util import find_spec

import aiohttp
import anyio
import httpx
import pytest
import requests

from fakeembed import FakeEmbed
from fakeembed.transports.httpx import transport
from fakeembed.virtual_time import threads, turns

URL = "https://api.twelvelabs.io/v1.3/embed/tasks"
KEY = {"x-api-key": "any"}
TIMEOUTS = (asyncio.TimeoutError, TimeoutError)  # two classes until Python 3.10


async def by_httpx(_fake, seconds=None):
    async with httpx.AsyncClient(headers=KEY, timeout=seconds) as client:
        return (await client.get(URL)).status_code


async def by_injected_httpx(fake, seconds=None):
    async with httpx.AsyncClient(headers=KEY, timeout=seconds, transport=transport(fake)) as client:
        return (await client.get(URL)).status_code


async def by_httpx2(_fake, seconds=None):
    import httpx2

    async with httpx2.AsyncClient(headers=KEY, timeout=seconds) as client:
        return (await client.get(URL)).status_code


async def by_aiohttp(_fake, seconds=None):
    limits = aiohttp.ClientTimeout(total=seconds)
    async with aiohttp.ClientSession(headers=KEY, timeout=limits) as session, session.get(URL) as answer:
        return answer.status


def sync_httpx(seconds=None):
    return httpx.get(URL, headers=KEY, timeout=seconds).status_code


def sync_requests(seconds=None):
    return requests.get(URL, headers=KEY, timeout=seconds).status_code


async def in_wait_for(asking):
    return await asyncio.wait_for(asking, 5)


async def in_a_timeout(asking):
    async with asyncio.timeout(5):
        return await asking


async def in_a_scope_of_anyio(asking):
    with anyio.fail_after(5):
        return await asking


async def in_a_timeout_of_its_parent(asking):
    async with asyncio.timeout(5):
        return await asyncio.gather(asking, asyncio.sleep(1))


NEW = pytest.mark.skipif(sys.version_info < (3, 11), reason="asyncio.timeout is new in Python 3.11")
LIMITS = [
    in_wait_for,
    in_a_scope_of_anyio,
    *(pytest.param(limit, marks=NEW) for limit in (in_a_timeout, in_a_timeout_of_its_parent)),
]
HTTPX2 = pytest.mark.skipif(find_spec("httpx2") is None, reason="not installed")
ASYNC = pytest.mark.parametrize("by", [by_httpx, by_injected_httpx, pytest.param(by_httpx2, marks=HTTPX2), by_aiohttp])
SYNC = pytest.mark.parametrize("by", [sync_httpx, sync_requests])


@pytest.mark.row("asyncio.timeout(5) around a request whose answer is late")
@ASYNC
@pytest.mark.parametrize("limit", LIMITS)
def test_a_limit_around_a_request_comes_first(fake_embed, by, limit):
    """The next request is answered."""
    fake_embed.slow(30)

    async def ask():
        with pytest.raises(TIMEOUTS):
            await limit(by(fake_embed))
        assert fake_embed.clock.slept == pytest.approx(5, abs=0.5)
        return await by(fake_embed)

    assert asyncio.run(ask()) == 200


@ASYNC
@pytest.mark.parametrize("limit", LIMITS)
def test_an_answer_that_comes_before_the_limit_is_an_answer(fake_embed, by, limit):
    fake_embed.slow(4)

    assert asyncio.run(limit(by(fake_embed))) in (200, [200, None])
    assert fake_embed.clock.slept == 4


@ASYNC
def test_a_lost_answer_is_not_waited_for_longer_than_the_limit(fake_embed, by):
    fake_embed.drop("timeout")

    with pytest.raises(TIMEOUTS):
        asyncio.run(in_wait_for(by(fake_embed)))
    assert fake_embed.clock.slept == pytest.approx(5, abs=0.5)


@ASYNC
def test_the_limit_of_the_client_comes_before_a_longer_one_around_it(fake_embed, by):
    """With the client's own error."""
    fake_embed.slow(30)

    with pytest.raises((*TIMEOUTS, httpx.ReadTimeout, *_errors_of("httpx2", "ReadTimeout"))):
        asyncio.run(asyncio.wait_for(by(fake_embed, 5), 60))
    assert fake_embed.clock.slept == pytest.approx(5, abs=0.5)


def _errors_of(library, *names):
    return [getattr(sys.modules[library], name) for name in names if library in sys.modules]


@ASYNC
def test_a_second_request_overtakes_the_first(fake_embed, by):
    """A hedge: asked again after two seconds, and the quicker answer wins."""
    fake_embed.slow(30)

    async def hedged():
        first = asyncio.create_task(by(fake_embed))
        done, _ = await asyncio.wait({first}, timeout=2)
        assert not done
        second = asyncio.create_task(by(fake_embed))
        done, _ = await asyncio.wait({first, second}, return_when=asyncio.FIRST_COMPLETED)
        first.cancel()
        return done == {second}

    assert asyncio.run(hedged())
    assert fake_embed.clock.slept == 2


@ASYNC
def test_late_answers_beside_each_other_count_once(fake_embed, by):
    fake_embed.slow(30, times=3)

    async def ask():
        return await asyncio.gather(*(by(fake_embed) for _ in range(3)))

    assert asyncio.run(ask()) == [200] * 3
    assert fake_embed.clock.slept == 30


@ASYNC
def test_a_limit_comes_first_beside_an_open_port(fake_embed, by):
    """As in a server's own process: whoever waits for an answer waits for nothing else."""
    fake_embed.slow(30)

    async def ask():
        async with await asyncio.start_server(lambda *_: None, "127.0.0.1", 0):
            return await in_a_scope_of_anyio(by(fake_embed))

    with pytest.raises(TIMEOUTS):
        asyncio.run(ask())
    assert fake_embed.clock.slept == pytest.approx(5, abs=0.5)


@pytest.mark.fake_embed(fast_forward=False)
@ASYNC
def test_a_late_answer_takes_no_real_time_whatever_waits_do(fake_embed, watch, by):
    """A limit around it is one of real time then."""
    fake_embed.slow(30)

    with watch() as watched:
        assert asyncio.run(in_wait_for(by(fake_embed))) == 200
    assert fake_embed.clock.slept == 30
    assert watched.seconds < 5


@pytest.mark.parametrize("backend", ["trio", "uvloop"])
def test_where_timers_cannot_be_seen_a_late_answer_comes_at_once(fake_embed, backend):
    pytest.importorskip(backend, reason="not installed")
    options = {"backend": "asyncio", "backend_options": {"use_uvloop": True}} if backend == "uvloop" else {"backend": backend}
    fake_embed.slow(30)

    assert anyio.run(by_httpx, fake_embed, **options) == 200
    assert fake_embed.clock.slept == 30


@pytest.mark.row("future.result(5) around a request whose answer is late")
@SYNC
def test_whoever_waits_for_a_thread_gives_up(fake_embed, by):
    fake_embed.slow(30)

    with ThreadPoolExecutor(1) as pool, pytest.raises(FutureTimeout):
        pool.submit(by).result(5)
    assert fake_embed.clock.slept == 30  # until the pool has ended


def test_whoever_starts_a_thread_is_not_overtaken_meanwhile(fake_embed, monkeypatch):
    """It may be about to wait for the answer with a limit, as for one of several jobs of a pool."""
    fake_embed.slow(30)
    looks, is_turn_of = [], turns._is_turn_of

    def is_turn_of_and_noted(caller):
        looks.extend(threading._limbo)
        return is_turn_of(caller)

    class Beginner(threading.Thread):
        def _bootstrap(self):
            while len(looks) < 3 and not late.done():
                threads.really_sleep(0.001)
            super()._bootstrap()

    monkeypatch.setattr(turns, "_is_turn_of", is_turn_of_and_noted)
    monkeypatch.setattr(turns, "LONGEST_PATIENCE", 60)
    with ThreadPoolExecutor(1) as pool:
        late = pool.submit(sync_requests)
        Beginner(target=int).start()
        assert not late.done()


@SYNC
def test_whoever_waits_for_a_thread_in_an_event_loop_gives_up(fake_embed, by):
    fake_embed.slow(30)

    with pytest.raises(TIMEOUTS):
        asyncio.run(in_wait_for(asyncio.to_thread(by)))


@SYNC
def test_whoever_joins_a_thread_goes_on_without_it(fake_embed, by):
    fake_embed.slow(30)
    thread = threading.Thread(target=by)
    thread.start()
    thread.join(5)

    assert thread.is_alive()
    assert fake_embed.clock.slept == 5
    thread.join()


@SYNC
@pytest.mark.parametrize("seconds", [5, 60])
def test_a_late_answer_is_one_of_its_thread_alone(fake_embed, by, seconds):
    """Those of four threads come at the same moment, or each reaches the limit of its client then."""
    fake_embed.slow(30, times=4)
    together = threading.Barrier(4)

    def ask(_):
        together.wait()
        try:
            return by(seconds)
        except (httpx.ReadTimeout, requests.ReadTimeout):
            return "late"

    with ThreadPoolExecutor(4) as pool:
        assert [*pool.map(ask, range(4))] == [200 if seconds > 30 else "late"] * 4
    assert fake_embed.clock.slept == min(seconds, 30)


async def asked(fake, by):
    """A request whose answer is awaited."""
    task = asyncio.create_task(by(fake))
    while not fake.requests:
        await asyncio.sleep(0)
    return task


@ASYNC
@pytest.mark.parametrize("is_lost", [False, True])
def test_a_late_answer_that_outlives_its_fake_comes_at_once(by, is_lost):
    """In the loop that lives on; a lost one as the error that it would have been."""
    loop = asyncio.new_event_loop()
    with FakeEmbed() as fake:
        fake.drop("timeout") if is_lost else fake.slow(600)
        task = loop.run_until_complete(asked(fake, by))
    loop.run_until_complete(asyncio.wait({task}, timeout=30))
    loop.close()

    assert task.done()
    assert bool(task.exception()) == is_lost


@ASYNC
def test_a_late_answer_that_outlives_its_fake_comes_at_once_in_another_thread(by):
    pending, gone = threading.Event(), threading.Event()
    fake = FakeEmbed()

    async def ask():
        task = await asked(fake, by)
        pending.set()
        gone.wait()
        return await asyncio.wait_for(task, 30)

    with ThreadPoolExecutor(1) as pool:
        with fake:
            fake.slow(600)
            answer = pool.submit(asyncio.run, ask())
            pending.wait()
        gone.set()
        assert answer.result() == 200
