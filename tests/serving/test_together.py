"""Requests that come together where the state is shared: one commit for all of them, and each answered as if it had come alone."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import sqlite3
from contextlib import closing, contextmanager
from types import SimpleNamespace

import pytest

from fakeembed import Request
from fakeembed.serving import stores
from fakeembed.serving.direct import DirectConnection
from fakeembed.serving.in_thread import serving
from fakeembed.serving.served import ServedFake
from fakeembed.serving.server import Server

KEY = {"x-api-key": "any"}
ASK = "{} HTTP/1.1\r\nhost: localhost\r\nx-api-key: any\r\n{}\r\n"
LIST = ASK.format("GET /v1.3/embed/tasks", "")


def create(url="https://example.com/dog.mp4"):
    """The bytes of a POST, head and body."""
    fields = {"model_name": "marengo3.0", "video_url": url}
    body = "".join(f'--x\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n' for name, text in fields.items())
    kind = f"content-type: multipart/form-data; boundary=x\r\ncontent-length: {len(body) + 5}\r\n"
    return ASK.format("POST /v1.3/embed/tasks", kind) + body + "--x--"


TURNS = 2  # of an event loop: in the first all are answered, in the second the answers leave


class Opened(asyncio.Transport):
    """A connection that keeps what is sent."""

    def __init__(self):
        super().__init__()
        self.sent = b""
        self.is_closed = False

    def get_extra_info(self, name, default=None):
        return ("127.0.0.1", 1) if "name" in name else default

    def is_closing(self):
        return self.is_closed

    def write(self, data):
        self.sent += data

    def close(self):
        self.is_closed = True

    def pause_reading(self):
        """There is nothing more."""

    resume_reading = pause_reading


@pytest.fixture
def address(tmp_path):
    """Where the state is."""
    return str(tmp_path / "state.db")


@pytest.fixture
def fake(address):
    """A worker on a shared state, which counts its commits."""
    with closing(stores.opened(address)) as store:
        worker = ServedFake(store=store)
        engine, commits = store.engine, []
        commit = engine.commit
        engine.commit = lambda *args: (commits.append(args), commit(*args))[1]
        worker.commits = commits
        yield worker


def answered(fake, *asked, left=()):
    """What each of several connections gets whose bytes come in one turn of the event loop, in order; some have left by then."""

    async def turn():
        server = Server(fake)
        server.config.load()
        transports = [Opened() for _ in asked]
        connections = [DirectConnection(server.config, server.server_state, {}) for _ in asked]
        for connection, transport in zip(connections, transports, strict=True):
            connection.connection_made(transport)
        fake.commits.clear()
        for connection, came in zip(connections, asked, strict=True):
            connection.data_received(came.encode())
        for number in left:
            connections[number].eof_received()
            transports[number].close()
            connections[number].connection_lost(None)
        for _ in range(TURNS):
            await asyncio.sleep(0)
        await asyncio.gather(*server.server_state.tasks)
        await asyncio.sleep(0)
        for connection in connections:
            connection.connection_lost(None)
        return [transport.sent for transport in transports]

    return asyncio.run(turn())


def statuses(answers):
    return [int(answer.split(b" ")[1]) for answer in answers]


def body(answer):
    return json.loads(answer.partition(b"\r\n\r\n")[2])


def test_one_commit_keeps_all_that_came_together(fake):
    """Each sees what those before it have done, and the log has them in the order in which they came."""
    answers = answered(fake, create(), LIST, create(), LIST)

    assert statuses(answers) == [200] * 4
    assert [body(answers[number])["page_info"]["total_results"] for number in (1, 3)] == [1, 2]
    assert len(fake.commits) == 1
    assert [entry["method"] for entry in fake.logged()] == ["POST", "GET", "POST", "GET"]
    assert len({entry.get("resource_id") for entry in fake.logged()} - {None, ""}) == 2


def test_what_somebody_else_has_changed_meanwhile_is_seen_by_all(fake, address):
    """The commit is refused, and all of them are answered again."""
    with closing(stores.opened(address)) as store:
        other = ServedFake(store=store)
        other.app(Request("POST", "/v1.3/embed/tasks", "", form_headers(), form_body()))

        answers = answered(fake, LIST, create(), LIST)

    assert [body(answers[number])["page_info"]["total_results"] for number in (0, 2)] == [1, 2]
    assert [entry["method"] for entry in fake.logged()] == ["POST", "GET", "POST", "GET"]


def test_who_is_too_late_again_and_again_is_answered_alone(fake, address, monkeypatch):
    """Another worker writes between each answer and its commit, three times; nobody is kept out for as long as all take."""
    with closing(stores.opened(address)) as store:
        other, engine, late = ServedFake(store=store), fake._store.engine, []
        commit = engine.commit

        def commit_too_late(*arguments):
            if len(late) < 3:
                late.append(other.app(Request("POST", "/v1.3/embed/tasks", "", form_headers(), form_body())).status)
            return commit(*arguments)

        monkeypatch.setattr(engine, "commit", commit_too_late)
        answers = answered(fake, LIST, create(), LIST)

    assert (statuses(answers), late) == ([200] * 3, [200] * 3)
    assert body(answers[2])["page_info"]["total_results"] == body(answers[0])["page_info"]["total_results"] + 1 == 4
    assert [len(commit.entries) for _, commit in fake.commits].count(3) == 2
    assert len(fake.logged()) == 6


def test_what_is_no_request_is_refused_behind_the_answer_before_it(fake):
    """The answer is not lost with the connection."""
    (came,) = answered(fake, LIST + "\x16\x03\x01\r\n\r\n")

    assert [part.split(b" ")[1] for part in re.findall(rb"HTTP/1.1 \d+", came)] == [b"200", b"400"]


def form_headers():
    return {**KEY, "content-type": "multipart/form-data; boundary=x"}


def form_body():
    return create().partition("\r\n\r\n")[2].encode()


def test_what_is_out_of_the_ordinary_concerns_one_alone(fake):
    """A fault, a refusal, another host, an unknown path, control and a request that takes the way of ASGI, among others."""
    fake.fail_next(503, method="GET", path="/embed/tasks/6a5e85e0aaaaaaaaaa000001")
    fake.slow(0.001, times=1, path="/indexes")
    fake.stub("GET", "/indexes", json=[])
    asked = [
        LIST,
        ASK.format("GET /v1.3/embed/tasks/6a5e85e0aaaaaaaaaa000001", ""),
        ASK.format("POST /v1.3/embed", "content-length: 2\r\ncontent-type: application/json\r\n") + "{}",
        LIST.replace("localhost", "app.example.com"),
        ASK.format("GET /v1.3/indexes", ""),
        ASK.format("GET /__fakeembed__/health", ""),
        ASK.format("GET /__fakeembed__", ""),
        ASK.format("GET /v1.3/embed/tasks", "expect: nothing in particular\r\n"),
        LIST,
    ]

    assert statuses(answered(fake, *asked)) == [200, 503, 400, 403, 200, 200, 308, 200, 200]
    assert len(fake.logged()) == 6


def test_an_address_that_is_too_long_concerns_one_alone(fake):
    """It is refused where the parser cannot read it, and is no endpoint where it can."""
    long = ASK.format("GET /v1.3/" + "a" * 66_000, "")

    before, refused, after = statuses(answered(fake, LIST, long, LIST))

    assert (before, after) == (200, 200)
    assert refused in {400, 404}


@pytest.mark.parametrize("error", [RuntimeError("a bug"), pytest.fail.Exception("a bug")], ids=["error", "failed test"])
def test_a_fault_of_the_fake_itself_is_that_of_one_request(fake, monkeypatch, error):
    """The others are answered, once each."""
    answer = fake._app.answer

    def fail(request):
        if request.method == "POST":
            raise error
        return answer(request)

    monkeypatch.setattr(fake._app, "answer", fail)

    assert statuses(answered(fake, LIST, create(), LIST)) == [200, 500, 200]
    assert [entry["method"] for entry in fake.logged()] == ["GET", "GET"]


def test_a_state_that_fails_fails_all_and_keeps_nothing(fake, address):
    """Each is told so, and the next ones are answered again."""
    with closing(sqlite3.connect(address, isolation_level=None)) as somebody:
        somebody.execute("BEGIN IMMEDIATE")
        during = answered(fake, create(), LIST)
        somebody.execute("COMMIT")

    assert statuses(during) == [503, 503]
    assert [body(answer)["code"] for answer in during] == ["state_unavailable"] * 2
    assert fake.logged() == []
    assert statuses(answered(fake, create(), LIST)) == [200, 200]


def test_a_record_that_cannot_be_read_concerns_those_who_read_it(fake, address):
    """The others are answered."""
    task = body(answered(fake, create())[0])["_id"]
    with closing(sqlite3.connect(address, isolation_level=None)) as somebody:
        somebody.execute("UPDATE records SET record = ? WHERE name LIKE ?", (b"{", f"%{task}"))
    with closing(stores.opened(address)) as store:
        other = ServedFake(store=store)
        other.commits = []
        answers = answered(other, ASK.format(f"GET /v1.3/embed/tasks/{task}/status", ""), ASK.format("GET /v1.3/embed/tasks/0", ""))

    assert statuses(answers) == [503, 400]
    assert body(answers[0])["code"] == "state_unreadable"


def test_who_has_left_has_asked_all_the_same(fake):
    """A request that came as a whole is answered, whether or not anybody hears it."""
    answered(fake, create(), create(), LIST, left=[0])

    assert len(fake.logged()) == 3


@contextmanager
def connected(server):
    host, port = server.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=60) as opened:
        yield opened


PAGES = [ASK.format(f"GET /v1.3/embed/tasks?page={page}", "{}") for page in (1, 2, 3)]


@pytest.mark.parametrize("slow", [False, True])
def test_requests_of_one_connection_keep_their_order(fake, slow):
    """Pipelined, one with a body among them, and perhaps one that comes late."""
    if slow:
        fake.slow(0.05, path="/embed/tasks", method="GET")
    with serving(fake) as server, connected(server) as connection:
        first, second, third = PAGES
        asked = [first.format(""), second.format(""), create(), third.format("connection: close\r\n")]
        connection.sendall("".join(asked).encode())
        came = b"".join(iter(lambda: connection.recv(65536), b""))

    assert came.count(b"HTTP/1.1 200 OK\r\n") == 4
    assert re.findall(rb'"page":(\d)', came) == [b"1", b"2", b"3"]
    assert [entry["method"] for entry in fake.logged()] == ["GET", "GET", "POST", "GET"]


@pytest.mark.parametrize("asked", [[LIST], [create()], [create(), LIST]], ids=["GET", "POST", "both"])
def test_a_client_that_asks_no_more_is_answered_to_the_end(fake, asked):
    """It has closed its side, and still listens."""
    with serving(fake) as server, connected(server) as connection:
        connection.sendall("".join(asked).encode())
        connection.shutdown(socket.SHUT_WR)
        came = b"".join(iter(lambda: connection.recv(65536), b""))

    assert came.count(b"HTTP/1.1 200 OK\r\n") == len(asked)


class Broken:
    """A connection to which nothing can be sent."""

    def __init__(self):
        self.is_closed = False

    def respond(self, *_):
        raise OSError

    def break_off(self):
        self.is_closed = True


def test_a_connection_that_cannot_be_answered_is_closed_and_the_others_are_answered(fake, caplog):
    server = Server(fake)
    server.config.load()
    together, broken, sent = server.config.loaded_app.together, Broken(), []
    request = Request("GET", "/v1.3/embed/tasks", "", KEY)
    for connection in (broken, SimpleNamespace(respond=lambda *response: sent.append(response))):
        together.add(connection, request, SimpleNamespace(call_soon=lambda _: None))

    together.answer()

    assert broken.is_closed
    assert len(sent) == 1
    assert "the answer cannot be sent" in caplog.text


def test_the_log_has_the_status_of_each_answer(fake):
    """Requests that are alike may have different ones."""
    fake.stub("GET", "/indexes", json=[])
    fake.stub("GET", "/indexes", json=[], status=201, times=1)
    ask = ASK.format("GET /v1.3/indexes", "")

    answers = [*answered(fake, ask, ask), *answered(fake, ask)]

    assert sorted(statuses(answers)) == [200, 200, 201]
    assert [entry["status"] for entry in fake.logged()] == statuses(answers)


@pytest.mark.parametrize("status", [204, 304])
def test_an_answer_without_a_body_ends_with_its_head(fake, status):
    """Whatever its stub says; the next answer begins behind it."""
    fake.stub("GET", "/indexes", status=status, json={"a": 1})
    with serving(fake) as server, connected(server) as connection:
        asked = ASK.format("GET /v1.3/indexes", "") + ASK.format("GET /v1.3/embed/tasks", "connection: close\r\n")
        connection.sendall(asked.encode())
        came = b"".join(iter(lambda: connection.recv(65536), b""))

    head, _, rest = came.partition(b"\r\n\r\n")
    assert int(head.split()[1]) == status
    assert rest.startswith(b"HTTP/1.1 200 OK\r\n")
