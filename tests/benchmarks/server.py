"""How fast the served fake is, as ratios within one run: `python tests/benchmarks/server.py`.

The measure is a bare ASGI application on the same uvicorn that answers every request with the JSON of a status; both servers run in
a process of their own and are asked in turn by the same client, 64 connections at once, round by round. The ratio is taken twice:
of requests per second, which a slow client makes look better, and of the processor time that a server took, which it does not.
Then what the same requests take when the state is kept in SQLite or in Redis, each as a multiple of what they take in memory: the
processor time of the fake, without that of Redis. Then what a list takes of it where Redis has 100,000 tasks and where
it has 1,000, and the memory of Redis for each of them. And how long a test waits for the fixture `fake_embed_server`, the first one
of a process, which imports it, and later ones. `polls`, `state`, `large` and `fixture` as arguments measure these alone. Nothing
is asserted.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

CONNECTIONS = 64
REQUESTS = 8000
ROUNDS = 5
STATE_REQUESTS = 2000
PAIRS = 3  # of servers: how fast a process is depends a little on where its memory happens to lie
GOAL = 0.75

PEERS = {  # requests per second on two cores, each answering its own smallest request; measured in November 2026
    "localstripe": 4500,
    "aimock": 3700,
    "WireMock": 3500,
    "Prism": 3100,
    "pytest-httpserver": 1300,
    "moto server": 370,
}

BARE = """
import orjson, socket, uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

STATUS = {
    "_id": "6a5e85e0aaaaaaaaaa000001", "model_name": "marengo3.0", "status": "ready",
    "video_embedding": {"metadata": {
        "input_url": "https://example.com/dog.mp4", "video_clip_length": 6, "video_embedding_scope": ["clip"],
        "video_embedding_option": ["visual", "audio", "transcription"], "duration": 18,
    }},
}

async def application(scope, receive, send):
    await receive()
    body = orjson.dumps(STATUS)
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})

listener = socket.create_server(("127.0.0.1", 0), backlog=2048)
listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
print("bare on", f"http://127.0.0.1:{listener.getsockname()[1]}", flush=True)
config = uvicorn.Config(
    application, http=HttpToolsProtocol, ws="none", lifespan="off", log_config=None, access_log=False, server_header=False,
    proxy_headers=False,
)
uvicorn.Server(config).run([listener])
"""


SESSION = """
import pytest, time

@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(fixturedef):
    started = time.perf_counter()
    made = yield
    if fixturedef.argname == "fake_embed_server":
        print("waited", time.perf_counter() - started)
    return made

@pytest.mark.parametrize("number", range(6))
def test_it(fake_embed_server, number):
    pass
"""


def waits():
    """Seconds until `fake_embed_server` was ready, in each test of a new pytest process."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "test_it.py").write_text(SESSION, "utf-8")
        command = [sys.executable, "-m", "pytest", "-q", "-s", "-p", "no:cacheprovider", "-p", "test_it", "test_it.py"]
        compiled = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}  # as pip leaves an installed package
        run = subprocess.run(command, cwd=folder, env=compiled, capture_output=True, text=True, check=True)
    return [float(line.rpartition("waited ")[2]) for line in run.stdout.splitlines() if "waited " in line]


@contextlib.contextmanager
def running(*command):
    """The address of a server in a process of its own, and its process id."""
    process = subprocess.Popen([sys.executable, *command], stdout=subprocess.PIPE, text=True)
    try:
        yield process.stdout.readline().rpartition(" ")[2].strip(), process.pid
    finally:
        process.terminate()
        process.communicate()


def processor_seconds(pid):
    """What a process has used of a processor so far."""
    used = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(used[11]) + int(used[12])) / os.sysconf("SC_CLK_TCK")


def measured(server, request, requests):
    """Requests per second, and microseconds of the server's processor time for each."""
    url, pid = server
    before = processor_seconds(pid)
    rate = asyncio.run(asked(url, request, requests))
    return rate, (processor_seconds(pid) - before) / requests * 1e6


