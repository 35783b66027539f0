"""Faults on demand: which request meets which, in what order, how often; the recorded 429; no end at all."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from datetime import datetime

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from twelvelabs import TwelveLabs

from fakeembed import EndlessPolling, FakeEmbed, Request, UnfiredFault
from fakeembed._core.quota import REQUEST

API = "https://api.twelvelabs.io/v1.3"
KEY = {"x-api-key": "any"}
VIDEO = {"model_name": "marengo3.0", "video_url": "https://example.com/dog.mp4"}
TEXT = {"model_name": "marengo3.0", "text": "a dog"}
TASKS = "/v1.3/embed/tasks"
DAY = 86_400


def get(fake, path=TASKS):
    """The answer to a read."""
    return fake.app(Request("GET", path, "", KEY))


def statuses(fake, times, path=TASKS):
    """What reads are answered, one after the other."""
    return [get(fake, path).status for _ in range(times)]


# Which request meets which fault.


def test_faults_fire_in_the_order_of_their_declaration():
    """First in, first out; one for each request."""
    fake = FakeEmbed()
    fake.fail_next(503)
    fake.fail_next(429, times=2)
    fake.fail_next(500)

    assert statuses(fake, 5) == [503, 429, 429, 500, 200]


def test_a_fault_waits_for_a_request_that_fits():
    """A later fault does not wait for an earlier one that is for others."""
    fake = FakeEmbed()
    fake.fail_next(503, method="post")
    fake.fail_next(500, path="/status")
    fake.fail_next(502, path="*/tasks*")

    assert statuses(fake, 2) == [502, 200]
    assert statuses(fake, 1, f"{TASKS}/{'0' * 24}/status") == [500]
    assert fake.app(Request("POST", TASKS, "", KEY)).status == 503


def test_the_nth_request_fails():
    """A flaky poll: two are answered, the third is not."""
    fake = FakeEmbed()
    fake.fail_next(503, after=2)

    assert statuses(fake, 4) == [200, 200, 503, 200]


def test_after_counts_requests_and_not_what_became_of_them():
    """The third and the fifth, whatever happens to the third."""
    fake = FakeEmbed()
    fake.fail_next(503, after=2)
    fake.fail_next(500, after=4)

    assert statuses(fake, 6) == [200, 200, 503, 200, 500, 200]


def test_only_requests_that_fit_are_let_through():
    """A POST is no poll."""
    fake = FakeEmbed()
    fake.fail_next(503, method="GET", after=1)

    fake.app(Request("POST", TASKS, "", KEY))

    assert statuses(fake, 3) == [200, 503, 200]


SCRIPT = st.lists(
    st.tuples(st.sampled_from([500, 502, 503]), st.integers(1, 3), st.integers(0, 4), st.sampled_from([None, "GET", "POST"])),
    max_size=5,
)


@given(script=SCRIPT, asked=st.lists(st.sampled_from(["GET", "POST"]), max_size=20))
def test_a_script_is_played_as_it_is_written(script, asked):
    """The rule, stated a second time: of the faults that fit, are due and are not used up, the first."""
    fake = FakeEmbed()
    for status, times, after, method in script:
        fake.fail_next(status, times=times, after=after, method=method, optional=True)

    fired, met, expected = [0] * len(script), [0] * len(script), []
    for method in asked:
        fitting = [number for number, fault in enumerate(script) if fault[3] in (None, method)]
        for number in fitting:
            met[number] += 1
        due = [number for number in fitting if met[number] > script[number][2] and fired[number] < script[number][1]]
        for number in due[:1]:
            fired[number] += 1
        expected.append(script[due[0]][0] if due else None)

    answers = [fake.app(Request(method, TASKS, "", KEY)).status for method in asked]
    assert [status if status >= 500 else None for status in answers] == expected


@pytest.mark.parametrize("declare", ["fail_next", "rate_limit", "drop"])
def test_a_fault_that_never_fired_is_told_in_words(declare):
    """A test that scripts what it never meets does not test what it says."""
    fake = FakeEmbed()
    getattr(fake, declare)(method="POST", path="/embed", times=2, after=1)

    get(fake)

    with pytest.raises(UnfiredFault, match=r"on POST /embed, 2 times, after 1 other \(fired 0\)\nRequests that came:\nGET"):
        fake.assert_faults_fired()


def test_each_kind_of_fault_has_a_name_in_the_complaint():
    """So that one knows which line of the test it was."""
    fake = FakeEmbed()
    fake.slow(2.5)
    fake.drop("reset")
    fake.rate_limit(per="1hour")
    fake.fail_next(503, optional=True)

    with pytest.raises(UnfiredFault) as error:
        fake.assert_faults_fired()

    assert [line.strip() for line in str(error.value).splitlines()[1:4]] == [
        "an answer 2.5 s late on any method any path, 1 time (fired 0)",
        "an answer lost by reset on any method any path, 1 time (fired 0)",
        "429 (100req/1hour) on any method any path, 1 time (fired 0)",
    ]
    assert "503" not in str(error.value)


@pytest.mark.parametrize("declare", ["fail_next", "rate_limit", "drop"])
def test_an_optional_fault_may_never_fire(declare):
    """For tests that may end early."""
    with FakeEmbed() as fake:
        getattr(fake, declare)(optional=True)

    fake.assert_faults_fired()


@pytest.mark.parametrize(
    ("declare", "complaint"),
    [
        (lambda fake: fake.fail_next(200), "an error status between 400 and 599, not 200"),
        (lambda fake: fake.fail_next(times=0), "once or more often"),
        (lambda fake: fake.fail_next(method=""), "a method such as 'POST'"),
        (lambda fake: fake.fail_next(after=-1), "zero or more requests, not after -1"),
        (lambda fake: fake.slow(0), "some seconds late"),
        (lambda fake: fake.slow(float("inf")), r"drop\('timeout'\) never answers"),
        (lambda fake: fake.slow(float("nan")), "some seconds late"),
        (lambda fake: fake.drop("away"), "connect, timeout, reset, not 'away'"),
        (lambda fake: fake.rate_limit(retry_after=-1), "zero or more seconds"),
        (lambda fake: fake.rate_limit(per="a day"), "'15minutes', not 'a day'"),
        (lambda fake: fake.rate_limit(per="0days"), "not '0days'"),
        (lambda fake: fake.rate_limit(-1), "zero or more requests or tokens, not -1"),
        (lambda fake: fake.rate_limit(3, per="soon"), "not 'soon'"),
        (lambda fake: fake.rate_limit(3, times=2), "give no retry_after, times"),
        (lambda fake: fake.rate_limit(3, retry_after=2), "give no retry_after, times"),
        (lambda fake: fake.rate_limit(3, optional=True), "give no retry_after, times"),
    ],
)
def test_what_cannot_happen_is_refused_where_it_is_declared(declare, complaint):
    """Not in the middle of the code under test."""
    with pytest.raises(ValueError, match=complaint):
        declare(FakeEmbed())


def test_faults_are_a_part_of_the_state():
    """What is left of a script, and of a quota, goes on in a restored fake."""
    fake = FakeEmbed()
    fake.slow(3, after=1)
    fake.drop("reset", times=2)
    fake.rate_limit(method="POST", optional=True)
    fake.rate_limit(5)
    get(fake)

    restored = FakeEmbed.restore(json.loads(json.dumps(fake.snapshot())))

    assert get(restored).failure == ""
    assert restored.clock.slept == 3.0
    assert get(restored).failure == "reset"
    assert restored._quota.limit(REQUEST) == fake._quota.limit(REQUEST)


# The recorded 429.


def test_a_scripted_429_is_the_recorded_one(send):
    """Recorded 2025-11-07: words, limit, and one moment said four times: in the message, as reset, and by retry-after."""
    fake = FakeEmbed(api_date="2025-11-07")
    fake.rate_limit(retry_after=11382)

    answer = send(fake, "POST /v1.3/embed", {**TEXT, "model_name": "Marengo-retrieval-2.7"})

    assert (answer.status, list(answer.json())) == (429, ["code", "message"])
    assert answer.json()["code"] == "too_many_requests"
    assert answer.json()["message"] == (
        "You have exceeded the rate limit (100req/1day). Please try again later after 2025-11-07T03:09:42Z."
    )
    reset = datetime.fromisoformat("2025-11-07T03:09:42+00:00").timestamp()
    assert {name: value for name, value in answer.headers.items() if name.startswith(("x-ratelimit", "retry"))} == {
        "retry-after": "11382",
        "x-ratelimit-limit": "100",
        "x-ratelimit-remaining": "0",
        "x-ratelimit-used": "100",
        "x-ratelimit-reset": f"{reset:.0f}",
    }
    assert answer.headers["content-type"] == "application/json; charset=UTF-8"


def test_a_scripted_429_of_2026_has_the_family_of_its_day(send):
    """Its sentence is that of 2025, also with a window of a minute (recorded 2026-03-07)."""
    fake = FakeEmbed()
    fake.rate_limit(per="1minute", retry_after=60)

    answer = send(fake, "POST /v1.3/embed/tasks", VIDEO)

    assert answer.json()["message"].startswith("You have exceeded the rate limit (100req/1minute).")
    assert answer.headers["retry-after"] == "60"
    assert (answer.headers["x-ratelimit-request-limit"], answer.headers["x-ratelimit-request-remaining"]) == ("100", "0")
    assert answer.headers["x-ratelimit-dimensions"] == "Duration,Request"
    assert answer.headers["x-ratelimit-request-reset"] == f"{fake.clock.seconds + 60:.0f}"
    assert "x-ratelimit-reset" not in answer.headers
    assert fake.tasks == {}


def test_without_retry_after_it_is_what_is_left_of_the_day(send):
    """An account's day begins with the first request that counts."""
    fake = FakeEmbed()
    send(fake, "POST /v1.3/embed", TEXT)
    fake.clock.advance(1000.25)
    fake.rate_limit()

    assert get(fake).headers["retry-after"] == "85400"


