"""Event loops and schedulers whose timers are not asyncio's own: sleeps of asyncio are free there, the rest is real and ends."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time

import pytest

WAIT = 30
"""Virtual seconds of a wait where the rows of the page have five; a task takes two waits."""

FREE = 25
"""Real seconds that are less than one such wait, and more than any machine needs for a few polls."""

pytestmark = pytest.mark.fake_embed(processing_seconds=2 * WAIT)


@pytest.fixture(params=["uvloop", "a loop without a selector"])
def loop(request):
    """An event loop of another kind."""
    if request.param == "uvloop":
        loop = pytest.importorskip("uvloop", reason="not installed").new_event_loop()
    else:
        loop = asyncio.SelectorEventLoop()
        loop._selector = Wrapped(loop._selector)
    yield loop
    loop.close()


class Wrapped:
    """Something that is no selector of the standard library, as the proactor of Windows is none."""

    def __init__(self, selector):
        self._selector = selector

    def __getattr__(self, name):
        return getattr(self._selector, name)


@pytest.mark.row("asyncio.sleep(5) under uvloop, or the proactor of Windows")
def test_a_sleep_is_free(fake_embed, client, task, watch, loop):
    async def wait():
        while client.status(task) != "ready":
            await asyncio.sleep(WAIT)

    with watch() as watched:
        loop.run_until_complete(wait())

    assert watched.seconds < FREE
    assert fake_embed.clock.slept == 2 * WAIT


@pytest.mark.row("32 tasks with gather under uvloop: 10 seconds in all")
def test_sleeps_of_gathered_tasks_count_once(fake_embed, client, watch, loop):
    async def wait():
        task = client.create()
        while client.status(task) != "ready":
            await asyncio.sleep(WAIT)

    async def all_of_them():
        await asyncio.gather(*(wait() for _ in range(32)))

    with watch() as watched:
        loop.run_until_complete(all_of_them())

    assert watched.seconds < FREE
    assert fake_embed.clock.slept == 2 * WAIT


@pytest.mark.row("wait_for(event.wait(), 0.1) under uvloop", "real")
@pytest.mark.fake_embed(processing_seconds=1)
def test_a_limit_is_real_and_ends(client, task, loop):
    """The second look is a second later."""

    async def wait():
        looks = 1
        while client.status(task) != "ready":
            looks += 1
            with pytest.raises(asyncio.TimeoutError):
                await asyncio.wait_for(asyncio.Event().wait(), 0.1)
        return looks

    assert loop.run_until_complete(wait()) <= 3


@pytest.mark.row("trio.sleep(0.1)", "real")
@pytest.mark.fake_embed(processing_seconds=1)
def test_the_sleep_of_trio_is_real_and_ends(client, task):
    trio = pytest.importorskip("trio", reason="not installed")

    async def wait():
        looks = 1
        while client.status(task) != "ready":
            looks += 1
            await trio.sleep(0.1)
        return looks

    assert trio.run(wait) <= 3


GREENLETS = """
from gevent import monkey
monkey.patch_all()
import sys, time, gevent, httpx
from fakeembed import FakeEmbed

def wait():
    form = {"model_name": (None, "marengo3.0"), "video_url": (None, "https://example.com/dog.mp4")}
    with httpx.Client(base_url="https://api.twelvelabs.io/v1.3", headers={"x-api-key": "any"}) as client:
        task = client.post("/embed/tasks", files=form).json()["_id"]
        while client.get(f"/embed/tasks/{task}/status").json()["status"] != "ready":
            time.sleep(30)

with FakeEmbed(processing_seconds=60) as fake:
    started = time.perf_counter()
    gevent.joinall([gevent.spawn(wait) for _ in range(int(sys.argv[1]))], raise_error=True)
print(fake.clock.slept, time.perf_counter() - started)
"""


@pytest.mark.row("time.sleep(5) in greenlets of gevent, patched before the import")
@pytest.mark.parametrize(("greenlets", "most"), [(1, 2 * WAIT), (8, 16 * WAIT)])
def test_greenlets_of_gevent_sleep_for_free(greenlets, most):
    """Patched before the import, as gevent wants it; each begins where the furthest is, so their waits may add up."""
    pytest.importorskip("gevent", reason="not installed")
    done = subprocess.run(
        [sys.executable, "-c", GREENLETS, str(greenlets)], capture_output=True, text=True, timeout=60, check=False
    )

    assert done.returncode == 0, done.stderr
    slept, real = map(float, done.stdout.split())
    assert 2 * WAIT <= slept <= most
    assert real < FREE


def test_the_clock_of_another_loop_is_its_own(client, task, loop):
    """Nothing of it is replaced; it runs."""
    client.status(task)
    before = loop.time()
    time.sleep(WAIT)

    assert loop.time() - before < FREE
