"""The published client, unmodified, lives through create, poll and retrieve, offline."""

from __future__ import annotations

import asyncio
import time
from io import BytesIO

import pytest
from twelvelabs import AsyncTwelveLabs, TwelveLabs

VIDEO = "https://example.com/dog.mp4"


@pytest.fixture
def client(fake_embed):
    """The published client as the code under test would make it."""
    return TwelveLabs(api_key="any")


def test_a_video_given_by_url_is_embedded(fake_embed, client):
    """Create, wait with the default five-second interval, retrieve: 512 numbers a clip."""
    task = client.embed.tasks.create(model_name="marengo3.0", video_url=VIDEO)

    waited_for = client.embed.tasks.wait_for_done(task.id)

    done = client.embed.tasks.retrieve(task.id)
    assert waited_for.status == "ready"
    assert {len(segment.float_) for segment in done.video_embedding.segments} == {512}
    assert fake_embed.clock.slept == 10.0


def test_a_video_given_as_a_file_is_read(client, video_file):
    """Duration and sound come from the bytes of the file."""
    task = client.embed.tasks.create(model_name="marengo3.0", video_file=("dog.mp4", BytesIO(video_file(14.0, sound=False))))
    client.embed.tasks.wait_for_done(task.id)

    embedding = client.embed.tasks.retrieve(task.id).video_embedding

    assert embedding.metadata.input_filename == "dog.mp4"
    assert embedding.metadata.duration == 14.0
    assert [(s.start_offset_sec, s.end_offset_sec, s.embedding_option) for s in embedding.segments] == [
        (0.0, 6.0, "visual"),
        (6.0, 12.0, "visual"),
        (12.0, 14.0, "visual"),
    ]


def test_a_hand_written_loop_costs_no_time(fake_embed, client):
    """What most code does instead of wait_for_done."""
    task = client.embed.tasks.create(model_name="marengo3.0", video_url=VIDEO)

    while client.embed.tasks.status(task.id).status != "ready":
        time.sleep(5)

    assert fake_embed.clock.slept == 10.0


def test_a_busy_loop_ends(fake_embed, client):
    """A poll right behind a poll lets a virtual second pass."""
    task = client.embed.tasks.create(model_name="marengo3.0", video_url=VIDEO)

    while client.embed.tasks.status(task.id).status != "ready":
        pass

    assert fake_embed.clock.slept == 10.0


def test_the_async_client_waits_for_no_time_either(fake_embed):
    """asyncio.sleep is fast-forwarded like time.sleep."""

    async def embed():
        client = AsyncTwelveLabs(api_key="any")
        task = await client.embed.tasks.create(model_name="marengo3.0", video_url=VIDEO)
        await client.embed.tasks.wait_for_done(task.id)
        return await client.embed.tasks.retrieve(task.id)

    done = asyncio.run(embed())

    assert done.status == "ready"
    assert {len(segment.float_) for segment in done.video_embedding.segments} == {512}
    assert fake_embed.clock.slept == 10.0
