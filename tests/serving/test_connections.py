"""A connection to the served fake: which way an answer takes, in which order and pieces answers leave, and when it is closed."""

from __future__ import annotations

import asyncio
import inspect
import re
import socket
from operator import itemgetter

import httpx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from uvicorn.protocols.http import httptools_impl

from fakeembed import Response
from fakeembed.serving import bounds
from fakeembed.serving.asgi import FakeApplication
from fakeembed.serving.direct import DirectConnection
from fakeembed.serving.in_thread import serving
from fakeembed.serving.served import ServedFake
from fakeembed.serving.server import KEEP_ALIVE, Server, listening

KEY = {"x-api-key": "any"}
FORM = [("model_name", (None, "marengo3.0")), ("video_url", (None, "https://example.com/dog.mp4"))]


def test_no_answer_waits_for_a_receipt():
    """Head and body of an unusual answer leave in two writes; without TCP_NODELAY the second one waits for 40 ms."""
    with listening("127.0.0.1", 0) as listener:
        assert listener.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0


def test_an_answer_is_one_write(monkeypatch):
    """Head and body of an ordinary answer are one packet."""
    writes = []

    class Watched:
        def __init__(self, connection):
            self._connection = connection

        def __getattr__(self, name):
            return getattr(self._connection, name)

        def write(self, data):
            writes.append(data)
            self._connection.write(data)

    class WatchedConnection(DirectConnection):
        def connection_made(self, transport):
            super().connection_made(Watched(transport))

    monkeypatch.setattr("fakeembed.serving.server.DirectConnection", WatchedConnection)
    with serving(ServedFake()) as server, httpx.Client(base_url=server.url, headers=KEY, timeout=60) as client:
        bodies = [client.get("/v1.3/embed/tasks").content for _ in range(3)]

    assert [answer.partition(b"\r\n\r\n")[2] for answer in writes] == bodies


@pytest.fixture
def connection(fake_embed_server):
    """A bare connection to the server."""
    host, port = fake_embed_server.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=60) as opened:
        yield opened


def test_a_client_that_asks_first_may_go_on(connection):
    """`Expect: 100-continue`, as curl sends it before a large file: nothing is held back while it waits."""
    connection.sendall(
        b"POST /v1.3/embed HTTP/1.1\r\nhost: localhost\r\nx-api-key: any\r\nexpect: 100-continue\r\ncontent-length: 2\r\n\r\n"
    )
    allowed = connection.recv(65536)
    connection.sendall(b"{}")

    assert allowed == b"HTTP/1.1 100 Continue\r\n\r\n"
    assert connection.recv(65536).startswith(b"HTTP/1.1 400 ")


def test_requests_that_come_together_are_answered_one_after_the_other(connection):
    """Pipelining is old, and allowed."""
    ask = "GET /v1.3/embed/tasks?page={} HTTP/1.1\r\nhost: localhost\r\nx-api-key: any\r\nconnection: {}\r\n\r\n"
    connection.sendall("".join(ask.format(page, "close" if page == 3 else "keep-alive") for page in (1, 2, 3)).encode())
    came = b"".join(iter(lambda: connection.recv(65536), b""))

    assert re.findall(rb'"page":(\d)', came) == [b"1", b"2", b"3"]


# The direct way.

ANOTHER_WAY = {"expect": "nothing in particular"}
"""A header of which the service knows nothing; with it an answer takes the way of ASGI."""

TARGETS = [
    "/v1.3/embed/tasks/{task}/status",
    "/v1.3/embed/tasks/{task}?embedding_option=audio",
    "/v1.3/embed/tasks?page_limit=1",
    "/v1.3/embed/tasks?filename=%20x#part",
    "/v1.3/embed//tasks/%7b%7d/status",
    "//v1.3/embed/tasks",
    "/v1.3/embed/tasks/{task}0/status",
    "/v1.3/nowhere",
    "/",
    "/__fakeembed__",
    "/__fakeembed__/health",
]


