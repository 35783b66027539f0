"""Servers for the tests of `verify`: the fake over HTTP, and some that nobody should mistake for the API."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

import pytest

from fakeembed import FakeEmbed, Request
from fakeembed.verification.http_target import HttpTarget


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
def listening():
    """Makes a port at which a function talks to everybody who comes, and is told when it is over."""
    return _listening


@contextmanager
def _listening(behave):
    over = Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.05)

        def serve():
            while not over.is_set():
                try:
                    connection, _ = listener.accept()
                except OSError:
                    continue
                Thread(target=talk, args=(connection,), daemon=True).start()

        def talk(connection):
            with connection:
                try:
                    behave(connection, over)
                except OSError:
                    return

        thread = Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        over.set()
        thread.join(5)


@pytest.fixture
def at():
    """Makes targets for URLs, and closes them when the test is over."""
    made = []

    def target(url, **settings):
        made.append(HttpTarget(url, **settings))
        return made[-1]

    yield target
    for one in made:
        one.close()


@pytest.fixture
def command(tmp_path):
    """Runs the command line in an empty folder and returns its outcome."""

    def run(*words, cwd=tmp_path, env=None):
        return subprocess.run(
            [sys.executable, "-m", "fakeembed", *words],
            cwd=cwd,
            env=env,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )

    return run
