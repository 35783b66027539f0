"""The tests of the indexer: all they know of the fake is what its README says."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from indexer import Indexer, IndexingError

from fakeembed import FakeEmbed, Scene
from fakeembed.strategies import ApiRequest, broken_files, create_task_requests

PARK = "https://media.example.com/park.mp4"
KITCHEN = "https://media.example.com/kitchen.mp4"


@pytest.fixture
def indexer():
    made = Indexer("tlk_any")
    yield made
    made.close()


@pytest.fixture
def videos(fake_embed):
    fake_embed.media(
        PARK, duration=18, scenes=[Scene(0, 6, "empty lawn"), Scene(6, 12, "a dog catches a frisbee"), Scene(12, 18, "a fountain")]
    )
    fake_embed.media(KITCHEN, duration=12, scenes=[Scene(0, 6, "a chef chops onions"), Scene(6, 12, "soup boils in a pot")])
    return [PARK, KITCHEN]


def test_videos_become_clips(fake_embed, indexer, videos):
    began = time.perf_counter()

    indexer.index(videos)

    assert [(clip.video, clip.start, clip.end) for clip in indexer.clips] == [
        (PARK, 0, 6),
        (PARK, 6, 12),
        (PARK, 12, 18),
        (KITCHEN, 0, 6),
        (KITCHEN, 6, 12),
    ]
    assert {len(clip.vector) for clip in indexer.clips} == {512}
    assert fake_embed.clock.slept >= 10 > time.perf_counter() - began
    fake_embed.assert_conduct()


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a dog with a frisbee", (PARK, 6)), ("a chef with onions", (KITCHEN, 0)), ("a pot of soup", (KITCHEN, 6))],
)
def test_the_scene_that_fits_comes_first(fake_embed, indexer, videos, text, expected):
    indexer.index(videos)

    best = indexer.search(text)[0]

    assert (best.video, best.start) == expected


def test_a_failed_task_is_an_error(fake_embed, indexer):
    fake_embed.media(PARK, fails="The video has no frames.")

    with pytest.raises(IndexingError, match=r"park\.mp4 could not be embedded"):
        indexer.index([PARK])

    assert indexer.clips == []


def test_a_refused_request_is_an_error_in_the_words_of_the_service(fake_embed, indexer):
    fake_embed.media(PARK, width=320, height=180)

    with pytest.raises(IndexingError, match="resolution of the video is too low"):
        indexer.index([PARK])

    assert len(fake_embed.requests) == 1


def test_too_many_requests_are_asked_again_when_the_service_says(fake_embed, indexer):
    fake_embed.fail_next(429, method="POST", path="/embed/tasks", headers={"retry-after": "30"})

    indexer.index([PARK])

    assert [request.status for request in fake_embed.requests][:2] == [429, 200]
    assert fake_embed.clock.slept >= 30
    assert len(fake_embed.tasks) == 1
    fake_embed.assert_conduct()


def test_a_quota_is_waited_for(fake_embed, indexer):
    fake_embed.rate_limit(2, per="1minute")

    indexer.index([f"https://media.example.com/{number}.mp4" for number in range(3)])

    assert len(fake_embed.tasks) == 3
    assert 429 in [request.status for request in fake_embed.requests]


def test_what_never_passes_is_given_up(fake_embed, indexer):
    fake_embed.fail_next(503, times=4)

    with pytest.raises(IndexingError):
        indexer.index([PARK])

    assert [request.status for request in fake_embed.requests] == [503] * 4


@pytest.mark.fake_embed(processing_seconds=3600)
def test_a_task_that_takes_too_long_is_a_timeout(fake_embed):
    indexer = Indexer("tlk_any", timeout=60)

    with pytest.raises(TimeoutError, match="after 60 seconds"):
        indexer.index([PARK])

    assert fake_embed.clock.slept >= 60
    indexer.close()


def test_tasks_are_listed_page_by_page(fake_embed, indexer):
    fake_embed.populate(tasks=25)

    found = list(indexer.tasks(page_limit=20))

    assert len({task["_id"] for task in found}) == 25
    assert [task["_id"] for task in found] == list(reversed(fake_embed.tasks))
    assert [request.params["page"] for request in fake_embed.requests] == [("1",), ("2",)]


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(file=broken_files(kinds=["video"]))
def test_no_file_that_is_no_video_is_taken(file):
    request = ApiRequest("POST", "/v1.3/embed/tasks", form={"model_name": "marengo3.0"}, files={"video_file": file})

    answer = request.answered_by(FakeEmbed())

    assert answer.status == 400
    assert answer.json()["code"] == "video_file_broken"


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(request=create_task_requests())
def test_whatever_is_valid_becomes_a_task(request):
    assert request.answered_by(FakeEmbed()).status == 200
