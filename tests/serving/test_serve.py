"""`fakeembed serve` as a person or a script meets it: what it prints, what it answers, how it stops."""

from __future__ import annotations

import os
import re
import resource
import signal
import socket
import subprocess
import sys
import time
from contextlib import ExitStack

import httpx
import pytest

KEY = {"x-api-key": "any"}
SERVE = "from fakeembed.__main__ import main; sys.exit(main(['serve', '--port', '0', *sys.argv[1:]]))"
FORM = [("model_name", (None, "marengo3.0")), ("video_url", (None, "https://example.com/dog.mp4"))]

BOTH = pytest.mark.skipif(not socket.has_dualstack_ipv6(), reason="this machine has one version of the internet protocol")


class Served:
    """A running `fakeembed serve`."""

    def __init__(self, *arguments):
        self.process = subprocess.Popen(
            [sys.executable, "-W", "error", "-m", "fakeembed", "serve", "--port", "0", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.said = self.process.stdout.readline()
        self.url = self.said.rpartition(" ")[2].strip()
        self.client = httpx.Client(base_url=self.url, headers=KEY, timeout=30)

    def stop(self, number=signal.SIGTERM):
        """The exit status, the seconds that it took, and what it had said."""
        self.client.close()
        started = time.monotonic()
        self.process.send_signal(number)
        status = self.process.wait(timeout=30)
        return status, time.monotonic() - started, self.rest()

    def rest(self):
        """What it has said and nobody has read."""
        with self.process.stdout as out, self.process.stderr as err:
            return out.read() + err.read()

    def create(self):
        """The id of a new task."""
        answer = self.client.post("/v1.3/embed/tasks", files=FORM)
        answer.raise_for_status()
        return answer.json()["_id"]


@pytest.fixture
def serve():
    """Starts servers and leaves none behind."""
    running = []

    def started(*arguments):
        running.append(Served(*arguments))
        return running[-1]

    yield started
    for served in running:
        served.client.close()
        if served.process.poll() is None:
            served.process.terminate()
        served.process.wait(timeout=30)
        for stream in (served.process.stdout, served.process.stderr):
            stream.close()


def test_it_prints_where_it_listens_and_answers_there(serve):
    """A script reads the first line; the next ones are to be copied."""
    served = serve()

    assert re.fullmatch(r"fakeembed listens on http://127\.0\.0\.1:\d+\n", served.said)
    assert len(served.create()) == 24
    _, _, said = served.stop()
    assert said == (
        f"  TWELVELABS_BASE_URL={served.url}/v1.3   for clients from 1.0 on\n"
        f"  TWELVELABS_BASE_URL={served.url}        for clients before 1.0\n"
        f"  {served.url}/__fakeembed__/ shows what it is asked\n"
    )


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("workers", [[], ["--workers", "2"]])
def test_it_stops_at_once_and_cleanly(serve, number, workers):
    """Also while a client keeps a connection open and another one is in the middle of a request."""
    served = serve(*workers)
    served.create()
    host, port = httpx.URL(served.url).host, httpx.URL(served.url).port
    with socket.create_connection((host, port)) as slow:
        slow.sendall(b"POST /v1.3/embed HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\nhalf")

        status, seconds, _ = served.stop(number)

    assert status == 0
    assert seconds < 50  # a server that waited for either client would take a minute


def test_it_stops_at_once_though_a_client_does_not_read(serve):
    """Answers that nobody takes wait for room, and nobody waits for them."""
    served = serve()
    stub = {"method": "GET", "path": "/indexes", "content": "x" * 900_000}
    served.client.post("/__fakeembed__/stubs", json=stub).raise_for_status()
    host, port = httpx.URL(served.url).host, httpx.URL(served.url).port
    with socket.socket() as mute:
        mute.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        mute.connect((host, port))
        mute.sendall(b"GET /v1.3/indexes HTTP/1.1\r\nhost: localhost\r\nx-api-key: any\r\nexpect: nothing\r\n\r\n" * 40)
        answered = [0, 1]
        while answered[-1] < 2 or answered[-1] != answered[-2]:  # until there is no more room
            answered.append(len(served.client.get("/__fakeembed__/requests").json()["requests"]))

        status, _, said = served.stop()

    assert answered[-1] < 40
    assert status == 0
    assert "Traceback" not in said


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="the limit of another process is set on Linux alone")
def test_connections_for_which_there_is_no_file_wait(serve):
    """They are answered once others have closed, and the server says a line of it, not thousands."""
    served = serve()
    address = httpx.URL(served.url).host, httpx.URL(served.url).port
    limits = resource.prlimit(served.process.pid, resource.RLIMIT_NOFILE)
    resource.prlimit(served.process.pid, resource.RLIMIT_NOFILE, (32, limits[1]))
    with ExitStack() as held:
        for _ in range(64):
            held.enter_context(socket.create_connection(address))
        assert served.process.stderr.readline() == "connections have to wait: Too many open files\n"
    resource.prlimit(served.process.pid, resource.RLIMIT_NOFILE, limits)

    assert served.create()
    _, _, said = served.stop()
    assert limits[0] >= min(limits[1], 65_536)
    assert said.count("\n") < 100


def test_it_logs_requests_only_when_asked(serve):
    """One line for each."""
    served = serve("--log-requests")
    served.client.get("/v1.3/embed/tasks?page=2")

    _, _, said = served.stop()

    assert [line for line in said.splitlines() if "GET" in line] == [
        next(line for line in said.splitlines() if '"GET /v1.3/embed/tasks?page=2 HTTP/1.1" 200' in line)
    ]
    assert "any" not in said


@pytest.mark.parametrize("host", ["0.0.0.0", pytest.param("::", marks=BOTH)])
def test_it_says_what_another_address_means(serve, host):
    """Who opens it to others should know; `::` has the addresses of version 4 among its own."""
    served = serve("--host", host)
    served.client.close()
    assert httpx.get(f"http://127.0.0.1:{httpx.URL(served.url).port}/v1.3/embed/tasks", headers=KEY).status_code == 200

    _, _, said = served.stop()

    assert "anyone who can reach this address can use this fake" in said
    assert "It is controlled with FAKEEMBED_CONTROL_TOKEN" in said


def test_settings_reach_the_fake(serve):
    """Seed, keys, day and speed."""
    served = serve("--api-date", "2025-07-15", "--api-key", "one", "--api-key", "two", "--processing-seconds", "0", "--seed", "7")

    assert served.client.get("/v1.3/embed/tasks").status_code == 401
    answer = served.client.post(
        "/v1.3/embed/tasks", headers={"x-api-key": "two"}, files=[("model_name", (None, "Marengo-retrieval-2.7")), FORM[1]]
    )
    assert answer.status_code == 200
    status = served.client.get(f"/v1.3/embed/tasks/{answer.json()['_id']}", headers={"x-api-key": "one"}).json()
    assert (status["status"], status["created_at"][:10]) == ("ready", "2025-07-15")


def test_keys_come_from_a_file_and_from_the_environment_as_well(serve, tmp_path, monkeypatch):
    """Everybody can read the command line of a process."""
    monkeypatch.setenv("FAKEEMBED_API_KEYS", "three, four")
    (tmp_path / "keys").write_text("one\n\ntwo\n")
    served = serve("--api-key-file", str(tmp_path / "keys"), "--api-key", "five")

    statuses = [
        served.client.get("/v1.3/embed/tasks", headers={"x-api-key": key}).status_code
        for key in ("one", "two", "three", "four", "five", "six")
    ]

    assert statuses == [200] * 5 + [401]


@pytest.mark.parametrize(
    ("content", "option", "keys"),
    [("\ufeff\n \n", "one", ["one"]), ("\ufeffone\r\n\r\n two \r\n", "", ["one", "two"])],
    ids=["in the option", "in the file"],
)
def test_one_key_in_any_place_is_enough(serve, tmp_path, content, option, keys):
    """An empty place beside it opens the fake to nobody; what an editor on Windows puts before a file is no part of a key."""
    (tmp_path / "keys").write_bytes(content.encode())
    served = serve("--api-key-file", str(tmp_path / "keys"), "--api-key", option)

    statuses = [served.client.get("/v1.3/embed/tasks", headers={"x-api-key": key}).status_code for key in [*keys, "any"]]

    assert statuses == [*[200] * len(keys), 401]


def test_a_port_that_is_taken_is_one_line(serve):
    """The commonest mistake."""
    port = httpx.URL(serve().url).port

    done = subprocess.run(
        [sys.executable, "-m", "fakeembed", "serve", "--port", str(port)], capture_output=True, text=True, timeout=60, check=False
    )

    assert done.returncode == 2
    assert "in use" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("missing", ["uvicorn", "httptools"])
def test_without_its_extra_it_says_what_to_install(missing):
    """One clear line."""
    script = f"import sys; sys.modules[{missing!r}] = None; {SERVE}"

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)

    assert done.returncode == 2
    assert "pip install 'fakeembed[server]'" in done.stderr
    assert "uvx --from 'fakeembed[server]' fakeembed serve" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_without_its_library_a_redis_address_says_what_to_install():
    """The same for the other extra."""
    script = f"import sys; sys.modules['redis'] = None; {SERVE}"

    done = subprocess.run(
        [sys.executable, "-c", script, "--state", "redis://x"], capture_output=True, text=True, timeout=60, check=False
    )

    assert done.returncode == 2
    assert "pip install 'fakeembed[redis]'" in done.stderr