def without_chance(answer):
    """All of an answer but the date and the id of the answer."""
    varying = {"date", "x-trace-id"}
    return answer.status_code, [pair for pair in answer.headers.multi_items() if pair[0] not in varying], answer.content


@pytest.mark.parametrize("origin", [{}, {"origin": "https://app.example.com"}], ids=["program", "page"])
@pytest.mark.parametrize("target", TARGETS)
def test_both_ways_lead_to_the_same_answer(fake_embed_server, target, origin):
    """Status, headers in their order, and body."""
    with httpx.Client(base_url=fake_embed_server.url, headers={**KEY, **origin}, timeout=60) as client:
        task = client.post("/v1.3/embed/tasks", files=FORM).json()["_id"]
        fake_embed_server.fake.clock.advance(20)
        answers = [client.get(target.format(task=task), headers=more) for more in ({}, ANOTHER_WAY)]
        logged = [request.described() | {"at": None} for request in list(fake_embed_server.fake.requests)[1:]]

    assert without_chance(answers[0]) == without_chance(answers[1])
    assert logged == [] or logged[0] == logged[1]


@pytest.fixture
def asgi_asked(fake_embed_server, monkeypatch):
    """How often the way of ASGI was taken."""
    asked = []
    call = FakeApplication.__call__

    async def counted(self, scope, receive, send):
        asked.append(scope)
        await call(self, scope, receive, send)

    monkeypatch.setattr(FakeApplication, "__call__", counted)
    return asked


def test_a_poll_is_answered_directly(fake_embed_server, asgi_asked):
    """The other way is there, for what is out of the ordinary."""
    with httpx.Client(base_url=fake_embed_server.url, headers=KEY, timeout=60) as client:
        task = client.post("/v1.3/embed/tasks", files=FORM).json()["_id"]
        for _ in range(3):
            client.get(f"/v1.3/embed/tasks/{task}/status")
        assert asgi_asked == []
        client.get(f"/v1.3/embed/tasks/{task}/status", headers=ANOTHER_WAY)
        client.head(f"/v1.3/embed/tasks/{task}/status")
        client.get(f"/v1.3/embed/tasks/{task}/status", headers={"connection": "close"})

    assert len(asgi_asked) == 3


def test_requests_whose_heads_are_alike_have_bodies_of_their_own(connection, fake_embed_server):
    """What a head asks for is remembered, and no more than that."""
    head = "POST /__fakeembed__/clock HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 15\r\n\r\n"
    began = fake_embed_server.fake.clock.seconds
    for day in (1, 2, 4):
        connection.sendall(f'{head}{{"advance":{day}e5}}'.encode())
        assert connection.recv(65536).startswith(b"HTTP/1.1 200 ")

    assert fake_embed_server.fake.clock.seconds - began == pytest.approx(7e5, abs=1e3)


def test_an_answer_that_comes_late_is_not_overtaken(connection, fake_embed_server):
    """Of two requests that came together the first one is answered first, whichever way it takes."""
    fake_embed_server.fake.slow(0.05)
    ask = "GET /v1.3/embed/tasks?page={} HTTP/1.1\r\nhost: localhost\r\nx-api-key: any\r\nconnection: {}\r\n\r\n"
    connection.sendall("".join(ask.format(page, "close" if page == 4 else "keep-alive") for page in (1, 2, 3, 4)).encode())
    came = b"".join(iter(lambda: connection.recv(65536), b""))

    assert re.findall(rb'"page":(\d)', came) == [b"1", b"2", b"3", b"4"]


ASK = "GET /v1.3/{} HTTP/1.1\r\nhost: localhost\r\nx-api-key: any\r\n{}\r\n"

FRAMES = {  # what a stub says of its answer, and how many requests are answered on a connection whose first one it answers
    "nothing": ({}, 2),
    "chunked": ({"transfer-encoding": "chunked"}, 2),
    "close": ({"Connection": "close"}, 1),
    "a wrong length": ({"Content-Length": "99"}, 2),
}


