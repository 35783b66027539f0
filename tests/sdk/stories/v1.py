"""What users of the clients 1.0.0 to 1.3.6 write, since August 2025: `embed.tasks`, keyword arguments, pagers, an async client.

In the folder of the process lie `dog.mp4` and `dog.wav`, thirteen seconds each, and `dog.png`.
"""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from twelvelabs import AsyncTwelveLabs, BadRequestError, TwelveLabs
from twelvelabs.core.api_error import ApiError

VIDEO = "https://example.com/dog.mp4"


@pytest.fixture
def client(service):
    """The client as the code under test would make it: no base URL, no transport of its own."""
    return TwelveLabs(api_key=service.key)


def test_embeds_a_video_at_a_url(client, service):
    """The whole story, with every parameter there is."""
    task = client.embed.tasks.create(
        model_name=service.model,
        video_url=VIDEO,
        video_start_offset_sec=0,
        video_end_offset_sec=12.5,
        video_clip_length=5,
        video_embedding_scope=["clip", "video"],
    )
    client.embed.tasks.wait_for_done(task.id)
    video = client.embed.tasks.retrieve(task.id).video_embedding

    spans = [(clip.start_offset_sec, clip.end_offset_sec, clip.embedding_scope) for clip in video.segments]
    assert spans[:4] == [(0.0, 5.0, "clip"), (5.0, 10.0, "clip"), (10.0, 12.5, "clip"), (0.0, 18.0, "video")]
    assert set(spans[4:]) == set(spans[:4])
    assert {len(clip.float_) for clip in video.segments} == {service.width}
    assert video.metadata.input_url == VIDEO
    assert service.fake.requests.one(method="POST").form == {
        "model_name": (service.model,),
        "video_url": (VIDEO,),
        "video_start_offset_sec": ("0",),
        "video_end_offset_sec": ("12.5",),
        "video_clip_length": ("5",),
        "video_embedding_scope": ("clip", "video"),
    }


def test_embeds_a_video_in_a_file(client, service):
    """An open file, or its bytes under a name."""
    with Path("dog.mp4").open("rb") as file:
        by_handle = client.embed.tasks.create(model_name=service.model, video_file=file)
    by_bytes = client.embed.tasks.create(model_name=service.model, video_file=("a.mp4", Path("dog.mp4").read_bytes()))

    for task in (by_handle, by_bytes):
        client.embed.tasks.wait_for_done(task.id)
    done = [client.embed.tasks.retrieve(task.id).video_embedding for task in (by_handle, by_bytes)]

    assert [{clip.end_offset_sec for clip in video.segments} for video in done] == [{6.0, 12.0}, {6.0, 12.0}]
    assert [video.metadata.input_filename for video in done] == ["dog.mp4", "a.mp4"]
    assert [video.metadata.duration for video in done] == [13.0, 13.0]


def test_reads_the_status(client, service):
    """Right after creation a task is processing; the answer tells the video."""
    task = client.embed.tasks.create(model_name=service.model, video_url=VIDEO)

    status = client.embed.tasks.status(task.id)

    assert (status.id, status.status, status.model_name) == (task.id, "processing", service.model)
    assert status.video_embedding.metadata.input_url == VIDEO


def test_waits_until_a_task_is_done(client, service):
    """Two waits of the default five seconds, none of them real."""
    task = client.embed.tasks.create(model_name=service.model, video_url=VIDEO)

    done = client.embed.tasks.wait_for_done(task.id)

    assert done.status == "ready"
    assert service.fake.clock.slept == 10.0


def test_hears_that_a_task_failed(client, service):
    """A failure ends the wait as well."""
    service.fake.media(VIDEO, fails="the file is gone")
    task = client.embed.tasks.create(model_name=service.model, video_url=VIDEO)

    done = client.embed.tasks.wait_for_done(task.id)

    assert done.status == "failed"
    assert client.embed.tasks.retrieve(task.id).video_embedding.segments is None


def test_retrieves_the_embeddings(client, service):
    """Twice the same numbers."""
    task = client.embed.tasks.create(model_name=service.model, video_url=VIDEO)
    client.embed.tasks.wait_for_done(task.id)

    once, again = client.embed.tasks.retrieve(task.id), client.embed.tasks.retrieve(task.id)

    assert (once.id, once.status, once.model_name) == (task.id, "ready", service.model)
    assert once.video_embedding.segments
    assert once == again
    assert once.created_at.utcoffset().total_seconds() == 0


def test_retrieves_one_option(client, service):
    """Only what was heard, of all that the video has."""
    task = client.embed.tasks.create(model_name=service.model, video_url=VIDEO)
    client.embed.tasks.wait_for_done(task.id)

    heard = client.embed.tasks.retrieve(task.id, embedding_option=["audio"])

    assert [clip.embedding_option for clip in heard.video_embedding.segments] == ["audio"] * 3


def test_lists_tasks(client, service):
    """The newest first, and only those of a state."""
    first = client.embed.tasks.create(model_name=service.model, video_url=VIDEO)
    client.embed.tasks.wait_for_done(first.id)
    second = client.embed.tasks.create(model_name=service.model, video_url=VIDEO)

    everything = client.embed.tasks.list()
    ready = client.embed.tasks.list(status="ready", started_at="2024-01-01T00:00:00Z")

    assert [(task.id, task.status) for task in everything] == [(second.id, "processing"), (first.id, "ready")]
    assert [task.id for task in ready] == [first.id]