def test_without_retry_after_a_window_of_a_minute_lasts_a_minute():
    """It opens with the request that is refused."""
    fake = FakeEmbed()
    fake.rate_limit(per="1minute")

    assert get(fake).headers["retry-after"] == "60"


def test_a_429_of_embed_v2_is_nested_only_in_the_documents(send):
    """Recordings of v2 are flat; the specification's envelope comes with errors="documented" (decisions D04, D33)."""
    body = {}
    for errors in ("live", "documented"):
        fake = FakeEmbed(errors=errors)
        fake.rate_limit()
        body[errors] = send(fake, "POST /v1.3/embed-v2").json()

    assert body["documented"] == {"error": body["live"]}


def test_the_published_client_waits_as_the_429_says(fake_embed):
    """With three retries asked for it makes one, because its counter begins at two."""
    fake_embed.rate_limit(retry_after=7)

    list(TwelveLabs(api_key="any").embed.tasks.list(request_options={"max_retries": 3}))

    assert fake_embed.clock.slept == 7.0


# What never ends.


def test_a_task_may_never_end(fake_embed_never_ending):
    """A stuck task is what a deadline is for."""
    fake, client = fake_embed_never_ending
    task = client.embed.tasks.create(**VIDEO)

    fake.clock.advance(DAY)

    assert client.embed.tasks.status(task.id).status == "processing"
    assert fake.tasks[task.id].status == "processing"


