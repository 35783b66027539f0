"""What a client asks again: each finding is made and not made, and the known faults of the published client are found."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier

import httpx
import pytest

from fakeembed import EndlessPolling
from fakeembed.fake.conduct.finding import ADVICE

URL = "https://example.com/dog.mp4"


@pytest.mark.parametrize(("max_retries", "requests"), [(0, 1), (1, 1), (2, 1), (3, 2), (4, 3)])
def test_the_published_client_does_not_retry_as_often_as_it_is_told(fake_embed, client, max_retries, requests):
    """Its counter begins at two: one and two retries are none, three are one."""
    fake_embed.fail_next(503, times=None)

    with pytest.raises(Exception, match="503"):
        list(client.embed.tasks.list(request_options={"max_retries": max_retries}))

    assert len(fake_embed.requests.all(method="GET")) == requests


def test_the_published_client_loses_the_form_on_a_retry(fake_embed, client, codes):
    """The second request has no body and no content type, so a passing 503 becomes a 400 that nobody understands."""
    fake_embed.fail_next(503, method="POST")

    with pytest.raises(Exception, match="content_type_invalid"):
        client.embed.tasks.create(model_name="marengo3.0", video_url=URL, request_options={"max_retries": 3})

    first, retry = fake_embed.requests
    assert (first.status, retry.status) == (503, 400)
    assert (first.has_body, retry.has_body) == (True, False)
    assert codes() == ["lost-body"]
    assert fake_embed.conduct()[0].requests == (first, retry)


def test_the_published_client_drops_the_fields_beside_a_file_on_a_retry(fake_embed, client, audio_file):
    """The file is sent again, and the model is not."""
    fake_embed.fail_next(503, method="POST")

    with pytest.raises(Exception, match="model_name"):
        client.embed.create(model_name="marengo3.0", audio_file=("dog.mp3", audio_file(12)), request_options={"max_retries": 3})

    (finding,) = fake_embed.conduct()
    assert (finding.code, finding.message) == ("lost-body", "a request was tried again without model_name")


def test_the_published_client_ignores_retry_after_ms(fake_embed, client, codes):
    """It compares a text with a number, swallows the error and waits as long as it likes."""
    fake_embed.fail_next(429, headers={"retry-after-ms": "20000"})

    list(client.embed.tasks.list(request_options={"max_retries": 3}))

    assert fake_embed.clock.slept < 20
    assert codes() == ["ignored-retry-after"]
    (finding,) = fake_embed.conduct()
    assert "the service asked for 20 s, and was asked again after" in finding.message
    assert "The published Python client does so when it retries by itself" in finding.advice


def test_the_published_client_ignores_a_retry_after_of_more_than_half_a_minute(fake_embed, client):
    """The recorded one was more than three hours."""
    fake_embed.rate_limit(retry_after=11382)

    list(client.embed.tasks.list(request_options={"max_retries": 3}))

    (finding,) = fake_embed.conduct()
    assert finding.code == "ignored-retry-after"
    assert "it ignores a `retry-after` of more than 30 s" in finding.advice


def test_the_published_client_keeps_to_a_short_retry_after(fake_embed, client):
    """Up to thirty seconds."""
    fake_embed.rate_limit(retry_after=30)

    list(client.embed.tasks.list(request_options={"max_retries": 3}))

    fake_embed.assert_conduct()


def test_the_published_client_waits_for_ever_on_an_error(fake_embed, client, codes):
    """`wait_for_done` swallows what it gets; the fake ends it and the log says why."""
    task = client.embed.tasks.create(model_name="marengo3.0", video_url=URL)
    fake_embed.fail_next(500, times=None, path="/status", after=1)

    with pytest.raises(EndlessPolling):
        client.embed.tasks.wait_for_done(task.id)

    assert codes() == ["result-not-fetched", "retried-for-ever"]


def test_the_same_medium_submitted_twice(fake_embed, http, codes, form):
    """However the form is cut: another boundary is no other request."""
    http.post("/embed/tasks", files=form())
    http.post("/embed/tasks", files=form(video_url="https://example.com/cat.mp4"))
    http.post("/embed/tasks", files=form(video_clip_length="4"))
    assert codes() == []

    http.post("/embed/tasks", files=dict(reversed(form().items())))

    (finding,) = fake_embed.conduct()
    assert (finding.code, finding.message) == ("submitted-twice", "the same medium was submitted 2 times")


def test_the_same_file_submitted_twice(fake_embed, http, video_file, codes):
    """Bytes are compared, not names of forms."""
    for seconds in (4.0, 5.0, 4.0):
        http.post("/embed/tasks", data={"model_name": "marengo3.0"}, files={"video_file": ("dog.mp4", video_file(seconds))})

    assert codes() == ["submitted-twice"]


def test_a_retry_after_a_lost_answer_submits_twice(fake_embed, http, form):
    """The service had done its work: this is how duplicates come to be."""
    fake_embed.drop("timeout", method="POST")
    with suppress(httpx.ReadTimeout):
        http.post("/embed/tasks", files=form())

    http.post("/embed/tasks", files=form())

    assert len(fake_embed.tasks) == 2
    (finding,) = fake_embed.conduct()
    assert finding.message == "the same medium was submitted 2 times after an answer that was lost"


def test_a_retry_after_a_refused_connection_submits_once(fake_embed, http, codes, form):
    """Nobody was reached, so nothing is there twice."""
    fake_embed.drop("connect", method="POST")
    with suppress(httpx.ConnectError):
        http.post("/embed/tasks", files=form())

    http.post("/embed/tasks", files=form())

    assert codes() == []


def test_a_refusal_that_was_repeated(fake_embed, http, codes, form):
    """Time does not make a wrong request right."""
    wrong = form(model_name="marengo9")
    http.post("/embed/tasks", files=wrong)
    http.post("/embed/tasks", files={**wrong, "video_clip_length": (None, "4")})
    assert codes() == []

    http.post("/embed/tasks", files=wrong)

    assert codes() == ["retried-refusal"]


@pytest.mark.parametrize("status", [408, 409, 429, 500, 503])
def test_an_error_that_may_pass_may_be_retried(fake_embed, http, status, codes):
    """What the published clients retry."""
    fake_embed.fail_next(status, times=3, headers={"retry-after": "0"})
    for _ in range(4):
        http.get("/embed/tasks")

    assert codes() == []


def test_an_error_that_stays_is_an_answer(fake_embed, http, codes):
    """Twenty in a row are no hiccup (decision D97)."""
    fake_embed.fail_next(503, times=None)
    for _ in range(19):
        http.get("/embed/tasks")
    assert codes() == []

    http.get("/embed/tasks")

    assert codes() == ["retried-for-ever"]


def test_waiting_as_long_as_asked_is_right(fake_embed, http, codes):
    """To the second."""
    fake_embed.rate_limit(retry_after=30, times=2)
    http.get("/embed/tasks")
    time.sleep(30)
    http.get("/embed/tasks")
    assert codes() == []
    time.sleep(28)
    http.get("/embed/tasks")

    assert codes() == ["ignored-retry-after"]


def test_whoever_comes_back_too_early_is_not_told_of_a_client_that_is_not_there(fake_embed, http):
    """It is their own fault."""
    fake_embed.rate_limit(retry_after=60)
    http.get("/embed/tasks")
    http.get("/embed/tasks")

    (finding,) = fake_embed.conduct()
    assert finding.advice == ADVICE["ignored-retry-after"].text


def test_real_time_is_a_pause_as_well(fake_embed, http, monkeypatch, codes):
    """Not every way to wait is known; what has passed by the real clock has been waited."""
    now = iter([100.0, 110.0, 110.0, 115.0])
    monkeypatch.setattr("fakeembed.fake.request_log.really_monotonic", lambda: next(now))
    fake_embed.rate_limit(retry_after=10)
    http.get("/embed/tasks")
    http.get("/embed/tasks")
    assert codes() == []

    fake_embed.rate_limit(retry_after=10)
    http.get("/embed/tasks")
    http.get("/embed/tasks")

    assert codes() == ["ignored-retry-after"]


def test_pauses_that_are_skipped_and_real_ones_add_up(fake_embed, http, monkeypatch, codes):
    """Of a pause in small parts only the first one may be recognised as one."""
    now = iter([100.0, 106.0])
    monkeypatch.setattr("fakeembed.fake.request_log.really_monotonic", lambda: next(now))
    fake_embed.rate_limit(retry_after=10)
    http.get("/embed/tasks")
    time.sleep(4)
    http.get("/embed/tasks")

    assert codes() == []


@pytest.mark.fake_embed(fast_forward=False)
def test_a_pause_that_really_happens_counts_once(fake_embed, http, monkeypatch, codes):
    """It moves both clocks."""
    now = iter([100.0, 106.0])
    monkeypatch.setattr("fakeembed.fake.request_log.really_monotonic", lambda: next(now))
    fake_embed.rate_limit(retry_after=10)
    http.get("/embed/tasks")
    fake_embed.clock.advance(6)
    http.get("/embed/tasks")

    assert codes() == ["ignored-retry-after"]


def test_whoever_has_not_learned_of_a_limit_ignores_nothing(fake_embed, http, codes):
    """Of three threads that embed the same text one is asked to wait; the others were on their way (decision D147)."""
    fake_embed.rate_limit(retry_after=30)
    form = {"model_name": (None, "marengo3.0"), "text": (None, "a dog")}
    together = Barrier(3)

    def embed(_number):
        together.wait(timeout=60)
        return http.post("/embed", files=form).status_code

    with ThreadPoolExecutor(3) as pool:
        statuses = list(pool.map(embed, range(3)))

    assert sorted(statuses) == [200, 200, 429]
    assert codes() == []


def test_something_else_in_between_makes_no_pause_longer(fake_embed, http, codes, form):
    """The same is asked again too early, whatever else was asked."""
    fake_embed.rate_limit(retry_after=30, path="/embed/tasks")
    for name in ("dog", "cat", "dog"):
        http.post("/embed/tasks", files=form(video_url=f"https://example.com/{name}.mp4"))

    assert codes() == ["ignored-retry-after"]


def test_something_else_may_be_asked_meanwhile(fake_embed, http, codes, form):
    """A worker goes on with what another one was refused for."""
    fake_embed.rate_limit(retry_after=30, path="/embed/tasks")
    http.post("/embed/tasks", files=form())
    http.post("/embed/tasks", files=form(video_url="https://example.com/cat.mp4"))

    assert codes() == []


def test_a_date_in_retry_after_is_not_judged(fake_embed, http, codes):
    """The service sends seconds; whoever scripts a date knows better."""
    fake_embed.fail_next(503, headers={"retry-after": "Fri, 07 Nov 2025 22:11:07 GMT"})
    http.get("/embed/tasks")
    http.get("/embed/tasks")

    assert codes() == []
