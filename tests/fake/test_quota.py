"""A quota that counts: what uses it up, when it is full again, and what its headers say."""

from __future__ import annotations

import time

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakeembed import FakeEmbed, Request

API = "https://api.twelvelabs.io/v1.3"
KEY = {"x-api-key": "any"}
VIDEO = {"model_name": "marengo3.0", "video_url": "https://example.com/dog.mp4"}
OLD_VIDEO = {**VIDEO, "model_name": "Marengo-retrieval-2.7"}
TEXT = {"model_name": "marengo3.0", "text": "a dog"}
TASKS = "/v1.3/embed/tasks"
DAY = 86_400


def get(fake, path=TASKS):
    """The answer to a read."""
    return fake.app(Request("GET", path, "", KEY))


def statuses(fake, times, path=TASKS):
    """What reads are answered, one after the other."""
    return [get(fake, path).status for _ in range(times)]


def test_the_101st_request_is_refused_until_the_clock_passes_the_reset(send):
    """100 a day: the window opens with the first of them, not at midnight."""
    fake = FakeEmbed(api_date="2025-11-20")
    fake.rate_limit(100, per="1day")
    fake.clock.advance(3600)

    first = send(fake, "POST /v1.3/embed/tasks", OLD_VIDEO)
    fake.clock.advance(7200)
    others = [send(fake, "POST /v1.3/embed/tasks", OLD_VIDEO) for _ in range(99)]
    refused = [send(fake, "POST /v1.3/embed/tasks", OLD_VIDEO) for _ in range(3)]

    assert {answer.status for answer in [first, *others]} == {200}
    assert [answer.status for answer in refused] == [429] * 3
    assert refused[0].json()["message"] == (
        "You have exceeded the rate limit (100req/1day). Please try again later after 2025-11-21T01:00:00Z."
    )
    assert {answer.headers["retry-after"] for answer in refused} == {str(DAY - 7200)}
    assert len(fake.tasks) == 100
    fake.clock.advance(DAY - 7200 - 1)
    assert send(fake, "POST /v1.3/embed/tasks", OLD_VIDEO).status == 429
    fake.clock.advance(1)
    assert send(fake, "POST /v1.3/embed/tasks", OLD_VIDEO).status == 200


@pytest.mark.parametrize(
    ("day", "model", "left", "limit"),
    [
        ("2025-11-20", "Marengo-retrieval-2.7", "x-ratelimit-remaining", "x-ratelimit-limit"),
        (None, "marengo3.0", "x-ratelimit-request-remaining", "x-ratelimit-request-limit"),
    ],
)
def test_ordinary_answers_count_down(send, day, model, left, limit):
    """In the family of the day, down to zero on the last one that is answered, and on those that are not."""
    fake = FakeEmbed(api_date=day)
    fake.rate_limit(3, per="1hour")

    answers = [send(fake, "POST /v1.3/embed/tasks", {**VIDEO, "model_name": model}) for _ in range(4)]

    assert [answer.headers[left] for answer in answers] == ["2", "1", "0", "0"]
    assert {answer.headers[limit] for answer in answers} == {"3"}
    assert [answer.status for answer in answers] == [200, 200, 200, 429]


def test_a_request_that_is_refused_for_what_it_says_uses_nothing_up(send):
    """Recorded 2026-04-15: 29 accepted and 7 refused ones came before a refused one that said it was the thirtieth."""
    fake = FakeEmbed()
    fake.rate_limit(3)
    ok, refused = VIDEO, {**VIDEO, "video_clip_length": "11"}

    answers = [send(fake, "POST /v1.3/embed/tasks", fields) for fields in (ok, refused, refused, ok, ok, ok)]

    assert [answer.status for answer in answers] == [200, 400, 400, 200, 200, 429]
    assert [answer.headers["x-ratelimit-request-remaining"] for answer in answers] == ["2", "1", "1", "1", "0", "0"]
    assert len(fake.tasks) == 3