def test_what_was_acknowledged_survives_a_sudden_death(serve, tmp_path):
    """SIGKILL in the middle of the work, a new process on the same file, and every task is there."""
    state = str(tmp_path / "state.db")
    first = serve("--state", state, "--processing-seconds", "0")
    ids = [first.create() for _ in range(50)]
    first.stop(signal.SIGKILL)

    second = serve("--state", state, "--processing-seconds", "0")

    assert {second.client.get(f"/v1.3/embed/tasks/{task}/status").json()["status"] for task in ids} == {"ready"}
    assert second.create() not in ids
    assert second.client.get("/v1.3/embed/tasks").json()["page_info"]["total_results"] == 51


def test_workers_share_one_state_and_leave_no_orphans(serve, tmp_path):
    """What one worker created all of them know; when the first process dies, so do they."""
    served = serve("--workers", "3", "--state", str(tmp_path / "state.db"), "--processing-seconds", "0")
    ids = [served.create() for _ in range(5)]
    statuses = []
    for _ in range(12):  # a connection each, so that every worker has its turn
        with httpx.Client(base_url=served.url, headers=KEY, timeout=30) as client:
            statuses += [client.get(f"/v1.3/embed/tasks/{task}/status").json().get("status") for task in ids]
    served.stop(signal.SIGKILL)

    address = (httpx.URL(served.url).host, httpx.URL(served.url).port)
    deadline = time.monotonic() + 60
    while _answers(address) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert set(statuses) == {"ready"}
    assert not _answers(address)


def test_a_worker_that_dies_is_replaced(serve):
    """One crash does not end the service."""
    served = serve("--workers", "2")
    served.create()
    children = subprocess.run(
        ["ps", "-ww", "-o", "pid=,args=", "--ppid", str(served.process.pid)], capture_output=True, text=True, check=True
    ).stdout
    workers = [int(line.split()[0]) for line in children.splitlines() if "spawn_main" in line]
    os.kill(workers[0], signal.SIGKILL)

    replaced = served.process.stderr.readline()

    assert f"worker {workers[0]} ended" in replaced
    with httpx.Client(base_url=served.url, headers=KEY, timeout=30) as client:
        assert client.get("/v1.3/embed/tasks").json()["page_info"]["total_results"] == 1


def _answers(address):
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(address) == 0
