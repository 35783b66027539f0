"""Several processes with one account: forked workers, spawned ones, and programs of another kind."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing.connection import Client

import httpx
import pytest

from fakeembed import FakeEmbed, FakeEmbedError, Request
from fakeembed.fake import workers
from fakeembed.fake.worker_pipe import Account

API = "https://api.twelvelabs.io/v1.3"
KEY = {"x-api-key": "any"}
FORM = {"model_name": (None, "marengo3.0"), "video_url": (None, "https://example.com/dog.mp4")}
LONG = 3600
"""Seconds of a sleep that no test could sit out."""


def created(number):
    """Creates a task and waits for it, as a worker would; its id, and how long it took by the worker's clock and really."""
    started, began = time.perf_counter(), time.monotonic()
    with httpx.Client(base_url=API, headers=KEY) as client:
        task = client.post("/embed/tasks", files=FORM).json()["_id"]
        while client.get(f"/embed/tasks/{task}/status").json()["status"] == "processing":
            time.sleep(LONG)
    return task, os.getpid(), time.monotonic() - began, time.perf_counter() - started


def asked(path, *_):
    """The status of an answer."""
    return httpx.get(f"{API}{path}", headers=KEY).status_code


def pool(fake, method, size=4):
    """Workers of one kind; those that are not forked are told to join."""
    more = {} if method == "fork" else {"initializer": fake.joined}
    return ProcessPoolExecutor(size, mp_context=multiprocessing.get_context(method), **more)


def test_five_hundred_tasks_of_forked_and_spawned_workers(fake_embed):
    """As many ids, one log, and all assertions where the test is."""
    with pool(fake_embed, "fork") as forked, pool(fake_embed, "spawn") as spawned:
        done = [*forked.map(created, range(250), chunksize=10), *spawned.map(created, range(250), chunksize=10)]

    assert len({task for task, *_ in done}) == 500
    assert set(fake_embed.tasks) == {task for task, *_ in done}
    assert len(fake_embed.requests.all(method="POST", path="/embed/tasks")) == 500
    assert os.getpid() not in {process for _, process, *_ in done}
    assert {task.status for task in fake_embed.tasks.values()} == {"ready"}
    assert max(waited for *_, waited, _ in done) < 2 * LONG  # each waits for its own task alone, however far others have come
    assert max(seconds for *_, seconds in done) < LONG  # one real sleep would take as long


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
def test_a_worker_of_every_kind(fake_embed, method):
    """What is declared here holds there: faults, stubs with functions, and the keys of the account."""
    fake_embed.stub("GET", "/indexes", json=lambda request: {"asked": request.path})
    fake_embed.fail_next(503, path="/embed/tasks")

    with pool(fake_embed, method, 1) as workers_:
        seen = list(workers_.map(asked, ["/embed/tasks", "/embed/tasks", "/indexes"]))

    assert seen == [503, 200, 200]
    assert [logged.status for logged in fake_embed.requests] == seen


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_a_worker_is_refused_in_the_words_of_the_service(fake_embed, method):
    """The rule behind it stays here, in the log."""
    with pool(fake_embed, method, 1) as workers_:
        assert workers_.submit(asked, "/embed/tasks?page=x").result(timeout=120) == 400

    assert fake_embed.requests.one().described()["refused_by"]["rule"]


@pytest.mark.fake_embed(strict=True)
def test_what_a_worker_asks_in_vain_fails_the_test_here(fake_embed):
    """Whatever becomes of the error over there."""
    with pool(fake_embed, "fork", 1) as workers_:
        failed = workers_.submit(asked, "/analyze").exception()

    assert "GET /v1.3/analyze is not an endpoint" in str(failed)
    assert [str(error).split(" is not ")[0] for error in fake_embed.unknown] == ["GET /v1.3/analyze"]
    fake_embed.unknown.clear()


def test_a_late_answer_is_late_for_everybody(fake_embed):
    """There is one clock."""
    fake_embed.slow(3)
    before = fake_embed.clock.now()

    with pool(fake_embed, "fork", 1) as workers_:
        assert workers_.submit(partial(asked, "/embed/tasks")).result() == 200

    assert (fake_embed.clock.now() - before).total_seconds() == fake_embed.clock.slept == 3


def test_a_worker_that_outlives_its_fake_is_told_so():
    """Nothing reaches the real host then, either."""
    with FakeEmbed() as fake:
        workers_ = pool(fake, "spawn", 1)
        assert workers_.submit(asked, "/embed/tasks").result() == 200

    with workers_:
        error = workers_.submit(asked, "/embed/tasks").exception()
    assert isinstance(error, FakeEmbedError)
    assert "end the workers before its `with` block ends" in str(error)


def test_a_fork_that_nobody_asks_for_costs_nothing(fake_embed):
    """A line is opened when a process is forked, and closed with the fake."""
    assert fake_embed._line is None


def test_nothing_is_left_open():
    """Neither the line nor the server."""
    with FakeEmbed() as fake:
        fake.joined  # noqa: B018 - opens the line
        fake.environment()
        assert workers._installed == [fake]

    assert (fake._line, fake._served, workers._installed) == (None, "", [])


PROGRAM = """
import os, sys, urllib.request
url = os.environ["TWELVELABS_BASE_URL"] + "/embed/tasks"
with urllib.request.urlopen(urllib.request.Request(url, headers={"x-api-key": "any"})) as answer:
    sys.exit(answer.status != 200)
"""


def test_a_program_of_another_kind_is_given_an_environment(fake_embed):
    """Here in Python, without a word about the fake."""
    done = subprocess.run([sys.executable, "-c", PROGRAM], env=os.environ | fake_embed.environment(), timeout=60, check=False)

    assert done.returncode == 0
    assert fake_embed.requests.one(path="/embed/tasks").status == 200
    assert fake_embed.environment() == fake_embed.environment()


def test_a_worker_that_dies_before_it_has_said_who_it_is_stops_no_other():
    """Neither those that come later, nor the end of the fake, waits for it; nor for one that says nothing."""
    with FakeEmbed() as fake:
        address = fake.line().address
        Client(address.path).close()
        account = Account(address, fake.clock)
        assert account.refuses(Request("GET", "/v1.3/embed/tasks")) is False
        silent = Client(address.path)

    silent.close()
