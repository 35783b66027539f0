"""Many connections at once: no error, no lost task, every task reaches `ready`, and a sudden death loses nothing.

`FAKEEMBED_LOAD_REQUESTS=20000` is the full size, and `FAKEEMBED_LOAD_SECONDS=1800` half an hour; the defaults are small enough for
every run.
"""

from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import aiohttp
import httpx
import pytest

REQUESTS = int(os.environ.get("FAKEEMBED_LOAD_REQUESTS", "640"))
SECONDS = float(os.environ.get("FAKEEMBED_LOAD_SECONDS", "0"))
ROUNDS = 9
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


def workers_of(process):
    """The process ids of a server's workers."""
    pids = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return [int(pid) for pid in pids if "spawn_main" in Path(f"/proc/{pid}/cmdline").read_text()]


def megabytes(pid):
    """The memory of its own that a process has; none when it is gone."""
    try:
        return int(re.search(r"RssAnon:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())[1]) / 1024
    except (OSError, TypeError):
        return 0.0


@pytest.mark.once
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_memory_stays_and_nothing_is_lost_while_workers_are_killed(serve):
    """Round after round of mixed load on a state that is emptied after each, with one worker killed in the middle of it."""
    process, url = serve("--workers", "2", "--processing-seconds", "3600")  # none is ready before the clock is advanced
    most, until = [], time.monotonic() + SECONDS

    async def round_of(load, *, kill):
        running = asyncio.ensure_future(load.run())
        await load.begun.wait()
        if kill:
            os.kill(workers_of(process)[0], signal.SIGKILL)
        return await asyncio.gather(running, return_exceptions=True)

    while time.monotonic() < until or len(most) < ROUNDS:
        kill = len(most) % 3 == 1
        load = Load(url, REQUESTS)
        asyncio.run(round_of(load, kill=kill))
        if not kill:  # connections to a worker that dies break, and nothing else may
            assert load.statuses == {200: REQUESTS}
        assert load.errors == []
        httpx.post(f"{url}/__fakeembed__/clock", json={"advance": 3600}, timeout=60).raise_for_status()
        assert asyncio.run(ends(url, load.created)) == {"ready": len(load.created)}
        httpx.post(f"{url}/__fakeembed__/reset", timeout=60).raise_for_status()
        most.append(max(map(megabytes, workers_of(process))))

    # Vectors, of which caches keep thousands, are read in no round: on a slow machine they were in some, where tasks had the time.
    # What a worker has lies between its first round and what its log and caches may hold, and depends on how many requests wait:
    # one round says little, the largest of many says what it comes to. A leak grows on and on.
    warm = 2 * len(most) // 3
    assert max(most[warm:]) <= 1.1 * max(most[:warm])
