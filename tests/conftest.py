"""How the tests speak to a fake: below every HTTP library as values, over HTTP, and through the command line."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from operator import attrgetter
from threading import Thread
from typing import TYPE_CHECKING, Protocol

import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fakeembed import FakeEmbed, Response

_SCRIPT = (
    "import sys; sys.path[:] = [folder for folder in sys.path if folder];"
    " from fakeembed.__main__ import main; sys.exit(main(sys.argv[1:]))"
)
"""What the installed script does: it imports nothing from the current folder."""

BOUNDARY = "a-boundary-that-nothing-contains"


class Send(Protocol):
    """Sends one request to a fake."""

    def __call__(
        self,
        fake: FakeEmbed,
        operation: str,
        fields: Mapping[str, str | list[str]] | None = None,
        files: Mapping[str, tuple[str, bytes]] | None = None,
        *,
        key: str | None = "any",
    ) -> Response:
        """The answer to an operation such as "POST /v1.3/embed": a multipart form for a POST, no body for a GET."""


REPLACEABLE = {  # module: what a fake that is installed replaces there, most of it; `test_nothing_replaced.py` compares all names
    "aiohttp.connector": ("TCPConnector._create_connection",),
    "asyncio": ("sleep", "BaseEventLoop.create_task"),
    "concurrent.futures.thread": ("ThreadPoolExecutor.submit",),
    "http.client": ("HTTPConnection.connect", "HTTPConnection.send", "HTTPSConnection.connect"),
    "httpcore": ("ConnectionPool.create_connection", "AsyncConnectionPool.create_connection", "HTTPConnection.can_handle_request"),
    "httpx._transports.default": ("create_ssl_context",),
    "socket": ("getaddrinfo", "gethostbyname", "socket.connect"),
    "threading": ("Thread.start",),
    "time": ("monotonic", "sleep", "time"),
    "urllib3.connection": ("HTTPConnection.connect", "HTTPSConnection.connect"),
}


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print how many examples of the README and the documentation ran."""
    passed = terminalreporter.stats.get("passed", ())
    counted = [count for report in passed for name, count in report.user_properties if name == "examples"]
    if counted:
        terminalreporter.write_line(f"{sum(counted)} examples of the README and the documentation ran")


@pytest.fixture(autouse=True)
def _nothing_is_left_replaced():
    """Whatever a test does, sockets, look-ups, loops, pools and the environment are afterwards what they were."""
    before = {module: _named(module) for module in REPLACEABLE.keys() & sys.modules.keys()}
    url = os.environ.get("TWELVELABS_BASE_URL")
    yield
    assert {module: _named(module) for module in before} == before
    assert os.environ.get("TWELVELABS_BASE_URL") == url


def _named(module: str) -> list[object]:
    return [attrgetter(name)(sys.modules[module]) for name in REPLACEABLE[module]]


@pytest.fixture(scope="session")
def send() -> Send:
    """Sends one request to a fake."""
    return _send


def _send(fake, operation, fields=None, files=None, *, key="any"):
    from fakeembed import Request

    method, _, target = operation.partition(" ")
    path, _, query = target.partition("?")
    headers = {} if key is None else {"x-api-key": key}
    if method != "POST":
        return fake.app(Request(method, path, query, headers))
    headers["content-type"] = f"multipart/form-data; boundary={BOUNDARY}"
    return fake.app(Request(method, path, query, headers, _multipart(fields or {}, files or {})))


def _multipart(fields, files):
    """A form as a client writes it: fields in their order, lists repeated, then files."""
    parts = [
        (f'name="{name}"', value.encode())
        for name, values in fields.items()
        for value in ([values] if isinstance(values, str) else values)
    ]
    parts += [(f'name="{name}"; filename="{filename}"', content) for name, (filename, content) in files.items()]
    return (
        b"".join(
            b"--%s\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n" % (BOUNDARY.encode(), about.encode(), content)
            for about, content in parts
        )
        + b"--%s--\r\n" % BOUNDARY.encode()
    )


class Served:
    """A fake behind a port, with an answer changed on the way when a test wants it so."""

    def __init__(self, fake):
        """Nothing is changed until `change` is set."""
        self.fake = fake
        self.url = ""
        self.change = lambda request, response: response  # noqa: ARG005 - what a change gets
        self.asked = []


@pytest.fixture
def served():
    """The fake over HTTP with its control endpoints, as far as contracts need them."""
    from fakeembed import FakeEmbed, Request

    holder = Served(FakeEmbed(api_keys=["fakeembed-contracts"]))

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = 65536  # head and body leave together; in two writes each answer waits for an acknowledgement

        def answer(self):
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            path, _, query = self.path.partition("?")
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, answered, content = self.control(path, body) or self.ask(path, query, headers, body)
            self.send_response(status)
            for name, value in answered.items():
                self.send_header(name, value)
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def ask(self, path, query, headers, body):
            request = Request(self.command, path, query, headers, body, f"http://{headers['host']}")
            holder.asked.append(request)
            response = holder.change(request, holder.fake.app(request))
            return response.status, response.headers, response.body

        def control(self, path, body):
            what = path.removeprefix("/__fakeembed__/")
            if what == path:
                return None
            said = json.loads(body or b"{}")
            if what == "clock":
                holder.fake.clock.advance(said["advance"])
            elif what == "media":
                names = {"has_audio": "audio", "has_speech": "speech"}
                holder.fake.media(**{names.get(name, name): value for name, value in said.items()})
            return 200, {}, b"{}"

        do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = answer  # noqa: N815 - the names of the library

        def log_message(self, *arguments):
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    holder.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield holder
    server.shutdown()
    server.server_close()


@pytest.fixture
def command(tmp_path):
    """Runs the command line in an empty folder and returns its outcome."""

    def run(*words, cwd=tmp_path, env=None):
        return subprocess.run(
            [sys.executable, "-c", _SCRIPT, *words],
            cwd=cwd,
            env=env,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    return run


class RedisServer:
    """A Redis server of our own, on a socket in a folder."""

    def __init__(self, folder):
        program = shutil.which("redis-server")
        if program is None:
            pytest.skip("redis-server is not installed; the package redis-server of the distribution has it")
        self._path = folder / "socket"
        self._command = [program, "--port", "0", "--unixsocket", self._path, "--save", "", "--appendonly", "no", "--dir", folder]
        # As long as a test may take: what a request waits by itself is too short for a machine that is busy with all tests.
        self.url = f"unix://{self._path}?socket_timeout=60"

    def start(self):
        """Begin with an empty database."""
        self._process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL)
        for _ in range(6000):
            with socket.socket(socket.AF_UNIX) as probe:
                if probe.connect_ex(str(self._path)) == 0:
                    return
            time.sleep(0.01)  # another program starts, and nothing tells when it listens
        pytest.fail("redis-server did not listen within a minute")

    def stop(self):
        """End, and forget everything."""
        self._process.terminate()
        self._process.wait()


@pytest.fixture(scope="session")
def redis_url(tmp_path_factory):
    """The address of a Redis server for all tests."""
    server = RedisServer(tmp_path_factory.mktemp("redis"))
    server.start()
    yield server.url
    server.stop()


@pytest.fixture
def redis_server(tmp_path_factory):
    """A running Redis server for one test, which may stop and start it."""
    server = RedisServer(tmp_path_factory.mktemp("redis"))
    server.start()
    yield server
    server.stop()
