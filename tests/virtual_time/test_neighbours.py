"""Others that change clocks or limit time, beside the fake."""

from __future__ import annotations

import asyncio
import time
from datetime import datetime, timezone

import pytest

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

    assert loop.skipped >= 10


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