@pytest.mark.parametrize("way", ["", "expect: nothing in particular\r\n"], ids=["direct", "ASGI"])
@pytest.mark.parametrize(("headers", "answered"), FRAMES.values(), ids=FRAMES)
def test_the_frame_of_an_answer_is_true(fake_embed_server, connection, way, headers, answered):
    """Whether the connection is closed and where the body ends is what a client sees, whichever way the answer takes."""
    fake_embed_server.fake.stub("GET", "/indexes", content=lambda _: Response(200, dict(headers), b"{}"))
    connection.sendall((ASK.format("indexes", way) + ASK.format("embed/tasks", "connection: close\r\n")).encode())
    came = b"".join(iter(lambda: connection.recv(65536), b""))

    answers = came.split(b"HTTP/1.1 200 OK\r\n")[1:]
    head, _, body = answers[0].partition(b"\r\n\r\n")
    closes = [b"connection: close"] * (answered == 1)
    assert re.findall(rb"(?:connection|content-length|transfer-encoding): [^\r]*", head) == [*closes, b"content-length: 2"]
    assert body == b"{}"
    assert len(answers) == answered


class Prepared(FakeApplication):
    """An application that always gives the same answer."""

    def __init__(self, answer):
        super().__init__(ServedFake())
        self.prepared = answer

    def answer(self, request):  # noqa: ARG002 - whatever is asked
        return self.prepared


def left(answer, way):
    """What leaves a connection, and whether it is closed then, when a request is answered on one of the two ways."""

    async def answered():
        server = Server(ServedFake())
        server.config.load()
        server.config.loaded_app = Prepared(answer)
        transport = Opened()
        connection = DirectConnection(server.config, server.server_state, {})
        connection.connection_made(transport)
        connection.data_received(ASK.format("indexes", way).encode())
        await asyncio.gather(*server.server_state.tasks)
        await asyncio.sleep(0)
        closed = transport.is_closing()
        connection.connection_lost(None)
        return b"".join(part for part in transport.done if part != "closed"), closed

    return asyncio.run(answered())


OBEYED = sorted(set(re.findall(r"b[\"']([a-z][a-z-]+)[\"']", inspect.getsource(httptools_impl))))
"""All words of which the installed server knows something, names and values of headers among them."""

VALUES = st.sampled_from([*OBEYED, "99", "1\r\nx-b: 2"]) | st.text(st.characters(max_codepoint=0x180), max_size=3) | st.just(5)
OTHERS = st.dictionaries(st.text(st.characters(max_codepoint=0x180), max_size=3) | st.just("x-a: 1\r\nx-b"), VALUES, max_size=1)


@pytest.mark.parametrize("name", OBEYED)
@settings(max_examples=20)
@given(case=st.sampled_from([str.lower, str.lower, str.title]), value=VALUES, others=OTHERS)
@example(case=str.lower, value="99", others={})
@example(case=str.lower, value="close", others={})
def test_every_head_leads_to_the_same_on_both_ways(name, case, value, others):
    """What the installed server obeys, and what it refuses, is not written past it."""
    answer = Response(200, {case(name): value, **others}, b"{}")

    assert left(answer, "") == left(answer, "expect: nothing in particular\r\n")


def test_of_many_requests_that_come_together_others_wait_for_a_few_only(connection, asgi_asked, monkeypatch):
    """Whoever asks in the meantime is answered between them."""
    monkeypatch.setattr("fakeembed.serving.direct._AT_ONCE", 1)
    ask = "GET /v1.3/embed/tasks?page={} HTTP/1.1\r\nhost: localhost\r\nx-api-key: any\r\nconnection: {}\r\n\r\n"
    connection.sendall("".join(ask.format(page, "close" if page == 4 else "keep-alive") for page in (1, 2, 3, 4)).encode())
    came = b"".join(iter(lambda: connection.recv(65536), b""))

    assert re.findall(rb'"page":(\d)', came) == [b"1", b"2", b"3", b"4"]
    assert len(asgi_asked) == 3


