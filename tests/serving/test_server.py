"""The served fake: its fixture, and the ASGI application below it."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
import threading
import time
from hashlib import sha256
from importlib import metadata

import httpx
import pytest
from twelvelabs import TwelveLabs

from fakeembed import FakeEmbed, Request, UnfiredFault
from fakeembed.serving import asgi
from fakeembed.serving.in_thread import serving
from fakeembed.serving.served import ServedFake

KEY = {"x-api-key": "any"}
VIDEO = "https://example.com/dog.mp4"
FORM = [("model_name", (None, "marengo3.0")), ("video_url", (None, VIDEO))]


# The fixture.


def test_the_published_client_finds_the_server_without_a_change(fake_embed_server):
    """TWELVELABS_BASE_URL is all that it reads."""
    with httpx.Client() as connections:
        client = TwelveLabs(api_key="any", httpx_client=connections)
        task = client.embed.tasks.create(model_name="marengo3.0", video_url=VIDEO)
        assert client.embed.tasks.status(task.id).status == "processing"

        fake_embed_server.fake.clock.advance(10)

        done = client.embed.tasks.retrieve(task.id)
    assert {len(segment.float_) for segment in done.video_embedding.segments} == {512}
    assert fake_embed_server.fake.requests.one(method="POST").form["video_url"] == (VIDEO,)


ANSWERS = {
    "of the service": (200, "GET /v1.3/embed/tasks"),
    "of the service, on the way of ASGI": (200, "GET /v1.3/embed/tasks", "expect: nothing in particular"),
    "to control": (404, "GET /__fakeembed__/nothing"),
    "health": (200, "GET /__fakeembed__/health"),
    "the page": (200, "GET /__fakeembed__/"),
    "the events of the page": (200, "GET /__fakeembed__/events"),
    "to another host": (403, "GET /v1.3/embed/tasks", "host: app.example.com"),
    "to a page": (403, "GET /__fakeembed__/requests", "origin: https://app.example.com"),
    "to a body that is too large": (413, "POST /v1.3/embed", "content-length: 9999999999"),
    "to what is no request": (400, "GET /", "x: \0"),
}


@pytest.mark.parametrize(
    ("status", "line", "headers"), [(status, line, more) for status, line, *more in ANSWERS.values()], ids=ANSWERS
)
@pytest.mark.fake_embed(api_date="2026-04-15")
def test_the_date_of_every_answer_is_that_of_the_fake(fake_embed_server, status, line, headers):
    """There is one, as a server with a clock has to say it, and it is not that of the machine: recordings are read by it."""
    fake_embed_server.fake.clock.advance(86_400)
    url = httpx.URL(fake_embed_server.url)
    with socket.create_connection((url.host, url.port), timeout=60) as connection, connection.makefile("rb") as came:
        head = [f"{line} HTTP/1.1", "host: localhost" if "host: " not in str(headers) else "x-a: b", "x-api-key: any", *headers]
        connection.sendall("\r\n".join([*head, "", ""]).encode())
        answer = list(iter(came.readline, b"\r\n"))

    assert answer[0].startswith(b"HTTP/1.1 %d " % status)
    assert [part[:23] for part in answer if part.startswith(b"date: ")] == [b"date: Thu, 16 Apr 2026 "]


@pytest.mark.parametrize(
    ("version", "path"), [("0.2.8", ""), ("0.4.11", ""), ("1.0.0", "/v1.3"), ("1.3.6", "/v1.3"), (None, "/v1.3")]
)
def test_the_base_url_has_the_form_that_the_installed_client_wants(fake_embed_server, monkeypatch, version, path):
    """Clients before 1.0 append the API version, later ones take the URL as it is."""

    def installed(name):
        if version is None:
            raise metadata.PackageNotFoundError(name)
        return version

    monkeypatch.setattr("fakeembed.serving.in_thread.version", installed)

    assert fake_embed_server.base_url == f"{fake_embed_server.url}{path}"


@pytest.mark.fake_embed(processing_seconds=0, api_keys=["one"])
def test_the_marker_gives_the_arguments_here_as_well(http):
    """One marker for both fixtures."""
    assert http.post("/v1.3/embed/tasks", files=FORM).status_code == 401
    task = http.post("/v1.3/embed/tasks", files=FORM, headers={"x-api-key": "one"}).json()["_id"]

    assert http.get(f"/v1.3/embed/tasks/{task}/status", headers={"x-api-key": "one"}).json()["status"] == "ready"


def test_a_poll_takes_real_time_here(fake_embed_server, http):
    """A server cannot know who sleeps, so polls do not move its clock."""
    task = http.post("/v1.3/embed/tasks", files=FORM).json()["_id"]

    statuses = {http.get(f"/v1.3/embed/tasks/{task}/status").json()["status"] for _ in range(30)}

    assert statuses == {"processing"}
    assert abs(fake_embed_server.fake.clock.now().timestamp() - time.time()) < 5


def test_a_server_leaves_no_thread_behind():
    """Its thread ends with its block, and connections that are still open end with it."""
    with httpx.Client() as client:
        with serving(ServedFake()) as server:
            assert client.get(f"{server.url}/v1.3/embed/tasks", headers=KEY).status_code == 200

        with pytest.raises(httpx.TransportError):
            client.get(f"{server.url}/v1.3/embed/tasks", headers=KEY)
    assert not [thread for thread in threading.enumerate() if thread.name == "fakeembed server"]


def test_a_server_that_cannot_begin_says_why(monkeypatch):
    """It was the error of a thread that nobody saw, and each request waited until its timeout."""

    def run(*_):
        msg = "no loop"
        raise RuntimeError(msg)

    monkeypatch.setattr("fakeembed.serving.server.Server.run", run)

    with pytest.raises(RuntimeError, match="no loop"), serving(ServedFake()):
        pass
    assert not [thread for thread in threading.enumerate() if thread.name == "fakeembed server"]


def test_plugin_behaviour_around_the_fixture(pytester):
    """Unfired faults, unknown routes of a strict fake, and the environment afterwards."""
    pytester.makepyfile(
        """
        import os, urllib.error, urllib.request, pytest

        def test_fault(fake_embed_server):
            fake_embed_server.fake.fail_next(500)

        @pytest.mark.fake_embed(strict=True)
        def test_strict(fake_embed_server):
            request = urllib.request.Request(fake_embed_server.url + "/v1.3/nothing", headers={"x-api-key": "any"})
            with pytest.raises(urllib.error.HTTPError, match="404") as refused:
                urllib.request.urlopen(request)
            refused.value.close()

        def test_environment():
            assert "TWELVELABS_BASE_URL" not in os.environ
        """
    )

    result = pytester.runpytest("-W", "error", "--assert=plain")  # within this session, which has imported what would be rewritten

    result.assert_outcomes(passed=3, errors=2)
    result.stdout.fnmatch_lines(["*UnfiredFault*", "*UnknownEndpoint: GET /v1.3/nothing is not an endpoint*"])


def test_without_the_extra_the_fixture_says_what_to_install(pytester):
    """Not a traceback of our own imports."""
    pytester.makeconftest("import sys; sys.modules['uvicorn'] = None")
    pytester.makepyfile("def test_it(fake_embed_server): pass")

    result = pytester.runpytest_subprocess()

    result.stdout.fnmatch_lines(["*fake_embed_server needs uvicorn; install it with: pip install 'fakeembed[[]server[]]'*"])


# The application.


def test_the_application_works_with_any_asgi_client():
    """The client httpx has one of its own; a fake need not be a served one."""
    fake = FakeEmbed()

    async def ask():
        transport = httpx.ASGITransport(asgi.FakeApplication(fake))
        async with httpx.AsyncClient(transport=transport, base_url="http://test", headers=KEY) as client:
            return (await client.post("/v1.3/embed/tasks", files=FORM)).json()["_id"]

    assert asyncio.run(ask()) in fake.tasks


def test_other_protocols_are_refused():
    """A server asks for `lifespan` and takes no for an answer."""
    with pytest.raises(NotImplementedError, match="lifespan"):
        asyncio.run(asgi.FakeApplication(FakeEmbed())({"type": "lifespan"}, None, None))


def scope(*headers, version="1.1"):
    """What a server says of a request before its body."""
    return {
        "type": "http",
        "http_version": version,
        "method": "POST",
        "path": "/v1.3/embed",
        "query_string": b"",
        "scheme": "http",
        "headers": [(b"x-api-key", b"any"), *headers],
    }


def pieces(*messages):
    """A server's `receive`."""
    left = iter(messages)

    async def receive():
        return next(left)

    return receive