def test_waiting_for_what_never_ends_is_stopped_with_advice(fake_embed_never_ending):
    """And says what is missing."""
    _, client = fake_embed_never_ending
    task = client.embed.tasks.create(**VIDEO)

    with pytest.raises(EndlessPolling, match="still processing: give up after some time"):
        client.embed.tasks.wait_for_done(task.id, sleep_interval=60)


def test_what_never_ends_survives_a_snapshot(fake_embed_never_ending):
    """JSON has no infinity, so it is written down in another way."""
    fake, client = fake_embed_never_ending
    task = client.embed.tasks.create(**VIDEO)

    text = json.dumps(fake.snapshot(), allow_nan=False)

    assert FakeEmbed.restore(json.loads(text)).tasks[task.id].status == "processing"


@pytest.fixture
def fake_embed_never_ending():
    """An installed fake whose tasks stay as they are, and the published client."""
    with FakeEmbed(processing_seconds=float("inf")) as fake:
        yield fake, TwelveLabs(api_key="any")


def test_a_retry_loop_on_a_lost_connection_ends(fake_embed):
    """Nothing hangs: a client that tries again for ever is stopped, and told what it got."""
    fake_embed.drop("connect", times=None)

    def retrying():
        while True:
            with suppress(httpx.ConnectError):
                return httpx.get(f"{API}/embed/tasks", headers=KEY)
            time.sleep(5)

    with pytest.raises(EndlessPolling, match=r"The last answer was lost \(connect\)"):
        retrying()


def test_a_retry_loop_on_timeouts_ends(fake_embed):
    """Neither does one whose every attempt costs a timeout."""
    fake_embed.drop("timeout", times=None)

    def retrying():
        while True:
            with suppress(httpx.ReadTimeout):
                return httpx.get(f"{API}/embed/tasks", headers=KEY, timeout=3)
            time.sleep(1)

    with pytest.raises(EndlessPolling, match=r"lost \(timeout\)"):
        retrying()