@pytest.mark.parametrize("error", [RuntimeError("a bug"), pytest.fail.Exception("a bug")], ids=["error", "failed test"])
def test_a_fault_of_the_fake_itself_is_an_error_of_the_server(caplog, fake_embed_server, monkeypatch, error):
    """It is told on the log, and neither the connection nor the server is lost."""

    def fail(request):
        raise error

    with httpx.Client(base_url=fake_embed_server.url, headers=KEY, timeout=60) as client:
        with monkeypatch.context() as broken:
            broken.setattr(fake_embed_server.fake, "app", fail)
            assert client.get("/v1.3/embed/tasks").status_code == 500
        assert client.get("/v1.3/embed/tasks").status_code == 200

    assert "a bug" in caplog.text


class Loop:
    """An event loop whose time is set."""

    now = 0.0

    def __init__(self):
        self.timers = []

    def time(self):
        return self.now

    def call_at(self, when, function):
        self.timers.append((when, function))
        return self

    def call_later(self, seconds, function):
        return self.call_at(self.now + seconds, function)

    def cancel(self):
        """A timer that nobody needs."""

    def run_until(self, when):
        """Let time pass, timer by timer."""
        while due := sorted((timer for timer in self.timers if timer[0] <= when), key=itemgetter(0)):
            self.timers.remove(due[0])
            self.now, function = due[0]
            function()
        self.now = when


class Opened(asyncio.Transport):
    """A connection that notes what is done with it, and of which the server can ask everything."""

    def __init__(self):
        super().__init__()
        self.done = []

    def write(self, data):
        self.done.append(data)

    def close(self):
        self.done.append("closed")

    def get_extra_info(self, name, default=None):
        return ("127.0.0.1", 1) if "name" in name else default

    def is_closing(self):
        return "closed" in self.done


@pytest.mark.parametrize("asked_at", [0.0, 1.0, 59.0, 61.0, 74.9])
def test_an_idle_connection_is_closed_when_its_time_is_over(asked_at):
    """Not before, whatever timers there are, and a request that is never complete has its own time."""
    server, loop, transport = Server(ServedFake()), Loop(), Opened()
    server.config.load()
    connection = DirectConnection(server.config, server.server_state, {}, _loop=loop)
    connection.connection_made(transport)
    for moment in (0.0, asked_at):
        loop.run_until(moment)
        connection.data_received(b"GET /v1.3/embed/tasks HTTP/1.1\r\nhost: localhost\r\nx-api-key: any\r\n\r\n")

    loop.run_until(asked_at + KEEP_ALIVE - 0.1)
    assert b"".join(transport.done).count(b"HTTP/1.1 200 OK\r\n") == 2
    assert not transport.is_closing()
    loop.run_until(asked_at + KEEP_ALIVE)
    assert transport.is_closing()


def test_a_request_that_begins_late_has_as_long_as_any_other():
    """The time of an idle connection does not count for it."""
    server, loop, transport = Server(ServedFake()), Loop(), Opened()
    server.config.load()
    connection = DirectConnection(server.config, server.server_state, {}, _loop=loop)
    connection.connection_made(transport)
    connection.data_received(b"GET /v1.3/embed/tasks HTTP/1.1\r\nhost: localhost\r\nx-api-key: any\r\n\r\n")
    loop.run_until(KEEP_ALIVE - 1)
    connection.data_received(b"GET /v1.3")

    loop.run_until(KEEP_ALIVE - 1 + bounds.SLOWEST_REQUEST - 0.1)
    assert not transport.is_closing()
    loop.run_until(KEEP_ALIVE - 1 + bounds.SLOWEST_REQUEST)
    assert transport.is_closing()
