"""Stubs: what a test answers in the place of operations that the fake does not serve, and what happens when it does not."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import timedelta

import httpx
import numpy as np
import pytest
from twelvelabs import TwelveLabs
from twelvelabs.types.video_context import VideoContext_Url

from fakeembed import FakeEmbed, Request, Response, Scene, UnknownEndpoint

API = "https://api.twelvelabs.io/v1.3"
KEY = {"x-api-key": "any"}


def ask(fake, operation="POST /v1.3/analyze", body=b"", **headers):
    """One request below every library."""
    method, _, path = operation.partition(" ")
    return fake.app(Request(method, path, "", {**KEY, **headers}, body))


def content_type(answer):
    return answer.headers["content-type"]


@pytest.mark.parametrize(
    ("given", "kind", "body"),
    [
        ({"json": {"a": [1]}}, "application/json", b'{"a":[1]}'),
        ({"content": "grüße"}, "text/plain; charset=utf-8", "grüße".encode()),
        ({"content": b"\x00"}, "application/octet-stream", b"\x00"),
        ({"stream": [{"a": 1}, {"b": 2}]}, "application/x-ndjson", b'{"a":1}\n{"b":2}\n'),
        ({"stream": ["data: 1\n\n", b"data: 2\n\n"]}, "text/event-stream", b"data: 1\n\ndata: 2\n\n"),
    ],
)
@pytest.mark.parametrize("is_made", [False, True])
def test_an_answer_is_a_value_or_what_a_function_returns(given, kind, body, is_made):
    """JSON, text, bytes, NDJSON and server-sent events."""
    fake = FakeEmbed()
    fake.stub("POST", "/analyze", status=202, **{name: (lambda _, v=v: v) if is_made else v for name, v in given.items()})

    answer = ask(fake)

    assert (answer.status, content_type(answer), answer.body) == (202, kind, body)
    assert fake.requests.one(path="/analyze").status == 202


def test_an_answer_may_be_empty():
    """As for a DELETE."""
    fake = FakeEmbed()
    fake.stub("DELETE", "/indexes/{index_id}", status=204)

    assert (ask(fake, "DELETE /v1.3/indexes/1").status, ask(fake, "DELETE /v1.3/indexes/1").body) == (204, b"")


def test_a_function_gets_the_request_as_the_log_has_it_and_may_return_a_whole_response():
    """So that it can refuse one and answer another."""
    fake = FakeEmbed()
    fake.stub(
        "POST",
        "/analyze",
        json=lambda request: {"echo": request.json["prompt"]} if request.json else Response(400, {"x-mine": "1"}, b"{}"),
    )

    answered = ask(fake, body=b'{"prompt": "hello"}', **{"content-type": "application/json"})
    refused = ask(fake)

    assert answered.json() == {"echo": "hello"}
    assert (refused.status, refused.headers["x-mine"]) == (400, "1")


def test_what_every_answer_has_a_stub_has_too():
    """Key check, faults, delays, counted requests and the headers of the service."""
    fake = FakeEmbed(api_keys=["right"])
    fake.stub("POST", "/analyze", json={})
    assert ask(fake).status == 401
    fake = FakeEmbed()
    fake.stub("POST", "/analyze", json={})
    fake.slow(3, path="/analyze")
    fake.fail_next(503, path="/analyze")
    fake.rate_limit(2, path="/analyze")

    answers = [ask(fake).status for _ in range(5)]

    assert (answers, fake.clock.slept) == ([200, 503, 200, 429, 429], 3)
    assert {"x-trace-id", "x-ratelimit-request-remaining"} <= ask(fake).headers.keys()


def test_a_stub_says_its_own_date():
    """For a test of a cache, or of clocks that differ."""
    fake = FakeEmbed()
    fake.stub("POST", "/analyze", content=lambda _: Response(200, {"date": "Thu, 01 Jan 2026 00:00:00 GMT"}, b"{}"))

    assert ask(fake).headers["date"] == "Thu, 01 Jan 2026 00:00:00 GMT"


@pytest.mark.parametrize("frame", [{"Content-Length": "99"}, {"content-length": "1"}, {"Transfer-Encoding": "chunked"}], ids=str)
def test_headers_that_come_from_a_recording_do_not_cut_the_answer(fake_embed, frame):
    """What a stub and a scripted error say of their length was true of another body; none of it is left (decision D251)."""
    fake_embed.stub("GET", "/indexes", content=lambda _: Response(200, {**frame, "X-More": "1"}, b"{}"))
    fake_embed.fail_next(500, path="/embed/tasks", headers=frame)

    stubbed, failed = (httpx.get(f"{API}/{path}", headers=KEY) for path in ("indexes", "embed/tasks"))

    assert (stubbed.content, stubbed.headers["x-more"]) == (b"{}", "1")
    assert failed.json()["code"] == "generic_error"


def test_those_that_answer_so_many_times_come_first_and_of_the_others_the_latest():
    """A fixture has a default, a test says what comes before it."""
    fake = FakeEmbed()
    for number, times in enumerate([None, 1, None, 2]):
        fake.stub("POST", "/analyze", json=number, times=times)

    assert [ask(fake).json() for _ in range(5)] == [1, 3, 3, 2, 2]


@pytest.mark.parametrize(
    ("path", "asked", "fits"),
    [
        ("/indexes/{index_id}", "/v1.3/indexes/65", True),
        ("/indexes/*", "/indexes/65", True),
        ("/v1.3/indexes/{index_id}", "/v1.2/indexes/65", True),
        ("/indexes/{index_id}", "/v1.3/indexes", False),
        ("/indexes/{index_id}", "/v1.3/indexes/65/videos", False),
        ("/indexes/{index_id}", "/v1.3/tasks/65", False),
    ],
)
def test_a_path_has_open_parts_and_no_version(path, asked, fits):
    """As the pages write it."""
    fake = FakeEmbed()
    fake.stub("get", path, json={})

    assert (ask(fake, f"GET {asked}").status == 200) is fits


def test_a_stub_wins_over_nothing_that_is_served_unless_it_says_so():
    """A slip in a path must not switch the fake off."""
    fake = FakeEmbed()
    with pytest.raises(ValueError, match=r"GET /embed/tasks/\{task_id\} is served by this fake; replace=True"):
        fake.stub("GET", "/embed/tasks/{task_id}", json={})

    fake.stub("GET", "/embed/tasks/{task_id}", json={"mine": True}, replace=True, times=1)

    assert ask(fake, "GET /v1.3/embed/tasks/1").json() == {"mine": True}
    assert ask(fake, "GET /v1.3/embed/tasks/1").json()["code"] == "parameter_invalid"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"json": {}, "content": ""}, "one of json, content, stream, not with json and content"),
        ({"json": object()}, "json of a stub cannot be"),
        ({"content": 3}, "content is a text or bytes"),
        ({"json": 1, "status": 99}, "between 200 and 599, not 99"),
        ({"json": 1, "times": 0}, "once or more often"),
    ],
)
def test_what_cannot_be_answered_is_refused_where_it_is_declared(given, said):
    """Not in the middle of the code under test."""
    with pytest.raises(ValueError, match=said):
        FakeEmbed().stub("POST", "/analyze", **given)


def test_stubs_are_a_part_of_the_state_except_functions():
    """What is left of them goes on in a restored fake."""
    fake = FakeEmbed()
    fake.stub("POST", "/analyze", json={"a": 1}, times=2)
    fake.stub("POST", "/search", json=lambda _: {})
    ask(fake)

    restored = FakeEmbed.restore(json.loads(json.dumps(fake.snapshot())))

    assert [ask(restored).status for _ in range(2)] == [200, 404]
    assert ask(restored, "POST /v1.3/search").status == 404


def test_a_strict_fake_knows_what_is_stubbed():
    """And raises for the rest, saying how to stub it."""
    fake = FakeEmbed(strict=True)
    fake.stub("POST", "/analyze", json={})

    assert ask(fake).status == 200
    with pytest.raises(UnknownEndpoint, match=r"fake.stub\('GET', '/v1.3/indexes', json=...\) answers it"):
        ask(fake, "GET /v1.3/indexes")


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        ("POST /v1.3/analyze", None),
        ("GET /v1.3/indexes", None),
        ("POST /v1.3/search", None),
        ("GET /v1.3/embed/task", "GET /v1.3/embed/tasks"),
        ("POST /v1.3/embeds", "POST /v1.3/embed"),
        ("POST /v1.3/asset", "POST /v1.3/assets"),
    ],
)
def test_the_nearest_endpoint_is_named_only_when_it_is_near(asked, hint):
    """`/analyze` is no slip for `/assets`."""
    fake = FakeEmbed(strict=True)

    with pytest.raises(UnknownEndpoint) as error:
        ask(fake, asked)

    first = str(error.value).partition("\n")[0]
    assert first == f"{asked} is not an endpoint that this fake knows" + (f"; the nearest is {hint}." if hint else ".")


def test_an_error_that_the_code_under_test_swallows_is_raised_at_the_end():
    """Code that logs every error and returns nothing would pass its test."""

    def test():
        with FakeEmbed(strict=True) as fake:
            for operation in ("POST /v1.3/analyze", "GET /v1.3/x"):
                with suppress(Exception):  # what such code does
                    ask(fake, operation)

    with pytest.raises(UnknownEndpoint, match=r"Requests that were not answered:\n  POST /v1.3/analyze\n  GET /v1.3/x\n"):
        test()


def test_a_poll_of_a_stub_takes_no_real_time(fake_embed):
    """The published client polls a task of another kind, which a function brings to its end on the fake's clock."""
    ready_at = fake_embed.clock.now() + timedelta(seconds=60)

    def task(_request):
        status = "ready" if fake_embed.clock.now() >= ready_at else "indexing"
        return {"_id": "65", "index_id": "1", "status": status, "created_at": "2026-01-01T00:00:00Z", "video_id": "7"}

    fake_embed.stub("GET", "/tasks/{task_id}", json=task)

    done = TwelveLabs(api_key="any").tasks.wait_for_done(task_id="65", sleep_interval=7)

    assert (done.status, done.video_id) == ("ready", "7")
    assert fake_embed.clock.slept == 63


