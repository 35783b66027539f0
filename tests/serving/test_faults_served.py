"""Faults of a served fake: declared from outside in JSON, and real on the socket."""

from __future__ import annotations

import json
import socket
import threading
import urllib.error
import urllib.request

import httpx
import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st

from fakeembed import FakeEmbed, Request
from fakeembed.serving import asgi
from fakeembed.serving.served import ServedFake

KEY = {"x-api-key": "any"}
FORM = [("model_name", (None, "marengo3.0")), ("video_url", (None, "https://example.com/dog.mp4"))]
FAULTS = "/__fakeembed__/faults"
PATIENCE = 0.3
"""Seconds for which it is waited for an answer that would take a minute, or never comes, once the service has done its work."""


@pytest.fixture
def give_up(fake_embed_server, monkeypatch):
    """Creates a task, waits until the fake has answered and a little longer, and leaves without an answer."""
    done = threading.Event()
    note = fake_embed_server.fake.requests.add

    def noted(*entry):
        note(*entry)
        done.set()

    def asked():
        url = httpx.URL(fake_embed_server.url)
        request = httpx.Request("POST", url.join("/v1.3/embed/tasks"), headers=KEY, files=FORM)
        head = "".join(f"{name}: {value}\r\n" for name, value in request.headers.items())
        with socket.create_connection((url.host, url.port), timeout=30) as connection:
            connection.sendall(f"POST {request.url.path} HTTP/1.1\r\n{head}\r\n".encode() + request.read())
            assert done.wait(60)
            connection.settimeout(PATIENCE)
            with pytest.raises(TimeoutError):
                connection.recv(1)

    monkeypatch.setattr(fake_embed_server.fake.requests, "add", noted)
    return asked


@pytest.fixture(autouse=True)
def _the_server_complains_of_nothing(caplog):
    """A fault that was asked for is no error of the server."""
    yield
    assert [record.getMessage() for record in caplog.get_records("call") if record.name.startswith("uvicorn")] == []


def declare(http, **fault):
    """Declare a fault over the control endpoint."""
    assert http.post(FAULTS, json=fault, timeout=30).status_code == 204


def test_a_429_over_the_control_endpoint(http):
    """An empty object is the scripted 429 in the recorded words."""
    declare(http, rate_limit={}, path="/embed/tasks")
    declare(http, rate_limit={"retry_after": 7, "per": "1hour"}, method="POST")

    first = http.get("/v1.3/embed/tasks")
    second = http.post("/v1.3/embed/tasks", files=FORM)

    assert (first.status_code, second.status_code) == (429, 429)
    assert "(100req/1day)" in first.json()["message"]
    assert "(100req/1hour)" in second.json()["message"]
    assert second.headers["retry-after"] == "7"


def test_a_quota_over_the_control_endpoint(http):
    """It counts, and the clock lets go of it."""
    declare(http, rate_limit={"limit": 2, "per": "1hour"})

    statuses = [http.post("/v1.3/embed/tasks", files=FORM).status_code for _ in range(3)]
    http.post("/__fakeembed__/clock", json={"advance": 3601})

    assert statuses == [200, 200, 429]
    assert http.post("/v1.3/embed/tasks", files=FORM).status_code == 200


def test_a_reset_forgets_the_quota(http):
    """An account after a reset is as it was at first."""
    declare(http, rate_limit={"limit": 0})
    assert http.post("/v1.3/embed/tasks", files=FORM).status_code == 429

    http.post("/__fakeembed__/reset")

    assert http.post("/v1.3/embed/tasks", files=FORM).status_code == 200


def test_a_slow_answer_is_really_slow(fake_embed_server, http, give_up):
    """The client gives up by itself, and the work is done."""
    declare(http, slow=60, method="POST")

    give_up()

    assert len(fake_embed_server.fake.tasks) == 1
    assert http.get("/v1.3/embed/tasks").status_code == 200


def test_a_slow_answer_comes(http):
    """Late, but in time."""
    declare(http, slow=0.01)

    answer = http.get("/v1.3/embed/tasks")

    assert answer.status_code == 200
    assert answer.json()["data"] == []


def test_an_answer_that_never_comes(fake_embed_server, http, give_up):
    """Nothing is sent, the log knows, and the server has nothing to complain about when the client leaves."""
    declare(http, drop="timeout")

    give_up()

    assert len(fake_embed_server.fake.tasks) == 1
    assert [(asked.status, asked.lost) for asked in fake_embed_server.fake.requests] == [(0, "timeout")]
    assert http.get("/v1.3/embed/tasks").status_code == 200


