"""Many connections at once: no error, no lost task, every task reaches `ready`, and a sudden death loses nothing.

`FAKEEMBED_LOAD_REQUESTS=20000` is the full size; the default is small enough for every run.
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections import Counter

import aiohttp
import pytest

REQUESTS = int(os.environ.get("FAKEEMBED_LOAD_REQUESTS", "640"))
CONNECTIONS = 64
KEY = {"x-api-key": "any"}


@pytest.fixture
def serve():
    """Starts servers with tasks that take a second, and leaves none behind."""
    running = []

    def started(*arguments):
        command = [sys.executable, "-m", "fakeembed", "serve", "--port", "0", "--processing-seconds", "1", *arguments]
        running.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True))
        return running[-1], running[-1].stdout.readline().rpartition(" ")[2].strip()

    yield started
    for process in running:
        if process.poll() is None:
            process.terminate()
        process.communicate(timeout=30)


class Load:
    """What 64 clients do: each creates tasks, polls them and reads those that are ready."""

    def __init__(self, url, requests):
        self.api = f"{url}/v1.3/embed/tasks"
        self.left = requests
        self.begun = asyncio.Event()
        self.created = []
        self.statuses = Counter()
        self.errors = []

    async def run(self):
        """Spend all requests; a connection that breaks is an error."""
        connector = aiohttp.TCPConnector(limit=CONNECTIONS)
        async with aiohttp.ClientSession(headers=KEY, connector=connector) as session:
            await asyncio.gather(*(self._client(session, number) for number in range(CONNECTIONS)))

    async def _client(self, session, number):
        mine = []
        while self.left > 0:
            self.left -= 1
            turn = (number + self.left) % 10
            if turn < 3 or not mine:
                mine.append(await self._create(session, f"https://example.com/{number}-{len(mine)}.mp4"))
            elif turn < 9:
                await self._get(session, f"{mine[turn % len(mine)]}/status")
            else:
                await self._get(session, f"{mine[turn % len(mine)]}?embedding_option=visual")

    async def _create(self, session, video):
        data = aiohttp.FormData({"model_name": "marengo3.0", "video_url": video}, default_to_multipart=True)
        async with session.post(self.api, data=data) as answer:
            body = await answer.json()
            self._note(answer.status, body)
            self.created.append(body["_id"])
            if len(self.created) >= REQUESTS // 10:
                self.begun.set()
            return body["_id"]

    async def _get(self, session, path):
        async with session.get(f"{self.api}/{path}") as answer:
            body = await answer.json()
            self._note(answer.status, body)
            return body

    def _note(self, status, body):
        self.statuses[status] += 1
        if status != 200:
            self.errors.append(body)


async def ends(url, tasks):
    """How the tasks have ended, polled until all have."""
    load = Load(url, 0)
    async with aiohttp.ClientSession(headers=KEY) as session:
        ended = Counter()
        left = list(tasks)
        for _ in range(100):
            found = {task: (await load._get(session, f"{task}/status")).get("status") for task in left}
            left = [task for task in left if found[task] == "processing"]
            ended.update(status for status in found.values() if status != "processing")
            if not left:
                break
            await asyncio.sleep(0.1)
        return ended


@pytest.mark.parametrize("workers", [[], ["--workers", "2"]], ids=["one process in memory", "two workers on SQLite"])
def test_nothing_is_lost_under_load(serve, workers):
    """Creates, polls and reads, mixed."""
    _, url = serve(*workers)
    load = Load(url, REQUESTS)

    asyncio.run(load.run())

    assert load.errors == []
    assert load.statuses == {200: REQUESTS}
    assert len(set(load.created)) == len(load.created)
    assert asyncio.run(ends(url, load.created)) == {"ready": len(load.created)}


def test_every_acknowledged_task_survives_a_sudden_death_under_load(serve, tmp_path):
    """SIGKILL while 64 clients are at it; a new server on the same file knows every task whose id was given out."""
    state = ["--state", str(tmp_path / "state.db")]
    process, url = serve(*state)
    load = Load(url, REQUESTS)

    async def killed():
        running = asyncio.ensure_future(load.run())
        await load.begun.wait()
        process.send_signal(signal.SIGKILL)
        with pytest.raises(aiohttp.ClientError):
            await running
        process.communicate()

    asyncio.run(killed())
    _, url = serve(*state)

    assert load.errors == []
    assert len(load.created) >= REQUESTS // 10
    assert asyncio.run(ends(url, load.created)) == {"ready": len(load.created)}
