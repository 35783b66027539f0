"""No loop hangs: one that can never end is stopped, and one that only asks often is not."""

from __future__ import annotations

import asyncio
import time

import httpx
import pytest
from twelvelabs import TwelveLabs

from fakeembed import EndlessPolling

API = "https://api.twelvelabs.io/v1.3"
UNKNOWN = "0123456789abcdef01234567"


def test_waiting_for_an_unknown_task_does_not_hang(fake_embed):
    """The first question of the newest client is not guarded, so its error reaches the caller at once."""
    client = TwelveLabs(api_key="any")

    with pytest.raises(Exception, match="resource_not_exists"):
        client.embed.tasks.wait_for_done(UNKNOWN)

    assert fake_embed.clock.slept == 0.0


def test_waiting_under_a_permanent_error_ends_with_an_explanation(fake_embed):
    """The published client swallows every error after the first answer and asks again for ever."""
    client = TwelveLabs(api_key="any")
    task = client.embed.tasks.create(model_name="marengo3.0", video_url="https://example.com/dog.mp4")

    with pytest.raises(EndlessPolling) as error:
        client.embed.tasks.wait_for_done(task.id, callback=lambda _: fake_embed.fail_next(500, times=None, optional=True))

    assert f"GET /v1.3/embed/tasks/{task.id}/status was asked" in str(error.value)
    assert "500" in str(error.value)
    assert "test_endless_loops.py" in str(error.value)
    assert fake_embed.clock.slept > 1000


@pytest.mark.parametrize("task_id", [UNKNOWN, "malformed"])
def test_a_loop_that_swallows_every_error_ends_too(fake_embed, client, task_id):
    """Clients of 2024 ask again for ever, whatever the error is."""

    def waiting():
        while client.status(task_id) != "ready":
            time.sleep(5)

    with pytest.raises(EndlessPolling, match=f"/embed/tasks/{task_id}/status was asked"):
        waiting()

    assert fake_embed.clock.slept > 1000


def test_a_loop_for_a_status_that_does_not_exist_ends(client, real_sleeps):
    """Real code waits for `completed`, a word the service never says."""
    task = client.create()

    def waiting():
        while client.status(task) != "completed":
            time.sleep(5)

    with pytest.raises(EndlessPolling, match="has to end on `ready` and on `failed`"):
        waiting()
    assert real_sleeps == [5]  # the first sleep behind the final answer might have been the program's own


def test_a_retry_loop_around_a_refused_post_ends(client, real_sleeps):
    """A job that posts the same mistake every minute for ever is a loop as well, from the second refusal on."""

    def retrying():
        while client.post(model_name="nonsense").is_error:
            time.sleep(60)

    with pytest.raises(EndlessPolling, match=r"POST /v1\.3/embed/tasks was asked"):
        retrying()
    assert real_sleeps == [60]


def test_refusals_without_sleeps_are_no_endless_loop(fake_embed, client):
    """A fuzzer posts thousands of mistakes in a row and waits for nothing."""
    refused = [client.post(model_name="nonsense") for _ in range(1100)]

    assert {answer.status_code for answer in refused} == {400}


def test_reading_a_ready_task_often_is_no_endless_loop(client):
    """A program may read what is done as often as it likes, as long as it does not wait for it."""
    task = client.create()

    answers = [client.status(task) for _ in range(1500)]

    assert answers[-1] == "ready"


@pytest.mark.once
def test_a_busy_loop_that_can_never_end_is_stopped(client):
    """Without a sleep it takes ten thousand polls, about a second."""
    task = client.create()

    def waiting():
        while client.status(task) != "completed":
            pass

    with pytest.raises(EndlessPolling, match="was asked 10,000 times in a row"):
        waiting()


@pytest.mark.fake_embed(processing_seconds=float("inf"))
def test_a_loop_that_waits_for_a_virtual_day_is_stopped(fake_embed, client):
    """However few its polls are; and it is said how it waited."""
    task = client.create()

    def waiting():
        while client.status(task) != "ready":
            time.sleep(3600)

    with pytest.raises(EndlessPolling, match=r"asked 25 times in a row(.|\n)*the last by time\.sleep\(\)"):
        waiting()
    assert fake_embed.clock.slept == 86_400


@pytest.mark.usefixtures("never_stalls")
def test_a_busy_loop_that_runs_an_event_loop_for_each_poll_ends(fake_embed, client):
    """A poll right behind the same poll takes a virtual second whoever asks."""
    task = client.create()

    async def poll():
        async with httpx.AsyncClient(base_url=API, headers={"x-api-key": "any"}) as http:
            return (await http.get(f"/embed/tasks/{task}/status")).json()["status"]

    polls = 1
    while asyncio.run(poll()) != "ready":
        polls += 1

    assert polls <= 12


@pytest.mark.usefixtures("never_stalls")
def test_a_busy_loop_whose_children_poll_ends(client):
    """Without a sleep, each poll of the next round lets a virtual second pass."""
    tasks = [client.create() for _ in range(2)]

    async def wait():
        rounds = 1
        while set(await asyncio.gather(*(asyncio.to_thread(client.status, task) for task in tasks))) != {"ready"}:
            rounds += 1
        return rounds

    assert asyncio.run(wait()) <= 12


ERROR_IN_ITS_PLACE = """
    import time, httpx, pytest
    from fakeembed import EndlessPolling, FakeEmbed

    def fails():
        form = {"model_name": (None, "marengo3.0"), "video_url": (None, "https://example.com/dog.mp4")}
        try:
            with httpx.Client(base_url="https://api.twelvelabs.io/v1.3", headers={"x-api-key": "any"}) as client:
                task = client.post("/embed/tasks", files=form).json()["_id"]
                while client.get(f"/embed/tasks/{task}/status").json()["status"] != "ready":
                    time.sleep(80_000)  # virtual seconds: the third poll is more than a day behind the first
        except BaseException:
            pass
        raise RuntimeError("This portal is not running")

    @pytest.mark.fake_embed(processing_seconds=float("inf"))
    def test_fixture(fake_embed):
        fails()

    def test_block():
        with FakeEmbed(processing_seconds=float("inf")):
            fails()

    def test_no_loop(fake_embed):
        raise RuntimeError("another")
"""


def test_an_error_that_comes_in_its_place_has_a_note_of_it(pytester):
    """As frameworks do it: the test client of Starlette in a `with` block, around a route that polls."""
    pytester.makepyfile(ERROR_IN_ITS_PLACE)

    result = pytester.runpytest("-q", "-p", "no:randomly", "-p", "no:cacheprovider")

    result.assert_outcomes(failed=3)
    shown = [line for line in result.outlines if line.startswith("E ")]  # pytest's summary has it as well where CI is set
    noted = [line for line in shown if "Before that EndlessPolling ended a loop: GET /v1.3/embed/tasks/" in line]
    assert len(noted) == 2