@pytest.mark.parametrize("client", ["httpx", "requests", "urllib"])
@pytest.mark.parametrize(("how", "tasks"), [("connect", 0), ("reset", 1)])
def test_a_connection_is_really_broken(fake_embed_server, http, client, how, tasks):
    """What a client makes of it is its own: any library has a word for it."""
    declare(http, drop=how, method="POST", path="/embed/tasks")
    url = f"{fake_embed_server.url}/v1.3/embed/tasks"
    body = httpx.Request("POST", url, files=FORM)
    headers = {**KEY, "content-type": body.headers["content-type"]}
    ask = {
        "httpx": lambda: http.post(url, files=FORM),
        "requests": lambda: requests.post(url, body.read(), headers=headers, timeout=30),
        "urllib": lambda: urllib.request.urlopen(urllib.request.Request(url, body.read(), headers), timeout=30).read(),
    }[client]
    errors = {
        "httpx": (httpx.ReadError, httpx.RemoteProtocolError),
        "requests": (requests.ConnectionError, requests.exceptions.ChunkedEncodingError),
        "urllib": (OSError, urllib.error.URLError, http_client_incomplete()),
    }[client]

    with pytest.raises(errors):
        ask()

    assert len(fake_embed_server.fake.tasks) == tasks
    assert fake_embed_server.fake.requests[-1].lost == how
    assert http.get(url).status_code == 200


def http_client_incomplete():
    """What urllib makes of half a body."""
    from http.client import IncompleteRead

    return IncompleteRead


def test_an_nth_poll_fails(http):
    """`after` lets some pass."""
    declare(http, status=503, method="GET", after=2)

    assert [http.get("/v1.3/embed/tasks").status_code for _ in range(4)] == [200, 200, 503, 200]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"slow": 1, "drop": "reset"}, "a fault is one thing"),
        ({"slow": 1, "status": 503}, "a fault is one thing"),
        ({"rate_limit": {}, "message": "later"}, "a fault is one thing"),
        ({"slow": None}, "some seconds late"),
        ({"slow": 0}, "some seconds late"),
        ({"slow": 1e300}, "some seconds late"),
        ({"slow": "long"}, "slow is a finite number"),
        ({"drop": "everything"}, "connect, timeout, reset"),
        ({"drop": None}, "connect, timeout, reset, not None"),
        ({"drop": ""}, "connect, timeout, reset"),
        ({"rate_limit": 100}, "rate_limit is an object"),
        ({"rate_limit": {"requests": 100}}, "unknown: requests; known are: limit, tokens, per, retry_after"),
        ({"rate_limit": {"limit": -1}}, "zero or more requests"),
        ({"rate_limit": {"per": "fortnight"}}, "'15minutes', not 'fortnight'"),
        ({"rate_limit": {"retry_after": 1e300}}, "retry_after is zero or more seconds"),
        ({"rate_limit": {"limit": 3}, "times": 2}, "give no retry_after, times, method, after or optional"),
        ({"status": 0}, "between 400 and 599, not 0"),
        ({"status": 500, "method": ""}, "or for any (method=None), not for ''"),
        ({"status": 500, "after": -1}, "not after -1"),
        ({"status": 500, "optional": 1}, "optional is true or false"),
    ],
)
def test_what_cannot_be_is_refused_in_words(body, said):
    """A slip in another language's test is a 400 that says what was meant."""
    answer = ServedFake().app(Request("POST", FAULTS, "", {}, json.dumps(body).encode()))

    assert (answer.status, answer.json()["code"]) == (400, "control_invalid")
    assert said in answer.json()["message"]


VALUES = (
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.integers(-3, 1 << 62) | st.sampled_from(["1day", "connect", "GET"])
)


@given(
    body=st.dictionaries(
        st.sampled_from(["status", "times", "method", "path", "after", "slow", "drop", "headers", "message"]), VALUES
    )
    | st.fixed_dictionaries(
        {"rate_limit": st.dictionaries(st.sampled_from(["limit", "per", "retry_after"]), VALUES)},
        optional={"times": VALUES, "after": VALUES},
    )
)
def test_whatever_is_declared_the_next_request_is_answered(body):
    """A fault that was accepted never breaks the server that meets it."""
    fake = ServedFake()

    declared = fake.app(Request("POST", FAULTS, "", {}, json.dumps(body).encode()))
    answers = [fake.app(Request(method, "/v1.3/embed/tasks", "", KEY)) for method in ("GET", "POST")]

    assert declared.status in {204, 400}
    assert all(answer.failure or answer.status >= 200 for answer in answers)


def test_a_server_without_the_extension_is_told_by_an_exception():
    """Any ASGI server closes the connection of an application that raises in the middle of an answer."""
    fake = FakeEmbed()
    fake.drop("reset")
    fake.drop("connect")

    async def ask():
        transport = httpx.ASGITransport(asgi.FakeApplication(fake))
        async with httpx.AsyncClient(transport=transport, base_url="http://testserver", headers=KEY) as client:
            await client.get("/v1.3/embed/tasks")

    import asyncio

    for _ in range(2):
        with pytest.raises(ConnectionResetError):
            asyncio.run(ask())
