"""What the log says about a client: each finding is made and not made, and the known faults of the published client are found."""

from __future__ import annotations

import time
from contextlib import closing, suppress

import httpx
import pytest
from twelvelabs import TwelveLabs

from fakeembed import EndlessPolling, FakeEmbed, Request
from fakeembed.fake.conduct import ADVICE
from fakeembed.fake.request_log import RequestLog
from fakeembed.serving.served import ServedFake
from fakeembed.serving.stores.sqlite import SQLite

API = "https://api.twelvelabs.io/v1.3"
KEY = {"x-api-key": "any"}
URL = "https://example.com/dog.mp4"
FORM = {"model_name": (None, "marengo3.0"), "video_url": (None, URL)}
MEDIA = {
    "model_name": "marengo3.0",
    "input_type": "video",
    "video": {"media_source": {"url": URL}},
}


@pytest.fixture
def client():
    """The published client, 1.3.6, as it comes."""
    return TwelveLabs(api_key="any")


@pytest.fixture
def http(fake_embed):
    """A client without retries and without opinions."""
    with httpx.Client(base_url=API, headers=KEY, timeout=5) as client:
        yield client


@pytest.fixture
def create(http):
    """Makes a task of v1 and returns its id."""
    return lambda: http.post("/embed/tasks", files=FORM).json()["_id"]


def codes(fake):
    """The findings of a fake by their codes."""
    return [finding.code for finding in fake.conduct()]


def test_a_client_that_does_everything_right_has_no_findings(fake_embed, client):
    """The published client's own story: create, wait, retrieve."""
    task = client.embed.tasks.create(model_name="marengo3.0", video_url=URL)
    client.embed.tasks.wait_for_done(task.id)
    client.embed.tasks.retrieve(task.id)

    fake_embed.assert_conduct()


def test_embed_v2_done_right_has_no_findings(fake_embed, http):
    """There the poll that says `ready` has the result in it."""
    task = http.post("/embed-v2/tasks", json=MEDIA).json()["_id"]
    while http.get(f"/embed-v2/tasks/{task}").json()["status"] == "processing":
        time.sleep(5)

    fake_embed.assert_conduct()


# The published client's known faults, as they show on the wire.


@pytest.mark.parametrize(("max_retries", "requests"), [(0, 1), (1, 1), (2, 1), (3, 2), (4, 3)])
def test_the_published_client_does_not_retry_as_often_as_it_is_told(fake_embed, client, max_retries, requests):
    """Its counter begins at two: one and two retries are none, three are one."""
    fake_embed.fail_next(503, times=None)

    with pytest.raises(Exception, match="503"):
        list(client.embed.tasks.list(request_options={"max_retries": max_retries}))

    assert len(fake_embed.requests.all(method="GET")) == requests


def test_the_published_client_loses_the_form_on_a_retry(fake_embed, client):
    """The second request has no body and no content type, so a passing 503 becomes a 400 that nobody understands."""
    fake_embed.fail_next(503, method="POST")

    with pytest.raises(Exception, match="content_type_invalid"):
        client.embed.tasks.create(model_name="marengo3.0", video_url=URL, request_options={"max_retries": 3})

    first, retry = fake_embed.requests
    assert (first.status, retry.status) == (503, 400)
    assert (first.has_body, retry.has_body) == (True, False)
    assert codes(fake_embed) == ["lost-body"]
    assert fake_embed.conduct()[0].requests == (first, retry)


def test_the_published_client_ignores_retry_after_ms(fake_embed, client):
    """It compares a text with a number, swallows the error and waits as long as it likes."""
    fake_embed.fail_next(429, headers={"retry-after-ms": "20000"})

    list(client.embed.tasks.list(request_options={"max_retries": 3}))

    assert fake_embed.clock.slept < 20
    assert codes(fake_embed) == ["ignored-retry-after"]
    assert "the service asked for 20 s, and was asked again after" in fake_embed.conduct()[0].message


def test_the_published_client_ignores_a_retry_after_of_more_than_half_a_minute(fake_embed, client):
    """The recorded one was more than three hours."""
    fake_embed.rate_limit(retry_after=11382)

    list(client.embed.tasks.list(request_options={"max_retries": 3}))

    assert codes(fake_embed) == ["ignored-retry-after"]


def test_the_published_client_keeps_to_a_short_retry_after(fake_embed, client):
    """Up to thirty seconds."""
    fake_embed.rate_limit(retry_after=30)

    list(client.embed.tasks.list(request_options={"max_retries": 3}))

    fake_embed.assert_conduct()