def test_analyze_with_the_published_client(fake_embed):
    """At once, and as a stream."""
    fake_embed.stub("POST", "/analyze", json={"id": "1", "data": "A dog."}, times=1)
    fake_embed.stub(
        "POST",
        "/analyze",
        stream=[{"event_type": "text_generation", "text": "A "}, {"event_type": "text_generation", "text": "dog."}],
    )
    client = TwelveLabs(api_key="any")

    video = VideoContext_Url(url="https://example.com/dog.mp4")

    whole = client.analyze(video=video, prompt="What is there?")
    parts = list(client.analyze_stream(video=video, prompt="What is there?"))

    assert whole.data == "A dog."
    assert "".join(part.text for part in parts) == "A dog."


def test_a_search_ranks_by_the_fakes_own_vectors(fake_embed):
    """A stub may ask the fake itself."""
    fake_embed.media("park.mp4", duration=12, scenes=[Scene(0, 6, "a dog catches a frisbee"), Scene(6, 12, "children feed ducks")])
    client = TwelveLabs(api_key="any")
    task = client.embed.tasks.create(model_name="marengo3.0", video_url="https://example.com/park.mp4")
    client.embed.tasks.wait_for_done(task.id)
    clips = client.embed.tasks.retrieve(task.id, embedding_option=["visual"]).video_embedding.segments

    def search(request):
        text = request.form["query_text"][0]
        query = client.embed.create(model_name="marengo3.0", text=text).text_embedding.segments[0].float_
        ranked = sorted(clips, key=lambda clip: -np.dot(query, clip.float_))
        found = [
            {"video_id": "1", "start": clip.start_offset_sec, "end": clip.end_offset_sec, "rank": n + 1}
            for n, clip in enumerate(ranked)
        ]
        return {"data": found, "page_info": {"total_results": len(found), "limit_per_page": 10, "page_expires_at": ""}}

    fake_embed.stub("POST", "/search", json=search)

    found = client.search.query(index_id="1", search_options=["visual"], query_text="ducks, fed by children")

    assert [item.start for item in found] == [6.0, 0.0]


