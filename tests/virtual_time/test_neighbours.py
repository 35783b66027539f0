"""Others that change clocks or limit time, beside the fake."""

from __future__ import annotations

import asyncio
import time
from datetime import datetime, timezone
from types import SimpleNamespace

import pytest

from fakeembed.virtual_time import turns

try:
    import freezegun  # before a fake is installed: it keeps the clocks that it finds
except ModuleNotFoundError:
    freezegun = None
needs_freezegun = pytest.mark.skipif(freezegun is None, reason="not installed")


def polled(client, task):
    """A loop of polls."""
    while client.status(task) != "ready":
        time.sleep(5)


@pytest.mark.parametrize("tick", [True, False])
def test_time_machine_beside_the_fake(fake_embed, client, task, tick):
    time_machine = pytest.importorskip("time_machine", reason="not installed")
    with time_machine.travel(datetime(2030, 1, 1, tzinfo=timezone.utc), tick=tick):
        shown = [time.time()]
        polled(client, task)
        shown.append(time.time())
        assert datetime.now(timezone.utc).year == 2030

    assert datetime.fromtimestamp(shown[0], timezone.utc).year == 2030
    assert 9.5 < shown[1] - shown[0] < 15

    assert fake_embed.clock.slept == 10


@needs_freezegun
def test_freezegun_beside_the_fake(fake_embed, client, task):
    with freezegun.freeze_time("2030-01-01"):
        polled(client, task)
        assert datetime.now(timezone.utc).year == 2030

    assert fake_embed.clock.slept == 10


@needs_freezegun
def test_freezegun_around_the_fake(client_of):
    """The clock that was found is put back."""
    from fakeembed import FakeEmbed

    with freezegun.freeze_time("2030-01-01"):
        frozen = time.time
        with FakeEmbed() as fake, client_of() as client:
            polled(client, client.create())
        assert time.time is frozen

    assert fake.clock.slept == 10
    assert abs(time.time() - datetime.now(timezone.utc).timestamp()) < 60


def test_an_event_loop_that_skips_time_on_its_own_is_left_alone(fake_embed, client, task):
    """As looptime's is: it overrides `time`, and its timers are its own."""

    class Skipping(asyncio.SelectorEventLoop):
        skipped = 0.0

        def time(self):
            return super().time() + self.skipped

        def _run_once(self):
            if not self._ready and self._scheduled:
                self.skipped += max(0.0, self._scheduled[0].when() - self.time())
            super()._run_once()

    async def wait():
        while client.status(task) != "ready":
            await asyncio.sleep(5)

    loop = Skipping()
    try:
        loop.run_until_complete(wait())
    finally:
        loop.close()

    assert 0 < loop.skipped <= 10
    assert fake_embed.clock.slept == 10


@pytest.mark.parametrize("method", ["signal", "thread"])
def test_pytest_timeout_measures_real_time(pytester, method):
    """A wait of an hour does not end the test, though the limit is a minute."""
    pytest.importorskip("pytest_timeout", reason="not installed")
    pytester.makepyfile(
        """
        import time, httpx, pytest

        @pytest.mark.timeout(60, func_only=True)
        @pytest.mark.fake_embed(processing_seconds=3600)
        def test_waits(fake_embed):
            form = {"model_name": (None, "marengo3.0"), "video_url": (None, "https://example.com/dog.mp4")}
            with httpx.Client(base_url="https://api.twelvelabs.io/v1.3", headers={"x-api-key": "any"}) as client:
                task = client.post("/embed/tasks", files=form).json()["_id"]
                while client.get(f"/embed/tasks/{task}/status").json()["status"] != "ready":
                    time.sleep(600)
            assert fake_embed.clock.slept == 3600
        """
    )

    pytester.runpytest_subprocess("-p", "no:cacheprovider", "--timeout-method", method).assert_outcomes(passed=1)


ASYNCHRONOUS_TESTS = """
import asyncio, httpx, pytest

FORM = {"model_name": (None, "marengo3.0"), "video_url": (None, "https://example.com/dog.mp4")}

async def polled():
    async with httpx.AsyncClient(base_url="https://api.twelvelabs.io/v1.3", headers={"x-api-key": "any"}) as client:
        task = (await client.post("/embed/tasks", files=FORM)).json()["_id"]
        while (await client.get(f"/embed/tasks/{task}/status")).json()["status"] != "ready":
            await asyncio.sleep(300)

@pytest.mark.fake_embed(processing_seconds=600)
@pytest.mark.parametrize("limit", [None, 900])
async def test_waits(fake_embed, limit):
    await asyncio.wait_for(polled(), limit)
    assert fake_embed.clock.slept == 600

@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("time", ["first", "second"])
@pytest.mark.fake_embed(processing_seconds=600)
async def test_waits_in_a_loop_that_lives_on(fake_embed, time):
    await polled()
    assert fake_embed.clock.slept == 600

@pytest.mark.fake_embed(processing_seconds=float("inf"))
async def test_gives_up(fake_embed):
    with pytest.raises(asyncio.TimeoutError):
        await asyncio.wait_for(polled(), 900)
    assert fake_embed.clock.slept == 900
"""


def asynchronous_tests(pytester, tests):
    """Runs tests that pytest-asyncio runs; a warning is an error, and an hour of waits too much."""
    pytester.makepyfile(tests)
    options = ["-p", "no:cacheprovider", "-W", "error", "-o", "asyncio_default_fixture_loop_scope=function"]
    return pytester.runpytest_subprocess(*options, "--asyncio-mode=auto", timeout=250)


def test_pytest_asyncio_runs_tests_whose_waits_are_free(pytester):
    """In a loop for each test, and in one that lives on."""
    pytest.importorskip("pytest_asyncio", reason="not installed")

    asynchronous_tests(pytester, ASYNCHRONOUS_TESTS).assert_outcomes(passed=5)


def test_looptime_counts_waits_where_it_is_switched_on(pytester):
    """It gives each test a loop of its own kind; the tests above have one, too, in which it is switched off."""
    pytest.importorskip("looptime", reason="not installed")
    pytest.importorskip("pytest_asyncio", reason="not installed")
    tests = """
@pytest.mark.looptime
@pytest.mark.fake_embed(processing_seconds=600)
async def test_waits_on_its_clock(fake_embed):
    started = asyncio.get_running_loop().time()
    await polled()
    assert asyncio.get_running_loop().time() - started == 600
"""

    asynchronous_tests(pytester, ASYNCHRONOUS_TESTS + tests).assert_outcomes(passed=6)


def test_an_event_loop_in_debug_mode_warns_of_nothing(fake_embed, client, task, recwarn):
    """Where each warning is an error, as here."""

    async def wait():
        while client.status(task) != "ready":
            await asyncio.wait_for(asyncio.sleep(5), 30)

    asyncio.run(wait(), debug=True)

    assert fake_embed.clock.slept == 10
    assert [str(warning.message) for warning in recwarn if "fakeembed" in warning.filename] == []


def test_a_test_that_runs_under_xdist_is_not_idle():
    """It stands upon frames of execnet; idle is the thread that reads what the main process says, which is in one."""
    execnet, program = (compile("", file, "exec") for file in ("execnet/gateway_base.py", "program.py"))
    reader = SimpleNamespace(f_code=execnet, f_locals={}, f_back=None)

    assert turns.is_idle(0, reader)
    assert not turns.is_idle(0, SimpleNamespace(f_code=program, f_locals={}, f_back=reader))
