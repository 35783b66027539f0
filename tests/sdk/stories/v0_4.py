"""What users of the clients 0.3.0 to 0.4.11 wrote, November 2024 to July 2025: `embed.task` with segments and pages.

The model is `engine_name` for 0.3 and `model_name` for 0.4; both take it as the first argument. In the folder of the process lie
`dog.mp4` and `dog.wav`, thirteen seconds each, and `dog.png`.
"""

from __future__ import annotations

from inspect import signature
from io import BytesIO
from pathlib import Path

import pytest
from twelvelabs import AuthenticationError, BadRequestError, InternalServerError, NotFoundError, RateLimitError, TwelveLabs
from twelvelabs.resources import EmbedTask

VIDEO = "https://example.com/dog.mp4"


@pytest.fixture
def client(service):
    """The client as the code under test would make it: no base URL, no transport of its own."""
    return TwelveLabs(api_key=service.key)


def test_embeds_a_video_at_a_url(client, service):
    """The whole story, with every parameter there is; the client sends the URL as a field and again as a file."""
    task = client.embed.task.create(
        service.model,
        video_url=VIDEO,
        video_start_offset_sec=0,
        video_end_offset_sec=12.5,
        video_clip_length=5,
        video_embedding_scopes=["clip", "video"],
    )
    task.wait_for_done()
    done = client.embed.task.retrieve(task.id)

    video = done.video_embedding
    spans = [(clip.start_offset_sec, clip.end_offset_sec, clip.embedding_scope) for clip in video.segments]
    assert spans[:4] == [(0.0, 5.0, "clip"), (5.0, 10.0, "clip"), (10.0, 12.5, "clip"), (0.0, 18.0, "video")]
    assert set(spans[4:]) <= set(spans[:4])
    assert {len(clip.embeddings_float) for clip in video.segments} == {service.width}
    assert video.metadata.input_url == VIDEO
    assert service.fake.requests.one(method="POST").form["video_url"] == (VIDEO,)


def test_embeds_a_video_in_a_file(client, service):
    """A path or an open file; the client reads it."""
    by_path = client.embed.task.create(service.model, video_file="dog.mp4")
    by_handle = client.embed.task.create(service.model, video_file=BytesIO(Path("dog.mp4").read_bytes()))

    for task in (by_path, by_handle):
        task.wait_for_done()
    done = [task.retrieve().video_embedding for task in (by_path, by_handle)]

    assert [{clip.end_offset_sec for clip in video.segments} for video in done] == [{6.0, 12.0}, {6.0, 12.0}]
    assert [video.metadata.input_filename for video in done] == ["dog.mp4", "upload"]


def test_reads_the_status(client, service):
    """Right after creation a task is processing and can be read; the answer tells the video."""
    task = client.embed.task.create(service.model, video_url=VIDEO)

    status = client.embed.task.status(task.id)

    assert (task.status, status.status) == ("processing", "processing")
    assert status.video_embedding.metadata.input_url == VIDEO
    assert task.video_embedding.segments is None


def test_waits_until_a_task_is_done(client, service):
    """Two waits of the default five seconds, none of them real."""
    seen = []
    task = client.embed.task.create(service.model, video_url=VIDEO)

    status = task.wait_for_done(callback=lambda task: seen.append(task.status))

    assert (status, task.done, seen) == ("ready", True, ["processing", "ready"])
    assert service.fake.clock.slept == 10.0


def test_hears_that_a_task_failed(client, service):
    """A failure ends the wait as well."""
    service.fake.media(VIDEO, fails="the file is gone")
    task = client.embed.task.create(service.model, video_url=VIDEO)

    assert task.wait_for_done() == "failed"
    assert task.retrieve().video_embedding.segments is None


def test_retrieves_the_embeddings(client, service):
    """By the id alone, and through the task; the numbers are the same."""
    created = client.embed.task.create(service.model, video_url=VIDEO)
    created.wait_for_done()

    by_id = client.embed.task.retrieve(created.id)
    through_the_task = created.retrieve()

    assert (by_id.id, by_id.status) == (created.id, "ready")
    assert by_id.video_embedding.segments
    assert by_id.video_embedding == through_the_task.video_embedding
    assert by_id.created_at.endswith("Z")


