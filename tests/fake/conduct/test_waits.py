"""How a client waits for tasks and assets: each finding is made, and not made of whoever does it right."""

from __future__ import annotations

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from fakeembed.fake import polling

URL = "https://example.com/dog.mp4"


def test_a_client_that_does_everything_right_has_no_findings(fake_embed, client):
    """The published client's own story: create, wait, retrieve."""
    task = client.embed.tasks.create(model_name="marengo3.0", video_url=URL)
    client.embed.tasks.wait_for_done(task.id)
    client.embed.tasks.retrieve(task.id)

    fake_embed.assert_conduct()


def test_embed_v2_done_right_has_no_findings(fake_embed, http, v2):
    """There the poll that says `ready` has the result in it."""
    task = http.post("/embed-v2/tasks", json=v2(url=URL)).json()["_id"]
    while http.get(f"/embed-v2/tasks/{task}").json()["status"] == "processing":
        time.sleep(5)

    fake_embed.assert_conduct()


def in_a_bare_except(loop):
    """What catches everything also catches what is no `Exception`."""
    try:
        loop()
    except:  # noqa: E722 - that is the mistake
        return


def in_a_job_that_nobody_asks(loop):
    """The pool waits for its jobs, and nobody looks at what became of them."""
    with ThreadPoolExecutor(1) as pool:
        pool.map(lambda _: loop(), [1])


def in_a_result_that_nobody_looks_at(loop):
    """`gather` gives the error back like a result."""

    async def main():
        await asyncio.gather(asyncio.to_thread(loop), return_exceptions=True)

    asyncio.run(main())


@pytest.mark.fake_embed(processing_seconds=0)
@pytest.mark.parametrize("swallowed", [in_a_bare_except, in_a_job_that_nobody_asks, in_a_result_that_nobody_looks_at])
def test_a_loop_that_was_stopped_where_nobody_reads_the_error(create, http, codes, swallowed, monkeypatch):
    """The loop waited for a status that does not exist; the test goes on, and the requests are there to tell."""
    monkeypatch.setattr(polling, "PATIENCE", 20)
    task = create()

    def loop():
        while http.get(f"/embed/tasks/{task}/status").json()["status"] != "completed":
            time.sleep(0.1)  # the first wait for what is final is real

    swallowed(loop)

    assert "polled-after-end" in codes()


@pytest.mark.fake_embed(processing_seconds=float("inf"))
@pytest.mark.parametrize("swallowed", [in_a_bare_except, in_a_job_that_nobody_asks, in_a_result_that_nobody_looks_at])
def test_a_loop_that_waits_for_ever_where_nobody_reads_the_error(create, http, fake_embed, swallowed):
    """Once an hour, for what never comes: after a day the loop is stopped, and the requests are there to tell."""
    task = create()

    def loop():
        while http.get(f"/embed/tasks/{task}/status").json()["status"] != "ready":
            time.sleep(3600)

    swallowed(loop)

    (finding,) = fake_embed.conduct()
    assert (finding.code, finding.severity) == ("polled-for-ever", "error")
    assert finding.message == f"{task} was polled 25 times in 86,400 s, and was processing all the time"


@pytest.mark.fake_embed(processing_seconds=float("inf"))
def test_polling_for_less_than_a_day(create, http, codes):
    """Who gives up in time has done nothing wrong."""
    task = create()
    for _ in range(23):
        http.get(f"/embed/tasks/{task}/status")
        time.sleep(3600)

    assert codes() == []


@pytest.mark.fake_embed(processing_seconds=float("inf"))
def test_a_day_that_a_test_lets_pass(fake_embed, create, http, codes):
    """Two looks are no loop."""
    task = create()
    http.get(f"/embed/tasks/{task}/status")
    fake_embed.clock.advance(2 * 86_400)
    http.get(f"/embed/tasks/{task}/status")

    assert codes() == []


def test_polling_after_the_end(fake_embed, create, http, codes):
    """Both ends are final."""
    task = create()
    fake_embed.clock.advance(10)
    http.get(f"/embed/tasks/{task}/status")
    http.get(f"/embed/tasks/{task}")
    assert codes() == []

    http.get(f"/embed/tasks/{task}/status")

    (finding,) = fake_embed.conduct()
    assert (finding.code, finding.severity) == ("polled-after-end", "warning")
    assert finding.message == f"task {task} was known to be ready, and was asked for again"
    assert len(finding.requests) == 2


