"""What was learned of the live service in 2026, each test named after its recording; the others stand beside what they are about.

`rate_headers_2026_search_400` and `v1_embed_tasks_400_headers_2026`: tests/wire/test_headers.py. `search_page_limit_and_404_2026`:
tests/core/v1/test_tasks.py. `v2_task_order_b_695556`: tests/core/v2/test_answers.py. `v2_asset_not_ready_retry`:
tests/core/v2/test_sources.py. `doc_embedding_dimension_enum_2026`: tests/core/v2/test_marengo_3_5.py.
"""

from __future__ import annotations

import re

import numpy as np
import pytest

from fakeembed import FakeEmbed
from fakeembed._core.quota import TOO_MANY_REQUESTS

TEXT = {"model_name": "marengo3.0", "text": "a dog"}


@pytest.mark.parametrize(
    ("day", "limit", "per", "now", "sentence"),
    [
        (
            "2026-03-07",
            8,
            "1minute",
            61_716,
            "You have exceeded the rate limit (8req/1minute). Please try again later after 2026-03-07T17:09:36Z.",
        ),
        (
            "2026-04-05",
            50,
            "1day",
            2_470,
            "You have exceeded the rate limit (50req/1day). Please try again later after 2026-04-06T00:41:10Z.",
        ),
        (
            "2025-12-19",
            100,
            "1day",
            170,
            "You have exceeded the rate limit (100req/1day). Please try again later after 2025-12-20T00:02:50Z.",
        ),
    ],
)
def test_rate_limit_429_2026_words(send, day, limit, per, now, sentence):  # noqa: PLR0917 - a window has as many facts
    """Messages that public programs keep: the sentence of 2025, also with a minute, in windows that a request opened."""
    fake = FakeEmbed(api_date=day)
    fake.clock.advance(now)
    fake.rate_limit(limit, per=per)

    answers = [send(fake, "POST /v1.3/embed", TEXT) for _ in range(limit + 1)]

    assert [answer.status for answer in answers] == [200] * limit + [429]
    assert answers[-1].json() == {"code": TOO_MANY_REQUESTS.code, "message": sentence}


def test_plan_limit_exceeded_429(send):
    """A second code under that status, on an operation that the fake does not have: a test can script it, words and all."""
    message = "You have reached your free plan's daily Response limit (15/day). It resets at 2026-07-28T23:25:06Z."
    fake = FakeEmbed(api_date="2026-07-28")
    fake.fail_next(429, code="plan_limit_exceeded", message=message)

    answer = send(fake, "POST /v1.3/embed", TEXT)

    assert (answer.status, answer.json()) == (429, {"code": "plan_limit_exceeded", "message": message})


@pytest.mark.parametrize(
    ("duration", "clips", "end"),
    [
        (34.667392, 6, 34.667393),
        (1448.88, 242, 1448.88),
        (24.45679, 4, 24.0),
        (112.361667, 19, 112.361667),
        (21.087733, 4, 21.087732),
    ],
)
def test_ends_are_the_shortest_float32_of_the_duration(send, duration, clips, end):
    """Recorded with six digits of the container's duration; 21.087733 was printed as 21.087732."""
    fake = FakeEmbed(api_date="2025-07-15", dimension=2)
    fake.media("*", duration=duration)
    fields = {"model_name": "Marengo-retrieval-2.7", "video_url": "https://example.com/a.mp4"}
    task = send(fake, "POST /v1.3/embed/tasks", fields).json()["_id"]
    fake.clock.advance(10)

    segments = send(fake, f"GET /v1.3/embed/tasks/{task}?embedding_option=visual-text").json()["video_embedding"]["segments"]

    last = segments[-1]["end_offset_sec"]
    assert len(segments) == clips
    assert np.float32(last) == np.float32(end)
    assert len(re.sub(r"\D", "", repr(last)).lstrip("0")) <= 9