async def asked(url, request, requests):
    """Requests per second: the same bytes again and again on every connection, each as soon as its answer is there."""
    host, _, port = url.removeprefix("http://").partition(":")
    left = requests

    async def client():
        nonlocal left
        reader, writer = await asyncio.open_connection(host, int(port))
        while left > 0:
            left -= 1
            writer.write(request)
            head = await reader.readuntil(b"\r\n\r\n")
            if not head.startswith(b"HTTP/1.1 20"):
                raise AssertionError(head)
            await reader.readexactly(int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]))
        writer.close()

    started = time.perf_counter()
    await asyncio.gather(*(client() for _ in range(CONNECTIONS)))
    return requests / (time.perf_counter() - started)


def get(path):
    """The bytes of a GET."""
    return f"GET {path} HTTP/1.1\r\nhost: localhost\r\nx-api-key: any\r\naccept: application/json\r\n\r\n".encode()


def task_of(url):
    """The id of a ready task of a fake, which has one from now on."""
    asyncio.run(asked(url, creation(), 1))
    request = urllib.request.Request(f"{url}/v1.3/embed/tasks", headers={"x-api-key": "any"})
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)["data"][0]["_id"]


HELD = 1500  # tasks that are there before anything is measured
STATE_GOALS = {"sqlite": (1.5, 1.7, 1.3, 1.5), "redis": (2.5, 3.0, 2.0, 2.5)}


@contextlib.contextmanager
def redis():
    """The port of a Redis of its own that writes nothing to a disk."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = ["redis-server", "--port", str(port), "--save", "", "--appendonly", "no"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        for _ in range(500):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                break
            time.sleep(0.01)
        yield port
    finally:
        process.terminate()
        process.wait()


def creation():
    """The bytes of the POST that creates a task."""
    fields = {"model_name": "marengo3.0", "video_url": "https://example.com/dog.mp4"}
    parts = "".join(f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n' for name, text in fields.items())
    body = f"{parts}--x--".encode()
    head = (
        "POST /v1.3/embed/tasks HTTP/1.1\r\nhost: localhost\r\nx-api-key: any\r\n"
        f"content-type: multipart/form-data; boundary=x\r\ncontent-length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def state_rounds():
    """Microseconds of a fake's processor time for each kind of request, by where its state is kept, round by round."""
    fake = ["-m", "fakeembed", "serve", "--port", "0", "--processing-seconds", "0"]
    with contextlib.ExitStack() as held:
        folder, port = held.enter_context(tempfile.TemporaryDirectory()), held.enter_context(redis())
        places = {"memory": (), "sqlite": ("--state", f"{folder}/state.db"), "redis": ("--state", f"redis://127.0.0.1:{port}/0")}
        servers = {name: held.enter_context(running(*fake, *place)) for name, place in places.items()}
        asked = {}
        for name, server in servers.items():
            task = task_of(server[0])
            create = creation()
            measured(server, create, HELD)
            status = get(f"/v1.3/embed/tasks/{task}/status")
            lists = get("/v1.3/embed/tasks?page_limit=10")
            asked[name] = {"poll": status, "create": create, "retrieve": get(f"/v1.3/embed/tasks/{task}"), "list": lists}
        for number in range(1 + ROUNDS):
            order = sorted(servers, reverse=bool(number % 2))
            kinds = asked["memory"]
            found = {
                kind: {name: measured(servers[name], asked[name][kind], STATE_REQUESTS)[1] for name in order} for kind in kinds
            }
            if number:  # the first one warms
                yield found


def state():
    """Print what a request takes where the state is kept elsewhere."""
    found = [each for _ in range(PAIRS) for each in state_rounds()]
    print(f"{'':<34}{'memory':>12}{'SQLite':>12}{'ratio':>8}{'Redis':>12}{'ratio':>8}")
    for index, kind in enumerate(found[0]):
        used = {name: statistics.median(each[kind][name] for each in found) for name in ("memory", "sqlite", "redis")}
        ratio = {name: statistics.median(each[kind][name] / each[kind]["memory"] for each in found) for name in STATE_GOALS}
        goals = " and ".join(str(goal[index]) for goal in STATE_GOALS.values())
        shown = "".join(f"{used[name]:>9,.0f} us{ratio[name]:>8.2f}" for name in STATE_GOALS)
        print(f"{kind:<34}{used['memory']:>9,.0f} us{shown}   (goals {goals})")


LARGE = 100_000