def test_a_refused_request_opens_the_window(send):
    """It is given back, and the window stays (decision D100)."""
    fake = FakeEmbed()
    fake.rate_limit(1, per="1minute")
    resets = []
    for fields in ({}, VIDEO):
        resets.append(send(fake, "POST /v1.3/embed/tasks", fields).headers["x-ratelimit-request-reset"])
        fake.clock.advance(59)

    assert resets[0] == resets[1]
    assert send(fake, "POST /v1.3/embed/tasks", VIDEO).status == 200


def test_reads_use_nothing_up(send):
    """They are in no category of the limits page (decision D31)."""
    fake = FakeEmbed()
    fake.rate_limit(1)

    assert statuses(fake, 5) == [200] * 5
    assert [send(fake, "POST /v1.3/embed/tasks", VIDEO).status for _ in range(2)] == [200, 429]
    assert statuses(fake, 1) == [200]


def test_an_unknown_key_or_route_uses_nothing_up(send):
    """They reach no account."""
    fake = FakeEmbed()
    fake.rate_limit(1)

    assert send(fake, "POST /v1.3/embed/tasks", VIDEO, key=None).status == 401
    assert send(fake, "POST /v1.3/nothing", VIDEO).status == 404
    assert send(fake, "POST /v1.3/embed/tasks", VIDEO).status == 200


def test_a_quota_may_be_for_some_paths(send):
    """Assets are a category of their own on the limits page of 2026."""
    fake = FakeEmbed()
    fake.rate_limit(1, path="*/embed*")

    assert send(fake, "POST /v1.3/assets", {}).headers["x-ratelimit-request-limit"] == "1000"
    assert [send(fake, f"POST /v1.3/{path}", TEXT).status for path in ("embed", "embed/tasks", "assets")] == [200, 429, 400]


def test_a_quota_may_be_replaced(send):
    """The last word counts, with a window of its own."""
    fake = FakeEmbed()
    fake.rate_limit(0)
    assert send(fake, "POST /v1.3/embed", TEXT).status == 429

    fake.rate_limit(1)

    assert [send(fake, "POST /v1.3/embed", TEXT).status for _ in range(2)] == [200, 429]


def test_a_quota_that_nobody_used_up_fails_no_test():
    """It is a setting and not a fault."""
    fake = FakeEmbed()
    fake.rate_limit(100)

    fake.assert_faults_fired()


def test_a_scripted_error_uses_up_nothing_of_a_quota(send):
    """The service did nothing, and its headers still tell how much is left."""
    fake = FakeEmbed()
    fake.rate_limit(2)
    fake.fail_next(503, after=1)

    answers = [send(fake, "POST /v1.3/embed", TEXT) for _ in range(3)]

    assert [answer.status for answer in answers] == [200, 503, 200]
    assert [answer.headers["x-ratelimit-request-remaining"] for answer in answers] == ["1", "1", "0"]


@given(limit=st.integers(0, 5), gaps=st.lists(st.floats(0, 90, allow_nan=False), max_size=25))
def test_no_window_answers_more_than_its_limit(send, limit, gaps):
    """The rule, stated a second time: a window opens with the first request after the last one is over."""
    fake = FakeEmbed()
    fake.rate_limit(limit, per="1minute")
    opened, used = None, 0

    for gap in gaps:
        fake.clock.advance(gap)
        now = fake.clock.seconds
        if opened is None or now >= opened + 60 + (-opened % 1):
            opened, used = now, 0
        answer = send(fake, "POST /v1.3/embed", TEXT)

        assert (answer.status == 429) == (used >= limit)
        used += answer.status != 429
        assert answer.status != 429 or 1 <= int(answer.headers["retry-after"]) <= 61


def test_a_client_that_sleeps_as_long_as_it_is_told_gets_through(fake_embed):
    """`retry-after` is never too short, and the sleep costs no time."""
    fake_embed.rate_limit(1, per="1hour")
    with httpx.Client(base_url=API, headers=KEY) as client:
        fields = {name: (None, value) for name, value in TEXT.items()}
        client.post("/embed", files=fields)
        refused = client.post("/embed", files=fields)
        time.sleep(int(refused.headers["retry-after"]))

        assert client.post("/embed", files=fields).status_code == 200

    assert fake_embed.clock.slept == 3600