@pytest.mark.skipif(
    "embedding_option" not in signature(EmbedTask.retrieve).parameters, reason="clients before 0.4.7 do not know options"
)
def test_retrieves_one_option(client, service):
    """Only what was heard, of all that the video has."""
    task = client.embed.task.create(service.model, video_url=VIDEO)
    task.wait_for_done()

    heard = client.embed.task.retrieve(task.id, embedding_option=["audio"])

    assert [clip.embedding_option for clip in heard.video_embedding.segments] == ["audio"] * 3


def test_lists_tasks(client, service):
    """The newest first, and only those of a state."""
    first = client.embed.task.create(service.model, video_url=VIDEO)
    first.wait_for_done()
    second = client.embed.task.create(service.model, video_file="dog.mp4")

    everything = client.embed.task.list()
    ready = client.embed.task.list(status="ready", started_at="2024-01-01T00:00:00Z")

    assert [(task.id, task.status) for task in everything] == [(second.id, "processing"), (first.id, "ready")]
    assert [task.id for task in ready] == [first.id]


def test_turns_pages(client, service):
    """Five tasks, two to a page."""
    created = [client.embed.task.create(service.model, video_url=VIDEO).id for _ in range(5)]

    first = client.embed.task.list_pagination(page_limit=2)
    pages = [first.data, *first]

    assert [[task.id for task in page] for page in pages] == [created[:2:-1], created[2:0:-1], created[:1]]
    assert (first.page_info.total_page, first.page_info.total_results) == (3, 5)


def test_embeds_a_text(client, service):
    """The client sends the text as a field and again as a file."""
    embedded = client.embed.create(service.model, text="a man & a dog — und ein Frühstück")

    assert [len(part.embeddings_float) for part in embedded.text_embedding.segments] == [service.width]
    assert service.fake.requests.one(path="/embed").form["text"] == ("a man & a dog — und ein Frühstück",)


def test_embeds_an_image(client, service):
    """From a file, and from a URL."""
    from_file = client.embed.create(service.model, image_file="dog.png").image_embedding
    from_url = client.embed.create(service.model, image_url="https://example.com/dog.png").image_embedding

    assert [len(image.segments[0].embeddings_float) for image in (from_file, from_url)] == [service.width] * 2
    assert (from_file.metadata.input_filename, from_url.metadata.input_url) == ("dog.png", "https://example.com/dog.png")


def test_embeds_audio(client, service):
    """From a file, and from a URL, behind the first two seconds."""
    from_file = client.embed.create(service.model, audio_file="dog.wav").audio_embedding
    from_url = client.embed.create(service.model, audio_url="https://example.com/dog.wav", audio_start_offset_sec=2).audio_embedding

    assert [len(audio.segments[0].embeddings_float) for audio in (from_file, from_url)] == [service.width] * 2
    assert [audio.segments[0].start_offset_sec for audio in (from_file, from_url)] == [0.0, 2.0]


def test_is_told_of_a_bad_request(client):
    """An unknown model; 0.3 and 0.4 raise by status."""
    with pytest.raises(BadRequestError) as refused:
        client.embed.task.create("Marengo-retrieval-9.9", video_url=VIDEO)

    assert refused.value.status_code == 400
    assert refused.value.body["code"] == "parameter_invalid"
    assert "_name parameter is invalid." in refused.value.body["message"]


def test_is_told_of_a_bad_key(service):
    """Another key than the account's."""
    with pytest.raises(AuthenticationError) as refused:
        TwelveLabs(api_key="another-key").embed.create(service.model, text="a dog")

    assert refused.value.body["code"] == "api_key_invalid"


def test_is_told_of_an_unknown_task(client):
    """An id that was never given out."""
    with pytest.raises(NotFoundError) as refused:
        client.embed.task.retrieve("66419a20c70bb578439bd8f4")

    assert refused.value.body["code"] == "resource_not_exists"


def test_is_told_to_slow_down(client, service):
    """The client does not try again by itself."""
    service.fake.fail_next(429, code="too_many_requests", message="You have exceeded the rate limit.")

    with pytest.raises(RateLimitError) as refused:
        client.embed.create(service.model, text="a dog")

    assert refused.value.body["code"] == "too_many_requests"
    assert len(service.fake.requests) == 1


def test_is_told_of_a_broken_service(client, service):
    """Nobody's fault but the service's."""
    service.fake.fail_next(500)

    with pytest.raises(InternalServerError) as broken:
        client.embed.create(service.model, text="a dog")

    assert broken.value.status_code == 500