def test_the_published_client_waits_for_ever_on_an_error(fake_embed, client):
    """`wait_for_done` swallows what it gets; the fake ends it and the log says why."""
    task = client.embed.tasks.create(model_name="marengo3.0", video_url=URL)
    fake_embed.fail_next(500, times=None, path="/status", after=1)

    with pytest.raises(EndlessPolling):
        client.embed.tasks.wait_for_done(task.id)

    assert codes(fake_embed) == ["result-not-fetched", "retried-for-ever"]


# Each finding.


def test_polling_after_the_end(fake_embed, create, http):
    """Both ends are final."""
    task = create()
    fake_embed.clock.advance(10)
    http.get(f"/embed/tasks/{task}/status")
    http.get(f"/embed/tasks/{task}")
    assert codes(fake_embed) == []

    http.get(f"/embed/tasks/{task}/status")

    (finding,) = fake_embed.conduct()
    assert (finding.code, finding.severity) == ("polled-after-end", "warning")
    assert finding.message == f"task {task} was known to be ready, and was asked for again"
    assert len(finding.requests) == 2


def test_polling_a_task_of_embed_v2_after_the_end(fake_embed, http):
    """The same answer is fetched again, vectors and all."""
    task = http.post("/embed-v2/tasks", json=MEDIA).json()["_id"]
    fake_embed.clock.advance(10)

    for _ in range(2):
        http.get(f"/embed-v2/tasks/{task}")

    assert codes(fake_embed) == ["polled-after-end"]


def test_reading_a_result_by_parts_is_no_polling(fake_embed, create, http):
    """Each option is another question."""
    task = create()
    fake_embed.clock.advance(10)

    for option in ("visual", "audio"):
        http.get(f"/embed/tasks/{task}", params={"embedding_option": option})

    assert codes(fake_embed) == []


@pytest.mark.parametrize(("seconds", "found"), [(0, ["polled-too-fast"]), (1, ["polled-too-fast"]), (2, []), (5, [])])
def test_polling_too_fast(fake_embed, create, http, seconds, found):
    """A busy loop, and one that hardly sleeps; two seconds are what hasty programs wait (decision D97)."""
    task = create()
    while http.get(f"/embed/tasks/{task}/status").json()["status"] == "processing":
        time.sleep(seconds)
    http.get(f"/embed/tasks/{task}")

    assert codes(fake_embed) == found


def test_two_polls_in_a_row_are_no_loop(fake_embed, create, http):
    """A person looked twice."""
    task = create()
    for _ in range(2):
        http.get(f"/embed/tasks/{task}/status")

    assert codes(fake_embed) == []


def test_a_failed_task_taken_for_done(fake_embed, create, http):
    """The loop ended, and what it ended with was not looked at."""
    fake_embed.media(URL, fails="broken")
    task = create()
    fake_embed.clock.advance(10)
    http.get(f"/embed/tasks/{task}/status")
    http.get(f"/embed/tasks/{task}")

    assert codes(fake_embed) == ["failed-taken-for-done"]


def test_a_loop_that_polls_by_retrieving_learns_of_a_failure(fake_embed, create, http):
    """Then the answer that says `failed` is the last one."""
    fake_embed.media(URL, fails="broken")
    task = create()
    while http.get(f"/embed/tasks/{task}").json()["status"] == "processing":
        time.sleep(5)

    assert codes(fake_embed) == []


def test_a_failure_that_nobody_noticed(fake_embed, create, http):
    """Fire and forget."""
    fake_embed.media(URL, fails="broken")
    task = create()
    http.get(f"/embed/tasks/{task}/status")
    assert codes(fake_embed) == []
    fake_embed.clock.advance(60)

    assert codes(fake_embed) == ["failure-unnoticed"]
    http.get("/embed/tasks", params={"status": "failed"})
    assert codes(fake_embed) == []


def test_a_result_that_nobody_fetched(fake_embed, create, http):
    """Embeddings that were paid for."""
    task = create()
    fake_embed.clock.advance(60)
    http.get(f"/embed/tasks/{task}/status")

    assert codes(fake_embed) == ["result-not-fetched"]
    http.get(f"/embed/tasks/{task}")
    assert codes(fake_embed) == []


