"""The served fake: its fixture, its control endpoints, and the ASGI application below them."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import threading
import time
from hashlib import sha256
from importlib import metadata

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from twelvelabs import TwelveLabs

from fakeembed import FakeEmbed, Request, UnfiredFault
from fakeembed.serving import asgi
from fakeembed.serving.in_thread import serving
from fakeembed.serving.served import ServedFake

KEY = {"x-api-key": "any"}
VIDEO = "https://example.com/dog.mp4"
FORM = [("model_name", (None, "marengo3.0")), ("video_url", (None, VIDEO))]


@pytest.fixture
def http(fake_embed_server):
    """A client of another language, so to speak."""
    with httpx.Client(base_url=fake_embed_server.url, headers=KEY, timeout=60) as client:
        yield client


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


@pytest.mark.fake_embed(api_date="2026-04-15")
def test_the_date_of_an_answer_is_that_of_the_fake(http):
    """There is one, and it is not that of the machine: recordings are read as those of its day."""
    dates = http.get("/v1.3/embed/tasks").headers.get_list("date")

    assert [date.partition("2026")[0] for date in dates] == ["Wed, 15 Apr "]


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

    result = pytester.runpytest("-W", "error")

    result.assert_outcomes(passed=3, errors=2)
    result.stdout.fnmatch_lines(["*UnfiredFault*", "*UnknownEndpoint: GET /v1.3/nothing is not an endpoint*"])


def test_without_the_extra_the_fixture_says_what_to_install(pytester):
    """Not a traceback of our own imports."""
    pytester.makeconftest("import sys; sys.modules['uvicorn'] = None")
    pytester.makepyfile("def test_it(fake_embed_server): pass")

    result = pytester.runpytest_subprocess()

    result.stdout.fnmatch_lines(["*fake_embed_server needs uvicorn; install it with: pip install 'fakeembed[[]server[]]'*"])


# Control.


def test_health_is_answered_without_a_look_at_the_state(http, fake_embed_server, monkeypatch):
    """A container is asked for it every few seconds, whatever the log holds and whether the state can be reached."""

    class Unreachable:
        failures = (OSError,)

        def __getattr__(self, name):
            raise OSError(name)

    with monkeypatch.context() as patched:
        patched.setattr(fake_embed_server.fake, "_store", Unreachable())
        answer = http.get("/__fakeembed__/health")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})
    assert http.get("/__fakeembed__/requests").json()["requests"] == []


def test_the_clock_can_be_advanced(http):
    """By nothing, to learn the time."""
    before = http.post("/__fakeembed__/clock", json={}).json()["now"]

    after = http.post("/__fakeembed__/clock", json={"advance": 3600}).json()["now"]

    assert before[:10] <= after[:10]
    assert before < after


def test_a_medium_can_be_declared(http):
    """The same facts as `FakeEmbed.media`."""
    answer = http.post(
        "/__fakeembed__/media",
        json={
            "match": "*.mp4",
            "duration": 31.0,
            "has_audio": False,
            "scenes": [{"start": 0, "end": 6, "text": "a dog catches a frisbee"}],
            "fails": None,
        },
    )
    task = http.post("/v1.3/embed/tasks", files=FORM).json()["_id"]
    http.post("/__fakeembed__/clock", json={"advance": 10})

    segments = http.get(f"/v1.3/embed/tasks/{task}").json()["video_embedding"]["segments"]

    assert (answer.status_code, answer.content) == (204, b"")
    assert [(s["start_offset_sec"], s["embedding_option"]) for s in segments] == [(start, "visual") for start in (0, 6, 12, 18, 24)]


def test_speech_can_be_declared_in_stretches(http):
    """Embed v2 has an entry of `transcription` for each."""
    http.post("/__fakeembed__/media", json={"match": "*.mp4", "duration": 18, "speech": [[0, 4.5], [9, 12]]})
    video = {"media_source": {"url": "https://example.com/dog.mp4"}, "embedding_option": ["transcription"]}

    answer = http.post("/v1.3/embed-v2", json={"input_type": "video", "model_name": "marengo3.0", "video": video})

    spans = [(entry["start_sec"], entry["end_sec"]) for entry in answer.json()["data"]]
    assert spans == [(0, 18), (0, 4.5), (9, 12)]


def test_a_fault_can_be_declared(http):
    """Status, times, method, path, words and headers."""
    http.post(
        "/__fakeembed__/faults",
        json={
            "status": 429,
            "times": 2,
            "path": "/embed/tasks",
            "method": "GET",
            "code": "too_many_requests",
            "headers": {"retry-after": "3"},
        },
    )

    answers = [http.get("/v1.3/embed/tasks") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [429, 429, 200]
    assert (answers[0].json()["code"], answers[0].headers["retry-after"]) == ("too_many_requests", "3")


def test_requests_are_listed(http):
    """What was asked of the service, and nothing of the control itself; a key is not shown."""
    http.get("/v1.3/embed/tasks", params={"page": "2"})
    http.post("/v1.3/embed/tasks", files=[("video_file", ("dog.mp4", b"123", "video/mp4")), FORM[0]])
    http.post("/v1.3/embed-v2", json={"input_type": "text"})

    listed = http.get("/__fakeembed__/requests").json()["requests"]

    assert [(request["method"], request["path"], request["params"]) for request in listed] == [
        ("GET", "/v1.3/embed/tasks", {"page": ["2"]}),
        ("POST", "/v1.3/embed/tasks", {}),
        ("POST", "/v1.3/embed-v2", {}),
    ]
    assert listed[1]["form"] == {"model_name": ["marengo3.0"]}
    file = {"filename": "dog.mp4", "content_type": "video/mp4", "size": 3, "sha256": sha256(b"123").hexdigest()}
    assert listed[1]["files"] == {"video_file": file}
    assert listed[2]["json"] == {"input_type": "text"}
    assert "any" not in str(listed)


def test_a_reset_leaves_an_empty_account(fake_embed_server, http):
    """Tasks, media, faults, requests and the advanced seconds."""
    http.post("/v1.3/embed/tasks", files=FORM)
    http.post("/__fakeembed__/clock", json={"advance": 86_400})
    http.post("/__fakeembed__/media", json={"match": "*", "fails": "broken"})
    http.post("/__fakeembed__/faults", json={"status": 500, "times": None})

    assert http.post("/__fakeembed__/reset").status_code == 204

    assert http.get("/v1.3/embed/tasks").json()["data"] == []
    assert len(http.get("/__fakeembed__/requests").json()["requests"]) == 1
    assert abs(fake_embed_server.fake.clock.now().timestamp() - time.time()) < 5


@pytest.mark.parametrize(
    ("path", "body", "said"),
    [
        ("clock", {"advance": -1}, "zero or more seconds"),
        ("clock", {"advance": "ten"}, "advance is a finite number"),
        ("clock", {"advance": True}, "advance is a finite number"),
        ("clock", {"advance": 1e300}, "seconds at most"),
        ("clock", [], "the body is a JSON object"),
        ("media", {}, "match is missing"),
        ("media", {"match": "x", "length": 3}, "unknown: length"),
        ("media", {"match": "x", "duration": -3}, "must be a positive number"),
        ("media", {"match": "x", "has_audio": "no"}, "has_audio is true or false"),
        ("media", {"match": "x", "scenes": [{"text": "a dog"}]}, "a scene is an object such as"),
        ("media", {"match": "x", "speech": [[0, 1, 2]]}, "speech is an array of stretches such as"),
        ("media", {"match": "x", "speech": [[4, 0]]}, "stretches such as"),
        ("media", {"match": "x", "scenes": [{"start": 6, "end": 0, "text": "a dog"}]}, "a scene starts at 0 or later"),
        ("faults", {"status": 200}, "an error status between 400 and 599"),
        ("faults", {"status": 500, "times": 0}, "a fault fires once or more often"),
        ("faults", {"status": 500, "headers": {"a": "b\r\nc: d"}}, "printable ASCII"),
    ],
)
def test_what_cannot_be_is_refused_in_words(http, path, body, said):
    """The reader is a person at another language's test."""
    answer = http.post(f"/__fakeembed__/{path}", json=body)

    assert (answer.status_code, answer.json()["code"]) == (400, "control_invalid")
    assert said in answer.json()["message"]