def test_turns_pages(client, service):
    """Five tasks, two to a page; the client asks on until a page is empty."""
    created = [client.embed.tasks.create(model_name=service.model, video_url=VIDEO).id for _ in range(5)]

    pages = client.embed.tasks.list(page_limit=2).iter_pages()

    assert [[task.id for task in page.items] for page in pages] == [created[:2:-1], created[2:0:-1], created[:1]]
    assert service.fake.requests[-1].params["page"] == ("4",)


def test_embeds_a_text(client, service):
    """A multipart form with the text in it once."""
    embedded = client.embed.create(model_name=service.model, text="a man & a dog — und ein Frühstück")

    assert embedded.model_name == service.model
    assert [len(part.float_) for part in embedded.text_embedding.segments] == [service.width]
    assert service.fake.requests.one(path="/embed").form["text"] == ("a man & a dog — und ein Frühstück",)


def test_embeds_an_image(client, service):
    """From a file, and from a URL."""
    with Path("dog.png").open("rb") as file:
        from_file = client.embed.create(model_name=service.model, image_file=file).image_embedding
    from_url = client.embed.create(model_name=service.model, image_url="https://example.com/dog.png").image_embedding

    assert [len(image.segments[0].float_) for image in (from_file, from_url)] == [service.width] * 2
    assert (from_file.metadata.input_filename, from_url.metadata.input_url) == ("dog.png", "https://example.com/dog.png")


def test_embeds_audio(client, service):
    """From a file, and from a URL, behind the first two seconds."""
    with Path("dog.wav").open("rb") as file:
        from_file = client.embed.create(model_name=service.model, audio_file=file).audio_embedding
    from_url = client.embed.create(
        model_name=service.model, audio_url="https://example.com/dog.wav", audio_start_offset_sec=2
    ).audio_embedding

    assert [len(audio.segments[0].float_) for audio in (from_file, from_url)] == [service.width] * 2
    assert [audio.segments[0].start_offset_sec for audio in (from_file, from_url)] == [0.0, 2.0]


def test_is_told_of_a_bad_request(client):
    """An unknown model."""
    with pytest.raises(BadRequestError) as refused:
        client.embed.tasks.create(model_name="Marengo-retrieval-9.9", video_url=VIDEO)

    assert refused.value.status_code == 400
    assert code(refused) == "parameter_invalid"
    assert refused.value.body["message"].startswith("The model_name parameter is invalid.")


def test_is_told_of_a_bad_key(service):
    """Another key than the account's; the client has no class of its own for it on these paths."""
    with pytest.raises(ApiError) as refused:
        TwelveLabs(api_key="another-key").embed.create(model_name=service.model, text="a dog")

    assert refused.value.status_code == 401
    assert code(refused) == "api_key_invalid"


def test_is_told_of_an_unknown_task(client):
    """An id that was never given out."""
    with pytest.raises(ApiError) as refused:
        client.embed.tasks.retrieve("66419a20c70bb578439bd8f4")

    assert refused.value.status_code == 404
    assert code(refused) == "resource_not_exists"


def test_is_told_to_slow_down(client, service):
    """Unless it is asked to, the client does not try again by itself."""
    service.fake.fail_next(429, code="too_many_requests", message="You have exceeded the rate limit.")

    with pytest.raises(ApiError) as refused:
        client.embed.create(model_name=service.model, text="a dog")

    assert refused.value.status_code == 429
    assert code(refused) == "too_many_requests"
    assert len(service.fake.requests) == 1


def test_is_told_of_a_broken_service(client, service):
    """Nobody's fault but the service's."""
    service.fake.fail_next(500)

    with pytest.raises(ApiError) as broken:
        client.embed.create(model_name=service.model, text="a dog")

    assert broken.value.status_code == 500


def test_rides_out_a_passing_error(client, service):
    """Three is the number that makes these clients try once more; their pause costs no real time."""
    task = client.embed.tasks.create(model_name=service.model, video_url=VIDEO)
    service.fake.fail_next(503)

    status = client.embed.tasks.status(task.id, request_options={"max_retries": 3})

    assert status.status == "processing"
    assert [request.status for request in service.fake.requests] == [200, 503, 200]
    assert service.fake.clock.slept > 0


def test_works_in_async_code(service):
    """Two videos at once; asyncio's waits are not real either."""

    async def embedded(client, url):
        task = await client.embed.tasks.create(model_name=service.model, video_url=url)
        await client.embed.tasks.wait_for_done(task.id)
        return await client.embed.tasks.retrieve(task.id)

    async def story():
        client = AsyncTwelveLabs(api_key=service.key)
        return await asyncio.gather(embedded(client, VIDEO), embedded(client, "https://example.com/cat.mp4"))

    dog, cat = asyncio.run(story())

    assert (dog.status, cat.status) == ("ready", "ready")
    assert {len(clip.float_) for clip in cat.video_embedding.segments} == {service.width}
    assert dog.video_embedding.segments != cat.video_embedding.segments


def code(refused):
    """The service's code in the body of an error."""
    return refused.value.body["code"]