def test_the_same_medium_submitted_twice(fake_embed, http):
    """However the form is cut: another boundary is no other request."""
    http.post("/embed/tasks", files=FORM)
    http.post("/embed/tasks", files={**FORM, "video_url": (None, "https://example.com/cat.mp4")})
    http.post("/embed/tasks", files={**FORM, "video_clip_length": (None, "4")})
    assert codes(fake_embed) == []

    http.post("/embed/tasks", files=dict(reversed(FORM.items())))

    (finding,) = fake_embed.conduct()
    assert (finding.code, finding.message) == ("submitted-twice", "the same medium was submitted 2 times")


def test_the_same_file_submitted_twice(fake_embed, http, video_file):
    """Bytes are compared, not names of forms."""
    for seconds in (4.0, 5.0, 4.0):
        http.post("/embed/tasks", data={"model_name": "marengo3.0"}, files={"video_file": ("dog.mp4", video_file(seconds))})

    assert codes(fake_embed) == ["submitted-twice"]


def test_a_retry_after_a_lost_answer_submits_twice(fake_embed, http):
    """The service had done its work: this is how duplicates come to be."""
    fake_embed.drop("timeout", method="POST")
    with suppress(httpx.ReadTimeout):
        http.post("/embed/tasks", files=FORM)

    http.post("/embed/tasks", files=FORM)

    assert len(fake_embed.tasks) == 2
    (finding,) = fake_embed.conduct()
    assert finding.message == "the same medium was submitted 2 times after an answer that was lost"


def test_a_retry_after_a_refused_connection_submits_once(fake_embed, http):
    """Nobody was reached, so nothing is there twice."""
    fake_embed.drop("connect", method="POST")
    with suppress(httpx.ConnectError):
        http.post("/embed/tasks", files=FORM)

    http.post("/embed/tasks", files=FORM)

    assert codes(fake_embed) == []


def test_a_refusal_that_was_repeated(fake_embed, http):
    """Time does not make a wrong request right."""
    wrong = {**FORM, "model_name": (None, "marengo9")}
    http.post("/embed/tasks", files=wrong)
    http.post("/embed/tasks", files={**wrong, "video_clip_length": (None, "4")})
    assert codes(fake_embed) == []

    http.post("/embed/tasks", files=wrong)

    assert codes(fake_embed) == ["retried-refusal"]


@pytest.mark.parametrize("status", [408, 409, 429, 500, 503])
def test_an_error_that_may_pass_may_be_retried(fake_embed, http, status):
    """What the published clients retry."""
    fake_embed.fail_next(status, times=3, headers={"retry-after": "0"})
    for _ in range(4):
        http.get("/embed/tasks")

    assert codes(fake_embed) == []


def test_an_error_that_stays_is_an_answer(fake_embed, http):
    """Twenty in a row are no hiccup (decision D97)."""
    fake_embed.fail_next(503, times=None)
    for _ in range(19):
        http.get("/embed/tasks")
    assert codes(fake_embed) == []

    http.get("/embed/tasks")

    assert codes(fake_embed) == ["retried-for-ever"]


def test_waiting_as_long_as_asked_is_right(fake_embed, http):
    """To the second."""
    fake_embed.rate_limit(retry_after=30, times=2)
    http.get("/embed/tasks")
    time.sleep(30)
    http.get("/embed/tasks")
    assert codes(fake_embed) == []
    time.sleep(28)
    http.get("/embed/tasks")

    assert codes(fake_embed) == ["ignored-retry-after"]


def test_a_date_in_retry_after_is_not_judged(fake_embed, http):
    """The service sends seconds; whoever scripts a date knows better."""
    fake_embed.fail_next(503, headers={"retry-after": "Fri, 07 Nov 2025 22:11:07 GMT"})
    http.get("/embed/tasks")
    http.get("/embed/tasks")

    assert codes(fake_embed) == []


@pytest.mark.parametrize("path", ["/videos/dog.mp4", "dog.mp4", r"C:\videos\my dog.MOV", "bark.wav"])
def test_a_path_uploaded_as_a_file(fake_embed, client, path):
    """Clients before 1.0 opened it; those since then send its text, and the service says no more than that it cannot read it."""
    with pytest.raises(Exception, match="video_file_broken"):
        client.embed.tasks.create(model_name="marengo3.0", video_file=path)

    (finding,) = fake_embed.conduct()
    assert finding.code == "path-as-file"
    assert finding.message == f"what was uploaded as video_file is no file but the text {path!r}"


@pytest.mark.parametrize("content", [b"12345", b"RIFF\x00\x00.wav", b"a.mp4\nb.mp4", b"\xff\xd8.jpg", b""])
def test_other_broken_files_are_no_paths(fake_embed, http, content):
    """A file may be broken in a hundred ways."""
    http.post("/embed/tasks", data={"model_name": "marengo3.0"}, files={"video_file": ("dog.mp4", content)})

    assert codes(fake_embed) == []