@pytest.mark.parametrize(("method", "path"), [("GET", "reset"), ("POST", "requests"), ("GET", "nothing"), ("DELETE", "clock")])
def test_an_unknown_control_request_says_what_there_is(http, method, path):
    """404 with the list."""
    answer = http.request(method, f"/__fakeembed__/{path}")

    assert (answer.status_code, answer.json()["code"]) == (404, "control_unknown")
    assert "POST /__fakeembed__/clock" in answer.json()["message"]


@given(
    path=st.sampled_from(["reset", "clock", "media", "faults", "requests"]),
    body=st.binary()
    | st.recursive(
        st.none() | st.booleans() | st.floats() | st.text() | st.integers(),
        lambda inner: (
            st.lists(inner, max_size=2)
            | st.dictionaries(
                st.sampled_from(["advance", "match", "scenes", "status", "times", "headers", "duration", "start"]), inner
            )
        ),
    ).map(lambda value: json.dumps(value).encode()),
)
def test_whatever_is_sent_to_the_control_is_answered(path, body):
    """A slip in another language's test is a 400 and never a broken server."""
    fake = ServedFake()

    answer = fake.app(Request("POST", f"/__fakeembed__/{path}", "", {}, body))

    assert answer.status in {200, 204, 400, 404}


def test_an_installed_fake_has_no_control(fake_embed):
    """Only a served one can be controlled from outside."""
    answer = fake_embed.app(Request("POST", "/__fakeembed__/reset", "", KEY))

    assert answer.status == 404
    assert answer.json()["code"] != "control_unknown"


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