@pytest.fixture
def http(fake_embed_server):
    with httpx.Client(base_url=fake_embed_server.url, headers=KEY) as client:
        yield client


def test_stubs_over_the_control_endpoint(http):
    """For every language."""
    http.post("/__fakeembed__/stubs", json={"method": "post", "path": "/analyze", "json": {"data": "A dog."}, "times": 1})
    declared = http.post("/__fakeembed__/stubs", json={"method": "POST", "path": "/analyze", "stream": [{"a": 1}], "status": 201})

    answers = [http.post("/v1.3/analyze") for _ in range(2)]

    assert declared.status_code == 204
    assert [(answer.status_code, answer.text) for answer in answers] == [(200, '{"data":"A dog."}'), (201, '{"a":1}\n')]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"path": "/analyze"}, "method is missing"),
        ({"method": "GET", "path": "/embed/tasks", "json": {}}, "replace=True"),
        ({"method": "GET", "path": "/x", "json": {}, "content": ""}, "one of json, content, stream"),
        ({"method": "GET", "path": "/x", "stream": 3}, "stream of a stub cannot be 3"),
        ({"method": "GET", "path": "/x", "status": 3}, "between 200 and 599"),
    ],
)
def test_a_stub_that_cannot_be_is_refused_in_words(http, body, said):
    """A 400 that says what was meant."""
    answer = http.post("/__fakeembed__/stubs", json=body)

    assert (answer.status_code, answer.json()["code"]) == (400, "control_invalid")
    assert said in answer.json()["message"]


@pytest.mark.fake_embed(strict=True)
def test_a_strict_server_says_in_its_own_words_what_it_does_not_know(fake_embed_server, http, caplog):
    """In the answer, in the log, and at the end of a test."""
    answer = http.post("/v1.3/analyze")

    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_endpoint")
    assert "POST /v1.3/analyze is not an endpoint that this fake knows." in answer.json()["message"]
    assert "POST /v1.3/analyze" in caplog.text
    fake_embed_server.fake.unknown.clear()