# The assertion.


def test_an_operation_that_the_fake_does_not_serve(fake_embed, http):
    """The 404 that real code logs and forgets; what is stubbed, or exists in another version, is no finding."""
    fake_embed.stub("GET", "/indexes", json={"data": []})
    http.get("/indexes")
    http.get("https://api.twelvelabs.io/v1.1/embed/tasks")
    assert codes(fake_embed) == []

    for _ in range(2):
        http.post("/analyze", json={})

    (finding,) = [found for found in fake_embed.conduct() if found.code == "unknown-endpoint"]
    assert [str(request) for request in finding.requests] == ["POST /v1.3/analyze -> 404 not_found"] * 2


def test_the_assertion_tells_the_whole_story(fake_embed, http):
    """Code, requests, advice."""
    for _ in range(2):
        http.get("/embed/tasks/zzz")

    with pytest.raises(AssertionError) as error:
        fake_embed.assert_conduct()

    assert str(error.value) == (
        "1 finding about the client:\n"
        "retried-refusal (error): a request was refused with 400 and asked 2 times\n"
        "    GET /v1.3/embed/tasks/zzz -> 400 parameter_invalid\n"
        "    GET /v1.3/embed/tasks/zzz -> 400 parameter_invalid\n"
        "    -> Do not repeat a request that was refused for what it says; time does not make it right."
    )


def test_many_requests_of_a_finding_are_cut(fake_embed, http):
    """Six show it as well as a thousand."""
    for _ in range(10):
        http.get("/embed/tasks/zzz")

    with pytest.raises(AssertionError, match="and 4 more"):
        fake_embed.assert_conduct()


def test_a_finding_can_be_allowed_by_its_code(fake_embed, http):
    """And a code that nothing has is a slip."""
    for _ in range(2):
        http.get("/embed/tasks/zzz")

    fake_embed.assert_conduct(allow=["retried-refusal"])

    with pytest.raises(ValueError, match="no finding has the code retried; there are polled-after-end, "):
        fake_embed.assert_conduct(allow=["retried"])


def test_every_code_is_in_the_docstring():
    """The list of codes is part of the interface."""
    assert [code for code in ADVICE if f"`{code}`" not in FakeEmbed.conduct.__doc__] == []


def test_asking_changes_nothing(fake_embed, create, http):
    """The log and the state are as before, and the findings too."""
    task = create()
    fake_embed.clock.advance(10)
    before = fake_embed.snapshot(), len(fake_embed.requests)

    assert fake_embed.conduct() == fake_embed.conduct()
    assert (fake_embed.snapshot(), len(fake_embed.requests)) == before
    assert fake_embed.tasks[task].status == "ready"


# Over the control endpoint.


def test_findings_over_the_control_endpoint(fake_embed_server):
    """For programs in any language."""
    with httpx.Client(base_url=fake_embed_server.url, headers=KEY) as client:
        for _ in range(2):
            client.get("/v1.3/embed/tasks/zzz")
        (finding,) = client.get("/__fakeembed__/conduct").json()["findings"]

    assert (finding["code"], finding["severity"]) == ("retried-refusal", "error")
    assert [request["status"] for request in finding["requests"]] == [400, 400]


@pytest.mark.parametrize("texts", [("one", "two"), ("one", "one")])
def test_a_repetition_is_known_by_the_facts_of_its_body(monkeypatch, texts):
    """A body that is no longer kept is told apart by its fields and its digests."""
    fake = FakeEmbed()
    fake.requests = RequestLog(most_bytes=0)
    for text in texts:
        body = httpx.Request("POST", API, files={"text": (None, text), "video_file": ("a.mp4", text.encode() * 3000)})
        fake.app(Request("POST", "/v1.3/embed", "", {**KEY, **body.headers}, body.read()))

    assert [logged.files["video_file"].size for logged in fake.requests] == [9000, 9000]
    assert [finding.code for finding in fake.conduct()] == (["retried-refusal"] if texts == ("one", "one") else [])


def test_a_state_that_is_kept_elsewhere_has_no_findings_to_give(tmp_path):
    """Silence would be taken for praise."""
    with closing(SQLite(str(tmp_path / "state.db"))) as store:
        answer = ServedFake(store=store).app(Request("GET", "/__fakeembed__/conduct"))

    assert (answer.status, answer.json()["code"]) == (400, "control_invalid")
    assert "serve it without --state" in answer.json()["message"]