def test_polling_a_task_of_embed_v2_after_the_end(fake_embed, http, codes, v2):
    """The same answer is fetched again, vectors and all."""
    task = http.post("/embed-v2/tasks", json=v2(url=URL)).json()["_id"]
    fake_embed.clock.advance(10)

    for _ in range(2):
        http.get(f"/embed-v2/tasks/{task}")

    assert codes() == ["polled-after-end"]


def test_reading_a_result_by_parts_is_no_polling(fake_embed, create, http, codes):
    """Each option is another question."""
    task = create()
    fake_embed.clock.advance(10)

    for option in ("visual", "audio"):
        http.get(f"/embed/tasks/{task}", params={"embedding_option": option})

    assert codes() == []


@pytest.mark.parametrize(("seconds", "found"), [(0, ["polled-too-fast"]), (1, ["polled-too-fast"]), (2, []), (5, [])])
def test_polling_too_fast(create, http, seconds, found, codes):
    """A busy loop, and one that hardly sleeps; two seconds are what hasty programs wait (decision D97)."""
    task = create()
    while http.get(f"/embed/tasks/{task}/status").json()["status"] == "processing":
        time.sleep(seconds)
    http.get(f"/embed/tasks/{task}")

    assert codes() == found


def test_two_polls_in_a_row_are_no_loop(fake_embed, create, http, codes):
    """A person looked twice."""
    task = create()
    for _ in range(2):
        http.get(f"/embed/tasks/{task}/status")

    assert codes() == []


def test_a_failed_task_taken_for_done(fake_embed, create, http, codes):
    """The loop ended, and what it ended with was not looked at."""
    fake_embed.media(URL, fails="broken")
    task = create()
    fake_embed.clock.advance(10)
    http.get(f"/embed/tasks/{task}/status")
    http.get(f"/embed/tasks/{task}")

    assert codes() == ["failed-taken-for-done"]


def test_a_loop_that_polls_by_retrieving_learns_of_a_failure(fake_embed, create, http, codes):
    """Then the answer that says `failed` is the last one."""
    fake_embed.media(URL, fails="broken")
    task = create()
    while http.get(f"/embed/tasks/{task}").json()["status"] == "processing":
        time.sleep(5)

    assert codes() == []


def test_a_failure_that_nobody_noticed(fake_embed, create, http, codes):
    """Fire and forget."""
    fake_embed.media(URL, fails="broken")
    task = create()
    http.get(f"/embed/tasks/{task}/status")
    assert codes() == []
    fake_embed.clock.advance(60)

    assert codes() == ["failure-unnoticed"]
    http.get("/embed/tasks", params={"status": "failed"})
    assert codes() == []


def test_a_result_that_nobody_fetched(fake_embed, create, http, codes):
    """Embeddings that were paid for."""
    task = create()
    fake_embed.clock.advance(60)
    http.get(f"/embed/tasks/{task}/status")

    assert codes() == ["result-not-fetched"]
    http.get(f"/embed/tasks/{task}")
    assert codes() == []


def test_an_asset_that_is_used_before_it_is_ready(fake_embed, http, asset, v2):
    """The upload was answered, and that was taken for its end."""
    assert http.post("/embed-v2/tasks", json=v2(asset_id=asset)).json()["code"] == "asset_not_ready"

    (finding,) = fake_embed.conduct()
    assert (finding.code, len(finding.requests)) == ("asset-used-before-ready", 1)
    assert finding.message == f"asset {asset} was used while it was still processing, and never when it was ready"


@pytest.mark.parametrize("early", [0, 1])
def test_an_asset_that_is_waited_for(http, asset, early, codes, v2):
    """By looking at it, or by asking until it works: published programs do the one or the other."""
    for _ in range(early):
        http.post("/embed-v2/tasks", json=v2(asset_id=asset))
    while http.get(f"/assets/{asset}").json()["status"] != "ready":
        time.sleep(5)
    task = http.post("/embed-v2/tasks", json=v2(asset_id=asset)).json()["_id"]
    while http.get(f"/embed-v2/tasks/{task}").json()["status"] != "ready":
        time.sleep(5)

    assert codes() == []
