"""How long a task or an asset is processing, for all media and for one."""

from __future__ import annotations

import time

import pytest
from httpx import Client

from fakeembed import FakeEmbed
from fakeembed.serving.served import ServedFake


def statuses(fake):
    """The status of every task and asset, oldest first."""
    return [each.status for each in (*fake.tasks.values(), *fake.assets.values())]


def test_one_medium_takes_longer_than_the_others(send):
    """A task of it in v1, and an asset of it."""
    fake = FakeEmbed(processing_seconds=10)
    fake.media("*/long.mp4", processing_seconds=30)
    for name in ("long", "short"):
        send(fake, "POST /v1.3/embed/tasks", {"model_name": "marengo3.0", "video_url": f"https://example.com/{name}.mp4"})
        send(fake, "POST /v1.3/assets", {"method": "url", "url": f"https://example.com/{name}.mp4"})

    seen = []
    for seconds in (10, 19, 1):
        fake.clock.advance(seconds)
        seen.append(statuses(fake))

    assert seen == [["processing", "ready"] * 2, ["processing", "ready"] * 2, ["ready"] * 4]


def test_one_medium_is_ready_at_once(send):
    """Zero is a number like every other."""
    fake = FakeEmbed()
    fake.media("dog.mp4", processing_seconds=0)

    send(fake, "POST /v1.3/embed/tasks", {"model_name": "marengo3.0", "video_url": "https://example.com/dog.mp4"})

    assert statuses(fake) == ["ready"]


def test_a_task_that_takes_long_may_be_polled_often(send):
    """More often than anybody may wait for what is final: there is still something to wait for."""
    with FakeEmbed(processing_seconds=12_005) as fake, Client(headers={"x-api-key": "any"}) as client:
        task = send(
            fake, "POST /v1.3/embed/tasks", {"model_name": "marengo3.0", "video_url": "https://example.com/dog.mp4"}
        ).json()["_id"]
        polls = 0
        while client.get(f"https://api.twelvelabs.io/v1.3/embed/tasks/{task}/status").json()["status"] == "processing":
            polls += 1
            time.sleep(10)

    assert polls == 1201


@pytest.mark.parametrize("seconds", [-1, float("nan")])
def test_a_time_that_is_none_is_refused(seconds):
    with pytest.raises(ValueError, match=r"processing_seconds of 'dog.mp4' is zero or more seconds"):
        FakeEmbed().media("dog.mp4", processing_seconds=seconds)


def test_it_is_declared_over_the_control_endpoint_as_well(send):
    from fakeembed import Request

    fake = ServedFake(processing_seconds=10)
    said = b'{"match": "dog.mp4", "processing_seconds": 0}'

    assert fake.app(Request("POST", "/__fakeembed__/media", "", {}, said)).status == 204
    send(fake, "POST /v1.3/embed/tasks", {"model_name": "marengo3.0", "video_url": "https://example.com/dog.mp4"})

    assert statuses(fake) == ["ready"]