def held_in_redis(address, tasks):
    """A served fake that has so many tasks of one video in Redis, a thousand in a commit."""
    from fakeembed._core.models import MARENGO_3_0
    from fakeembed.serving import stores
    from fakeembed.serving.served import ServedFake

    fake = ServedFake(store=stores.opened(address), processing_seconds=0)
    medium = fake._service.media.by_url("https://example.com/dog.mp4")
    task = {"model": MARENGO_3_0, "medium": medium, "window": (0, 18), "clip_length": 6, "scopes": ("clip",)}
    for _ in range(tasks // 1000):
        fake._store.transact(lambda: [fake._service.create_task(**task) for _ in range(1000)])
    return fake


def listed(fake):
    """Microseconds of processor time for a list of the ten newest tasks, the median of fifty."""
    from fakeembed import Request

    request = Request("GET", "/v1.3/embed/tasks", "page_limit=10", {"x-api-key": "any"})
    took = []
    for _ in range(50):
        started = time.process_time()
        fake.app(request)
        took.append(time.process_time() - started)
    return statistics.median(took) * 1e6


def large():
    """Print what many tasks in Redis cost."""
    from redis import Redis

    with redis() as port, Redis(port=port) as client:
        address = f"redis://127.0.0.1:{port}/0?socket_timeout=60"
        small = held_in_redis(f"{address}&name=small", 1000)
        before = client.info("memory")["used_memory"]
        many = held_in_redis(f"{address}&name=many", LARGE)
        size = (client.info("memory")["used_memory"] - before) / LARGE
        _, *found = [(listed(small), listed(many)) for _ in range(1 + 2 * ROUNDS)]
    ratio = statistics.median(after / before for before, after in found)
    few, all_of_them = (statistics.median(column) for column in zip(*found, strict=True))
    took = f"{few:.0f} us, of {LARGE:,} {all_of_them:.0f} us ({ratio:.2f})"
    print(f"a list of 1,000 tasks in Redis takes {took}; {size:.0f} bytes a task")


def rounds():
    """What was measured of each target, round by round, on a pair of servers that are started for it."""
    fake = ["-m", "fakeembed", "serve", "--port", "0", "--processing-seconds", "0"]
    with running("-c", BARE) as bare, running(*fake) as ours:
        task = task_of(ours[0])
        targets = {
            "bare": (bare, get("/")),
            "status": (ours, get(f"/v1.3/embed/tasks/{task}/status")),
            "retrieve": (ours, get(f"/v1.3/embed/tasks/{task}")),
        }
        for server, request in targets.values():
            measured(server, request, REQUESTS // 4)  # warm
        for number in range(ROUNDS):
            order = sorted(targets, reverse=bool(number % 2))
            yield {name: measured(*targets[name], REQUESTS if name != "retrieve" else REQUESTS // 4) for name in order}


def polls():
    """Print what a status poll and a result cost beside a bare application."""
    found = [each for _ in range(PAIRS) for each in rounds()]
    print(f"{'':<34}{'per second':>12}{'ratio':>8}{'processor':>12}{'ratio':>8}")
    whats = {"bare": "bare ASGI JSON on uvicorn", "status": "fakeembed, status polls", "retrieve": "fakeembed, 9 x 512 numbers"}
    for name, what in whats.items():
        rate, used = (statistics.median(column) for column in zip(*(each[name] for each in found), strict=True))
        faster = statistics.median(each[name][0] / each["bare"][0] for each in found)
        leaner = statistics.median(each["bare"][1] / each[name][1] for each in found)
        goal = f"   (goal {GOAL} or better)" if name == "status" else ""
        print(f"{what:<34}{rate:>12,.0f}{faster:>8.2f}{used:>9,.0f} us{leaner:>8.2f}{goal}")
    for name, rate in PEERS.items():
        print(f"{name + ', on another day':<34}{rate:>12,.0f}")


def fixture():
    """Print how long a test waits for the fixture."""
    _, *sessions = [waits() for _ in range(1 + ROUNDS)]
    first, later = (statistics.median(column) for column in zip(*((first, max(later)) for first, *later in sessions), strict=True))
    print(f"fake_embed_server is ready after {first * 1000:.0f} ms in the first test of a process, {later * 1000:.0f} ms in others")


PARTS = {part.__name__: part for part in (polls, state, large, fixture)}

if __name__ == "__main__":
    for name in sys.argv[1:] or PARTS:
        PARTS[name]()
