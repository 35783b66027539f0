"""A loop that never ends in the background fails the test, where otherwise nobody would hear of it."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from fakeembed import EndlessPolling, FakeEmbed, FakeEmbedError
from fakeembed.fake import polling

API = "https://api.twelvelabs.io/v1.3"
KEY = {"x-api-key": "any"}
UNKNOWN = f"{API}/embed/tasks/0123456789abcdef01234567/status"


@pytest.fixture(autouse=True)
def _little_patience(monkeypatch):
    """A loop is known to be endless after ten requests; how many there really are is tested elsewhere."""
    monkeypatch.setattr(polling, "PATIENCE", 10)


def poll_for_ever():
    """What real workers do: an error is no reason to stop."""
    with httpx.Client(headers=KEY) as client:
        while client.get(UNKNOWN).status_code != 200:
            time.sleep(60)


async def poll_for_ever_on_a_loop():
    """The same in a coroutine."""
    async with httpx.AsyncClient(headers=KEY) as client:
        while (await client.get(UNKNOWN)).status_code != 200:
            await asyncio.sleep(60)


def in_a_thread():
    """Started and left; it dies with a traceback on stderr, as far as anybody looks there."""
    thread = threading.Thread(target=poll_for_ever)
    thread.start()
    thread.join()


def in_a_pool():
    """Submitted and forgotten."""
    with ThreadPoolExecutor() as pool:
        pool.submit(poll_for_ever)


def in_a_task():
    """Created and forgotten; it ends long before the wait beside it."""

    async def main():
        task = asyncio.create_task(poll_for_ever_on_a_loop())
        await asyncio.wait([task])

    asyncio.run(main())


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
@pytest.mark.parametrize("start", [in_a_thread, in_a_pool, in_a_task])
def test_an_error_that_nobody_read_is_said_at_the_end(start, monkeypatch):
    """With the line of the loop."""
    monkeypatch.setattr(logging.getLogger("asyncio"), "disabled", True)

    def body():
        with FakeEmbed():
            start()

    with pytest.raises(FakeEmbedError, match=r"(?s)nobody read the EndlessPolling.*was asked .*test_background_loops\.py") as said:
        body()

    assert isinstance(said.value.__cause__, EndlessPolling)


def test_an_error_that_reaches_the_test_through_a_future_is_the_tests_own(fake_embed):
    """Which it may expect."""
    with ThreadPoolExecutor() as pool, pytest.raises(EndlessPolling):
        pool.submit(poll_for_ever).result()


def test_an_error_that_a_thread_catches_is_read(fake_embed):
    """As helpers of tests do it that hand on what happened in a thread."""
    caught = []

    def guarded():
        try:
            poll_for_ever()
        except EndlessPolling as error:
            caught.append(error)

    thread = threading.Thread(target=guarded)
    thread.start()
    thread.join()

    assert len(caught) == 1


def test_an_error_among_gathered_results_is_read(fake_embed):
    """The test has it in its hands."""

    async def main():
        return await asyncio.gather(poll_for_ever_on_a_loop(), return_exceptions=True)

    assert isinstance(asyncio.run(main())[0], EndlessPolling)


def test_an_error_that_ends_the_main_task_is_read(fake_embed):
    """It is raised where the loop was run."""
    with pytest.raises(EndlessPolling):
        asyncio.run(poll_for_ever_on_a_loop())