def test_half_a_request_changes_nothing():
    """A client that leaves in the middle of an upload has asked for nothing."""
    fake = FakeEmbed()
    receive = pieces({"type": "http.request", "body": b"half", "more_body": True}, {"type": "http.disconnect"})

    asyncio.run(asgi.FakeApplication(fake)(scope((b"content-length", b"8")), receive, None))

    assert len(fake.requests) == 0


@pytest.mark.parametrize(
    ("version", "header"),
    [
        ("1.1", (b"content-length", b"8")),
        ("1.1", (b"transfer-encoding", b"chunked")),
        ("1.0", (b"content-length", b"8")),
        ("2", None),
    ],
)
def test_a_body_is_read_where_one_is_announced(version, header):
    """In HTTP/2 it needs no header."""
    fake = FakeEmbed()
    receive = pieces({"type": "http.request", "body": b"half", "more_body": True}, {"type": "http.request", "body": b"half"})

    async def send(message):
        pass

    asyncio.run(asgi.FakeApplication(fake)(scope(*filter(None, [header]), version=version), receive, send))

    assert fake.requests[0].has_body


def test_an_installed_fake_imports_no_server():
    """Who does not serve pays for nothing."""
    heavy = "{'uvicorn', 'redis', 'sqlite3', 'aiohttp', 'requests', 'urllib3'}"
    script = f"import sys; from fakeembed import FakeEmbed\nwith FakeEmbed(): pass\nassert not {heavy} & set(sys.modules)"

    assert subprocess.run([sys.executable, "-c", script], timeout=60, check=False).returncode == 0


def test_a_fault_that_never_fired_is_said_with_its_count():
    """Faults of a served fake are counted in its store."""
    fake = ServedFake()
    fake.fail_next(500, times=2)
    fake.app(Request("GET", "/v1.3/embed/tasks", "", KEY))

    with pytest.raises(UnfiredFault, match=r"500 generic_error on any method any path, 2 times \(fired 1\)"):
        fake.assert_faults_fired()


def test_the_log_of_a_served_fake_is_bounded():
    """A load test must not fill the memory: of old bodies the facts are kept, and old requests go."""
    fake = ServedFake(kept_requests=3)
    fake.requests._most_bytes = 250

    for number in range(5):
        fake.app(Request("POST", f"/v1.3/{number}", "", KEY, b'"' + b"x" * 98 + b'"'))

    assert [request.path for request in fake.requests] == ["/v1.3/2", "/v1.3/3", "/v1.3/4"]
    assert [request.json is not None for request in fake.requests] == [False, True, True]
    assert [request.has_body for request in fake.requests] == [True, True, True]
    assert fake.requests[0].described()["body"] == {"size": 100, "sha256": sha256(b'"' + b"x" * 98 + b'"').hexdigest()}
